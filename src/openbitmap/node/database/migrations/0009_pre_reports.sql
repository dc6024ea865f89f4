-- reports: what was issued, to whom it left is the holder's affair. The bytes lie sealed in the vault, owned by the issue.
CREATE TABLE report (
    report       text PRIMARY KEY,
    case_id      text NOT NULL REFERENCES adjudication_case,
    language     text NOT NULL,
    paper        text NOT NULL,
    content      text NOT NULL,                     -- digest of what the report says about the case
    issued_at    timestamptz NOT NULL,
    issued_by    text NOT NULL,
    document     text NOT NULL,                     -- vault digest of the signed PDF
    machine      text NOT NULL,                     -- vault digest of the signed data
    UNIQUE (case_id, language, paper, content)      -- nothing new to say: the same issue again
);
