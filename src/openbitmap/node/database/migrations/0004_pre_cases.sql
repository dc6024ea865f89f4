-- The method in the room: turns at a case, locked analyses, drafts, comparisons, what was looked at, who may take what, and
-- cases of known outcome. A case may now be opened without a submission (a new entry searched in the past, a seed).

ALTER TABLE adjudication_case
    ALTER COLUMN search DROP NOT NULL,
    ALTER COLUMN submission DROP NOT NULL,
    ADD COLUMN kind text NOT NULL DEFAULT 'arrival' CHECK (kind IN ('arrival', 'reverse', 'seed')),
    ADD COLUMN urgent boolean NOT NULL DEFAULT false,
    ADD COLUMN needs text[] NOT NULL DEFAULT '{finger}',       -- skills an examiner must have, all of them
    ADD COLUMN site text NOT NULL DEFAULT '',                  -- the station it came from; '' = any
    ADD COLUMN patience interval NOT NULL DEFAULT '30 minutes',-- of the service clock: each opinion has it anew (R27)
    ADD COLUMN waiting_since timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN held_until timestamptz,                         -- the holder's lease; activity prolongs it
    ADD COLUMN lease interval NOT NULL DEFAULT '45 minutes',
    ADD CHECK (kind <> 'arrival' OR (search IS NOT NULL AND submission IS NOT NULL)),
    ADD CHECK (kind <> 'seed' OR (search IS NULL AND submission IS NULL));
UPDATE adjudication_case SET waiting_since = opened_at, patience = due_at - opened_at;
UPDATE adjudication_case SET held_until = now() + lease WHERE holder IS NOT NULL;
CREATE INDEX adjudication_case_queue ON adjudication_case (urgent DESC, due_at, case_id) WHERE state <> 'decided';

-- Opinions may be superseded by their author, and stay.
ALTER TABLE opinion
    DROP CONSTRAINT opinion_pkey,
    ADD COLUMN ground text NOT NULL DEFAULT 'other',
    ADD COLUMN supersedes smallint;
ALTER TABLE opinion DROP CONSTRAINT opinion_case_id_number_key;
ALTER TABLE opinion ADD PRIMARY KEY (case_id, number);
ALTER TABLE opinion ADD FOREIGN KEY (case_id, supersedes) REFERENCES opinion (case_id, number);
CREATE UNIQUE INDEX opinion_superseded_once ON opinion (case_id, supersedes);
CREATE INDEX opinion_examiner ON opinion (examiner, given_at);

CREATE TABLE case_turn (                                      -- one examiner's time with a case; only its end is filled in
    turn         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id      text NOT NULL REFERENCES adjudication_case,
    examiner     text NOT NULL,
    taken_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    ending       text CHECK (ending IN ('judged', 'given_back', 'idle')),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE INDEX case_turn_case ON case_turn (case_id, examiner);
CREATE INDEX case_turn_taken ON case_turn (taken_at);
CREATE UNIQUE INDEX case_turn_running ON case_turn (case_id) WHERE ended_at IS NULL;

CREATE TABLE case_draft (                                     -- working marks; overwritten by newer ones, seen by nobody else
    case_id      text NOT NULL REFERENCES adjudication_case,
    examiner     text NOT NULL,
    counter      bigint NOT NULL,
    body         text NOT NULL,
    saved_at     timestamptz NOT NULL,
    PRIMARY KEY (case_id, examiner)
);
CREATE TABLE case_analysis (                                  -- marks on the probe before any candidate was seen; immutable
    case_id      text NOT NULL REFERENCES adjudication_case,
    examiner     text NOT NULL,
    body         jsonb NOT NULL,                              -- marks, suitability, or why nothing is marked
    digest       text NOT NULL,
    locked_at    timestamptz NOT NULL,
    PRIMARY KEY (case_id, examiner)
);
CREATE TABLE case_comparison (                                -- marks and pairs with one candidate, with an opinion; immutable
    case_id      text NOT NULL,
    number       smallint NOT NULL,
    letter       text NOT NULL,
    body         jsonb NOT NULL,
    PRIMARY KEY (case_id, number, letter),
    FOREIGN KEY (case_id, number) REFERENCES opinion (case_id, number),
    FOREIGN KEY (case_id, letter) REFERENCES case_candidate (case_id, letter)
);
CREATE TABLE case_view (                                      -- what an examiner looked at, and when; append-only
    view         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id      text NOT NULL REFERENCES adjudication_case,
    examiner     text NOT NULL,
    letter       text,                                        -- NULL: the probe
    picture      text NOT NULL,
    position     smallint NOT NULL,
    seen_at      timestamptz NOT NULL
);
CREATE INDEX case_view_case ON case_view (case_id, examiner, view);

CREATE TABLE competence (                                     -- what an examiner may take; without a row: fingers of every site
    examiner     text PRIMARY KEY,
    skills       text[] NOT NULL,
    sites        text[] NOT NULL,                             -- empty: every site
    set_by       text NOT NULL,
    set_at       timestamptz NOT NULL
);

CREATE TABLE seed_stock (                                     -- questions of known truth, ready to be planted
    seed         text PRIMARY KEY,
    probe        text NOT NULL REFERENCES encounter,
    candidates   text[] NOT NULL,
    mates        text[] NOT NULL,                             -- those of the candidates who are the same person; may be empty
    origin       text NOT NULL CHECK (origin IN ('case', 'synthetic')),
    source       text REFERENCES adjudication_case,           -- the decided case the truth comes from
    stocked_by   text NOT NULL,
    stocked_at   timestamptz NOT NULL,
    planted_at   timestamptz,                                 -- when it was planted last
    CHECK ((origin = 'case') = (source IS NOT NULL))
);
CREATE UNIQUE INDEX seed_stock_once ON seed_stock (probe, candidates);
CREATE TABLE planted_seed (                                   -- the truth about one seeded case; nothing here reaches an examiner
    case_id      text PRIMARY KEY REFERENCES adjudication_case,
    seed         text REFERENCES seed_stock,
    mates        text[] NOT NULL,
    planted_by   text NOT NULL,
    planted_at   timestamptz NOT NULL,
    decided_at   timestamptz
);

-- What is immutable stays so even for who may write the rest; the ledger holds the digests besides.
CREATE FUNCTION case_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused; an opinion is superseded by a new one', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER opinion_append_only BEFORE UPDATE OR DELETE ON opinion
    FOR EACH STATEMENT EXECUTE FUNCTION case_refuse_change();
CREATE TRIGGER case_analysis_append_only BEFORE UPDATE OR DELETE ON case_analysis
    FOR EACH STATEMENT EXECUTE FUNCTION case_refuse_change();
CREATE TRIGGER case_comparison_append_only BEFORE UPDATE OR DELETE ON case_comparison
    FOR EACH STATEMENT EXECUTE FUNCTION case_refuse_change();
CREATE TRIGGER case_view_append_only BEFORE UPDATE OR DELETE ON case_view
    FOR EACH STATEMENT EXECUTE FUNCTION case_refuse_change();
