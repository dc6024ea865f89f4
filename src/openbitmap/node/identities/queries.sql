-- name: insert_gallery
-- Nothing happens if the gallery is known.
INSERT INTO gallery (gallery, kind, title, holder) VALUES (%(gallery)s, %(kind)s, %(title)s, %(holder)s)
ON CONFLICT (gallery) DO NOTHING;

-- name: insert_encounter
-- One encounter; its number is given by the database.
INSERT INTO encounter (encounter, gallery, submission, enrolled_at, retained, log_position)
VALUES (%(encounter)s, %(gallery)s, %(submission)s, %(enrolled_at)s, %(retained)s, %(log_position)s);

-- name: insert_asserted
-- What the person said, as said.
INSERT INTO biographics (encounter, name, aliases, birth_date, sex, nationality, documents)
VALUES (%(encounter)s, %(name)s, %(aliases)s, %(birth_date)s, %(sex)s, %(nationality)s, %(documents)s);

-- name: insert_sample
-- One finger as presented.
INSERT INTO sample (sample, encounter, position, impression, record, box, quality, measure, advice, missing, failure)
VALUES (%(sample)s, %(encounter)s, %(position)s, %(impression)s, %(record)s, %(box)s, %(quality)s, %(measure)s,
        %(advice)s, %(missing)s, %(failure)s);

-- name: insert_template
-- The template by which a finger is searched.
INSERT INTO template (encounter, sample, position, parameters, width, height, minutiae)
VALUES (%(encounter)s, %(sample)s, %(position)s, %(parameters)s, %(width)s, %(height)s, %(minutiae)s);

-- name: copy_encounters
-- Bulk enrolment.
COPY encounter (encounter, gallery, enrolled_at, retained, log_position) FROM STDIN;

-- name: copy_templates
-- Bulk enrolment.
COPY template (encounter, position, parameters, width, height, minutiae) FROM STDIN;

-- name: lock_graph
-- Judgements take turns, so that what one was based on still stands when it is written. Held to the transaction's end.
SELECT pg_advisory_xact_lock(hashtextextended('identities', 3));

-- name: insert_judgement
-- A new edge, from a case or from a change; it supersedes the current edge of the same pair, in either order.
INSERT INTO judgement (judgement, encounter, other, conclusion, case_id, change, judged_at, restores, silent, supersedes)
VALUES (%(judgement)s, %(encounter)s, %(other)s, %(conclusion)s, %(case)s, %(change)s, %(judged_at)s, %(restores)s,
        %(silent)s,
        (SELECT c.judgement FROM judgement c
         WHERE ((c.encounter = %(encounter)s AND c.other = %(other)s)
                OR (c.encounter = %(other)s AND c.other = %(encounter)s))
           AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = c.judgement)));

-- name: edges_touching
-- Current judgements with one of these encounters at either end, those that withdraw an earlier word too. For `blind`
-- the last one of each pair that is not silent: what a silent one superseded still stands.
WITH current AS (
    SELECT j.judgement FROM judgement j WHERE j.encounter = ANY(%(encounters)s)
    UNION
    SELECT j.judgement FROM judgement j WHERE j.other = ANY(%(encounters)s)
)
SELECT j.judgement, j.encounter, j.other, j.conclusion, j.case_id AS case, j.change, j.judged_at, j.supersedes,
       j.restores, j.silent
FROM current JOIN judgement j USING (judgement)
WHERE CASE WHEN %(blind)s THEN NOT j.silent AND NOT EXISTS (
        SELECT 1 FROM judgement l WHERE NOT l.silent AND l.number > j.number
            AND ((l.encounter = j.encounter AND l.other = j.other) OR (l.encounter = j.other AND l.other = j.encounter)))
    ELSE NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement) END
ORDER BY j.number;

-- name: judged_silently
-- Whether a case that a discreet entry asked for judged two of these.
SELECT EXISTS (SELECT 1 FROM judgement WHERE silent AND encounter = ANY(%(encounters)s) AND other = ANY(%(encounters)s));

-- name: judged_by_change
-- What one change added to the graph.
SELECT judgement, encounter, other, conclusion, case_id AS case, change, judged_at, supersedes, restores, silent
FROM judgement
WHERE change = %(change)s ORDER BY number;

-- name: judgements_named
-- Judgements by their names.
SELECT judgement, encounter, other, conclusion, case_id AS case, change, judged_at, supersedes, restores, silent
FROM judgement
WHERE judgement = ANY(%(judgements)s);

-- name: history_of_pairs
-- Every judgement ever made with both ends among these encounters, oldest first, and whether it still counts.
SELECT j.judgement, j.encounter, j.other, j.conclusion, j.case_id AS case, j.change, j.judged_at, j.supersedes,
       j.restores, j.silent
FROM judgement j WHERE j.encounter = ANY(%(encounters)s) AND j.other = ANY(%(encounters)s) ORDER BY j.number;

-- name: insert_change
-- A proposal.
INSERT INTO identity_change (change, kind, encounters, others, keep_rest, undoes, reason, blind, basis, proposed_by,
                             proposed_at, state)
VALUES (%(change)s, %(kind)s, %(encounters)s, %(others)s, %(keep_rest)s, %(undoes)s, %(reason)s, %(blind)s, %(basis)s,
        %(proposed_by)s, %(proposed_at)s, 'proposed');

-- name: change
-- One change.
SELECT change, kind, encounters, others, reason, keep_rest, undoes, basis, blind, proposed_by, proposed_at, state,
       decided_by, decided_at, decision_reason
FROM identity_change WHERE change = %(change)s;

-- name: decide_change
-- Only a change in the expected state goes on: of two deciders at once, one wins.
UPDATE identity_change SET state = %(state)s, decided_by = %(by)s, decided_at = %(at)s, decision_reason = %(reason)s
WHERE change = %(change)s AND state = 'proposed';

-- name: turn_change
-- An approved change is taken back, or stands again; who approved it stays written.
UPDATE identity_change SET state = %(state)s WHERE change = %(change)s AND state = %(was)s;

-- name: changes_about
-- Changes that name one of these encounters or that judged one of them, newest first.
SELECT c.change FROM identity_change c
WHERE c.encounters && %(encounters)s::text[] OR c.others && %(encounters)s::text[]
   OR c.change IN (SELECT j.change FROM judgement j
                   WHERE j.change IS NOT NULL AND (j.encounter = ANY(%(encounters)s) OR j.other = ANY(%(encounters)s)))
ORDER BY c.proposed_at DESC, c.change;

-- name: reversals
-- Changes that would take this one back, or did; newest first.
SELECT change FROM identity_change WHERE undoes = %(change)s ORDER BY proposed_at DESC, change;

-- name: changes_waiting
-- Proposals that wait for a second person, oldest first.
SELECT change FROM identity_change WHERE state = 'proposed' ORDER BY proposed_at, change LIMIT %(limit)s;

-- name: encounter_of_submission
-- The encounter that a submission became.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE submission = %(submission)s;

-- name: encounters_numbered
-- The encounters behind rows of the in-memory gallery.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE number = ANY(%(numbers)s);

-- name: encounters_after
-- All encounters, a part at a time.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE number > %(number)s ORDER BY number LIMIT %(most)s;

-- name: asserted
-- What the person of one encounter said.
SELECT name, aliases, birth_date, sex, nationality, documents FROM biographics WHERE encounter = %(encounter)s;

-- name: samples
-- Fingers of one encounter in the order of their positions, of each first what gave a template, then the better print.
SELECT position, record, box, quality, measure, advice, missing, failure FROM sample
WHERE encounter = %(encounter)s ORDER BY position, failure IS NOT NULL OR missing IS NOT NULL, quality DESC NULLS LAST;

-- name: templates_of_encounter
-- Searchable fingers of one encounter.
SELECT position, parameters, width, height, minutiae FROM template WHERE encounter = %(encounter)s ORDER BY position;

-- name: templates_between
-- What an in-memory gallery has not seen yet, up to a ledger position: of everybody's shelf, or of the silent one.
SELECT e.number, t.position, t.minutiae FROM encounter e JOIN template t USING (encounter)
WHERE e.log_position > %(after)s AND e.log_position <= %(upto)s AND e.retained AND e.silent = %(silent)s
    AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w
                    WHERE w.encounter = e.encounter AND w.log_position <= %(upto)s)
ORDER BY e.log_position, t.position;

-- name: gallery_census
-- Encounters of every gallery up to a ledger position (`people`), and those of them that have one of these fingers and
-- can be compared at all (`comparable`).
SELECT g.gallery, g.kind, g.title, count(e.encounter) AS people,
       count(e.encounter) FILTER (WHERE EXISTS (
           SELECT 1 FROM template t WHERE t.encounter = e.encounter AND t.position = ANY(%(positions)s))) AS comparable
FROM gallery g LEFT JOIN encounter e ON e.gallery = g.gallery AND e.retained AND e.log_position <= %(upto)s
    AND e.encounter <> %(without)s AND NOT e.silent
    AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w
                    WHERE w.encounter = e.encounter AND w.log_position <= %(upto)s)
WHERE g.kind <> 'reference'
GROUP BY g.gallery, g.kind, g.title ORDER BY g.kind DESC, g.gallery;

-- name: persons
-- Whom the judgements "same" that nothing supersedes make one person with each of these encounters: starts at the asked
-- ones and follows the indexes on both ends, so its cost is that of their persons and not that of the graph.
WITH RECURSIVE reach (origin, encounter) AS (
    SELECT e, e FROM unnest(%(encounters)s::text[]) AS e
    UNION
    SELECT r.origin, step.encounter FROM reach r CROSS JOIN LATERAL (
        SELECT j.other AS encounter FROM judgement j WHERE j.encounter = r.encounter AND j.conclusion = 'same'
            AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement)
        UNION ALL
        SELECT j.encounter FROM judgement j WHERE j.other = r.encounter AND j.conclusion = 'same'
            AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement)
    ) step
)
SELECT r.origin, e.encounter, e.number
FROM reach r
-- OFFSET 0 keeps it one look a row: the planner takes a recursion for large and would read every encounter.
CROSS JOIN LATERAL (SELECT k.encounter, k.number FROM encounter k WHERE k.encounter = r.encounter OFFSET 0) e
ORDER BY r.origin, e.number;

-- name: encounters_named
-- Encounters by their names, the oldest first.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE encounter = ANY(%(encounters)s) ORDER BY number;

-- name: insert_document
-- A document as a key.
INSERT INTO encounter_document (encounter, key) VALUES (%(encounter)s, %(key)s) ON CONFLICT DO NOTHING;

-- name: insert_place
-- Where a station stands; telling it again corrects it.
INSERT INTO station_place (station, latitude, longitude) VALUES (%(station)s, %(latitude)s, %(longitude)s)
ON CONFLICT (station) DO UPDATE SET latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude;

-- name: asserted_of_all
-- What the people of some encounters said, with the encounter.
SELECT encounter, name, aliases, birth_date, sex, nationality, documents FROM biographics
WHERE encounter = ANY(%(encounters)s);

-- name: insert_discrepancy
-- Two encounters of one person assert different things; found once for ever.
INSERT INTO discrepancy (discrepancy, encounter, other, field, found_at)
VALUES (%(discrepancy)s, %(encounter)s, %(other)s, %(field)s, %(found_at)s)
ON CONFLICT (encounter, other, field) DO NOTHING;

-- name: discrepancy
-- One item of the worklist.
SELECT discrepancy, encounter, other, field, found_at FROM discrepancy WHERE discrepancy = %(discrepancy)s;

-- name: discrepancies_open
-- Items nobody has decided, or whose decision was taken back; oldest first.
SELECT d.discrepancy, d.encounter, d.other, d.field, d.found_at FROM discrepancy d
WHERE coalesce((SELECT r.finding FROM ruling r WHERE r.discrepancy = d.discrepancy ORDER BY r.number DESC LIMIT 1),
               'reopened') = 'reopened'
ORDER BY d.found_at, d.discrepancy;

-- name: discrepancies_among
-- Items between some encounters.
SELECT discrepancy, encounter, other, field, found_at FROM discrepancy
WHERE encounter = ANY(%(encounters)s) AND other = ANY(%(encounters)s) ORDER BY found_at, discrepancy;

-- name: lock_discrepancy
-- Rulings on one item take turns.
SELECT 1 FROM discrepancy WHERE discrepancy = %(discrepancy)s FOR UPDATE;

-- name: insert_ruling
-- A person's word on an item; it supersedes the one before.
INSERT INTO ruling (ruling, discrepancy, finding, reason, ruled_by, ruled_at)
VALUES (%(ruling)s, %(discrepancy)s, %(finding)s, %(reason)s, %(by)s, %(at)s);

-- name: rulings
-- Every word on one item, oldest first.
SELECT finding, reason, ruled_by AS by, ruled_at AS at FROM ruling WHERE discrepancy = %(discrepancy)s ORDER BY number;

-- name: listed_among
-- Those of these encounters that stand in a gallery of these kinds, with the gallery. What was withdrawn stands in none.
SELECT e.encounter, e.gallery FROM encounter e JOIN gallery g USING (gallery)
WHERE e.encounter = ANY(%(encounters)s) AND g.kind = ANY(%(kinds)s) AND NOT e.silent
    AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter) ORDER BY e.number;

-- name: all_galleries
-- Galleries that are searched, in the order of the card: watchlist, wanted, prison, encounter.
SELECT gallery, kind, title, holder FROM gallery WHERE kind <> 'reference' ORDER BY kind DESC, gallery;

-- name: submission_of_encounter
-- The submission an encounter was made of; none where it came as templates only.
SELECT submission FROM encounter WHERE encounter = %(encounter)s AND submission IS NOT NULL;

-- name: template_source
-- The record of the file of which a finger's template was made.
SELECT s.record FROM template t JOIN sample s ON s.sample = t.sample
WHERE t.encounter = %(encounter)s AND t.position = %(position)s;

-- name: past
-- How many people met before can be compared, and the last of their rows.
SELECT count(*) AS encounters, coalesce(max(e.number), 0) AS last
FROM encounter e JOIN gallery g USING (gallery)
WHERE g.kind = ANY(%(kinds)s) AND e.retained AND NOT e.silent
    AND EXISTS (SELECT 1 FROM template t WHERE t.encounter = e.encounter)
    AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter);

-- name: past_slice
-- Templates of the next people met before, by row.
SELECT s.number, t.position, t.minutiae
FROM (SELECT e.number, e.encounter FROM encounter e JOIN gallery g USING (gallery)
      WHERE e.number > %(after)s AND e.number <= %(upto)s AND g.kind = ANY(%(kinds)s) AND e.retained AND NOT e.silent
          AND EXISTS (SELECT 1 FROM template k WHERE k.encounter = e.encounter)
          AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter)
      ORDER BY e.number LIMIT %(encounters)s) s
JOIN template t USING (encounter) ORDER BY s.number;

-- name: met_then
-- When these were met; entries of lists are not.
SELECT e.encounter, e.enrolled_at AS met_at FROM encounter e JOIN gallery g USING (gallery)
WHERE e.encounter = ANY(%(encounters)s) AND g.kind = ANY(%(kinds)s) ORDER BY e.number;

-- name: insert_encounter_prints
-- Where the bytes of an encounter without a submission lie; a silent one stands on no shelf that is counted.
WITH shelf AS (UPDATE encounter SET silent = %(silent)s WHERE encounter = %(encounter)s)
INSERT INTO encounter_prints (encounter, digest) VALUES (%(encounter)s, %(digest)s);

-- name: encounter_prints
-- The vault digest of an encounter that came without a submission.
SELECT digest FROM encounter_prints WHERE encounter = %(encounter)s;

-- name: insert_withdrawal
-- An encounter leaves its gallery; the ledger entry that says so is the position from which it is gone.
INSERT INTO encounter_withdrawal (encounter, reason, withdrawn_at, log_position)
VALUES (%(encounter)s, %(reason)s, %(withdrawn_at)s, %(log_position)s);

-- name: withdrawal
-- When and why an encounter left its gallery.
SELECT encounter, reason, withdrawn_at, log_position FROM encounter_withdrawal WHERE encounter = %(encounter)s;

-- name: rows_withdrawn_between
-- Rows of the in-memory galleries that left between two positions.
SELECT e.number FROM encounter_withdrawal w JOIN encounter e USING (encounter)
WHERE w.log_position > %(after)s AND w.log_position <= %(upto)s ORDER BY w.log_position;

-- name: references_among
-- Those that are another nation's images: nobody was met then.
SELECT e.encounter FROM encounter e JOIN gallery g USING (gallery)
WHERE e.encounter = ANY(%(encounters)s) AND g.kind = 'reference';

-- name: silent_among
-- Those of these encounters that are prints of a discreet entry.
SELECT encounter FROM encounter WHERE encounter = ANY(%(encounters)s) AND silent;

-- name: delete_templates
-- Nothing of an encounter can be compared any more.
DELETE FROM template WHERE encounter = %(encounter)s;

-- name: delete_documents
-- Nor found by a document.
DELETE FROM encounter_document WHERE encounter = %(encounter)s;

-- name: delete_asserted
-- What the person said is forgotten.
DELETE FROM biographics WHERE encounter = %(encounter)s;

-- name: prints_of_nobody_else
-- The vault digest of an encounter without a submission, unless another that still stands came of the same bytes.
SELECT p.digest FROM encounter_prints p
WHERE p.encounter = %(encounter)s AND NOT EXISTS (
    SELECT 1 FROM encounter_prints o
    WHERE o.digest = p.digest AND o.encounter <> p.encounter
      AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = o.encounter));

-- name: enrolled_before
-- Encounters of a kind of gallery that stand and were enrolled before a moment, the oldest first; no prints of entries.
SELECT e.encounter, e.enrolled_at FROM encounter e JOIN gallery g USING (gallery)
WHERE g.kind = %(kind)s AND e.enrolled_at <= %(before)s AND NOT e.silent
  AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter)
ORDER BY e.enrolled_at, e.encounter LIMIT %(most)s;

-- name: enrolled_in
-- How many encounters of a kind of gallery stand.
SELECT count(*) FROM encounter e JOIN gallery g USING (gallery)
WHERE g.kind = %(kind)s AND NOT e.silent
  AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter);
