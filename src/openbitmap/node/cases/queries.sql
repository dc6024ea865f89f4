-- name: insert_case
-- A new case; a search opens at most one.
INSERT INTO adjudication_case (case_id, kind, search, submission, encounter, opened_at, waiting_since, due_at, patience,
                               urgent, needs, site, state)
VALUES (%(case)s, %(kind)s, %(search)s, %(submission)s, %(encounter)s, %(opened_at)s, %(opened_at)s, %(due_at)s,
        %(patience)s, %(urgent)s, %(needs)s, %(site)s, %(state)s);

-- name: insert_case_candidate
-- One candidate under its letter.
INSERT INTO case_candidate (case_id, letter, encounter) VALUES (%(case)s, %(letter)s, %(encounter)s);

-- name: case
-- One case. Who let a lease run out holds it until another takes it.
SELECT case_id AS case, search, submission, encounter, opened_at, due_at, state, holder, kind, urgent
FROM adjudication_case WHERE case_id = %(case)s;

-- name: work
-- The clock of a case and where it belongs, for a seed that shall look like it.
SELECT patience, urgent, site FROM adjudication_case WHERE case_id = %(case)s;

-- name: candidates
-- The candidates of a case by letter.
SELECT letter, encounter FROM case_candidate WHERE case_id = %(case)s ORDER BY letter;

-- name: open_with_candidate
-- Open cases that show an encounter as a candidate.
SELECT c.case_id FROM adjudication_case c JOIN case_candidate k USING (case_id)
WHERE k.encounter = %(encounter)s AND c.state <> 'decided' ORDER BY c.case_id;

-- name: lock_case
-- Opinions on one case take turns.
SELECT 1 FROM adjudication_case WHERE case_id = %(case)s FOR UPDATE;

-- name: claim
-- Only an undecided case that nobody else holds can be claimed; a lease that ran out holds nobody off.
UPDATE adjudication_case SET holder = %(examiner)s, lease = %(lease)s, held_until = %(at)s + %(lease)s
WHERE case_id = %(case)s AND state <> 'decided'
  AND (holder IS NULL OR holder = %(examiner)s OR held_until <= %(at)s);

-- name: free
-- Given back: nobody holds it.
UPDATE adjudication_case SET holder = NULL, held_until = NULL WHERE case_id = %(case)s AND holder = %(examiner)s;

-- name: prolong
-- Activity of the holder prolongs the lease.
UPDATE adjudication_case SET held_until = %(at)s + lease
WHERE case_id = %(case)s AND holder = %(examiner)s AND held_until < %(at)s + lease;

-- name: held_by
-- Cases in an examiner's hands, the most pressing first.
SELECT case_id FROM adjudication_case WHERE holder = %(examiner)s AND state <> 'decided'
ORDER BY urgent DESC, due_at, case_id;

-- name: next_case
-- The case this examiner should have next, locked; what another is just claiming is passed over. The rules of
-- `may_take` again, as conditions.
SELECT c.case_id FROM adjudication_case c LEFT JOIN competence m ON m.examiner = %(examiner)s
WHERE c.state <> 'decided' AND c.waiting_since <= %(at)s
  AND (c.holder IS NULL OR (c.holder <> %(examiner)s AND c.held_until <= %(at)s))
  AND c.needs <@ coalesce(m.skills, '{finger}')
  AND (c.site = '' OR coalesce(m.sites, '{}') = '{}' OR c.site = ANY(m.sites))
  AND NOT EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.case_id AND o.examiner = %(examiner)s)
  AND NOT (c.kind = 'seed' AND EXISTS (
      SELECT 1 FROM opinion o JOIN adjudication_case k USING (case_id)
      WHERE o.examiner = %(examiner)s AND k.encounter = c.encounter))
ORDER BY c.urgent DESC, c.due_at, c.case_id LIMIT 1 FOR UPDATE OF c SKIP LOCKED;

-- name: may_take
-- Whether this case exists for this examiner: skills, site, time, and never a question already answered elsewhere.
SELECT c.waiting_since <= %(at)s
   AND c.needs <@ coalesce(m.skills, '{finger}')
   AND (c.site = '' OR coalesce(m.sites, '{}') = '{}' OR c.site = ANY(m.sites))
   AND NOT (c.kind = 'seed' AND EXISTS (
       SELECT 1 FROM opinion o JOIN adjudication_case k USING (case_id)
       WHERE o.examiner = %(examiner)s AND k.encounter = c.encounter AND k.case_id <> c.case_id))
FROM adjudication_case c LEFT JOIN competence m ON m.examiner = %(examiner)s WHERE c.case_id = %(case)s;

-- name: advance
-- The next state; the case is free for the next examiner, on a clock like that of a new case (R27).
UPDATE adjudication_case SET state = %(state)s, holder = NULL, held_until = NULL, waiting_since = %(at)s,
                             due_at = %(at)s + patience
WHERE case_id = %(case)s;

-- name: begin_turn
-- An examiner's time with a case begins.
INSERT INTO case_turn (case_id, examiner, taken_at) VALUES (%(case)s, %(examiner)s, %(at)s);

-- name: end_turn
-- It ends, with its word.
UPDATE case_turn SET ended_at = %(at)s, ending = %(ending)s WHERE case_id = %(case)s AND ended_at IS NULL;

-- name: had_turn
-- Whether this examiner ever held the case.
SELECT EXISTS (SELECT 1 FROM case_turn WHERE case_id = %(case)s AND examiner = %(examiner)s);

-- name: insert_opinion
-- One examiner's word.
INSERT INTO opinion (case_id, examiner, number, conclusion, letters, ground, reason, given_at, supersedes)
VALUES (%(case)s, %(examiner)s, %(number)s, %(finding)s, %(letters)s, %(ground)s, %(reason)s, %(given_at)s,
        %(supersedes)s);

-- name: opinions
-- Opinions in the order in which they were given, superseded ones among them: for this room and for reports, never for an
-- examiner still to judge.
SELECT examiner, conclusion AS finding, letters, ground, reason, given_at, number, supersedes FROM opinion
WHERE case_id = %(case)s ORDER BY number;

-- name: save_draft
-- The newer of two drafts stays, whatever order they arrive in.
INSERT INTO case_draft (case_id, examiner, counter, body, saved_at)
VALUES (%(case)s, %(examiner)s, %(counter)s, %(body)s, %(saved_at)s)
ON CONFLICT (case_id, examiner) DO UPDATE SET counter = excluded.counter, body = excluded.body,
                                              saved_at = excluded.saved_at
WHERE case_draft.counter < excluded.counter;

-- name: draft
-- An examiner's own working marks.
SELECT counter, body, saved_at FROM case_draft WHERE case_id = %(case)s AND examiner = %(examiner)s;

-- name: insert_analysis
-- Marks on the probe, once and for good.
INSERT INTO case_analysis (case_id, examiner, body, digest, locked_at)
VALUES (%(case)s, %(examiner)s, %(body)s, %(digest)s, %(locked_at)s) ON CONFLICT DO NOTHING;

-- name: analysis
-- An examiner's locked analysis.
SELECT body, locked_at FROM case_analysis WHERE case_id = %(case)s AND examiner = %(examiner)s;

-- name: insert_comparison
-- Marks and pairs with one candidate, as they stood at the opinion.
INSERT INTO case_comparison (case_id, number, letter, body) VALUES (%(case)s, %(number)s, %(letter)s, %(body)s);

-- name: comparisons
-- The comparisons that came with one opinion.
SELECT letter, body FROM case_comparison WHERE case_id = %(case)s AND number = %(number)s ORDER BY letter;

-- name: insert_view
-- One look.
INSERT INTO case_view (case_id, examiner, letter, picture, position, seen_at)
VALUES (%(case)s, %(examiner)s, %(letter)s, %(picture)s, %(position)s, %(at)s);

-- name: views
-- What an examiner looked at, oldest first.
SELECT letter, picture, position, seen_at AS at FROM case_view
WHERE case_id = %(case)s AND examiner = %(examiner)s ORDER BY view;

-- name: set_competence
-- What an examiner may take from now on.
INSERT INTO competence (examiner, skills, sites, set_by, set_at)
VALUES (%(examiner)s, %(skills)s, %(sites)s, %(set_by)s, %(at)s)
ON CONFLICT (examiner) DO UPDATE SET skills = excluded.skills, sites = excluded.sites, set_by = excluded.set_by,
                                     set_at = excluded.set_at;

-- name: competence
-- What an examiner may take; no row where nobody has said it.
SELECT examiner, skills, sites FROM competence WHERE examiner = %(examiner)s;

-- name: insert_stock
-- A question of known truth; the same one twice changes nothing.
INSERT INTO seed_stock (seed, probe, candidates, mates, origin, source, stocked_by, stocked_at)
VALUES (%(seed)s, %(probe)s, %(candidates)s, %(mates)s, %(origin)s, %(source)s, %(by)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: stock_in_turn
-- The questions that were planted longest ago, those never planted first; chance decides among equals.
SELECT seed, probe, candidates, mates FROM seed_stock
ORDER BY planted_at NULLS FIRST, random() LIMIT %(limit)s FOR UPDATE SKIP LOCKED;

-- name: mark_planted
-- It was planted just now.
UPDATE seed_stock SET planted_at = %(at)s WHERE seed = %(seed)s;

-- name: insert_planted
-- The truth about a seeded case.
INSERT INTO planted_seed (case_id, seed, mates, planted_by, planted_at)
VALUES (%(case)s, %(seed)s, %(mates)s, %(by)s, %(at)s);

-- name: end_planted
-- The seed counts from now on.
UPDATE planted_seed SET decided_at = %(at)s WHERE case_id = %(case)s;

-- name: seed_answers
-- Standing opinions on decided seeds, with the truth: letters of the mates, and how many candidates there were.
SELECT o.examiner, o.conclusion AS finding, o.letters,
       ARRAY(SELECT k.letter FROM case_candidate k WHERE k.case_id = o.case_id AND k.encounter = ANY(p.mates)) AS mates,
       (SELECT count(*) FROM case_candidate k WHERE k.case_id = o.case_id) AS candidates
FROM planted_seed p JOIN opinion o USING (case_id)
WHERE p.decided_at IS NOT NULL AND (o.examiner = %(examiner)s OR %(examiner)s::text IS NULL)
  AND NOT EXISTS (SELECT 1 FROM opinion l WHERE l.case_id = o.case_id AND l.supersedes = o.number)
ORDER BY o.examiner, o.case_id, o.number;

-- name: stock
-- How many questions of known truth there are, of them with the person among the candidates, and how many cases were made
-- of them.
SELECT (SELECT count(*) FROM seed_stock) AS questions,
       (SELECT count(*) FROM seed_stock WHERE mates <> '{}') AS with_mate,
       (SELECT count(*) FROM planted_seed) AS planted,
       (SELECT count(*) FROM planted_seed WHERE decided_at IS NOT NULL) AS decided;
