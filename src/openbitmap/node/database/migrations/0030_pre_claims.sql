-- What a restored node states binds it: everything that was signed of a restore is kept, and the state it named is what
-- its next checkpoint has to go on from.

CREATE TABLE history_said (                                   -- kept for ever: each claim and each answer, as it was signed
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    restore text NOT NULL,
    partner text NOT NULL,
    node    text NOT NULL,                                    -- who signed it
    word    text NOT NULL CHECK (word IN ('claim', 'answer')),
    said    text NOT NULL,
    digest  text NOT NULL,                                    -- SHA-256 of it
    came_at timestamptz NOT NULL,
    UNIQUE (restore, word, digest)
);
CREATE TRIGGER history_said_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history_said
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
REVOKE UPDATE, DELETE ON history_said FROM openbitmap_application;
INSERT INTO history_said (restore, partner, node, word, said, digest, came_at)
SELECT restore, partner, node, 'claim', claim, encode(sha256(convert_to(claim, 'UTF8')), 'hex'), claimed_at
FROM history_restore
UNION ALL
SELECT restore, partner, split_part(account, chr(10), 1)::json ->> 'node', 'answer', account,
    encode(sha256(convert_to(account, 'UTF8')), 'hex'), COALESCE(settled_at, claimed_at)
FROM history_restore WHERE account <> '';

CREATE TABLE history_base (                                   -- what a partner stated last of its ledger, until people have settled that
    partner  text PRIMARY KEY,
    size     bigint NOT NULL,
    root     text NOT NULL,
    note     text NOT NULL,
    since    bigint NOT NULL,
    proof    text[] NOT NULL,
    sequence bigint NOT NULL,
    seen_at  timestamptz NOT NULL
);
