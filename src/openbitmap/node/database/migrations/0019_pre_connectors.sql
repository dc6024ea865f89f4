-- Repositories outside the node: every question with what became of it, quotas by day, how each gateway fares, and
-- notices that came unasked. What was sent and what came back lies sealed in the vault.

CREATE TABLE consultation (
    consultation   text PRIMARY KEY,                          -- the caller's name for it: the same name asks once
    number         bigint GENERATED ALWAYS AS IDENTITY,       -- order in which they were recorded
    repository     text NOT NULL,                             -- as named in connectors.toml then
    inquiry        text NOT NULL,                             -- submission or inquiry it belongs to
    control_number text NOT NULL UNIQUE,                      -- travels with every attempt: asked twice counts once
    question       text,                                      -- vault digest; NULL: nothing was ever to be sent
    entry          bigint,                                    -- ledger entry of the intention
    asked_at       timestamptz NOT NULL,
    due_at         timestamptz NOT NULL,                      -- the clock: late after this
    ends_at        timestamptz NOT NULL,                      -- no late reply is waited for after this
    next_at        timestamptz,                               -- next attempt; NULL: none
    attempts       int NOT NULL DEFAULT 0,
    accepted       boolean NOT NULL DEFAULT false,            -- the gateway has the question and works on it
    trouble        text NOT NULL DEFAULT '',                  -- why the last attempt gave no answer
    state          text NOT NULL,
    people         bigint,
    as_of          timestamptz,
    reference      text NOT NULL DEFAULT '',
    handling       text NOT NULL DEFAULT '',
    reason         text NOT NULL DEFAULT '',
    reply          text,                                      -- vault digest of what came back
    findings       text[] NOT NULL DEFAULT '{}',              -- what was wrong with its form
    finished_at    timestamptz,
    late           boolean NOT NULL DEFAULT false,
    CHECK ((state = 'pending') = (finished_at IS NULL))
);
CREATE INDEX consultation_inquiry ON consultation (inquiry);
CREATE INDEX consultation_next ON consultation (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX consultation_clock ON consultation (due_at) WHERE state = 'pending';
CREATE INDEX consultation_repository ON consultation (repository, asked_at);

CREATE TABLE repository_day (                                 -- questions of one day (UTC), held to the quota
    repository text NOT NULL,
    day        date NOT NULL,
    used       int NOT NULL CHECK (used >= 0),
    PRIMARY KEY (repository, day)
);

CREATE TABLE repository_health (
    repository  text PRIMARY KEY,
    failures    int NOT NULL DEFAULT 0,                       -- attempts without an answer since the last one
    rests_until timestamptz,                                  -- nobody knocks before
    answered_at timestamptz,
    trouble     text NOT NULL DEFAULT ''
);

CREATE TABLE repository_notice (
    notice       text PRIMARY KEY,
    repository   text NOT NULL,
    number       text NOT NULL,                               -- the repository's own number of it
    inquiry      text NOT NULL DEFAULT '',
    consultation text NOT NULL DEFAULT '',
    reference    text NOT NULL,
    handling     text NOT NULL,
    subject      text NOT NULL,                               -- kind of notice in the repository's words
    digest       text NOT NULL,
    received_at  timestamptz NOT NULL,
    UNIQUE (repository, digest)
);
CREATE INDEX repository_notice_inquiry ON repository_notice (inquiry) WHERE inquiry <> '';
