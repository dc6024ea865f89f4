-- name: insert_copy
-- One copy; the act it belongs to gives it once.
INSERT INTO disclosure_copy (copy, key, partner, kind, encounter, entry, reference, digest, fields, members, agreement,
                             version, clause, permit_digest, envelope, holding, device, retain_until, disclosed_at, state)
VALUES (%(copy)s, %(key)s, %(partner)s, %(kind)s, %(encounter)s, %(entry)s, %(reference)s, %(digest)s, %(fields)s,
        %(members)s, %(agreement)s, %(version)s, %(clause)s, %(permit_digest)s, '', %(holding)s, %(device)s,
        %(retain_until)s, %(disclosed_at)s, %(state)s)
ON CONFLICT (key) DO NOTHING;

-- name: set_envelope
-- The envelope in which it left, known once it was sealed.
UPDATE disclosure_copy SET envelope = %(envelope)s WHERE copy = %(copy)s;

-- name: copy_of_key
-- What an act gave.
SELECT max(copy) FROM disclosure_copy WHERE key = %(key)s;

-- name: copies_named
-- Copies by their names, in the order of their names.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE copy = ANY(%(copies)s) ORDER BY copy;

-- name: hold_copies
-- The same, held until the caller's transaction ends.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE copy = ANY(%(copies)s) ORDER BY copy FOR UPDATE;

-- name: copies_about
-- Copies about any of these encounters, or given while one of them was of the same person; newest first.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE encounter = ANY(%(encounters)s) OR members && %(encounters)s::text[] ORDER BY disclosed_at DESC, copy;

-- name: copies_of_entry
-- Copies of a watchlist entry.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE entry = %(entry)s AND entry <> '' ORDER BY disclosed_at DESC, copy;

-- name: copies_passed_on
-- Copies of what other nations gave us, by holding.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE holding = ANY(%(holdings)s) AND holding <> '' ORDER BY copy;

-- name: copies_known_as
-- What a partner knows by a reference; '' as digest: every content.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
WHERE partner = %(partner)s AND reference = %(reference)s AND (%(digest)s = '' OR digest = %(digest)s)
ORDER BY copy FOR UPDATE;

-- name: copies_ended
-- Copies still in somebody's hands after their term; without what people decided of a list of the clock's own.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy c
WHERE state IN ('given', 'corrected') AND retain_until <= %(before)s
    AND NOT EXISTS (SELECT 1 FROM recall_proposal p
                    WHERE p.reason = 'retention' AND p.outcome <> 'approved' AND p.proposed_by = 'node:disclosures'
                        AND c.copy = ANY(p.copies))
ORDER BY retain_until, copy LIMIT %(most)s;

-- name: copies_out
-- How many copies are in somebody's hands.
SELECT count(*) FROM disclosure_copy WHERE state IN ('given', 'corrected', 'recalled', 'held', 'retained');

-- name: lock_over
-- One clock at a time calls back what is over. Held to the transaction's end.
SELECT pg_advisory_xact_lock(hashtextextended('disclosures over', 16));

-- name: copies_newest
-- The newest copies.
SELECT copy, partner, kind, encounter, entry, reference, digest, clause, state, disclosed_at FROM disclosure_copy
ORDER BY disclosed_at DESC, copy LIMIT %(most)s;

-- name: terms_of
-- By what right a copy was given.
SELECT copy, agreement, version, permit_digest, envelope, fields, members, holding, device, retain_until
FROM disclosure_copy WHERE copy = %(copy)s;

-- name: move_copy
-- A copy goes on, if it is still as it was read.
UPDATE disclosure_copy SET state = %(state)s, device = CASE WHEN %(device)s = '' THEN device ELSE %(device)s END,
    closed_at = CASE WHEN %(state)s IN ('erased', 'corrected', 'retained') THEN %(at)s::timestamptz END
WHERE copy = %(copy)s AND state = %(before)s;

-- name: insert_holding
-- What came and is kept; the same content under the same reference once.
INSERT INTO holding (holding, partner, owner, reference, kind, agreement, clause, envelope, digest, encounter, objects,
                     onward, retain_until, kept_at, state)
VALUES (%(holding)s, %(partner)s, %(owner)s, %(reference)s, %(kind)s, %(agreement)s, %(clause)s, %(envelope)s,
        %(digest)s, %(encounter)s, %(objects)s, %(onward)s, %(retain_until)s, %(kept_at)s, 'kept')
ON CONFLICT (partner, reference, digest) DO NOTHING;

-- name: add_objects
-- What was sealed since of something that is held.
UPDATE holding SET objects = objects || %(objects)s::text[]
WHERE partner = %(partner)s AND reference = %(reference)s AND state <> 'purged' AND NOT objects @> %(objects)s::text[]
RETURNING holding;

-- name: holding_of_content
-- What is held of this content under this reference.
SELECT holding FROM holding WHERE partner = %(partner)s AND reference = %(reference)s AND digest = %(digest)s;

-- name: holding_named
-- One holding.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE holding = %(holding)s;

-- name: holdings_of
-- What a partner gave, the newest first.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE partner = %(partner)s ORDER BY kept_at DESC, holding;

-- name: holdings_newest
-- What is held of anybody, the newest first.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE state <> 'purged' ORDER BY kept_at DESC, holding LIMIT %(most)s;

-- name: holdings_about
-- What is held about these encounters.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE encounter = ANY(%(encounters)s) AND encounter <> '' ORDER BY holding;

-- name: holdings_beside
-- What is held about these encounters, and whatever came under the same references.
SELECT h.holding, h.partner, h.reference, h.kind, h.clause, h.digest, h.encounter, h.retain_until, h.kept_at, h.state
FROM holding h WHERE (h.partner, h.reference) IN
    (SELECT partner, reference FROM holding WHERE encounter = ANY(%(encounters)s) AND encounter <> '')
ORDER BY h.holding;

-- name: under_reference
-- What is or was held under a partner's reference.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE partner = %(partner)s AND reference = %(reference)s ORDER BY holding;

-- name: holding_of_digest
-- What is held of a partner with this content.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE partner = %(partner)s AND digest = %(digest)s AND state <> 'purged' ORDER BY kept_at DESC, holding LIMIT 1;

-- name: hold_holdings
-- What is held under a partner's reference, held until the caller's transaction ends; '' as digest: every content.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE partner = %(partner)s AND reference = %(reference)s AND (%(digest)s = '' OR digest = %(digest)s)
ORDER BY holding FOR UPDATE;

-- name: hold_holding
-- One holding, held until the caller's transaction ends.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE holding = %(holding)s FOR UPDATE;

-- name: holdings_ended
-- What is kept beyond its term, oldest term first.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE state = 'kept' AND retain_until <= %(at)s ORDER BY retain_until, holding LIMIT %(most)s;

-- name: holdings_counted
-- How much is held of what others gave.
SELECT count(*) FROM holding WHERE state <> 'purged';

-- name: keeping_of
-- How a holding is kept: the sealed bytes, the envelope it came in, whose it is, and for which purpose it stays.
SELECT objects, envelope, owner, agreement, onward, purpose, basis, retained_by, held_by, held_words FROM holding
WHERE holding = %(holding)s;

-- name: purge_holding
-- It is gone, once.
UPDATE holding SET state = 'purged', purged_at = %(at)s, purged_for = %(reason)s, objects = '{}'
WHERE holding = %(holding)s AND state <> 'purged';

-- name: correct_holding
-- New content under the same reference.
UPDATE holding SET digest = %(digest)s, objects = %(objects)s WHERE holding = %(holding)s AND state <> 'purged';

-- name: retain_holding
-- A person keeps it for a purpose of its own.
UPDATE holding SET state = 'retained', purpose = %(purpose)s, basis = %(basis)s, retained_by = %(by)s
WHERE holding = %(holding)s AND state = 'kept';

-- name: hold_back
-- A person holds it back although its term is over, or does so no more.
UPDATE holding SET held_by = %(by)s, held_words = %(words)s
WHERE holding = %(holding)s AND state <> 'purged' AND (held_by = '') <> (%(by)s = '');

-- name: insert_consent
-- The owner's consent to a third nation.
INSERT INTO onward_consent (holding, third, basis, noted_by, noted_at)
VALUES (%(holding)s, %(third)s, %(basis)s, %(by)s, %(at)s) ON CONFLICT (holding, third) DO NOTHING;

-- name: consented
-- Whether the owner agreed to a third nation.
SELECT EXISTS (SELECT 1 FROM onward_consent WHERE holding = %(holding)s AND third = %(third)s);

-- name: lock_reference
-- Taking something in and calling it back take turns, so that neither misses the other. Held to the transaction's end.
SELECT pg_advisory_xact_lock_shared(hashtextextended('disclosures ' || %(partner)s, 16)),
       pg_advisory_xact_lock(hashtextextended('disclosures ' || %(partner)s || ' ' || %(reference)s, 16));

-- name: lock_partner
-- The same for everything that a partner gave.
SELECT pg_advisory_xact_lock(hashtextextended('disclosures ' || %(partner)s, 16));

-- name: insert_tombstone
-- It does not come in again.
INSERT INTO tombstone (partner, reference, digest, recall, set_at)
VALUES (%(partner)s, %(reference)s, %(digest)s, %(recall)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: tombstones
-- Whether this content under this reference was called back.
SELECT partner, reference, digest, recall, set_at FROM tombstone
WHERE partner = %(partner)s AND reference = %(reference)s AND digest IN ('', %(digest)s) ORDER BY digest LIMIT 1;

-- name: insert_national
-- A person of whom nothing leaves.
INSERT INTO national (encounter, nation, basis, found_by, found_at)
VALUES (%(encounter)s, %(nation)s, %(basis)s, %(found_by)s, %(found_at)s) ON CONFLICT (encounter) DO NOTHING;

-- name: confirm_national
-- A person says what a partner had said.
UPDATE national SET nation = %(nation)s, basis = %(basis)s, found_by = %(found_by)s, found_at = %(found_at)s
WHERE encounter = ANY(%(subjects)s);

-- name: delete_national
-- The finding was wrong.
DELETE FROM national WHERE encounter = ANY(%(encounters)s);

-- name: national_among
-- The first of these encounters whose person is a national.
SELECT encounter, nation, basis, found_by, found_at FROM national WHERE encounter = ANY(%(encounters)s)
ORDER BY found_at, encounter LIMIT 1;

-- name: was_suspected
-- Whether the same came up of somebody before.
SELECT EXISTS (SELECT 1 FROM national_suspected WHERE subject = ANY(%(subjects)s) AND nation = %(nation)s
               AND source = %(source)s AND partner = %(partner)s);

-- name: insert_suspicion
-- Somebody may be a national.
INSERT INTO national_suspected (subject, nation, source, partner, since)
VALUES (%(subject)s, %(nation)s, %(source)s, %(partner)s, %(since)s)
ON CONFLICT (subject) DO UPDATE SET nation = EXCLUDED.nation, source = EXCLUDED.source, partner = EXCLUDED.partner,
    since = EXCLUDED.since, settled_at = NULL
WHERE (national_suspected.nation, national_suspected.source, national_suspected.partner)
    <> (EXCLUDED.nation, EXCLUDED.source, EXCLUDED.partner)
    OR EXCLUDED.source = 'partner' AND national_suspected.settled_at IS NOT NULL;

-- name: suspicions
-- What nobody has settled, the oldest first.
SELECT subject, nation, source, partner, since FROM national_suspected
WHERE settled_at IS NULL AND (%(among)s::text[] IS NULL OR subject = ANY(%(among)s::text[]))
ORDER BY since, subject LIMIT 200;

-- name: settle_suspicions
-- A person said what is so.
UPDATE national_suspected SET settled_at = %(at)s WHERE settled_at IS NULL AND subject = ANY(%(subjects)s);

-- name: insert_recall
-- We call back from one partner.
INSERT INTO recall (recall, partner, reason, words, correction, chain, ordered_by, ordered_at, due_at, state)
VALUES (%(recall)s, %(partner)s, %(reason)s, %(words)s, %(correction)s, %(chain)s, %(ordered_by)s, %(ordered_at)s,
        %(due_at)s, 'open');

-- name: insert_recall_copy
-- A copy that a recall asks for.
INSERT INTO recall_copy (recall, copy) VALUES (%(recall)s, %(copy)s);

-- name: recall_named
-- One recall.
SELECT recall, partner, reason, words, ordered_by, ordered_at, due_at, state, outstanding, chain FROM recall
WHERE recall = %(recall)s;

-- name: hold_recall
-- The same, held until the caller's transaction ends.
SELECT recall, partner, reason, words, ordered_by, ordered_at, due_at, state, outstanding, chain FROM recall
WHERE recall = %(recall)s FOR UPDATE;

-- name: recalls
-- Recalls, those that wait first, the earliest deadline first.
SELECT recall, partner, reason, words, ordered_by, ordered_at, due_at, state, outstanding, chain FROM recall
ORDER BY state = 'done', CASE WHEN state = 'done' THEN NULL ELSE due_at END, ordered_at DESC, recall LIMIT %(most)s;

-- name: recalls_overdue
-- Recalls whose deadline has passed without a complete receipt.
SELECT recall, partner, reason, words, ordered_by, ordered_at, due_at, state, outstanding, chain FROM recall
WHERE state <> 'done' AND due_at <= %(at)s ORDER BY due_at, recall;

-- name: recalls_to_escalate
-- Overdue and not told of since.
SELECT recall, rung FROM recall r WHERE state <> 'done' AND due_at <= %(at)s AND rung < %(top)s
AND (reminded_at IS NULL OR reminded_at <= %(before)s)
AND (outstanding <> '{}' OR state = 'open' OR EXISTS (  -- what a person over there holds back is asked for when its day is over
    SELECT 1 FROM recall_copy k WHERE k.recall = r.recall AND k.outcome = ''
        AND (k.held_until IS NULL OR k.held_until <= %(at)s)))
ORDER BY recall;

-- name: climb
-- One rung up, once.
UPDATE recall SET rung = rung + 1, reminded_at = %(at)s WHERE recall = %(recall)s AND rung = %(rung)s AND state <> 'done';

-- name: recall_copies
-- What a recall asks for and what became of it.
SELECT c.copy, c.reference, c.digest, c.kind, r.outcome, r.purpose, r.basis, r.held, r.held_until
FROM recall_copy r JOIN disclosure_copy c USING (copy) WHERE r.recall = %(recall)s ORDER BY c.copy;

-- name: recalls_of_copies
-- Open recalls that ask for any of these copies, with the nations further on that they wait for.
SELECT DISTINCT r.recall, r.partner, r.outstanding FROM recall_copy k JOIN recall r USING (recall)
WHERE k.copy = ANY(%(copies)s) AND r.state <> 'done' ORDER BY r.recall;

-- name: holdings_behind
-- The holdings whose onward copies a recall asks for.
SELECT DISTINCT c.holding FROM recall_copy k JOIN disclosure_copy c USING (copy)
WHERE k.recall = %(recall)s AND c.holding <> '' ORDER BY 1;

-- name: settle_recall_copy
-- What the recipient did with one copy.
UPDATE recall_copy SET outcome = %(outcome)s, purpose = %(purpose)s, basis = %(basis)s, held = '', held_until = NULL
WHERE recall = %(recall)s AND copy = %(copy)s;

-- name: note_held
-- The recipient's words about a copy that a person there holds back.
UPDATE recall_copy SET held = %(words)s, held_until = %(until)s
WHERE recall = %(recall)s AND copy = %(copy)s AND outcome = '';

-- name: held_by_partners
-- Recalls that wait for nothing but what people over there hold back: words, and the first day of any.
SELECT k.recall, string_agg(DISTINCT k.held, '; ' ORDER BY k.held), min(k.held_until)
FROM recall_copy k JOIN recall r USING (recall)
WHERE k.recall = ANY(%(recalls)s) AND k.outcome = '' AND r.state <> 'done' AND r.outstanding = '{}'
GROUP BY k.recall HAVING bool_and(k.held <> '');

-- name: recalled_by_clock
-- Copies called back because of their term by the clock alone, since a time.
SELECT count(*) FROM recall r JOIN recall_copy k USING (recall)
WHERE r.reason = 'retention' AND r.ordered_by = %(actor)s AND r.ordered_at > %(since)s;

-- name: is_proposed
-- Whether a proposal of theirs waits.
SELECT EXISTS (SELECT 1 FROM recall_proposal WHERE proposed_by = %(by)s AND outcome = '');

-- name: note_first
-- The first of two people.
UPDATE recall_proposal SET first_by = %(by)s WHERE proposal = %(proposal)s AND outcome = '' AND first_by = '';

-- name: answer_recall
-- The receipt as it came.
UPDATE recall SET state = %(state)s, outstanding = %(outstanding)s, receipt = %(receipt)s, answered_at = %(at)s
WHERE recall = %(recall)s;

-- name: receipt_of
-- The receipt as it came.
SELECT receipt FROM recall WHERE recall = %(recall)s;

-- name: insert_taken
-- Another nation calls back; the same recall is taken once.
INSERT INTO recall_taken (taken, partner, recall, reason, words, due_at, received_at, state, lines, receipt)
VALUES (%(taken)s, %(partner)s, %(recall)s, %(reason)s, %(words)s, %(due_at)s, %(received_at)s, 'waiting', '', '')
ON CONFLICT (partner, recall) DO NOTHING;

-- name: taken_of
-- What came of another nation's recall.
SELECT taken, partner, recall, reason, words, due_at, received_at, state, lines, receipt FROM recall_taken
WHERE partner = %(partner)s AND recall = %(recall)s FOR UPDATE;

-- name: taken_waiting
-- Recalls of others that wait for nations further on, or for the rest of this transaction.
SELECT taken, partner, recall, reason, words, due_at, received_at, state, lines, receipt FROM recall_taken
WHERE state = 'waiting' ORDER BY taken FOR UPDATE;

-- name: taken_list
-- Recalls of others, newest first.
SELECT taken, partner, recall, reason, words, due_at, received_at, state, lines, receipt FROM recall_taken
ORDER BY received_at DESC, taken LIMIT %(most)s;

-- name: settle_taken
-- What became of it here, and the receipt that says so.
UPDATE recall_taken SET state = %(state)s, lines = %(lines)s, receipt = %(receipt)s,
    done_at = CASE WHEN %(state)s = 'done' THEN %(at)s::timestamptz END
WHERE taken = %(taken)s;

-- name: insert_proposal
-- More than one person's copies wait for a second person.
INSERT INTO recall_proposal (proposal, copies, reason, words, persons, proposed_by, proposed_at)
VALUES (%(proposal)s, %(copies)s, %(reason)s, %(words)s, %(persons)s, %(proposed_by)s, %(proposed_at)s);

-- name: proposal_named
-- One proposal, held until the caller's transaction ends.
SELECT proposal, copies, reason, words, persons, proposed_by, proposed_at, outcome, first_by FROM recall_proposal
WHERE proposal = %(proposal)s FOR UPDATE;

-- name: proposals_waiting
-- Proposals that wait for a second person, oldest first.
SELECT proposal, copies, reason, words, persons, proposed_by, proposed_at, outcome, first_by FROM recall_proposal
WHERE outcome = '' ORDER BY proposed_at, proposal;

-- name: decide_proposal
-- The second person's word.
UPDATE recall_proposal SET outcome = %(outcome)s, decided_by = %(by)s, decided_at = %(at)s
WHERE proposal = %(proposal)s AND outcome = '';

-- name: correction_of
-- What a recall puts right, as JSON; '' where the copies must go.
SELECT correction FROM recall WHERE recall = %(recall)s;

-- name: is_envelope_needed
-- Whether something that is still held came in this envelope.
SELECT EXISTS (SELECT 1 FROM holding WHERE envelope = %(envelope)s AND state <> 'purged');

-- name: insert_dispute
-- A letter whose key was in other hands; one that a person had confirmed is open again.
INSERT INTO dispute (envelope, partner, letter, sequence, correlation, disputed_at)
VALUES (%(envelope)s, %(partner)s, %(letter)s, %(sequence)s, %(correlation)s, %(at)s)
ON CONFLICT (envelope) DO UPDATE SET outcome = '', words = '', settled_by = '', settled_at = NULL,
    disputed_at = EXCLUDED.disputed_at
WHERE dispute.outcome = 'stands';

-- name: settle_dispute
-- A person decides once.
UPDATE dispute SET outcome = %(outcome)s, words = %(words)s, settled_by = %(by)s, settled_at = %(at)s
WHERE envelope = %(envelope)s AND outcome = '';

-- name: disputes
-- Those nobody has settled first, then the newest; or one.
SELECT envelope, partner, letter, sequence, correlation, disputed_at, outcome, words, settled_by,
       (SELECT count(*) FROM holding h WHERE h.envelope = d.envelope AND h.state <> 'purged') AS holdings
FROM dispute d WHERE %(only)s = '' OR envelope = %(only)s
ORDER BY outcome <> '', disputed_at DESC, envelope LIMIT 200;

-- name: disputed_about
-- Whether a partner's letter of this correlation is disputed and not settled; a receipt for erased prints freezes
-- nothing.
SELECT EXISTS (SELECT 1 FROM dispute WHERE correlation = %(correlation)s AND partner = %(partner)s AND outcome = ''
               AND letter <> 'erased');

-- name: is_number_disputed
-- Whether a letter under this number is disputed and not settled.
SELECT EXISTS (SELECT 1 FROM dispute WHERE partner = %(partner)s AND sequence = %(sequence)s AND outcome = '');

-- name: held_from
-- What came in one envelope.
SELECT holding, partner, reference, kind, clause, digest, encounter, retain_until, kept_at, state FROM holding
WHERE envelope = %(envelope)s ORDER BY holding;

-- name: is_frozen
-- Whether a holding came in a letter that is disputed and not settled.
SELECT EXISTS (SELECT 1 FROM holding h JOIN dispute d USING (envelope) WHERE h.holding = %(holding)s AND d.outcome = '');

-- name: was_let_go
-- Whether a holding came in a letter that a person let go.
SELECT EXISTS (SELECT 1 FROM holding h JOIN dispute d USING (envelope)
               WHERE h.holding = %(holding)s AND d.outcome = 'let_go');

-- name: move_holding
-- Its giver said the same again: in another letter, where the first is disputed; images are another encounter then.
UPDATE holding SET envelope = CASE WHEN envelope IN (SELECT envelope FROM dispute WHERE outcome = '')
                                   THEN %(envelope)s ELSE envelope END,
    encounter = CASE WHEN %(encounter)s = '' THEN encounter ELSE %(encounter)s END
WHERE holding = %(holding)s AND state <> 'purged';
