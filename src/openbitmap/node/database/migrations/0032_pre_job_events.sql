-- The job library notes every change of a job's state in a table of its own, three rows a job, which nothing here reads:
-- what became of a job is in work_jobs, and what it did in the ledger. Its triggers stay for its own upgrades, and rest.
ALTER TABLE procrastinate_jobs DISABLE TRIGGER procrastinate_trigger_status_events_insert_v1;
ALTER TABLE procrastinate_jobs DISABLE TRIGGER procrastinate_trigger_status_events_update_v1;
