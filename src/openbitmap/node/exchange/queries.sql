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
