-- name: insert_search
-- A finished search with the threshold it was held to.
INSERT INTO search (search, submission, encounter, finished_at, verdict, fingers, people, threshold, fpir, chance,
                    log_position, purpose, entry)
VALUES (%(search)s, %(submission)s, %(encounter)s, %(finished_at)s, %(verdict)s, %(fingers)s, %(people)s, %(threshold)s,
        %(fpir)s, %(chance)s, %(log_position)s, %(purpose)s, %(entry)s);

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
SELECT search, submission, encounter, finished_at, verdict, log_position, purpose, entry, people, fingers, fpir,
       threshold, chance
FROM search WHERE search = %(search)s;

-- name: search_of_submission
-- The search of a submission.
SELECT search, submission, encounter, finished_at, verdict, log_position, purpose, entry, people, fingers, fpir,
       threshold, chance
FROM search WHERE submission = %(submission)s;

-- name: candidates
-- Candidates of a search, strongest first: for this room and for reports, never for an examiner before the judgement.
SELECT encounter, score, log10_fmr, fingers, parameters FROM candidate WHERE search = %(search)s
ORDER BY score DESC, encounter;

-- name: coverage
-- Coverage of a search in the order of the card.
SELECT name, kind, state, people, as_of, reason FROM search_coverage WHERE search = %(search)s ORDER BY number;

-- name: note_process
-- A gallery process covers a position of the ledger.
INSERT INTO gallery_process (process, started_at, seen_at, position)
VALUES (%(process)s, %(at)s, %(at)s, %(position)s)
ON CONFLICT (process) DO UPDATE SET seen_at = EXCLUDED.seen_at, position = EXCLUDED.position;

-- name: gallery_processes
-- Who holds templates in memory, up to which position.
SELECT process, started_at, seen_at, position FROM gallery_process ORDER BY seen_at DESC;

-- name: insert_reverse
-- An entry is compared with the past from now on.
INSERT INTO reverse_search (search, entry, encounter, begun_at, begun_by, upto, place, done, total)
VALUES (%(search)s, %(entry)s, %(encounter)s, %(begun_at)s, %(begun_by)s, %(upto)s, %(place)s, %(done)s, %(total)s);

-- name: reverse
-- A search into the past, as far as it is.
SELECT search, entry, encounter, begun_at, begun_by, upto, place, done, total, finished_at FROM reverse_search
WHERE search = %(search)s;

-- name: reverse_of_entry
-- The searches into the past of an entry, the newest first.
SELECT search, entry, encounter, begun_at, begun_by, upto, place, done, total, finished_at FROM reverse_search
WHERE entry = %(entry)s ORDER BY begun_at DESC;

-- name: advance_reverse
-- One slice more; conditional, so that a slice done twice counts once.
UPDATE reverse_search SET place = %(place)s, done = done + %(more)s WHERE search = %(search)s AND place = %(before)s;

-- name: finish_reverse
-- The past is done.
UPDATE reverse_search SET finished_at = %(at)s, candidates = %(candidates)s WHERE search = %(search)s;

-- name: insert_reverse_candidate
-- Somebody met who reaches the threshold.
INSERT INTO reverse_candidate (search, encounter, score, log10_fmr, fingers, parameters)
VALUES (%(search)s, %(encounter)s, %(score)s, %(log10_fmr)s, %(fingers)s, %(parameters)s) ON CONFLICT DO NOTHING;

-- name: reverse_candidates
-- The strongest of those found.
SELECT encounter, score, log10_fmr, fingers, parameters FROM reverse_candidate WHERE search = %(search)s
ORDER BY log10_fmr, score DESC, encounter LIMIT %(most)s;

-- name: searches_covering
-- Arrivals searched from a ledger position on: how many, and the lowest position they covered.
SELECT count(*) AS searches, min(log_position) AS lowest FROM search
WHERE purpose = 'arrival' AND log_position >= %(position)s;

-- name: note_abroad
-- How many people a partner's galleries held; the newest word counts.
INSERT INTO search_abroad (partner, people, noted_at) VALUES (%(partner)s, %(people)s, %(at)s)
ON CONFLICT (partner) DO UPDATE SET people = EXCLUDED.people, noted_at = EXCLUDED.noted_at
WHERE search_abroad.noted_at <= EXCLUDED.noted_at;

-- name: people_abroad
-- People in galleries elsewhere that answered lately.
SELECT coalesce(sum(people), 0) FROM search_abroad WHERE noted_at >= %(since)s AND partner <> %(but)s;
