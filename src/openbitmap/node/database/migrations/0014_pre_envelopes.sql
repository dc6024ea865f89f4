-- Letters between nations: what waits to go out, what came in, and what was no envelope. What was sealed lies here as it
-- travels, readable only with the recipient's key; it is taken out once it has served, and signature and receipt stay.

CREATE TABLE envelope_sent (                                  -- last number given, one row a partner
    partner text PRIMARY KEY REFERENCES partner,
    last    bigint NOT NULL
);
CREATE TABLE envelope_out (
    envelope     text PRIMARY KEY,
    partner      text NOT NULL REFERENCES partner,
    sequence     bigint NOT NULL,
    key          text NOT NULL,                               -- of the act it belongs to: once is once
    kind         text NOT NULL,
    correlation  text NOT NULL,
    header       bytea NOT NULL,                              -- what is signed, when it leaves
    signer       text NOT NULL,                               -- own key in use when it was queued
    sealed_key   bytea,                                       -- NULL with the parts: settled, nothing left to send
    parts        bytea[],
    state        text NOT NULL CHECK (state IN ('queued', 'delivered', 'refused')),
    queued_at    timestamptz NOT NULL,
    attempts     int NOT NULL DEFAULT 0,                      -- how often the reader could not use the bytes
    fault        text NOT NULL DEFAULT '',                    -- its last word about them
    receipt      text,                                        -- signed by the reader
    settled_at   timestamptz,
    UNIQUE (partner, sequence),
    UNIQUE (partner, key)
);
CREATE INDEX envelope_out_queued ON envelope_out (partner, sequence) WHERE state = 'queued';

CREATE FUNCTION wake_drains() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN PERFORM pg_notify('envelope_queued', NEW.partner); RETURN NEW; END$$;
CREATE TRIGGER envelope_out_wakes AFTER INSERT ON envelope_out FOR EACH ROW EXECUTE FUNCTION wake_drains();

CREATE TABLE envelope_taken (                                 -- last number given to the rooms, one row a partner
    partner text PRIMARY KEY REFERENCES partner,
    last    bigint NOT NULL DEFAULT 0,
    seen_at timestamptz                                       -- when anything came from it, by our clock
);
CREATE TABLE envelope_in (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    envelope    text NOT NULL,
    partner     text NOT NULL REFERENCES partner,
    sequence    bigint NOT NULL,
    kind        text NOT NULL,
    correlation text NOT NULL,
    digest      text NOT NULL,                                -- SHA-256 of the signed header
    signed      text NOT NULL,                                -- the signed header itself (JWS)
    signer      text NOT NULL,                                -- key of the partner that signed it
    sealed_key  bytea,                                        -- NULL with the parts: what it held was erased
    parts       bytea[],
    state       text NOT NULL CHECK (state IN ('waiting', 'delivered', 'refused')),
    receipt     text NOT NULL,                                -- signed by this node
    received_at timestamptz NOT NULL,
    owes        boolean NOT NULL,                             -- the sender has not been shown the receipt yet
    disputed    boolean NOT NULL DEFAULT false                -- its key was revoked from an earlier number on
);
CREATE UNIQUE INDEX envelope_in_number ON envelope_in (partner, sequence) WHERE NOT disputed;
CREATE INDEX envelope_in_named ON envelope_in (envelope);
CREATE INDEX envelope_in_waiting ON envelope_in (partner, sequence) WHERE state = 'waiting';
CREATE INDEX envelope_in_owes ON envelope_in (partner, sequence) WHERE owes;

CREATE TABLE envelope_rejected (                              -- evidence; what it said was not believed
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner  text NOT NULL,                                   -- whoever it came from or claimed to come from
    digest   text NOT NULL,
    size     bigint NOT NULL,
    head     bytea NOT NULL,                                  -- at most its first 256 KiB
    reason   text NOT NULL,
    detail   text NOT NULL,
    came_at  timestamptz NOT NULL,
    UNIQUE (digest, reason)
);
CREATE INDEX envelope_rejected_of ON envelope_rejected (partner);
CREATE TABLE envelope_link (                                  -- how the channel to a partner does, for people
    partner   text PRIMARY KEY REFERENCES partner,
    tried_at  timestamptz,
    reached_at timestamptz,
    trouble   text NOT NULL DEFAULT ''
);
