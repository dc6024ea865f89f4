-- name: insert_consultation
-- A question, once by its name.
INSERT INTO consultation (consultation, repository, inquiry, control_number, asked_at, due_at, ends_at, state, reason,
                          finished_at)
VALUES (%(consultation)s, %(repository)s, %(inquiry)s, %(control_number)s, %(asked_at)s, %(due_at)s, %(ends_at)s,
        %(state)s, %(reason)s, %(finished_at)s)
ON CONFLICT DO NOTHING;

-- name: take_from_quota
-- One question of the day's quota; no row where it is spent.
INSERT INTO repository_day (repository, day, used) VALUES (%(repository)s, %(day)s, 1)
ON CONFLICT (repository, day) DO UPDATE SET used = repository_day.used + 1 WHERE repository_day.used < %(most)s
RETURNING used;

-- name: intend
-- What is to be sent, and when it is looked at again if the first attempt is lost.
UPDATE consultation SET question = %(question)s, entry = %(entry)s, next_at = %(next_at)s
WHERE consultation = %(consultation)s;

-- name: settle
-- What became of a question. A late reply overwrites that it timed out, and nothing else.
UPDATE consultation
SET state = %(state)s, people = %(people)s, as_of = %(as_of)s, reference = %(reference)s, handling = %(handling)s,
    reason = %(reason)s, reply = coalesce(%(reply)s, reply), findings = %(findings)s, finished_at = %(at)s,
    late = %(late)s, next_at = NULL
WHERE consultation = %(consultation)s AND state IN ('pending', 'timed_out');

-- name: consultations
-- Every question of an inquiry, in the order recorded.
SELECT consultation, repository, inquiry, asked_at, due_at, finished_at, late, state, people, as_of, reference, handling,
       reason
FROM consultation WHERE inquiry = %(inquiry)s ORDER BY number;

-- name: consultation
-- One question with where it stands.
SELECT consultation, repository, inquiry, asked_at, due_at, finished_at, late, state, people, as_of, reference, handling,
       reason
FROM consultation WHERE consultation = %(consultation)s;

-- name: repositories_asked
-- Every repository that has a question on record, each found by one step through the index.
WITH RECURSIVE asked AS (
    SELECT min(repository) AS repository FROM consultation
    UNION ALL
    SELECT (SELECT min(c.repository) FROM consultation c WHERE c.repository > asked.repository)
    FROM asked WHERE asked.repository IS NOT NULL
)
SELECT repository FROM asked WHERE repository IS NOT NULL ORDER BY repository;

-- name: errand
-- What an attempt needs to know; a question that is answered, given up or forgotten is none.
SELECT consultation, repository, inquiry, control_number, question, entry, due_at, ends_at, attempts, accepted
FROM consultation
WHERE consultation = %(consultation)s AND state IN ('pending', 'timed_out') AND next_at IS NOT NULL
  AND question IS NOT NULL;

-- name: hold_state
-- Its state and clock, held until the caller's transaction ends.
SELECT state, due_at FROM consultation WHERE consultation = %(consultation)s FOR UPDATE;

-- name: postpone
-- No answer yet: when to ask again, and why there was none.
UPDATE consultation SET next_at = %(next_at)s, accepted = %(accepted)s, trouble = %(trouble)s
WHERE consultation = %(consultation)s AND state IN ('pending', 'timed_out') AND next_at IS NOT NULL;

-- name: lease_due
-- Questions whose next attempt is due; of several who look, each takes others, and a lost attempt is due again later.
UPDATE consultation SET next_at = %(lease)s, attempts = attempts + 1
WHERE consultation IN (SELECT consultation FROM consultation WHERE next_at <= %(at)s AND ends_at > %(at)s
                       ORDER BY next_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)
RETURNING consultation, repository, inquiry, control_number, question, entry, due_at, ends_at, attempts, accepted;

-- name: give_up
-- Late replies are waited for no longer.
UPDATE consultation SET next_at = NULL WHERE next_at IS NOT NULL AND ends_at <= %(at)s AND state = 'timed_out';

-- name: overdue
-- Questions whose clock has run out, held for whoever states it.
SELECT consultation, repository, inquiry, trouble FROM consultation WHERE state = 'pending' AND due_at <= %(at)s
ORDER BY consultation FOR UPDATE SKIP LOCKED;

-- name: time_out
-- The clock has run out; a late reply may still come.
UPDATE consultation SET state = 'timed_out', reason = %(reason)s, finished_at = %(at)s
WHERE consultation = %(consultation)s AND state = 'pending';

-- name: papers
-- Where the question and the reply lie.
SELECT consultation, question, reply FROM consultation WHERE inquiry = %(inquiry)s ORDER BY consultation FOR UPDATE;

-- name: reply
-- Where the reply lies.
SELECT reply FROM consultation WHERE consultation = %(consultation)s;

-- name: forget
-- The papers are gone; nothing is asked any more.
UPDATE consultation SET next_at = NULL, question = NULL, reply = NULL WHERE inquiry = %(inquiry)s;

-- name: by_number
-- The consultation that a control number stands for.
SELECT consultation, inquiry FROM consultation WHERE control_number = %(number)s AND repository = %(repository)s;

-- name: by_reference
-- The newest consultation in which this repository named a record.
SELECT consultation, inquiry FROM consultation
WHERE repository = %(repository)s AND reference = %(reference)s AND reference <> '' ORDER BY number DESC LIMIT 1;

-- name: rests_until
-- Until when nobody knocks at a repository that did not answer several times.
SELECT rests_until FROM repository_health WHERE repository = %(repository)s AND rests_until > %(at)s;

-- name: note_answer
-- It answered.
INSERT INTO repository_health (repository, answered_at) VALUES (%(repository)s, %(at)s)
ON CONFLICT (repository) DO UPDATE SET failures = 0, rests_until = NULL, answered_at = %(at)s, trouble = '';

-- name: note_failure
-- It did not; after several in a row it is left alone for a while.
INSERT INTO repository_health (repository, failures, trouble) VALUES (%(repository)s, 1, %(trouble)s)
ON CONFLICT (repository) DO UPDATE
SET failures = repository_health.failures + 1, trouble = %(trouble)s,
    rests_until = CASE WHEN repository_health.failures + 1 >= %(most)s THEN %(rests_until)s::timestamptz END;

-- name: insert_notice
-- A notice, once by its bytes.
INSERT INTO repository_notice (notice, repository, number, inquiry, consultation, reference, handling, subject, digest,
                               received_at)
VALUES (%(notice)s, %(repository)s, %(number)s, %(inquiry)s, %(consultation)s, %(reference)s, %(handling)s,
        %(subject)s, %(digest)s, %(received_at)s)
ON CONFLICT DO NOTHING;

-- name: notice_of_bytes
-- The notice that these bytes were.
SELECT notice, repository, number, inquiry, consultation, reference, handling, subject, digest, received_at
FROM repository_notice WHERE repository = %(repository)s AND digest = %(digest)s;

-- name: notice
-- One notice.
SELECT notice, repository, number, inquiry, consultation, reference, handling, subject, digest, received_at
FROM repository_notice WHERE notice = %(notice)s;

-- name: notices_about
-- What came unasked about an inquiry, oldest first.
SELECT notice, repository, number, inquiry, consultation, reference, handling, subject, digest, received_at
FROM repository_notice WHERE inquiry = %(inquiry)s ORDER BY received_at, notice;

-- name: notices_newest
-- What came unasked, the newest first.
SELECT notice, repository, number, inquiry, consultation, reference, handling, subject, digest, received_at
FROM repository_notice WHERE (%(repository)s = '' OR repository = %(repository)s) AND received_at > %(since)s
ORDER BY received_at DESC, notice LIMIT %(most)s;
