-- Questions between nations: one row on either side, its stages, the repositories it reached, its hits; alarms of
-- fishing; how many people partners hold, so that a search keeps its part of the false positives of the union; and
-- reference encounters, which are compared with by people and searched by nobody.

CREATE TABLE inquiry (
    inquiry     text PRIMARY KEY,
    side        text NOT NULL CHECK (side IN ('asker', 'answerer')),
    partner     text NOT NULL,
    state       text NOT NULL,
    submission  text NOT NULL DEFAULT '',                     -- asker: what it came from; never travels
    search      text NOT NULL DEFAULT '',
    encounter   text NOT NULL DEFAULT '',
    purpose     text NOT NULL,
    category    text NOT NULL,
    stated_case text NOT NULL DEFAULT '',                     -- answerer: the asker's word for its case
    kind        text NOT NULL DEFAULT 'tp/tp',                -- which daily limit it is counted by
    agreement   text NOT NULL DEFAULT '',
    version     int NOT NULL DEFAULT 0,
    clause      text NOT NULL DEFAULT '',
    reason      text NOT NULL DEFAULT '',                     -- why barred or refused
    asked_at    timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    answered_at timestamptz,
    result      text NOT NULL DEFAULT '',
    handling    text NOT NULL DEFAULT '',
    people      bigint,
    as_of       timestamptz,
    fpir        double precision NOT NULL DEFAULT 0,
    late        boolean NOT NULL DEFAULT false,
    case_id     text,                                         -- asker: where its examiners compare
    held        text,                                         -- vault digest of personal data taken
    release_at  timestamptz,                                  -- answerer: the tick at which the result leaves
    envelope    text NOT NULL DEFAULT '',                     -- answerer: where the probe is, until it is erased
    probe       text NOT NULL DEFAULT '',                     -- SHA-256 of the probe
    withheld    boolean NOT NULL DEFAULT false                -- answerer: somebody was found who is not told of
);
CREATE UNIQUE INDEX inquiry_once ON inquiry (search, partner) WHERE search <> '';
CREATE INDEX inquiry_submission ON inquiry (submission) WHERE submission <> '';
CREATE INDEX inquiry_case ON inquiry (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX inquiry_partner ON inquiry (partner, side, asked_at);
CREATE INDEX inquiry_asked_of_us ON inquiry (asked_at, partner) WHERE side = 'answerer';
CREATE INDEX inquiry_due ON inquiry (due_at) WHERE state = 'asked' AND side = 'asker';
CREATE INDEX inquiry_release ON inquiry (release_at) WHERE release_at IS NOT NULL;

CREATE TABLE inquiry_step (                                   -- the story both sides keep; nothing here is changed
    number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    inquiry text NOT NULL REFERENCES inquiry,
    stage   text NOT NULL,
    at      timestamptz NOT NULL,
    actor   text NOT NULL,
    clause  text NOT NULL DEFAULT '',
    words   text NOT NULL DEFAULT ''
);
CREATE INDEX inquiry_step_of ON inquiry_step (inquiry, number);

CREATE TABLE inquiry_line (                                   -- repositories behind the partner, or behind ourselves
    inquiry text NOT NULL REFERENCES inquiry,
    name    text NOT NULL,
    state   text NOT NULL,
    result  text NOT NULL DEFAULT '',
    people  bigint,
    as_of   timestamptz,
    due_at  timestamptz,
    reason  text NOT NULL DEFAULT '',
    sent_at timestamptz,                                      -- answerer: when this line was told; NULL: it is owed
    PRIMARY KEY (inquiry, name)
);

CREATE TABLE inquiry_hit (
    reference  text PRIMARY KEY,                              -- random; of one inquiry, so that two cannot be joined
    inquiry    text NOT NULL REFERENCES inquiry,
    encounter  text,                                          -- answerer: its record; asker: the reference encounter
    attributed boolean,
    band       text NOT NULL DEFAULT '',
    gone       boolean NOT NULL DEFAULT false                 -- asker: called back, or kept long enough
);
CREATE INDEX inquiry_hit_of ON inquiry_hit (inquiry);
CREATE INDEX inquiry_hit_encounter ON inquiry_hit (encounter) WHERE encounter IS NOT NULL;

CREATE TABLE fishing_alarm (
    alarm        text PRIMARY KEY,
    partner      text NOT NULL,
    measure      text NOT NULL CHECK (measure IN ('rate', 'no_case')),
    searches     int NOT NULL,
    without_case int NOT NULL,
    baseline     double precision NOT NULL,
    raised_at    timestamptz NOT NULL,
    inquiries    text[] NOT NULL                              -- the evidence
);
CREATE INDEX fishing_alarm_partner ON fishing_alarm (partner, measure, raised_at);

-- People a partner's galleries held when it last answered.
CREATE TABLE search_abroad (
    partner  text PRIMARY KEY,
    people   bigint NOT NULL,
    noted_at timestamptz NOT NULL
);

ALTER TABLE gallery DROP CONSTRAINT gallery_kind_check,
    ADD CONSTRAINT gallery_kind_check
        CHECK (kind IN ('watchlist', 'wanted', 'prison', 'encounter', 'reference'));
ALTER TABLE adjudication_case DROP CONSTRAINT adjudication_case_kind_check,
    ADD CONSTRAINT adjudication_case_kind_check CHECK (kind IN ('arrival', 'reverse', 'seed', 'abroad'));
