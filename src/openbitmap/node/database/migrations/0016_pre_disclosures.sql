-- What was given to other nations and what they gave, with the way back of both: copies, holdings, recalls in either
-- role, tombstones, nationals. Rows stay when the thing is gone: they are the proof that it is.

CREATE TABLE holding (                                        -- what another nation gave, and we keep
    holding      text PRIMARY KEY,
    partner      text NOT NULL,                               -- from whom it came
    owner        text NOT NULL,                               -- whose it is: the partner's, or of a nation before it
    reference    text NOT NULL,                               -- the giver's
    kind         text NOT NULL,
    agreement    text NOT NULL,
    clause       text NOT NULL,
    envelope     text NOT NULL,
    digest       text NOT NULL,                               -- of the content
    encounter    text NOT NULL,                               -- reference encounter made of it; '': none
    objects      text[] NOT NULL,                             -- vault digests, erased with it
    onward       text NOT NULL CHECK (onward IN ('never', 'with_consent')),
    retain_until timestamptz NOT NULL,
    kept_at      timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('kept', 'retained', 'purged')),
    purpose      text NOT NULL DEFAULT '',                    -- retained: for which purpose, by which law, by whom
    basis        text NOT NULL DEFAULT '',
    retained_by  text NOT NULL DEFAULT '',
    purged_at    timestamptz,
    purged_for   text NOT NULL DEFAULT '',
    UNIQUE (partner, reference, digest),
    CHECK ((state = 'retained') = (purpose <> '' AND state <> 'purged')),
    CHECK ((state = 'purged') = (purged_at IS NOT NULL))
);
CREATE INDEX holding_encounter ON holding (encounter) WHERE encounter <> '';
CREATE INDEX holding_term ON holding (retain_until) WHERE state = 'kept';

CREATE TABLE onward_consent (                                 -- the owner agreed that a thing goes on (R50)
    holding      text NOT NULL REFERENCES holding,
    third        text NOT NULL,
    basis        text NOT NULL,
    noted_by     text NOT NULL,
    noted_at     timestamptz NOT NULL,
    PRIMARY KEY (holding, third)
);

CREATE TABLE disclosure_copy (                                -- one copy in another nation's hands
    copy         text PRIMARY KEY,
    key          text NOT NULL UNIQUE,                        -- the act it belongs to: asked twice is given once
    partner      text NOT NULL,
    kind         text NOT NULL,
    encounter    text NOT NULL,                               -- ours; '': about nobody enrolled
    entry        text NOT NULL,
    reference    text NOT NULL,                               -- what the partner knows it by
    digest       text NOT NULL,
    fields       text[] NOT NULL,
    members      text[] NOT NULL,                             -- encounters of the person when it was given
    agreement    text NOT NULL,
    version      int NOT NULL,
    clause       text NOT NULL,
    permit_digest text NOT NULL,                              -- SHA-256 of the instrument's text
    envelope     text NOT NULL,
    holding      text NOT NULL,                               -- passed on from another nation; '': our own
    device       text NOT NULL DEFAULT '',                    -- where the recipient says that it lay
    retain_until timestamptz NOT NULL,
    disclosed_at timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('given', 'recalled', 'erased', 'corrected', 'retained')),
    closed_at    timestamptz
);
CREATE INDEX disclosure_copy_encounter ON disclosure_copy (encounter) WHERE encounter <> '';
CREATE INDEX disclosure_copy_members ON disclosure_copy USING gin (members);
CREATE INDEX disclosure_copy_entry ON disclosure_copy (entry) WHERE entry <> '';
CREATE INDEX disclosure_copy_holding ON disclosure_copy (holding) WHERE holding <> '';
CREATE INDEX disclosure_copy_reference ON disclosure_copy (partner, reference);
CREATE INDEX disclosure_copy_when ON disclosure_copy (disclosed_at DESC, copy);

CREATE TABLE recall_taken (                                   -- another nation calls back what it gave
    taken        text PRIMARY KEY,
    partner      text NOT NULL,
    recall       text NOT NULL,                               -- the partner's name for it
    reason       text NOT NULL,
    words        text NOT NULL,
    due_at       timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('waiting', 'done')),
    lines        text NOT NULL,                               -- JSON: what became of each reference, as the receipt says
    receipt      text NOT NULL,                               -- JSON: the receipt as sent last
    done_at      timestamptz,
    UNIQUE (partner, recall)
);

CREATE TABLE recall (                                         -- we call back, from one partner
    recall       text PRIMARY KEY,
    partner      text NOT NULL,
    reason       text NOT NULL,
    words        text NOT NULL,
    correction   text NOT NULL,                               -- JSON, '' where the copies must go
    chain        text NOT NULL,                               -- the taken recall this hands on; '': our own
    ordered_by   text NOT NULL,
    ordered_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('open', 'partial', 'done')),
    outstanding  text[] NOT NULL DEFAULT '{}',                -- nations further on that have not obeyed
    receipt      text NOT NULL DEFAULT '',                    -- JSON: the receipt as it came
    answered_at  timestamptz,
    rung         smallint NOT NULL DEFAULT 0,                 -- how often its lateness was told
    reminded_at  timestamptz
);
CREATE INDEX recall_clock ON recall (due_at) WHERE state <> 'done';
CREATE INDEX recall_chain ON recall (chain) WHERE chain <> '';
CREATE TABLE recall_copy (
    recall       text NOT NULL REFERENCES recall,
    copy         text NOT NULL REFERENCES disclosure_copy,
    outcome      text NOT NULL DEFAULT '',
    purpose      text NOT NULL DEFAULT '',                    -- retained: what for and by which law
    basis        text NOT NULL DEFAULT '',
    PRIMARY KEY (recall, copy)
);
CREATE INDEX recall_copy_copy ON recall_copy (copy);

CREATE TABLE tombstone (                                      -- what was called back does not come in again
    partner      text NOT NULL,
    reference    text NOT NULL,
    digest       text NOT NULL,                               -- '': nothing under this reference
    recall       text NOT NULL,
    set_at       timestamptz NOT NULL,
    PRIMARY KEY (partner, reference, digest)
);

CREATE TABLE national (                                       -- nothing about this person leaves (R47, R55)
    encounter    text PRIMARY KEY,
    nation       text NOT NULL,
    basis        text NOT NULL,
    found_by     text NOT NULL,
    found_at     timestamptz NOT NULL
);

CREATE TABLE recall_proposal (                                -- more than one person's copies: two people
    proposal     text PRIMARY KEY,
    copies       text[] NOT NULL,
    reason       text NOT NULL,
    words        text NOT NULL,
    persons      int NOT NULL,
    proposed_by  text NOT NULL,
    proposed_at  timestamptz NOT NULL,
    outcome      text NOT NULL DEFAULT '',
    decided_by   text NOT NULL DEFAULT '',
    decided_at   timestamptz,
    CHECK (outcome <> 'approved' OR decided_by <> proposed_by)
);
