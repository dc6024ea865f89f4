-- name: insert_marking
-- A marking, unless the same stands on this encounter already.
INSERT INTO protection_marking (marking, encounter, kind, nation, basis, reason, salt, marked_by, marked_at, ends_at)
VALUES (%(marking)s, %(encounter)s, %(kind)s, %(nation)s, %(basis)s, %(reason)s, %(salt)s, %(marked_by)s, %(marked_at)s,
        %(ends_at)s)
ON CONFLICT DO NOTHING;

-- name: markings_on
-- What stands on these encounters.
SELECT marking, encounter, kind, nation, basis, marked_by, marked_at, ends_at, unmark_by FROM protection_marking
WHERE encounter = ANY(%(encounters)s) AND ended_at IS NULL ORDER BY marked_at, marking;

-- name: marking
-- One that stands, held until the caller's transaction ends.
SELECT marking, encounter, kind, nation, basis, marked_by, marked_at, ends_at, unmark_by FROM protection_marking
WHERE marking = %(marking)s AND ended_at IS NULL FOR UPDATE;

-- name: standing
-- Every marking that stands, those that somebody asked to end first.
SELECT marking, encounter, kind, nation, basis, marked_by, marked_at, ends_at, unmark_by FROM protection_marking
WHERE ended_at IS NULL ORDER BY unmark_by IS NULL, marked_at DESC, marking LIMIT %(most)s;

-- name: ask_unmark
-- One person asks.
UPDATE protection_marking SET unmark_by = %(by)s, unmark_reason = %(reason)s, unmark_at = %(at)s
WHERE marking = %(marking)s AND ended_at IS NULL AND unmark_by IS NULL;

-- name: end_marking
-- Another agrees.
UPDATE protection_marking SET ended_by = %(by)s, ended_reason = %(reason)s, ended_at = %(at)s
WHERE marking = %(marking)s AND ended_at IS NULL AND unmark_by IS NOT NULL;

-- name: keep_marking
-- Another does not agree: it stands as before.
UPDATE protection_marking SET unmark_by = NULL, unmark_reason = NULL, unmark_at = NULL
WHERE marking = %(marking)s AND ended_at IS NULL AND unmark_by IS NOT NULL;

-- name: hold_back
-- What was held back waits for a person; asked again, the same question waits, and its clock runs on.
INSERT INTO protection_review (review, encounter, partner, act, reasons, asked_at, asked_last_at, times, due_at, state,
                               salt)
VALUES (%(review)s, %(encounter)s, %(partner)s, %(act)s, %(reasons)s, %(at)s, %(at)s, 1, %(due_at)s, 'waiting',
        %(salt)s)
ON CONFLICT (encounter, partner, act) WHERE state = 'waiting'
DO UPDATE SET times = protection_review.times + 1, asked_last_at = excluded.asked_last_at, reasons = excluded.reasons
RETURNING review;

-- name: released
-- Which of these encounters a named officer released to this partner for this act.
SELECT encounter FROM protection_review
WHERE encounter = ANY(%(encounters)s) AND partner = %(partner)s AND act = %(act)s AND state = 'released'
  AND released_until > %(at)s;

-- name: review
-- One question, held until the caller's transaction ends.
SELECT review, encounter, partner, act, reasons, asked_at, times, due_at, state, officer FROM protection_review
WHERE review = %(review)s FOR UPDATE;

-- name: reviews
-- What waits, the most urgent first; then what was decided last.
SELECT review, encounter, partner, act, reasons, asked_at, times, due_at, state FROM protection_review
ORDER BY state <> 'waiting', CASE WHEN state = 'waiting' THEN due_at END, decided_at DESC LIMIT %(most)s;

-- name: decide
-- A named officer decides once.
UPDATE protection_review SET state = %(state)s, officer = %(officer)s, legal_basis = %(basis)s, words = %(words)s,
    decided_at = %(at)s, released_until = %(until)s
WHERE review = %(review)s AND state = 'waiting';

-- name: last_hour
-- Up to when the ledger has it.
SELECT max(hour) FROM protection_hour;

-- name: held_between
-- What was held back in some time, with each row's own secret.
SELECT review, times, array_to_string(reasons, ','), salt FROM protection_review
WHERE asked_last_at >= %(since)s AND asked_last_at < %(until)s ORDER BY review;

-- name: state_hour
-- One statement an hour, by whoever comes first.
INSERT INTO protection_hour (hour, seal) VALUES (%(hour)s, %(seal)s) ON CONFLICT DO NOTHING;
