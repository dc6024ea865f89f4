-- name: open_cases
-- Cases that wait for an opinion, each with what it compares.
SELECT c.case_id, c.kind, c.encounter, array_agg(k.encounter ORDER BY k.letter) AS candidates,
       array_agg(k.letter ORDER BY k.letter) AS letters
FROM adjudication_case c JOIN case_candidate k USING (case_id)
WHERE c.state IN ('open', 'second_opinion') AND c.kind <> 'seed'
GROUP BY c.case_id, c.kind, c.encounter ORDER BY c.opened_at, c.case_id;

-- name: opinions_by
-- Who has given an opinion on a case.
SELECT DISTINCT examiner FROM opinion WHERE case_id = %(case_id)s ORDER BY examiner;

-- name: submission_of
-- The submission an encounter came from, if it came from one.
SELECT submission FROM encounter WHERE encounter = %(encounter)s;

-- name: inquiries_waiting
-- Questions that wait for somebody here, with their side and state; and watches that a partner asks for.
SELECT side, state, inquiry, asked_at FROM inquiry
WHERE (side, state) IN (('asker', 'hit'), ('answerer', 'reference_asked'), ('asker', 'attributed'),
                        ('answerer', 'data_asked'))
UNION ALL SELECT 'watch', state, watch, made_at FROM border_watch WHERE side = 'taken' AND state = 'waiting'
ORDER BY 4, 3;

-- name: standing_encounters
-- Own encounters that stand in a gallery, oldest first.
SELECT e.encounter FROM encounter e
WHERE e.submission IS NOT NULL AND NOT EXISTS (SELECT FROM encounter_withdrawal w WHERE w.encounter = e.encounter)
ORDER BY e.number;

-- name: encounters_of_submissions
-- How many encounters each submission has.
SELECT submission, count(*) FROM encounter WHERE submission IS NOT NULL GROUP BY submission;

-- name: questions
-- Every question this node asked: about which submission, of whom, and how far it came.
SELECT inquiry, submission, partner, state, result, asked_at, due_at FROM inquiry WHERE side = 'asker' ORDER BY inquiry;

-- name: copies_doubled
-- Acts of disclosure that left more than one copy of one thing in one pair of hands.
SELECT partner, kind, reference, count(*) FROM disclosure_copy
GROUP BY partner, kind, reference, CASE WHEN kind = 'result' THEN digest ELSE '' END HAVING count(*) > 1;

-- name: facts_doubled
-- Facts that can be true only once, and stand in the ledger more often.
SELECT kind, subject, min(leaf::jsonb -> 'body' ->> 'inquiry'), count(*) FROM ledger_entries
WHERE kind IN ('SubmissionAccepted', 'EncounterEnrolled', 'EnvelopeDelivered', 'InquiryAsked', 'InquiryAnswered',
               'InquiryResultTaken', 'PersonalDataTaken')
GROUP BY kind, subject, CASE WHEN kind IN ('InquiryAsked', 'InquiryAnswered', 'InquiryResultTaken', 'PersonalDataTaken',
                                           'EnvelopeDelivered')
                             THEN leaf::jsonb -> 'body' ->> CASE kind WHEN 'EnvelopeDelivered' THEN 'envelope' ELSE 'inquiry' END
                             ELSE '' END,
         leaf::jsonb -> 'body' ->> 'reference'
HAVING count(*) > 1;

-- name: dead_jobs
-- Work that was given up.
SELECT task, reason FROM work_jobs WHERE state = 'dead' ORDER BY job;

-- name: recalls_open
-- Recalls that this node ordered and that nobody answered.
SELECT recall FROM recall WHERE state <> 'done' ORDER BY recall;

-- name: withdrawn_copies
-- Copies that still lie abroad although the encounter they show was taken out.
SELECT c.copy, c.kind FROM disclosure_copy c JOIN encounter_withdrawal w ON w.encounter = c.encounter
WHERE c.state = 'given' AND c.kind IN ('reference', 'data', 'hit', 'notice', 'watch_entry');

-- name: copies_in
-- Copies that an envelope carried: clause, groups, when.
SELECT clause, fields, disclosed_at FROM disclosure_copy WHERE envelope = %(envelope)s ORDER BY copy;

-- name: given_on
-- Copies, of any kind, that show what no station of this nation sent: they came from another one.
SELECT c.copy, c.kind, c.partner FROM disclosure_copy c JOIN encounter e USING (encounter) WHERE e.submission IS NULL;

-- name: let_out_by_somebody
-- Whether a person let something of this question out, by the ledger.
SELECT EXISTS (
    SELECT FROM ledger_entries WHERE kind IN ('ReferenceReleased', 'PersonalDataReleased') AND actor LIKE 'person:%%'
      AND leaf::jsonb -> 'body' ->> 'inquiry' = %(inquiry)s
);

-- name: stood_in_gallery
-- People who stood in a gallery when an arrival was searched, itself left out.
SELECT count(*) FROM encounter e JOIN gallery g USING (gallery), search s
WHERE s.submission = %(submission)s AND s.purpose = 'arrival' AND g.title = %(title)s AND e.retained AND NOT e.silent
  AND e.log_position <= s.log_position AND e.encounter <> s.encounter
  AND NOT EXISTS (
      SELECT FROM encounter_withdrawal w WHERE w.encounter = e.encounter AND w.log_position <= s.log_position
  );

-- name: question_about
-- What was asked of a partner about an arrival, and what came back.
SELECT inquiry, result FROM inquiry WHERE submission = %(submission)s AND partner = %(partner)s AND side = 'asker';

-- name: answer_to
-- What the partner said, and among how many people.
SELECT inquiry, result, people FROM inquiry WHERE inquiry = %(inquiry)s AND side = 'answerer';

-- name: hide_envelopes
-- A defect: what was just queued is not there yet.
UPDATE envelope_out SET state = 'refused' WHERE partner = %(partner)s AND state = 'queued' AND kind = 'search'
RETURNING envelope;

-- name: show_envelopes
-- A defect: now it is.
UPDATE envelope_out SET state = 'queued' WHERE envelope = ANY(%(envelopes)s::text[]);

-- name: inflate_coverage
-- A defect: one more than there were.
UPDATE search_coverage SET people = people + 1 WHERE search = %(search)s AND people IS NOT NULL;

-- name: hand_on
-- A defect: whom this nation tells of is whom another one had told it of.
UPDATE disclosure_copy c SET encounter = e.encounter FROM encounter e WHERE e.submission IS NULL AND c.kind = 'hit';

-- name: rewrite_entry
-- A defect: history is rewritten by the database's owner.
UPDATE ledger_entries SET actor = 'person:nobody' WHERE kind = 'InquiryReceived' AND subject = %(inquiry)s;

-- name: alerts_from_abroad
-- Alerts that a partner's notices raised.
SELECT count(*) FROM alert WHERE rule = 'foreign';

-- name: disputed_in_use
-- What still rests on a letter in dispute: a hit that the question counts, an answer that no other letter gave, images
-- that somebody could compare with.
SELECT 'its hit counts' FROM holding d JOIN inquiry_hit h USING (reference)
WHERE d.envelope = %(envelope)s AND d.kind = 'hit' AND d.state <> 'purged' AND NOT h.gone
UNION ALL
SELECT 'the question says ' || result FROM inquiry i JOIN envelope_in e ON e.envelope = %(envelope)s
WHERE i.inquiry = %(inquiry)s AND i.side = 'asker' AND i.result <> '' AND e.kind IN ('result', 'late_result')
  AND NOT EXISTS (
      SELECT FROM envelope_in o WHERE o.correlation = i.inquiry AND o.kind IN ('result', 'late_result')
        AND o.state = 'delivered' AND NOT o.disputed
  )
UNION ALL
SELECT 'its images stand in the gallery' FROM holding d WHERE d.envelope = %(envelope)s AND d.kind = 'reference'
  AND d.encounter <> '' AND d.state <> 'purged'
  AND NOT EXISTS (SELECT FROM encounter_withdrawal w WHERE w.encounter = d.encounter);

-- name: passed_over
-- Numbers of a partner's under which nothing comes any more.
SELECT n FROM envelope_void, generate_series(first, last) n WHERE partner = %(partner)s;

-- name: work_waits
-- Whether something is still to be done.
SELECT EXISTS (SELECT FROM work_jobs WHERE state IN ('waiting', 'running'));
