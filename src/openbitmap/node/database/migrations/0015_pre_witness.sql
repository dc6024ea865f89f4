-- The ledger as a Merkle log, and what partners attest of each other's ledgers.

-- Hashes of complete subtrees (RFC 6962) over the hashes of the entries: node `number` of `level` covers the entries
-- number * 2^level + 1 to (number + 1) * 2^level. Level 0 is not kept: it follows from an entry's own hash. About one
-- row an entry. Derived from the entries alone: `openbitmap ledger verify` computes it again and compares.
CREATE TABLE ledger_nodes (
    level  smallint NOT NULL CHECK (level > 0),
    number bigint NOT NULL CHECK (number >= 0),
    hash   bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, number)
);
CREATE TRIGGER ledger_nodes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_nodes
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
REVOKE UPDATE, DELETE ON ledger_nodes FROM openbitmap_application;

-- The entries there are, one level after the other. Old code appends none of these while it runs beside this version, so
-- `record` fills what is missing before it goes on (ledger/tree.py).
DO $$
DECLARE
    height smallint := 1;
BEGIN
    INSERT INTO ledger_nodes (level, number, hash)
    SELECT 1, (r.seq - 2) / 2, sha256('\x01'::bytea || sha256('\x00'::bytea || l.hash) || sha256('\x00'::bytea || r.hash))
    FROM ledger_entries l JOIN ledger_entries r ON r.seq = l.seq + 1 WHERE l.seq % 2 = 1;
    WHILE FOUND LOOP
        INSERT INTO ledger_nodes (level, number, hash)
        SELECT height + 1, l.number / 2, sha256('\x01'::bytea || l.hash || r.hash)
        FROM ledger_nodes l JOIN ledger_nodes r ON r.level = l.level AND r.number = l.number + 1
        WHERE l.level = height AND l.number % 2 = 0;
        height := height + 1;
    END LOOP;
END
$$;

-- The auditor asks who did what, and what was known at a time.
CREATE INDEX ledger_entries_actor ON ledger_entries (actor, seq);
CREATE INDEX ledger_entries_recorded ON ledger_entries USING brin (recorded_at) WITH (pages_per_range = 16);

CREATE TABLE witness_terms (                                  -- the node's setting, for actions that are given no settings
    one            boolean PRIMARY KEY CHECK (one),
    evidence_hours int NOT NULL CHECK (evidence_hours > 0)
);
CREATE TABLE witness_disclosure (                             -- disclosures that the partner has not attested yet
    number   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner  text NOT NULL,
    noted_at timestamptz NOT NULL,
    size     bigint                                           -- of the first checkpoint that contains it; NULL: none yet
);
CREATE INDEX witness_disclosure_partner ON witness_disclosure (partner, noted_at);

CREATE TABLE witness_checkpoint (                             -- of this ledger, as stated to a partner
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner     text NOT NULL,
    size        bigint NOT NULL,
    root        text NOT NULL,
    note        text NOT NULL,                                -- signed by this node; with the partner's line once it came
    issued_at   timestamptz NOT NULL,
    answered_at timestamptz,                                  -- attested or refused; NULL: nothing came back yet
    cosigned_at timestamptz,                                  -- when the partner says it attested it
    closed_at   timestamptz                                   -- a break was settled: what follows begins anew
);
CREATE UNIQUE INDEX witness_checkpoint_once ON witness_checkpoint (partner, size) WHERE closed_at IS NULL;

CREATE TABLE witness_seen (                                   -- of the partner's ledger, as this node attested it
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner   text NOT NULL,
    size      bigint NOT NULL,
    root      text NOT NULL,
    note      text NOT NULL,                                  -- signed by the partner and by this node
    since     bigint NOT NULL,                                -- size of the one attested before it, 0 for the first
    proof     text[] NOT NULL,                                -- consistency with that one
    sequence  bigint NOT NULL,                                -- of the envelope that brought it
    seen_at   timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE UNIQUE INDEX witness_seen_once ON witness_seen (partner, size) WHERE closed_at IS NULL;

CREATE TABLE witness_break (                                  -- contradictions; kept for ever, with the notes that contradict
    break_id   text PRIMARY KEY,
    partner    text NOT NULL,
    fault      text NOT NULL,
    size       bigint NOT NULL,
    found_at   timestamptz NOT NULL,
    what       text NOT NULL,
    evidence   text NOT NULL,                                 -- the signed notes themselves
    supervisor text,                                          -- who dealt with it
    auditor    text,
    words      text NOT NULL DEFAULT '',
    settled_at timestamptz
);
-- Told once while it is open; the same can break again after it was settled.
CREATE UNIQUE INDEX witness_break_once ON witness_break (partner, fault) WHERE settled_at IS NULL;
CREATE TABLE read_noted (                                     -- who was shown what lately; the facts are in the ledger
    reader   text NOT NULL,
    what     text NOT NULL,
    thing    text NOT NULL,
    noted_at timestamptz NOT NULL,
    PRIMARY KEY (reader, what, thing)
);
