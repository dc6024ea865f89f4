-- name: lock_retention
-- One plan at a time. Held to the transaction's end.
SELECT pg_advisory_xact_lock(hashtextextended('retention', 17));

-- name: insert_run
-- A plan.
INSERT INTO retention_run (run, planned_at, do_after, population, ceiling, state, digest)
VALUES (%(run)s, %(planned_at)s, %(do_after)s, %(population)s, %(ceiling)s, 'planned', %(digest)s);

-- name: insert_line
-- One line of it.
INSERT INTO retention_line (run, number, thing, name, agreement, category, due_at, state)
VALUES (%(run)s, %(number)s, %(thing)s, %(name)s, %(agreement)s, %(category)s, %(due_at)s, 'planned');

-- name: run_named
-- One run.
SELECT r.run, r.planned_at, r.do_after, r.population, r.ceiling, r.state, r.done_at,
       (SELECT count(*) FROM retention_line l WHERE l.run = r.run) AS lines
FROM retention_run r WHERE r.run = %(run)s;

-- name: hold_run
-- The plan that waits, held until the caller's transaction ends.
SELECT r.run, r.planned_at, r.do_after, r.population, r.ceiling, r.state, r.done_at,
       (SELECT count(*) FROM retention_line l WHERE l.run = r.run) AS lines
FROM retention_run r WHERE r.state = 'planned' FOR UPDATE;

-- name: runs
-- Runs, the newest first.
SELECT r.run, r.planned_at, r.do_after, r.population, r.ceiling, r.state, r.done_at,
       (SELECT count(*) FROM retention_line l WHERE l.run = r.run) AS lines
FROM retention_run r ORDER BY r.planned_at DESC, r.run LIMIT %(most)s;

-- name: lines
-- The lines of a run, as frozen.
SELECT run, number, thing, name, agreement, category, due_at, state, held_by, words FROM retention_line
WHERE run = %(run)s ORDER BY number;

-- name: held_names
-- What somebody objected to, in any plan: it comes on no other list before the objection is taken back.
SELECT thing, name FROM retention_line WHERE state = 'held';

-- name: move_line
-- A line goes on, if it is still as it was read.
UPDATE retention_line SET state = %(state)s, held_by = %(by)s, words = %(words)s
WHERE run = %(run)s AND number = %(number)s AND state = %(before)s;

-- name: approve
-- One of the two people.
INSERT INTO retention_approval (run, account, approved_at) VALUES (%(run)s, %(account)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: approvals
-- Who approved.
SELECT account FROM retention_approval WHERE run = %(run)s ORDER BY approved_at, account;

-- name: finish
-- It was carried out.
UPDATE retention_run SET state = 'done', done_at = %(at)s, certificate = %(certificate)s
WHERE run = %(run)s AND state = 'planned';

-- name: certificate
-- What was erased, as the run left it.
SELECT certificate FROM retention_run WHERE run = %(run)s;

-- name: clock_watch
-- The latest moment that was believed.
SELECT seen_at, doubted_at FROM clock_watch;

-- name: see_clock
-- The clock was believed.
INSERT INTO clock_watch (seen_at) VALUES (%(at)s)
ON CONFLICT (singleton) DO UPDATE SET seen_at = greatest(clock_watch.seen_at, EXCLUDED.seen_at)
WHERE clock_watch.doubted_at IS NULL;

-- name: doubt_clock
-- It jumped; told once.
INSERT INTO clock_watch (seen_at, doubted_at) VALUES (%(seen)s, %(said)s)
ON CONFLICT (singleton) DO UPDATE SET doubted_at = EXCLUDED.doubted_at WHERE clock_watch.doubted_at IS NULL;

-- name: confirm_clock
-- A person says that it is right now.
UPDATE clock_watch SET seen_at = %(at)s, doubted_at = NULL, confirmed_by = %(by)s WHERE doubted_at IS NOT NULL;
