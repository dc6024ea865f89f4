-- Watchlists: entries with their grounds and clocks, sightings, imports; withdrawal from galleries; searches into the past.

-- identities: what leaves the galleries, and what was never shown in one ------------------------------------------------
ALTER TABLE encounter ADD COLUMN silent boolean NOT NULL DEFAULT false;  -- prints of a discreet entry: on a shelf of its own
CREATE TABLE encounter_prints (                               -- bytes of an encounter that came without a submission
    encounter    text PRIMARY KEY REFERENCES encounter,
    digest       text NOT NULL                                -- in the vault
);
CREATE TABLE encounter_withdrawal (
    encounter    text PRIMARY KEY REFERENCES encounter,
    reason       text NOT NULL,
    withdrawn_at timestamptz NOT NULL,
    log_position bigint NOT NULL                              -- a gallery that covers this position does not hold it
);
CREATE INDEX encounter_withdrawal_position ON encounter_withdrawal (log_position);

-- watchlists -------------------------------------------------------------------------------------------------------------
CREATE TABLE watchlist_entry (
    entry        text PRIMARY KEY,
    list         text NOT NULL REFERENCES gallery,
    originator   text NOT NULL,
    encounter    text REFERENCES encounter,                   -- held already, or made of the prints once approved
    prints       text,                                        -- vault digest of the transaction the originator sent
    name         text NOT NULL,
    aliases      text[] NOT NULL,
    birth_date   text NOT NULL,
    sex          text NOT NULL,
    nationality  text NOT NULL,
    documents    text[] NOT NULL,
    category     text NOT NULL,
    legal_basis  text NOT NULL,
    standard     text NOT NULL,
    handling     text NOT NULL,
    contact      text NOT NULL,
    caveat       text NOT NULL,
    tell_subject boolean NOT NULL,
    review_at    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    state        text NOT NULL,
    nominator    text NOT NULL,
    nominated_at timestamptz NOT NULL,
    approver     text,
    approved_at  timestamptz,
    ended_at     timestamptz,
    replaces     text REFERENCES watchlist_entry,             -- taken off when this one is approved
    content      text NOT NULL                                -- SHA-256 of what was nominated: the same again is the same entry
);
CREATE INDEX watchlist_entry_encounter ON watchlist_entry (encounter);
CREATE INDEX watchlist_entry_state ON watchlist_entry (state, expires_at);
CREATE UNIQUE INDEX watchlist_entry_content ON watchlist_entry (content) WHERE state IN ('nominated', 'active');
CREATE TABLE watchlist_claim (
    entry        text NOT NULL REFERENCES watchlist_entry,
    number       smallint NOT NULL,
    evidence     text NOT NULL,
    source       text NOT NULL,
    reliability  text NOT NULL,
    statement    text NOT NULL,
    PRIMARY KEY (entry, number)
);
CREATE TABLE watchlist_act (                                  -- what was done to an entry, by whom; appended
    entry        text NOT NULL REFERENCES watchlist_entry,
    log_position bigint NOT NULL,
    act          text NOT NULL,
    actor        text NOT NULL,
    reason       text NOT NULL,
    done_at      timestamptz NOT NULL,
    PRIMARY KEY (entry, log_position)
);
CREATE TABLE watchlist_reminder (                             -- a review was announced to the desk; once a due date
    entry        text NOT NULL REFERENCES watchlist_entry,
    review_at    timestamptz NOT NULL,
    reminded_at  timestamptz NOT NULL,
    PRIMARY KEY (entry, review_at)
);
CREATE TABLE sighting (
    sighting     text PRIMARY KEY,
    entry        text NOT NULL REFERENCES watchlist_entry,
    listed       text NOT NULL REFERENCES encounter,          -- the candidate or probe on the entry's side
    encounter    text NOT NULL REFERENCES encounter,          -- the person met
    met_at       timestamptz NOT NULL,
    outcome      text NOT NULL,
    case_id      text,
    settled_at   timestamptz,
    UNIQUE (entry, listed, encounter)
);
CREATE INDEX sighting_encounter ON sighting (encounter);
CREATE INDEX sighting_listed ON sighting (listed);
CREATE TABLE watchlist_import (
    import       text PRIMARY KEY,
    digest       text NOT NULL UNIQUE,                        -- of format, list and bytes: the same file again is the same import
    format       text NOT NULL,
    list         text NOT NULL REFERENCES gallery,
    importer     text NOT NULL,
    imported_at  timestamptz NOT NULL,
    added        int NOT NULL,
    changed      int NOT NULL,
    unchanged    int NOT NULL,
    refused      int NOT NULL
);
CREATE TABLE watchlist_draft (                                -- between the preview of a file and its import
    draft        text PRIMARY KEY,
    importer     text NOT NULL,
    form         text NOT NULL,
    digests      text[] NOT NULL,                             -- in the vault
    defaults     text NOT NULL,
    made_at      timestamptz NOT NULL
);
CREATE TABLE watchlist_source (                               -- which entry a row of somebody's list became last
    list         text NOT NULL REFERENCES gallery,
    originator   text NOT NULL,
    reference    text NOT NULL,                               -- the row's own number in the originator's list
    entry        text NOT NULL REFERENCES watchlist_entry,
    content      text NOT NULL,
    PRIMARY KEY (list, originator, reference)
);

-- search: into the past, and without a word to any post ------------------------------------------------------------------
ALTER TABLE search ADD COLUMN purpose text NOT NULL DEFAULT 'arrival' CHECK (purpose IN ('arrival', 'reverse', 'silent'));
ALTER TABLE search ALTER COLUMN submission DROP NOT NULL;
ALTER TABLE search ADD CHECK ((purpose = 'arrival') = (submission IS NOT NULL));
ALTER TABLE search ADD COLUMN entry text REFERENCES watchlist_entry;  -- of a search that an entry asked for
ALTER TABLE search ADD CHECK ((purpose = 'arrival') = (entry IS NULL));
CREATE VIEW discreet_case AS  -- cases that would not be there without a discreet entry
    SELECT c.case_id FROM adjudication_case c JOIN search s ON s.search = c.search
    JOIN watchlist_entry w ON w.entry = s.entry WHERE w.handling = 'discreet';
CREATE TABLE reverse_search (
    search       text PRIMARY KEY,
    entry        text NOT NULL REFERENCES watchlist_entry,
    encounter    text NOT NULL REFERENCES encounter,          -- the probe
    begun_at     timestamptz NOT NULL,
    begun_by     bigint NOT NULL,                             -- the ledger entry that stated it
    upto         bigint NOT NULL,                             -- encounters up to this number are the past
    place        bigint NOT NULL,                             -- the last number compared
    done         bigint NOT NULL,
    total        bigint NOT NULL,
    finished_at  timestamptz,
    candidates   int NOT NULL DEFAULT 0
);
CREATE INDEX reverse_search_entry ON reverse_search (entry);
CREATE TABLE reverse_candidate (                              -- found so far; the finished search keeps the strongest
    search       text NOT NULL REFERENCES reverse_search,
    encounter    text NOT NULL REFERENCES encounter,
    score        double precision NOT NULL,
    log10_fmr    double precision NOT NULL,
    fingers      jsonb NOT NULL,
    parameters   text NOT NULL,
    PRIMARY KEY (search, encounter)
);
CREATE TABLE gallery_process (                                -- who holds templates in memory, and up to which position
    process      text PRIMARY KEY,
    started_at   timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,
    position     bigint NOT NULL
);
