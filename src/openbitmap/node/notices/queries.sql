-- name: lock_watches
-- What people decide and what is watched for take turns, so that neither misses the other.
SELECT pg_advisory_xact_lock(21000001);

-- name: insert_watch
-- A watch, once by its name and side.
INSERT INTO border_watch (watch, side, partner, kind, state, encounter, entry, reference, envelope, purpose, category,
                          agreement, clause, until, reason, shared_by, sent, made_at)
VALUES (%(watch)s, %(side)s, %(partner)s, %(kind)s, %(state)s, %(encounter)s, %(entry)s, %(reference)s, %(envelope)s,
        %(purpose)s, %(category)s, %(agreement)s, %(clause)s, %(until)s, %(reason)s, %(by)s, %(sent)s, %(made_at)s)
ON CONFLICT DO NOTHING;

-- name: watches
-- Watches by name.
SELECT watch, side, partner, kind, state, encounter, entry, reference, envelope, purpose, category, agreement, clause,
       until, made_at, decided_by, ending
FROM border_watch WHERE watch = ANY(%(watches)s) ORDER BY made_at, watch;

-- name: hold_watch
-- One, held until the caller's transaction ends.
SELECT watch FROM border_watch WHERE watch = %(watch)s FOR UPDATE;

-- name: watches_shown
-- For the page: what waits first, then what runs, then what ended.
SELECT watch FROM border_watch
ORDER BY array_position(ARRAY['waiting', 'flagged', 'active', 'ended', 'refused'], state), made_at DESC LIMIT %(most)s;

-- name: active_on
-- Watches that we keep for partners on any of these encounters.
SELECT watch FROM border_watch
WHERE encounter = ANY(%(encounters)s) AND side = 'taken' AND state = 'active' AND until > %(at)s ORDER BY made_at, watch;

-- name: watches_of_entry
-- Those that stand on an entry of our list.
SELECT watch FROM border_watch WHERE entry = %(entry)s AND state IN ('waiting', 'active') ORDER BY made_at, watch;

-- name: watches_under
-- Those that stand under an agreement.
SELECT watch FROM border_watch
WHERE agreement = %(agreement)s AND state IN ('waiting', 'active') ORDER BY made_at, watch;

-- name: watches_over
-- Those whose time is over.
SELECT watch FROM border_watch WHERE state IN ('waiting', 'active') AND until <= %(at)s ORDER BY until, watch LIMIT 200;

-- name: known
-- Encounters that the holder knew or was told of.
SELECT known FROM border_watch WHERE watch = %(watch)s;

-- name: learn
-- What the holder knows of from now on.
UPDATE border_watch SET known = %(known)s::text[] WHERE watch = %(watch)s;

-- name: move_watch
-- The next state, if it is still in the one that was read.
UPDATE border_watch SET state = %(after)s, decided_by = coalesce(%(by)s, decided_by),
    decided_at = CASE WHEN %(by)s::text IS NULL THEN decided_at ELSE %(at)s END,
    ending = %(ending)s, ended_at = CASE WHEN %(after)s = 'ended' THEN %(at)s::timestamptz END
WHERE watch = %(watch)s AND state = %(before)s;

-- name: stand_on
-- The own encounter and entry that a watch stands on.
UPDATE border_watch SET encounter = %(encounter)s, entry = %(entry)s, known = %(known)s::text[] WHERE watch = %(watch)s;

-- name: watches_unsent
-- Watches that protection keeps from leaving, with whose word they leave on; held until the caller's transaction ends.
SELECT watch, shared_by FROM border_watch WHERE NOT sent AND state = 'waiting' AND until > %(at)s
ORDER BY made_at, watch FOR UPDATE SKIP LOCKED;

-- name: note_sent
-- It left.
UPDATE border_watch SET sent = true WHERE watch = %(watch)s;

-- name: was_sent
-- Whether the other nation can know of it.
SELECT sent FROM border_watch WHERE watch = %(watch)s;

-- name: note_received
-- The other nation has said that it ended there too.
UPDATE border_watch SET received = true WHERE watch = %(watch)s AND NOT received;

-- name: insert_notice
-- A notice; of one encounter one to a watch, until it was taken back.
INSERT INTO notice (notice, side, watch, partner, encounter, state, clause, because, made_at, sealed)
VALUES (%(notice)s, %(side)s, %(watch)s, %(partner)s, %(encounter)s, %(state)s, %(clause)s, %(because)s, %(made_at)s,
        %(sealed)s)
ON CONFLICT DO NOTHING;

-- name: notice
-- One notice, held until the caller's transaction ends.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
WHERE notice = %(notice)s FOR UPDATE;

-- name: notice_named
-- One notice.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
WHERE notice = %(notice)s;

-- name: notices_shown
-- For the page, the newest first.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
ORDER BY state <> 'due', made_at DESC, notice LIMIT %(most)s;

-- name: notices_of_watch
-- What was told, or is to be, for one watch.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
WHERE watch = %(watch)s AND state IN ('due', 'told', 'withheld', 'barred') ORDER BY made_at, notice;

-- name: notices_about
-- Who was told of an encounter.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
WHERE encounter = ANY(%(encounters)s) AND encounter <> '' ORDER BY made_at, notice;

-- name: notices_due
-- What still waits to be told.
SELECT notice FROM notice WHERE state = 'due' AND side = 'given' ORDER BY made_at, notice LIMIT 200;

-- name: withheld
-- What protection withheld, held until the caller's transaction ends.
SELECT notice, side, watch, partner, encounter, state, clause, because, made_at, outcome FROM notice
WHERE state = 'withheld' AND side = 'given' ORDER BY made_at, notice FOR UPDATE;

-- name: move_notice
-- What became of it.
UPDATE notice SET state = %(state)s, clause = %(clause)s WHERE notice = %(notice)s;

-- name: note_copy
-- The disclosure behind it.
UPDATE notice SET copy = %(copy)s WHERE notice = %(notice)s;

-- name: note_alert
-- The holder's own alert.
UPDATE notice SET alert = %(alert)s WHERE notice = %(notice)s;

-- name: note_outcome
-- What came of it.
UPDATE notice SET outcome = %(outcome)s, untold = ''
WHERE notice = %(notice)s AND outcome <> %(outcome)s;

-- name: keep_back
-- What came of it was not told to who gave it, and why.
UPDATE notice SET untold = %(outcome)s, untold_by = %(officer)s, untold_reason = %(reason)s, untold_clause = %(clause)s
WHERE notice = %(notice)s AND (untold, untold_reason, untold_clause) <> (%(outcome)s, %(reason)s, %(clause)s);

-- name: forget_kept
-- What was kept back is no longer so.
UPDATE notice SET untold = '' WHERE notice = %(notice)s AND untold <> '';

-- name: outcome_kept
-- The same, read.
SELECT untold AS outcome, untold_by AS officer, untold_reason AS reason, untold_clause AS clause FROM notice
WHERE notice = %(notice)s AND untold <> '';

-- name: outcomes_kept
-- Notices whose giver still waits for what came of them.
SELECT notice FROM notice WHERE untold <> '' AND state = 'told' ORDER BY notice LIMIT 200;

-- name: copy_of_notice
-- The disclosure behind a notice that was told.
SELECT copy FROM notice WHERE notice = %(notice)s AND copy <> '';

-- name: sealed_of
-- What the holder was told, as the vault knows it.
SELECT sealed FROM notice WHERE notice = %(notice)s AND sealed <> '';

-- name: legs
-- Every leg of every route.
SELECT station, ahead, dwell FROM route_leg ORDER BY station, ahead;

-- name: set_leg
-- From one post to the next within this time.
INSERT INTO route_leg (station, ahead, dwell) VALUES (%(station)s, %(ahead)s, %(dwell)s)
ON CONFLICT (station, ahead) DO UPDATE SET dwell = excluded.dwell;

-- name: drop_leg
-- Nobody goes that way any more.
DELETE FROM route_leg WHERE station = %(station)s AND ahead = %(ahead)s;

-- name: warn
-- A post ahead is told, once.
INSERT INTO post_warning (alert, station, warned_at, expected_until)
VALUES (%(alert)s, %(station)s, %(at)s, %(until)s) ON CONFLICT DO NOTHING;

-- name: end_warnings
-- The alert was taken back or closed: nobody is waited for any more.
UPDATE post_warning SET ended_at = %(at)s WHERE alert = %(alert)s AND ended_at IS NULL;

-- name: warnings_at
-- Whom a post may still meet, soonest first.
SELECT alert, station, warned_at, expected_until FROM post_warning
WHERE station = %(station)s AND ended_at IS NULL AND expected_until >= %(at)s ORDER BY expected_until, alert;

-- name: warnings_of
-- Posts that were warned of an alert.
SELECT alert, station, warned_at, expected_until FROM post_warning WHERE alert = %(alert)s ORDER BY expected_until;
