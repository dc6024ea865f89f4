-- Who may be a national, and waits for somebody to say so; `national.encounter` names an encounter, a holding that no
-- encounter stands for, or an entry: whatever something of the person could leave under.

CREATE TABLE national_suspected (                             -- somebody of whom copies or holdings are out may be a national
    subject      text PRIMARY KEY,                            -- an encounter, or an entry
    nation       text NOT NULL,
    source       text NOT NULL CHECK (source IN ('asserted', 'told', 'partner')),
    partner      text NOT NULL,                               -- who told; '': nobody abroad
    since        timestamptz NOT NULL,
    settled_at   timestamptz
);
CREATE INDEX national_suspected_open ON national_suspected (since) WHERE settled_at IS NULL;
