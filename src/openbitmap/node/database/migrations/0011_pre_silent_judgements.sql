-- A judgement of a case that a discreet entry asked for. It counts in the graph; the graph of who may not see what is
-- discreet is the one without it, so that no two encounters become one person there because of it.
ALTER TABLE judgement ADD COLUMN silent boolean NOT NULL DEFAULT false;
CREATE INDEX judgement_silent ON judgement (encounter, other) WHERE silent;
