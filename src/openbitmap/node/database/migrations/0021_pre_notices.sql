-- Alerts across borders: watches given and taken, notices of later encounters, routes and posts ahead.

CREATE TABLE border_watch (
    watch        text PRIMARY KEY,                            -- the giver's name for it, the same at both nodes
    side         text NOT NULL CHECK (side IN ('given', 'taken')),
    partner      text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('entry', 'subscription')),
    state        text NOT NULL CHECK (state IN ('waiting', 'active', 'flagged', 'refused', 'ended')),
    encounter    text NOT NULL,                               -- our own encounter of the person; '' while there is none
    entry        text NOT NULL,                               -- our own entry; '' for a subscription
    reference    text NOT NULL,                               -- what both nations know the person by; '' for an entry
    envelope     text NOT NULL,                               -- the letter that brought it, or '' where we gave it
    purpose      text NOT NULL,
    category     text NOT NULL,
    agreement    text NOT NULL,
    clause       text NOT NULL,
    until        timestamptz NOT NULL,
    reason       text NOT NULL,                               -- of who shared it
    known        text[] NOT NULL DEFAULT '{}',                -- encounters the holder knew, or was told of
    made_at      timestamptz NOT NULL,
    decided_by   text NOT NULL DEFAULT '',
    decided_at   timestamptz,
    ending       text NOT NULL DEFAULT '',
    ended_at     timestamptz,
    received     boolean NOT NULL DEFAULT false,              -- the other nation has said that it ended there too
    CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE INDEX border_watch_person ON border_watch (encounter) WHERE state = 'active';
CREATE INDEX border_watch_entry ON border_watch (entry) WHERE entry <> '';
CREATE INDEX border_watch_clock ON border_watch (until) WHERE state IN ('waiting', 'active');

CREATE TABLE notice (
    notice       text PRIMARY KEY,                            -- the giver's name for it, the same at both nodes
    side         text NOT NULL CHECK (side IN ('given', 'taken')),
    watch        text NOT NULL REFERENCES border_watch,
    partner      text NOT NULL,
    encounter    text NOT NULL,                               -- who was met, at the node that met; '' at the holder's
    state        text NOT NULL CHECK (state IN ('due', 'told', 'withheld', 'barred', 'recalled')),
    clause       text NOT NULL,                               -- that permits, or bars; a code where it waits
    because      text NOT NULL,                               -- case or change in which people decided
    made_at      timestamptz NOT NULL,
    copy         text NOT NULL DEFAULT '',                    -- the disclosure, where it was told
    alert        text NOT NULL DEFAULT '',                    -- the holder's own alert
    sealed       text NOT NULL DEFAULT '',                    -- vault digest of what the holder was told
    outcome      text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX notice_once ON notice (watch, encounter) WHERE side = 'given' AND state <> 'recalled';
CREATE INDEX notice_encounter ON notice (encounter) WHERE encounter <> '';
CREATE INDEX notice_due ON notice (made_at) WHERE state = 'due';

CREATE TABLE route_leg (                                      -- from one post people reach the next within this time
    station      text NOT NULL REFERENCES station,
    ahead        text NOT NULL REFERENCES station,
    dwell        interval NOT NULL,
    PRIMARY KEY (station, ahead),
    CHECK (station <> ahead AND dwell > interval '0')
);
CREATE TABLE post_warning (
    alert        text NOT NULL REFERENCES alert,
    station      text NOT NULL REFERENCES station,
    warned_at    timestamptz NOT NULL,
    expected_until timestamptz NOT NULL,
    ended_at     timestamptz,                                 -- the alert was taken back, or closed
    PRIMARY KEY (alert, station)
);
CREATE INDEX post_warning_open ON post_warning (station) WHERE ended_at IS NULL;

ALTER TABLE alert DROP CONSTRAINT IF EXISTS alert_rule_check;
ALTER TABLE alert ADD CONSTRAINT alert_rule_check CHECK (rule IN ('listing', 'subscription', 'status', 'foreign'));
CREATE UNIQUE INDEX alert_foreign_once ON alert (change) WHERE rule = 'foreign';
