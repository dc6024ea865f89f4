-- A node whose database came back from a backup settles with its partners what it forgot: which numbers were used, what
-- comes again, and what no number stands for any more.

ALTER TABLE envelope_out ADD COLUMN first_receipt text;       -- what the reader signed before it forgot, where it comes again
CREATE INDEX envelope_out_kept ON envelope_out (settled_at) WHERE settled_at IS NOT NULL AND sealed_key IS NOT NULL;

CREATE TABLE envelope_void (                                  -- numbers from a partner that nothing will ever come under
    partner  text NOT NULL REFERENCES partner,
    first    bigint NOT NULL,
    last     bigint NOT NULL CHECK (last >= first),
    restore  text NOT NULL,
    PRIMARY KEY (partner, first)
);

CREATE TABLE history_restore (                                -- kept for ever: who went back, and what both signed of it
    restore    text PRIMARY KEY,
    partner    text NOT NULL,
    node       text NOT NULL,                                 -- whose history went back
    words      text NOT NULL,
    claim      text NOT NULL,                                 -- signed by that node
    account    text NOT NULL DEFAULT '',                      -- signed by the other one
    claimed_at timestamptz NOT NULL,
    settled_at timestamptz
);
CREATE INDEX history_restore_of ON history_restore (partner, claimed_at);

-- What concerns those who keep the exchange is told to the same mailbox and endpoints as an alert, and is none.
ALTER TABLE alert_delivery ALTER COLUMN alert DROP NOT NULL;
ALTER TABLE alert_delivery ADD COLUMN concern text CHECK ((concern IS NULL) <> (alert IS NULL));

ALTER TABLE agreement ADD COLUMN told_days int;               -- how many days before its end that was told last
