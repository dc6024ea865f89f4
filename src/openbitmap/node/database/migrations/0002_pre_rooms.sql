-- Rooms of the main job: who asks, what came in, who was met, what was searched, what people decided, what was answered.
-- Facts are appended and state is derived wherever a person's history is concerned; only work states are updated.

-- identities: galleries come first, for a station's encounters join one ---------------------------------------------------
CREATE TABLE gallery (
    gallery      text PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('watchlist', 'wanted', 'prison', 'encounter')),
    title        text NOT NULL,
    holder       text NOT NULL
);

-- access -----------------------------------------------------------------------------------------------------------------
CREATE TABLE station (
    station      text PRIMARY KEY,
    title        text NOT NULL,
    originator   text NOT NULL UNIQUE,              -- field 1.008 of everything it sends
    gallery      text NOT NULL REFERENCES gallery,  -- the gallery its encounters join
    tots         text[] NOT NULL,                   -- types of transaction it may send; empty means none
    language     text NOT NULL DEFAULT 'en',
    active       boolean NOT NULL DEFAULT true
);
CREATE TABLE access_key (
    key_hash     text PRIMARY KEY,                  -- SHA-256 of a 256-bit random key; the key itself is never stored
    role         text NOT NULL,
    name         text NOT NULL,                     -- a station, or a person's account name
    station      text REFERENCES station,
    issued_at    timestamptz NOT NULL,
    revoked_at   timestamptz,
    CHECK ((role = 'station') = (station IS NOT NULL))
);

-- intake -----------------------------------------------------------------------------------------------------------------
CREATE TABLE submission (
    submission   text PRIMARY KEY,
    station      text NOT NULL REFERENCES station,
    digest       text NOT NULL,
    size         bigint NOT NULL,
    door         text NOT NULL,
    received_at  timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    state        text NOT NULL,
    UNIQUE (station, digest)                        -- same bytes, same receipt
);
CREATE TABLE submission_header (                    -- what examination read; absent while unread or unreadable
    submission     text PRIMARY KEY REFERENCES submission,
    tot            text NOT NULL,
    originator     text NOT NULL,
    destination    text NOT NULL,
    control_number text NOT NULL,
    priority       smallint NOT NULL,
    repositories   smallint[] NOT NULL
);
CREATE INDEX submission_header_control ON submission_header (originator, control_number);
CREATE TABLE submission_finding (
    submission   text NOT NULL REFERENCES submission,
    number       int NOT NULL,
    severity     text NOT NULL,
    code         text NOT NULL,
    message      text NOT NULL,
    record       int,
    record_type  int,
    field        text,
    byte_offset  bigint,
    PRIMARY KEY (submission, number)
);

-- identities -------------------------------------------------------------------------------------------------------------
CREATE TABLE encounter (
    number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,  -- the row of the in-memory gallery
    encounter    text PRIMARY KEY,
    gallery      text NOT NULL REFERENCES gallery,
    submission   text UNIQUE REFERENCES submission,           -- NULL: came in bulk
    enrolled_at  timestamptz NOT NULL,
    retained     boolean NOT NULL,                            -- false: search, do not keep searchable (2.005 = N)
    log_position bigint NOT NULL                              -- ledger entry that stated it; commit order = this order
);
CREATE INDEX encounter_position ON encounter (log_position);
CREATE TABLE biographics (                                    -- as asserted, never corrected in place
    encounter    text PRIMARY KEY REFERENCES encounter,
    name         text NOT NULL,
    aliases      text[] NOT NULL,
    birth_date   text NOT NULL,
    sex          text NOT NULL,
    nationality  text NOT NULL,
    documents    text[] NOT NULL
);
CREATE TABLE sample (
    sample       text PRIMARY KEY,
    encounter    text NOT NULL REFERENCES encounter,
    position     smallint NOT NULL,
    impression   smallint,
    record       int,                                         -- index of its image record in the submission's bytes
    box          int[],                                       -- x, y, width, height inside a slap; NULL: the whole image
    quality      smallint,
    measure      text NOT NULL,
    advice       text NOT NULL,
    missing      text,
    failure      text                                         -- failure to enrol, in a word; NULL: there is a template
);
CREATE INDEX sample_encounter ON sample (encounter);
CREATE TABLE template (
    encounter    text NOT NULL REFERENCES encounter,
    sample       text REFERENCES sample,                      -- NULL: came in bulk, as a template only
    position     smallint NOT NULL CHECK (position BETWEEN 1 AND 10),
    parameters   text NOT NULL,
    width        smallint NOT NULL,
    height       smallint NOT NULL,
    minutiae     bytea NOT NULL
);
CREATE UNIQUE INDEX template_finger ON template (encounter, position);  -- every search asks whether it has one of its fingers
CREATE TABLE judgement (                                      -- edges of the identity graph: superseded, never edited
    judgement    text PRIMARY KEY,
    encounter    text NOT NULL REFERENCES encounter,
    other        text NOT NULL REFERENCES encounter,
    conclusion   text NOT NULL CHECK (conclusion IN ('same', 'different', 'unsure')),
    case_id      text NOT NULL,
    judged_at    timestamptz NOT NULL,
    supersedes   text REFERENCES judgement
);
CREATE INDEX judgement_encounter ON judgement (encounter);
CREATE INDEX judgement_other ON judgement (other);

-- search -----------------------------------------------------------------------------------------------------------------
CREATE TABLE search (
    search       text PRIMARY KEY,
    submission   text NOT NULL UNIQUE REFERENCES submission,
    encounter    text NOT NULL REFERENCES encounter,
    finished_at  timestamptz NOT NULL,
    verdict      text NOT NULL,
    fingers      smallint NOT NULL,                           -- how many had a template and were compared
    people       bigint NOT NULL,                             -- gallery size the threshold was set for
    threshold    double precision NOT NULL,
    fpir         double precision NOT NULL,
    chance       double precision NOT NULL,                   -- expected number of chance candidates
    log_position bigint NOT NULL                              -- the ledger position the gallery covered
);
CREATE TABLE candidate (
    search       text NOT NULL REFERENCES search,
    encounter    text NOT NULL REFERENCES encounter,
    score        double precision NOT NULL,
    log10_fmr    double precision NOT NULL,
    fingers      jsonb NOT NULL,                              -- explanation: finger position -> score
    parameters   text NOT NULL,
    PRIMARY KEY (search, encounter)
);
CREATE TABLE search_coverage (
    search       text NOT NULL REFERENCES search,
    number       smallint NOT NULL,
    name         text NOT NULL,
    kind         text,
    state        text NOT NULL,
    people       bigint,
    as_of        timestamptz,
    reason       text NOT NULL,
    PRIMARY KEY (search, number)
);

-- cases ------------------------------------------------------------------------------------------------------------------
CREATE TABLE adjudication_case (
    case_id      text PRIMARY KEY,
    search       text NOT NULL UNIQUE REFERENCES search,
    submission   text NOT NULL REFERENCES submission,
    encounter    text NOT NULL REFERENCES encounter,
    opened_at    timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    state        text NOT NULL,
    holder       text
);
CREATE TABLE case_candidate (
    case_id      text NOT NULL REFERENCES adjudication_case,
    letter       text NOT NULL,                               -- shuffled: says nothing of rank (R28)
    encounter    text NOT NULL REFERENCES encounter,
    PRIMARY KEY (case_id, letter),
    UNIQUE (case_id, encounter)
);
CREATE TABLE opinion (                                        -- one examiner's word on one case; immutable
    case_id      text NOT NULL REFERENCES adjudication_case,
    examiner     text NOT NULL,
    number       smallint NOT NULL,
    conclusion   text NOT NULL,
    letters      text[] NOT NULL,                             -- the candidates identified; empty: none was
    reason       text NOT NULL,
    given_at     timestamptz NOT NULL,
    PRIMARY KEY (case_id, examiner),
    UNIQUE (case_id, number)
);

-- alerts -----------------------------------------------------------------------------------------------------------------
CREATE TABLE alert (
    alert        text PRIMARY KEY,
    submission   text NOT NULL REFERENCES submission,
    encounter    text NOT NULL REFERENCES encounter,          -- the person met
    listed       text NOT NULL REFERENCES encounter,          -- the entry of a watchlist or wanted gallery
    gallery      text NOT NULL REFERENCES gallery,
    state        text NOT NULL,
    raised_at    timestamptz NOT NULL,
    closed_at    timestamptz,
    UNIQUE (encounter, listed)
);

-- exchange ---------------------------------------------------------------------------------------------------------------
CREATE TABLE answer (
    answer       text PRIMARY KEY,
    submission   text NOT NULL REFERENCES submission,
    version      smallint NOT NULL,
    verdict      text NOT NULL,
    body         text NOT NULL,                               -- the wire form, as released
    itl          text NOT NULL,                               -- vault digest of the answer's transaction bytes
    released_at  timestamptz NOT NULL,
    UNIQUE (submission, version)
);
CREATE INDEX answer_released ON answer (released_at);

-- Indexes for what is asked every second, over tables that only grow -----------------------------------------------------
CREATE INDEX submission_unfinished ON submission (due_at) WHERE state IN ('received', 'accepted', 'enrolled');
CREATE INDEX submission_received ON submission (received_at);
CREATE INDEX alert_submission ON alert (submission);
CREATE INDEX adjudication_case_waiting ON adjudication_case ((state = 'decided'), due_at);
