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

-- name: insert_judgement
-- A new edge; it supersedes the newest edge of the same pair, in either order.
INSERT INTO judgement (judgement, encounter, other, conclusion, case_id, judged_at, supersedes)
VALUES (%(judgement)s, %(encounter)s, %(other)s, %(conclusion)s, %(case)s, %(judged_at)s,
        (SELECT j.judgement FROM judgement j
         WHERE (j.encounter, j.other) IN ((%(encounter)s, %(other)s), (%(other)s, %(encounter)s))
         ORDER BY j.judged_at DESC LIMIT 1));

-- name: encounter_of_submission
-- The encounter that a submission became.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE submission = %(submission)s;

-- name: encounters_numbered
-- The encounters behind rows of the in-memory gallery.
SELECT number, encounter, gallery, submission, enrolled_at, retained, log_position FROM encounter
WHERE number = ANY(%(numbers)s);

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
ORDER BY e.log_position;

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
GROUP BY g.gallery, g.kind, g.title ORDER BY g.kind DESC, g.gallery;

-- name: persons
-- Connected components of the judgements "same" that no later judgement of the same pair supersedes.
WITH RECURSIVE edge AS (
    SELECT j.encounter AS a, j.other AS b FROM judgement j
    WHERE j.conclusion = 'same' AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement)
), reach (origin, encounter) AS (
    SELECT e, e FROM unnest(%(encounters)s::text[]) AS e
    UNION
    SELECT r.origin, CASE WHEN edge.a = r.encounter THEN edge.b ELSE edge.a END
    FROM reach r JOIN edge ON r.encounter IN (edge.a, edge.b)
)
SELECT DISTINCT ON (r.origin) r.origin AS encounter, e.encounter AS person
FROM reach r JOIN encounter e USING (encounter) ORDER BY r.origin, e.number;

-- name: listed_among
-- Those of these encounters that stand in a gallery of these kinds, with the gallery. What was withdrawn stands in none.
SELECT e.encounter, e.gallery FROM encounter e JOIN gallery g USING (gallery)
WHERE e.encounter = ANY(%(encounters)s) AND g.kind = ANY(%(kinds)s) AND NOT e.silent
    AND NOT EXISTS (SELECT 1 FROM encounter_withdrawal w WHERE w.encounter = e.encounter) ORDER BY e.number;

-- name: all_galleries
-- Galleries in the order of the card: watchlist, wanted, prison, encounter.
SELECT gallery, kind, title, holder FROM gallery ORDER BY kind DESC, gallery;

-- name: alike
-- Every encounter judged to be of the same person as one of these, itself included.
WITH RECURSIVE edge AS (
    SELECT j.encounter AS a, j.other AS b FROM judgement j
    WHERE j.conclusion = 'same' AND NOT EXISTS (SELECT 1 FROM judgement l WHERE l.supersedes = j.judgement)
), reach (origin, encounter) AS (
    SELECT e, e FROM unnest(%(encounters)s::text[]) AS e
    UNION
    SELECT r.origin, CASE WHEN edge.a = r.encounter THEN edge.b ELSE edge.a END
    FROM reach r JOIN edge ON r.encounter IN (edge.a, edge.b)
)
SELECT origin, encounter FROM reach;

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

-- name: silent_among
-- Those of these encounters that are prints of a discreet entry.
SELECT encounter FROM encounter WHERE encounter = ANY(%(encounters)s) AND silent;

-- name: submission_of_encounter
-- The submission an encounter was made of; none where it came as templates only.
SELECT submission FROM encounter WHERE encounter = %(encounter)s AND submission IS NOT NULL;

-- name: template_source
-- The record of the file of which a finger's template was made.
SELECT s.record FROM template t JOIN sample s ON s.sample = t.sample
WHERE t.encounter = %(encounter)s AND t.position = %(position)s;
