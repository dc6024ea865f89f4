-- What a person holds back although its term is over, on both sides of a recall; recalls by the clock above the ceiling,
-- for two people; and the clock itself, which nobody believes once it jumped.

ALTER TABLE holding ADD COLUMN held_by text NOT NULL DEFAULT '';          -- who objected to forgetting it; '': nobody
ALTER TABLE holding ADD COLUMN held_words text NOT NULL DEFAULT '';
ALTER TABLE disclosure_copy DROP CONSTRAINT disclosure_copy_state_check;
ALTER TABLE disclosure_copy ADD CONSTRAINT disclosure_copy_state_check
    CHECK (state IN ('given', 'told', 'recalled', 'held', 'erased', 'corrected', 'retained'));
ALTER TABLE recall_copy ADD COLUMN held text NOT NULL DEFAULT '';         -- the recipient's words while it waits
ALTER TABLE recall_copy ADD COLUMN held_until timestamptz;
ALTER TABLE recall_proposal ADD COLUMN first_by text NOT NULL DEFAULT ''; -- the first of two people, where a clock proposed
ALTER TABLE recall_proposal ADD CHECK (outcome <> 'approved' OR first_by <> decided_by);
CREATE INDEX recall_by_clock ON recall (ordered_at) WHERE reason = 'retention';

CREATE TABLE clock_watch (                                    -- one row: the latest moment that this node believes
    singleton    boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    seen_at      timestamptz NOT NULL,
    doubted_at   timestamptz,                                 -- what the clock said when it jumped; NULL: believed
    confirmed_by text NOT NULL DEFAULT ''
);
