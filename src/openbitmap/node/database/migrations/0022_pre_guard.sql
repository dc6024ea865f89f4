-- What protection let nothing be told of, so that a release by an officer can be answered late; watches that wait for
-- such a release, and who shared them.

CREATE TABLE inquiry_untold (                                 -- answerer: as inquiry_hit, but shown to nobody
    reference  text PRIMARY KEY,                              -- under which it would be told
    inquiry    text NOT NULL REFERENCES inquiry,
    encounter  text NOT NULL,                                 -- our own; nothing of the probe
    band       text NOT NULL,
    until      timestamptz NOT NULL                           -- as long as the clause lets the asker keep a hit
);
CREATE INDEX inquiry_untold_of ON inquiry_untold (inquiry);
CREATE INDEX inquiry_untold_encounter ON inquiry_untold (encounter);
CREATE INDEX inquiry_untold_until ON inquiry_untold (until);

ALTER TABLE border_watch ADD COLUMN shared_by text NOT NULL DEFAULT '',   -- given: whose word it left on
    ADD COLUMN sent boolean NOT NULL DEFAULT true;                        -- given: false while protection holds it
CREATE INDEX border_watch_unsent ON border_watch (made_at) WHERE NOT sent;
