-- Protection: who must not be told of, and to whom; what the guard held back; what a named officer decided.

CREATE TABLE protection_marking (
    marking       text PRIMARY KEY,
    encounter     text NOT NULL REFERENCES encounter,         -- any encounter of the person; the graph tells the others
    kind          text NOT NULL,                              -- no CHECK: what cannot be read is guarded, not refused
    nation        text NOT NULL,                              -- of a feared state, as asserted; else empty
    basis         text NOT NULL,
    reason        text NOT NULL,
    salt          text NOT NULL,                              -- secret of the seal in the ledger
    marked_by     text NOT NULL,
    marked_at     timestamptz NOT NULL,
    ends_at       timestamptz,
    unmark_by     text,                                       -- who asked that it end, and why
    unmark_reason text,
    unmark_at     timestamptz,
    ended_by      text,                                       -- the other person
    ended_reason  text,
    ended_at      timestamptz,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK (ended_by IS NULL OR ended_by <> unmark_by)         -- two people
);
CREATE INDEX protection_marking_standing ON protection_marking (encounter) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX protection_marking_once ON protection_marking (encounter, kind, nation) WHERE ended_at IS NULL;

CREATE TABLE protection_review (
    review        text PRIMARY KEY,
    encounter     text NOT NULL REFERENCES encounter,         -- the oldest of the person when it was asked
    partner       text NOT NULL,
    act           text NOT NULL,
    reasons       text[] NOT NULL,
    asked_at      timestamptz NOT NULL,
    asked_last_at timestamptz NOT NULL,
    times         int NOT NULL,
    due_at        timestamptz NOT NULL,
    state         text NOT NULL CHECK (state IN ('waiting', 'kept', 'released', 'referred')),
    officer       text,
    legal_basis   text,                                       -- of a release; the contact of a referral
    words         text,
    decided_at    timestamptz,
    released_until timestamptz,
    salt          text NOT NULL,
    CHECK ((state = 'waiting') = (officer IS NULL)),
    CHECK ((state = 'released') = (released_until IS NOT NULL))
);
CREATE UNIQUE INDEX protection_review_once ON protection_review (encounter, partner, act) WHERE state = 'waiting';
CREATE INDEX protection_review_released ON protection_review (encounter, partner) WHERE state = 'released';

CREATE TABLE protection_hour (                                -- every hour once, whatever was held back in it
    hour          timestamptz PRIMARY KEY,
    seal          text NOT NULL
);
