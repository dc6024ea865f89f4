-- A line of coverage knows the letter that said it, and what stood there before: a disputed letter takes back its own.
ALTER TABLE inquiry_line ADD COLUMN envelope text NOT NULL DEFAULT '';
ALTER TABLE inquiry_line ADD COLUMN before jsonb;
