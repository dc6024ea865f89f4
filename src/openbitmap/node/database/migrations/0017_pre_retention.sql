-- Forgetting in two phases: a frozen list that lies open for some days, then the deed, with its certificate.

CREATE TABLE retention_run (
    run          text PRIMARY KEY,
    planned_at   timestamptz NOT NULL,
    do_after     timestamptz NOT NULL,
    population   bigint NOT NULL,                             -- how much of it was held when the plan was made
    ceiling      int NOT NULL,                                -- lines that may go without two approvals
    state        text NOT NULL CHECK (state IN ('planned', 'done')),
    digest       text NOT NULL,                               -- of the list, as frozen
    done_at      timestamptz,
    certificate  text NOT NULL DEFAULT '',                    -- JSON: what was erased, when, with which digests
    CHECK (do_after >= planned_at),
    CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE UNIQUE INDEX retention_run_open ON retention_run (state) WHERE state = 'planned';  -- one plan at a time
CREATE TABLE retention_line (
    run          text NOT NULL REFERENCES retention_run,
    number       int NOT NULL,
    thing        text NOT NULL CHECK (thing IN ('holding', 'encounter')),
    name         text NOT NULL,
    agreement    text NOT NULL,                               -- instrument, or 'own rule'
    category     text NOT NULL,
    due_at       timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('planned', 'held', 'erased', 'spared')),
    held_by      text NOT NULL DEFAULT '',
    words        text NOT NULL DEFAULT '',
    PRIMARY KEY (run, number),
    UNIQUE (run, thing, name)
);
CREATE INDEX retention_line_held ON retention_line (thing, name) WHERE state = 'held';
CREATE TABLE retention_approval (
    run          text NOT NULL REFERENCES retention_run,
    account      text NOT NULL,
    approved_at  timestamptz NOT NULL,
    PRIMARY KEY (run, account)
);
