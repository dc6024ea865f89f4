-- Letters that came under a key which was in other hands: what was taken in from them is used by nobody until a person
-- has decided. What is frozen follows from here: everything held of an envelope with an open dispute.

CREATE TABLE dispute (
    envelope    text PRIMARY KEY,
    partner     text NOT NULL,
    letter      text NOT NULL,                                -- kind of letter
    sequence    bigint NOT NULL,
    correlation text NOT NULL,
    disputed_at timestamptz NOT NULL,
    outcome     text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'stands', 'let_go')),
    words       text NOT NULL DEFAULT '',
    settled_by  text NOT NULL DEFAULT '',
    settled_at  timestamptz,
    CHECK ((outcome = '') = (settled_at IS NULL))
);
CREATE INDEX dispute_open ON dispute (correlation) WHERE outcome = '';
CREATE INDEX holding_envelope ON holding (envelope);
