-- name: recent_answers
-- The newest answer of each submission, newest arrival first.
SELECT s.submission, s.station, t.title, s.received_at, a.version, a.body
FROM submission s JOIN station t USING (station)
JOIN LATERAL (SELECT version, body FROM answer WHERE submission = s.submission ORDER BY version DESC LIMIT 1) a ON true
WHERE s.station = ANY(%(stations)s) OR %(stations)s::text[] IS NULL
ORDER BY s.received_at DESC LIMIT %(limit)s;

-- name: answers_since
-- Answers to one station released since a time, oldest first.
SELECT a.submission, a.version, a.body, a.itl FROM answer a JOIN submission s USING (submission)
WHERE s.station = %(station)s AND a.released_at >= %(since)s ORDER BY a.released_at;

-- name: cases
-- Undecided cases first, by their clock; which opinion one waits for would tell what the first one was (R27).
SELECT c.case_id AS case, c.submission, c.opened_at, c.due_at, c.holder,
       CASE c.state WHEN 'decided' THEN 'decided' ELSE 'open' END AS state,
       (SELECT count(*) FROM case_candidate k WHERE k.case_id = c.case_id) AS candidates
FROM adjudication_case c ORDER BY c.state = 'decided', c.due_at LIMIT %(limit)s;

-- name: case_candidates
-- Candidates by letter, as an examiner may see them: no score, rank, name or gallery.
SELECT k.letter, e.encounter, array_agg(t.position ORDER BY t.position) AS fingers
FROM case_candidate k JOIN encounter e USING (encounter) JOIN template t USING (encounter)
WHERE k.case_id = %(case)s GROUP BY k.letter, e.encounter ORDER BY k.letter;

-- name: search_facts
-- What a search was held to, and by which versions, for its story.
SELECT s.fingers, s.people, s.fpir, s.log_position,
       coalesce((SELECT string_agg(DISTINCT c.parameters, ', ') FROM candidate c WHERE c.search = s.search), '') AS matcher
FROM search s WHERE s.search = %(search)s;

-- name: extraction_versions
-- Versions of the extraction that made an encounter's templates.
SELECT coalesce(string_agg(DISTINCT parameters, ', '), '') FROM template WHERE encounter = %(encounter)s;

-- name: totals
-- What the node holds, in one row.
SELECT (SELECT count(*) FROM encounter) AS encounters, (SELECT count(*) FROM template) AS templates,
       (SELECT count(*) FROM submission) AS submissions, (SELECT count(*) FROM answer) AS answers,
       (SELECT count(*) FROM adjudication_case WHERE state <> 'decided') AS open_cases,
       (SELECT count(*) FROM alert WHERE state NOT IN ('closed', 'withdrawn') AND NOT discreet) AS open_alerts;
