-- What a subscription's owner was told of since the beginning, apart from what was known then: who leaves the person is
-- forgotten again, so that a later return is told.
ALTER TABLE subscription ADD COLUMN learned text[] NOT NULL DEFAULT '{}';
