-- name: insert_search
-- A finished search with the threshold it was held to.
INSERT INTO search (search, submission, encounter, finished_at, verdict, fingers, people, threshold, fpir, chance,
                    log_position)
VALUES (%(search)s, %(submission)s, %(encounter)s, %(finished_at)s, %(verdict)s, %(fingers)s, %(people)s, %(threshold)s,
        %(fpir)s, %(chance)s, %(log_position)s);

-- name: insert_candidate
-- One candidate with its explanation.
INSERT INTO candidate (search, encounter, score, log10_fmr, fingers, parameters)
VALUES (%(search)s, %(encounter)s, %(score)s, %(log10_fmr)s, %(fingers)s, %(parameters)s);

-- name: insert_coverage
-- What became of one gallery or repository.
INSERT INTO search_coverage (search, number, name, kind, state, people, as_of, reason)
VALUES (%(search)s, %(number)s, %(name)s, %(kind)s, %(state)s, %(people)s, %(as_of)s, %(reason)s);

-- name: search
-- One search.
SELECT search, submission, encounter, finished_at, verdict, log_position, people, fingers, fpir, threshold, chance
FROM search WHERE search = %(search)s;

-- name: search_of_submission
-- The search of a submission.
SELECT search, submission, encounter, finished_at, verdict, log_position, people, fingers, fpir, threshold, chance
FROM search WHERE submission = %(submission)s;

-- name: candidates
-- Candidates of a search, strongest first: for this room and for reports, never for an examiner before the judgement.
SELECT encounter, score, log10_fmr, fingers, parameters FROM candidate WHERE search = %(search)s
ORDER BY score DESC, encounter;

-- name: coverage
-- Coverage of a search in the order of the card.
SELECT name, kind, state, people, as_of, reason FROM search_coverage WHERE search = %(search)s ORDER BY number;
