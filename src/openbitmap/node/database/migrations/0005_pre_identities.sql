-- Who is who, changed by people: proposals of two people, judgements that restore others, and what encounters of one
-- person assert differently. Nothing here is edited but the state of a proposal.

CREATE TABLE identity_change (
    change          text PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('merge', 'move', 'split', 'undo')),
    encounters      text[] NOT NULL,                       -- this side of the change; empty: a reversal
    others          text[] NOT NULL,                       -- the other side
    keep_rest       boolean NOT NULL,                      -- what stays behind is judged one person
    undoes          text REFERENCES identity_change,
    reason          text NOT NULL,
    blind           boolean NOT NULL,                      -- the proposer may not see what is discreet
    basis           text NOT NULL,                         -- digest of the graph the proposer saw
    proposed_by     text NOT NULL,
    proposed_at     timestamptz NOT NULL,
    state           text NOT NULL,
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text NOT NULL DEFAULT '',
    CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by OR state = 'withdrawn')  -- two people, always
);
CREATE INDEX identity_change_waiting ON identity_change (proposed_at) WHERE state = 'proposed';
CREATE INDEX identity_change_encounters ON identity_change USING gin (encounters);
CREATE INDEX identity_change_others ON identity_change USING gin (others);
CREATE INDEX identity_change_undoes ON identity_change (undoes);

ALTER TABLE judgement
    ALTER COLUMN case_id DROP NOT NULL,                    -- judged in a case, or by a change
    ADD COLUMN change text REFERENCES identity_change,
    ADD COLUMN restores text REFERENCES judgement,         -- a reversal: the judgement that holds again
    ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY,
    DROP CONSTRAINT judgement_conclusion_check,
    ADD CONSTRAINT judgement_conclusion_check CHECK (conclusion IN ('same', 'different', 'unsure', 'withdrawn')),
    ADD CONSTRAINT judgement_source CHECK (num_nonnulls(case_id, change) = 1);
CREATE UNIQUE INDEX judgement_supersedes ON judgement (supersedes) WHERE supersedes IS NOT NULL;  -- a chain never forks
CREATE INDEX judgement_change ON judgement (change) WHERE change IS NOT NULL;

CREATE TABLE station_place (                               -- where a station stands, for the map of a person
    station         text PRIMARY KEY REFERENCES station,
    latitude        double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude       double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180)
);

CREATE TABLE encounter_document (                          -- documents as keys: kind and number without punctuation
    encounter       text NOT NULL REFERENCES encounter,
    key             text NOT NULL,
    PRIMARY KEY (key, encounter)
);
INSERT INTO encounter_document (encounter, key)
SELECT DISTINCT b.encounter, upper(regexp_replace(regexp_replace(d, '^.* ', ''), '[^0-9A-Za-z]', '', 'g'))
FROM biographics b, unnest(b.documents) AS d
WHERE regexp_replace(regexp_replace(d, '^.* ', ''), '[^0-9A-Za-z]', '', 'g') <> '';
CREATE INDEX encounter_enrolled ON encounter (enrolled_at DESC);

CREATE TABLE discrepancy (                                 -- two encounters of one person assert different things
    discrepancy     text PRIMARY KEY,
    encounter       text NOT NULL REFERENCES encounter,
    other           text NOT NULL REFERENCES encounter,
    field           text NOT NULL,
    found_at        timestamptz NOT NULL,
    UNIQUE (encounter, other, field)
);
CREATE TABLE ruling (                                      -- what a person made of it; the newest one counts
    ruling          text PRIMARY KEY,
    number          bigint GENERATED ALWAYS AS IDENTITY,
    discrepancy     text NOT NULL REFERENCES discrepancy,
    finding         text NOT NULL CHECK (finding IN ('typo', 'alias', 'unknown', 'reopened')),
    reason          text NOT NULL,
    ruled_by        text NOT NULL,
    ruled_at        timestamptz NOT NULL
);
CREATE INDEX ruling_discrepancy ON ruling (discrepancy, number DESC);
