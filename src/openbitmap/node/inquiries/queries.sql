-- name: insert_inquiry
-- A question, ours or a partner's; nothing happens if it is known.
INSERT INTO inquiry (inquiry, side, partner, state, submission, search, encounter, purpose, category, stated_case,
                     stated_encounter, kind, agreement, version, clause, reason, asked_at, due_at)
VALUES (%(inquiry)s, %(side)s, %(partner)s, %(state)s, %(submission)s, %(search)s, %(encounter)s, %(purpose)s,
        %(category)s, %(stated_case)s, %(stated_encounter)s, %(kind)s, %(agreement)s, %(version)s, %(clause)s, %(reason)s, %(asked_at)s, %(due_at)s)
ON CONFLICT DO NOTHING;

-- name: lock_inquiry
-- Acts on one question take turns.
SELECT 1 FROM inquiry WHERE inquiry = %(inquiry)s FOR UPDATE;

-- name: inquiries
-- Questions by their names, the newest first.
SELECT inquiry, side, partner, state, submission, search, encounter, purpose, category, stated_case, stated_encounter, kind, agreement,
       version, clause, reason, asked_at, due_at, answered_at, result, handling, people, as_of, fpir, late, case_id, held
FROM inquiry WHERE inquiry = ANY(%(inquiries)s) ORDER BY asked_at DESC, inquiry;

-- name: of_submission
-- Questions a submission led to, in the order of the partners; what was asked by itself before what people asked anew.
SELECT inquiry FROM inquiry WHERE submission = %(submission)s AND side = 'asker'
ORDER BY partner, search = '', asked_at, inquiry;

-- name: secret
-- What codes of cases are keyed by.
SELECT secret FROM inquiry_secret;

-- name: anew
-- What a person asked about somebody.
SELECT inquiry FROM inquiry WHERE side = 'asker' AND search = '' AND encounter = %(encounter)s
    AND partner = %(partner)s AND purpose = %(purpose)s AND stated_case = %(stated_case)s;

-- name: of_case
-- The question whose references stand in a case.
SELECT inquiry FROM inquiry WHERE case_id = %(case)s;

-- name: of_reference
-- The question a partner's reference belongs to.
SELECT h.inquiry FROM inquiry_hit h JOIN inquiry i USING (inquiry)
WHERE h.reference = %(reference)s AND i.partner = %(partner)s AND i.side = 'asker';

-- name: of_given
-- The partner's question in which we gave a reference.
SELECT h.inquiry FROM inquiry_hit h JOIN inquiry i USING (inquiry)
WHERE h.reference = %(reference)s AND i.partner = %(partner)s AND i.side = 'answerer';

-- name: move
-- The state goes on, if it is still what it was.
UPDATE inquiry SET state = %(state)s WHERE inquiry = %(inquiry)s AND state = %(was)s;

-- name: set_basis
-- What the last act rests on.
UPDATE inquiry SET agreement = %(agreement)s, version = %(version)s, clause = %(clause)s, reason = %(reason)s
WHERE inquiry = %(inquiry)s;

-- name: set_due
-- When an answer is late.
UPDATE inquiry SET due_at = %(due_at)s WHERE inquiry = %(inquiry)s;

-- name: set_outcome
-- What the answering nation's own galleries said.
UPDATE inquiry SET result = %(result)s, handling = %(handling)s, people = %(people)s, as_of = %(as_of)s,
       fpir = %(fpir)s, late = %(late)s, answered_at = %(answered_at)s
WHERE inquiry = %(inquiry)s;

-- name: set_release
-- The tick at which the result leaves; NULL once it left.
UPDATE inquiry SET release_at = %(at)s WHERE inquiry = %(inquiry)s;

-- name: set_release_if_none
-- A tick for what is told late; one that is set stays as it is.
UPDATE inquiry SET release_at = %(at)s WHERE inquiry = %(inquiry)s AND release_at IS NULL;

-- name: set_case
-- Where the asker's examiners compare.
UPDATE inquiry SET case_id = %(case)s WHERE inquiry = %(inquiry)s;

-- name: set_untold
-- Whether the partner still waits for what our examiners concluded.
UPDATE inquiry SET untold = %(untold)s WHERE inquiry = %(inquiry)s;

-- name: is_untold
-- The same, read.
SELECT untold FROM inquiry WHERE inquiry = %(inquiry)s;

-- name: conclusions_untold
-- Questions whose partner still waits for it.
SELECT inquiry FROM inquiry WHERE untold ORDER BY inquiry LIMIT 200;

-- name: set_held
-- Personal data taken.
UPDATE inquiry SET held = %(held)s WHERE inquiry = %(inquiry)s;

-- name: due_for_release
-- Results whose tick has come, the oldest first; another worker's are left to it.
SELECT inquiry FROM inquiry WHERE release_at <= %(at)s ORDER BY release_at, inquiry LIMIT %(most)s
FOR UPDATE SKIP LOCKED;

-- name: overdue
-- Questions of ours whose clock ran out; another worker's are left to it.
SELECT inquiry FROM inquiry WHERE state = 'asked' AND side = 'asker' AND due_at < %(at)s ORDER BY inquiry
FOR UPDATE SKIP LOCKED;

-- name: insert_step
-- One entry of the story.
INSERT INTO inquiry_step (inquiry, stage, at, actor, clause, words)
VALUES (%(inquiry)s, %(stage)s, %(at)s, %(actor)s, %(clause)s, %(words)s);

-- name: steps
-- The story of a question, oldest first.
SELECT stage, at, actor, clause, words FROM inquiry_step WHERE inquiry = %(inquiry)s ORDER BY number;

-- name: set_line
-- Coverage of one repository; the newer word replaces the older one and is owed again. What another letter had said is
-- kept beside it.
INSERT INTO inquiry_line AS l (inquiry, name, state, result, people, as_of, due_at, reason, envelope)
VALUES (%(inquiry)s, %(name)s, %(state)s, %(result)s, %(people)s, %(as_of)s, %(due_at)s, %(reason)s, %(envelope)s)
ON CONFLICT (inquiry, name) DO UPDATE SET state = EXCLUDED.state, result = EXCLUDED.result, people = EXCLUDED.people,
    as_of = EXCLUDED.as_of, due_at = EXCLUDED.due_at, reason = EXCLUDED.reason, sent_at = NULL,
    before = CASE WHEN EXCLUDED.envelope IN ('', l.envelope) THEN l.before ELSE to_jsonb(l) - 'before' END,
    envelope = CASE WHEN EXCLUDED.envelope = '' THEN l.envelope ELSE EXCLUDED.envelope END;

-- name: forget_before
-- What a letter had said is not what stands behind the newer word.
UPDATE inquiry_line SET before = NULL WHERE inquiry = %(inquiry)s AND before ->> 'envelope' = %(envelope)s;

-- name: take_out_lines
-- What a letter said of repositories is not said any more; what another had said before is said again.
UPDATE inquiry_line SET state = COALESCE(before ->> 'state', %(state)s), result = COALESCE(before ->> 'result', ''),
    people = (before ->> 'people')::bigint, as_of = COALESCE((before ->> 'as_of')::timestamptz, as_of),
    due_at = COALESCE((before ->> 'due_at')::timestamptz, due_at), reason = COALESCE(before ->> 'reason', %(reason)s),
    envelope = COALESCE(before ->> 'envelope', ''), before = NULL
WHERE inquiry = %(inquiry)s AND envelope = %(envelope)s;

-- name: lines
-- Coverage of the repositories behind a question.
SELECT name, state, result, people, as_of, due_at, reason FROM inquiry_line WHERE inquiry = %(inquiry)s ORDER BY name;

-- name: lines_owed
-- Lines the partner has not been told yet.
SELECT name, state, result, people, as_of, due_at, reason FROM inquiry_line
WHERE inquiry = %(inquiry)s AND sent_at IS NULL ORDER BY name;

-- name: lines_told
-- The partner has them now.
UPDATE inquiry_line SET sent_at = %(at)s WHERE inquiry = %(inquiry)s AND sent_at IS NULL;

-- name: insert_hit
-- One person behind a reference.
INSERT INTO inquiry_hit (reference, inquiry, encounter, band)
VALUES (%(reference)s, %(inquiry)s, %(encounter)s, %(band)s) ON CONFLICT DO NOTHING;

-- name: hits
-- Hits of a question in the order of their references, which is random.
SELECT inquiry, reference, encounter, attributed, band, gone FROM inquiry_hit WHERE inquiry = %(inquiry)s ORDER BY reference;

-- name: set_hit_encounter
-- The reference encounter behind a reference; NULL once it was purged.
UPDATE inquiry_hit SET encounter = %(encounter)s WHERE reference = %(reference)s;

-- name: set_gone
-- Nothing rests on this reference any more.
UPDATE inquiry_hit SET gone = true WHERE reference = %(reference)s;

-- name: delete_hits
-- Of whom nobody was told.
DELETE FROM inquiry_hit WHERE reference = ANY(%(references)s);

-- name: insert_untold
-- Whom protection holds back from an answer.
INSERT INTO inquiry_untold (reference, inquiry, encounter, band, until)
VALUES (%(reference)s, %(inquiry)s, %(encounter)s, %(band)s, %(until)s) ON CONFLICT DO NOTHING;

-- name: untold_of
-- Of one question, in the order of references, which is random.
SELECT inquiry, reference, encounter, NULL::boolean AS attributed, band, false AS gone FROM inquiry_untold
WHERE inquiry = %(inquiry)s AND until > %(at)s ORDER BY reference;

-- name: untold_about
-- A partner's questions in which a person was held back.
SELECT DISTINCT u.inquiry FROM inquiry_untold u JOIN inquiry i USING (inquiry)
WHERE i.partner = %(partner)s AND u.encounter = ANY(%(encounters)s) ORDER BY u.inquiry;

-- name: forget_untold
-- Told now, or never.
DELETE FROM inquiry_untold WHERE reference = ANY(%(references)s);

-- name: forget_untold_about
-- An officer decided that this partner is not told of this person.
DELETE FROM inquiry_untold u USING inquiry i
WHERE i.inquiry = u.inquiry AND i.partner = %(partner)s AND u.encounter = ANY(%(encounters)s);

-- name: forget_untold_over
-- Kept as long as the clause lets the asker keep a hit.
DELETE FROM inquiry_untold WHERE until <= %(at)s;

-- name: reference_waiting
-- A partner's requests for images of a person that nobody has let out or refused.
SELECT DISTINCT i.inquiry FROM inquiry i JOIN inquiry_hit h USING (inquiry)
WHERE i.side = 'answerer' AND i.state = 'reference_asked' AND i.partner = %(partner)s
    AND h.encounter = ANY(%(encounters)s) ORDER BY i.inquiry;

-- name: requests_waiting
-- Partners' requests that nobody has let out or refused.
SELECT inquiry FROM inquiry WHERE side = 'answerer' AND state IN ('reference_asked', 'data_asked') ORDER BY inquiry;

-- name: not_asked
-- Our questions about a person that were barred for a reason.
SELECT inquiry FROM inquiry WHERE side = 'asker' AND state = 'barred' AND partner = %(partner)s
    AND reason = %(reason)s AND encounter = ANY(%(encounters)s) ORDER BY inquiry FOR UPDATE;

-- name: set_withheld
-- Somebody was found of whom the partner is not told.
UPDATE inquiry SET withheld = true WHERE inquiry = %(inquiry)s;

-- name: is_withheld
-- The same, read.
SELECT withheld FROM inquiry WHERE inquiry = %(inquiry)s;

-- name: set_attributed
-- What the asker's examiners said of one reference.
UPDATE inquiry_hit SET attributed = %(attributed)s WHERE reference = %(reference)s;

-- name: listed
-- Questions of both sides, those that wait for our release first, then the newest.
SELECT inquiry FROM inquiry
WHERE (%(side)s = '' OR side = %(side)s) AND (%(states)s::text[] = '{}' OR state = ANY(%(states)s))
ORDER BY (side = 'answerer' AND state IN ('reference_asked', 'data_asked')) DESC, asked_at DESC, inquiry
LIMIT %(most)s;

-- name: asked_of_us
-- What partners asked in the hour before a moment, where that is not little, and by the hour in the 28 days before it.
SELECT busy.partner, busy.searches, busy.without_case,
       past.searches / greatest(1, extract(epoch FROM %(hour)s - greatest(%(since)s, past.first)) / 3600) AS baseline
FROM (SELECT partner, count(*) AS searches, count(*) FILTER (WHERE stated_case = ''
             AND (stated_encounter = '' OR NOT purpose = ANY(%(checks)s))) AS without_case
      FROM inquiry WHERE side = 'answerer' AND asked_at > %(hour)s AND asked_at <= %(at)s
      GROUP BY partner HAVING count(*) >= %(fewest)s) busy
CROSS JOIN LATERAL (SELECT count(*)::float8 AS searches, coalesce(min(i.asked_at), %(hour)s) AS first
                    FROM inquiry i WHERE i.side = 'answerer' AND i.partner = busy.partner
                        AND i.asked_at > %(since)s AND i.asked_at <= %(hour)s) past
ORDER BY busy.partner;

-- name: evidence
-- The questions of a partner in an hour, or those of them that name no case.
SELECT inquiry FROM inquiry WHERE side = 'answerer' AND partner = %(partner)s AND asked_at > %(hour)s
    AND asked_at <= %(at)s
    AND (NOT %(bare)s OR (stated_case = '' AND (stated_encounter = '' OR NOT purpose = ANY(%(checks)s)))) ORDER BY asked_at, inquiry LIMIT 1000;

-- name: insert_alarm
-- A suspicion, with its evidence.
INSERT INTO fishing_alarm (alarm, partner, measure, searches, without_case, baseline, raised_at, inquiries)
VALUES (%(alarm)s, %(partner)s, %(measure)s, %(searches)s, %(without_case)s, %(baseline)s, %(raised_at)s,
        %(inquiries)s);

-- name: alarmed_since
-- Whether the same was said of a partner since.
SELECT count(*) FROM fishing_alarm WHERE partner = %(partner)s AND measure = %(measure)s AND raised_at > %(since)s;

-- name: lock_alarms
-- One look at a time.
SELECT pg_advisory_xact_lock(hashtextextended('fishing', 18));

-- name: alarms
-- Suspicions, the newest first.
SELECT alarm, partner, measure, searches, without_case, baseline, raised_at, inquiries FROM fishing_alarm
WHERE raised_at > %(since)s ORDER BY raised_at DESC, alarm;

-- name: set_probe
-- Which probe it is and, on the answerer's side, which envelope holds it; "" once it was erased.
UPDATE inquiry SET envelope = %(envelope)s, probe = %(probe)s WHERE inquiry = %(inquiry)s;

-- name: probe
-- The same.
SELECT envelope, probe FROM inquiry WHERE inquiry = %(inquiry)s;

-- name: encounter_behind
-- Our own encounter behind a reference: the record we answered with, or the traveller our examiners attributed to it.
SELECT CASE WHEN i.side = 'answerer' THEN h.encounter WHEN h.attributed THEN i.encounter END
FROM inquiry_hit h JOIN inquiry i USING (inquiry) WHERE h.reference = %(reference)s AND i.partner = %(partner)s;
