-- A question belongs to a case only where a station or a person said so; otherwise it says to which meeting it belongs.
-- And what a person asks about somebody met before is asked once a person, partner, purpose and case.
ALTER TABLE inquiry ADD COLUMN stated_encounter text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX inquiry_anew ON inquiry (encounter, partner, purpose, stated_case)
    WHERE side = 'asker' AND search = '' AND encounter <> '';
