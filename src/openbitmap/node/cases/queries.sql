-- name: insert_case
-- A new case; a search opens at most one.
INSERT INTO adjudication_case (case_id, search, submission, encounter, opened_at, due_at, state)
VALUES (%(case)s, %(search)s, %(submission)s, %(encounter)s, %(opened_at)s, %(due_at)s, %(state)s);

-- name: insert_case_candidate
-- One candidate under its letter.
INSERT INTO case_candidate (case_id, letter, encounter) VALUES (%(case)s, %(letter)s, %(encounter)s);

-- name: case
-- One case.
SELECT case_id AS case, search, submission, encounter, opened_at, due_at, state, holder FROM adjudication_case
WHERE case_id = %(case)s;

-- name: candidates
-- The candidates of a case by letter.
SELECT letter, encounter FROM case_candidate WHERE case_id = %(case)s ORDER BY letter;

-- name: lock_case
-- Opinions on one case take turns.
SELECT 1 FROM adjudication_case WHERE case_id = %(case)s FOR UPDATE;

-- name: claim
-- Only an undecided case that nobody else holds can be claimed.
UPDATE adjudication_case SET holder = %(examiner)s
WHERE case_id = %(case)s AND state <> 'decided' AND (holder IS NULL OR holder = %(examiner)s);

-- name: advance
-- The next state; the case is free for the next examiner.
UPDATE adjudication_case SET state = %(state)s, holder = NULL WHERE case_id = %(case)s;

-- name: insert_opinion
-- One examiner's word.
INSERT INTO opinion (case_id, examiner, number, conclusion, letters, reason, given_at)
VALUES (%(case)s, %(examiner)s, %(number)s, %(finding)s, %(letters)s, %(reason)s, %(given_at)s);

-- name: opinions
-- Opinions in the order in which they were given: for this room and for reports, never for an examiner still to judge.
SELECT examiner, conclusion AS finding, letters, reason, given_at FROM opinion WHERE case_id = %(case)s ORDER BY number;
