-- Agreements between nations: texts under the hash of their canonical form, both parties' signatures over that hash,
-- suspensions by either, endings, and how much of each daily limit was used.

CREATE TABLE agreement (
    digest       text PRIMARY KEY,                            -- SHA-256 of the canonical text
    agreement    text NOT NULL,
    version      int NOT NULL CHECK (version >= 1),
    partner      text NOT NULL,                               -- the other nation
    text         text NOT NULL,                               -- canonical
    ends_at      timestamptz NOT NULL,                        -- first instant at which it is no longer in force
    proposed_by  text NOT NULL,                               -- the party that put it there
    proposed_at  timestamptz NOT NULL,
    expiry_noted timestamptz,                                 -- when its end by time was recorded
    UNIQUE (agreement, version, digest)
);
CREATE INDEX agreement_partner ON agreement (partner);
CREATE INDEX agreement_ends ON agreement (ends_at) WHERE expiry_noted IS NULL;

CREATE TABLE agreement_signature (
    digest       text NOT NULL REFERENCES agreement,
    party        text NOT NULL,
    signature    bytea NOT NULL,                              -- Ed25519 over the hash
    key          text NOT NULL,                               -- the party's key by its fingerprint, verified then
    signer       text NOT NULL,                               -- account of our officer; the party itself for theirs
    signed_at    timestamptz NOT NULL,
    PRIMARY KEY (digest, party)
);

CREATE TABLE agreement_suspension (
    agreement    text NOT NULL,
    party        text NOT NULL,                               -- who stopped it; each side takes back its own only
    since        timestamptz NOT NULL,
    reason       text NOT NULL,
    ended_at     timestamptz,
    PRIMARY KEY (agreement, party, since)
);
CREATE UNIQUE INDEX agreement_suspension_once ON agreement_suspension (agreement, party) WHERE ended_at IS NULL;

CREATE TABLE agreement_denunciation (
    agreement    text PRIMARY KEY,
    party        text NOT NULL,
    denounced_at timestamptz NOT NULL,
    reason       text NOT NULL
);

CREATE TABLE agreement_use (                                  -- what was asked under one key, and answered last
    use          text NOT NULL,
    act          text NOT NULL,
    giver        text NOT NULL,
    taker        text NOT NULL,
    outcome      text NOT NULL,                               -- granted or the reason, with clause and version
    asked_at     timestamptz NOT NULL,
    PRIMARY KEY (use, act, giver, taker)
);

CREATE TABLE agreement_spending (                             -- one unit of a daily limit
    use          text NOT NULL,
    agreement    text NOT NULL,
    clause       text NOT NULL,
    act          text NOT NULL,
    giver        text NOT NULL,
    kind         text NOT NULL,                               -- kind of search; empty for acts that are no search
    day          date NOT NULL,                               -- of UTC
    PRIMARY KEY (use, agreement, clause, act, giver, kind)
);
CREATE INDEX agreement_spending_day ON agreement_spending (agreement, day, clause, act, giver, kind);
