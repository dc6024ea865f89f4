-- Nodes of other nations: who they are, which keys are theirs from which envelope to which, and this node's own card.

CREATE TABLE own_card (                                       -- one row: what this node shows of itself
    only_one bool PRIMARY KEY DEFAULT true CHECK (only_one),
    partner  text NOT NULL,                                   -- its short name, as it signs
    card     text NOT NULL,                                   -- signed card (JWS)
    made_at  timestamptz NOT NULL
);
CREATE TABLE own_key (                                        -- public halves; the private ones are files of the home
    key        text PRIMARY KEY,                              -- SHA-256 of the public key
    use        text NOT NULL CHECK (use IN ('signing', 'reading')),
    public     bytea NOT NULL,
    made_at    timestamptz NOT NULL,
    retired_at timestamptz                                    -- signs nothing any more; still opens what was sealed to it
);

CREATE TABLE partner (
    partner       text PRIMARY KEY,
    title         text NOT NULL,
    country       text NOT NULL,
    address       text NOT NULL,                              -- https://host:port, '' where it cannot be reached
    state         text NOT NULL CHECK (state IN ('active', 'stopped')),
    card          text NOT NULL,                              -- its latest card, signed
    reading       bytea NOT NULL,                             -- the key we seal to
    certificate   bytea NOT NULL,                             -- pinned on the channel, DER
    introduced_at timestamptz NOT NULL
);
CREATE TABLE partner_key (                                    -- keys that sign, with the envelopes they are good for
    partner        text NOT NULL REFERENCES partner,
    key            text NOT NULL,
    public         bytea NOT NULL,
    from_sequence  bigint NOT NULL,
    until_sequence bigint,                                    -- the last one; NULL: still in use
    introduced_at  timestamptz NOT NULL,
    revoked_at     timestamptz,
    reason         text NOT NULL DEFAULT '',
    PRIMARY KEY (partner, key)
);
CREATE TABLE partner_card (                                   -- every card ever taken, for proof
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner   text NOT NULL REFERENCES partner,
    card      text NOT NULL,
    sequence  bigint,                                         -- the envelope that brought it; NULL: two people did
    taken_at  timestamptz NOT NULL,
    taken_by  text NOT NULL
);
CREATE INDEX partner_card_of ON partner_card (partner);
