-- The tables under all rooms: work (jobs and their attempts), ledger (facts), vault (sealed objects); and two roles.

-- Work ---------------------------------------------------------------------------------------------------------------
-- One row per thing to do, beside the job library's own row: it counts crashes apart from failures and fences attempts.

CREATE TABLE work_jobs (
    job bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key text UNIQUE,  -- enqueued twice under one key = done once
    task text NOT NULL,
    queue text NOT NULL,
    ids jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempt integer NOT NULL DEFAULT 0,  -- the fencing token: a transaction of an older attempt cannot commit
    crashes integer NOT NULL DEFAULT 0,  -- the worker died under it
    failures integer NOT NULL DEFAULT 0,  -- it raised
    reason text,
    backend integer,  -- the running attempt's server process, so that a takeover can end it
    enqueued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX work_jobs_unfinished ON work_jobs (state, job) WHERE state <> 'done';

-- Ledger -------------------------------------------------------------------------------------------------------------
-- `leaf` is the canonical JSON that was hashed; the other columns repeat parts of it for finding, and verify compares.

CREATE TABLE ledger_entries (
    seq bigint PRIMARY KEY CHECK (seq > 0),
    recorded_at timestamptz NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    actor text NOT NULL,
    leaf text NOT NULL,
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
CREATE INDEX ledger_entries_subject ON ledger_entries (subject, seq);
CREATE INDEX ledger_entries_kind ON ledger_entries (kind, seq);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % refused; record a new event instead', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Vault --------------------------------------------------------------------------------------------------------------
-- One row per sealed object. Erased = no wrapped key: the bytes cannot be read again by anyone.

CREATE TABLE vault_objects (
    object bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest text NOT NULL,  -- SHA-256 of the plain bytes
    owner text NOT NULL,
    sealed text NOT NULL,  -- SHA-256 of the file, and its name
    size bigint NOT NULL,
    wrapped_key bytea,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    erased_at timestamptz,
    reason text,
    CHECK ((wrapped_key IS NULL) = (erased_at IS NOT NULL)),
    CHECK ((reason IS NULL) = (erased_at IS NULL))
);
CREATE UNIQUE INDEX vault_objects_once ON vault_objects (digest, owner) WHERE erased_at IS NULL;
CREATE INDEX vault_objects_digest ON vault_objects (digest);
CREATE INDEX vault_objects_sealed ON vault_objects (sealed);

-- Roles --------------------------------------------------------------------------------------------------------------
-- Where the connecting role may not make roles (some hosted servers), the trigger above is the only guard.

DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['openbitmap_application', 'openbitmap_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's migration was faster
                WHEN insufficient_privilege THEN RETURN;
            END;
        END IF;
        EXECUTE format('GRANT %I TO %I', wanted, session_user);
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', wanted);
    END LOOP;

    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO openbitmap_application;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO openbitmap_application;
    REVOKE UPDATE, DELETE ON ledger_entries FROM openbitmap_application;
    REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM openbitmap_application;
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO openbitmap_reader;
    -- The tables of the rooms, made by later migrations:
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO openbitmap_application;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO openbitmap_application;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO openbitmap_reader;
END
$$;
