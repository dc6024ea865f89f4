-- What people concluded and a partner could not be told, because no clause carried it or its evidence was behind: it is
-- tried again, and told late.
ALTER TABLE inquiry ADD COLUMN untold boolean NOT NULL DEFAULT false;
CREATE INDEX inquiry_conclusion_untold ON inquiry (inquiry) WHERE untold;
ALTER TABLE notice ADD COLUMN untold text NOT NULL DEFAULT '';    -- the outcome that its giver was not told
ALTER TABLE notice ADD COLUMN untold_by text NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN untold_reason text NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN untold_clause text NOT NULL DEFAULT '';
CREATE INDEX notice_untold ON notice (notice) WHERE untold <> '';
