-- name: lock_answers
-- Held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended(%(submission)s, 2));

-- name: insert_answer
-- The next version of an answer.
INSERT INTO answer (answer, submission, version, verdict, body, itl, released_at)
VALUES (%(answer)s, %(submission)s, %(version)s, %(verdict)s, %(body)s, %(itl)s, %(released_at)s);

-- name: latest
-- The newest version.
SELECT answer, version, body, itl FROM answer WHERE submission = %(submission)s ORDER BY version DESC LIMIT 1;

-- name: unanswered
-- Those of these submissions to which nothing was released.
SELECT asked.submission FROM unnest(%(submissions)s::text[]) WITH ORDINALITY AS asked (submission, place)
WHERE NOT EXISTS (SELECT 1 FROM answer a WHERE a.submission = asked.submission) ORDER BY asked.place;
