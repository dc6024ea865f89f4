-- name: queued_under
-- The envelope that an act already led to.
SELECT envelope FROM envelope_out WHERE partner = %(partner)s AND key = %(key)s;

-- name: next_number
-- The next number to a partner.
INSERT INTO envelope_sent AS s (partner, last) VALUES (%(partner)s, 1)
ON CONFLICT (partner) DO UPDATE SET last = s.last + 1 RETURNING last;

-- name: insert_out
-- An envelope that waits.
INSERT INTO envelope_out (envelope, partner, sequence, key, kind, correlation, header, signer, sealed_key, parts, state,
                          queued_at)
VALUES (%(envelope)s, %(partner)s, %(sequence)s, %(key)s, %(kind)s, %(correlation)s, %(header)s, %(signer)s,
        %(sealed_key)s, %(parts)s::bytea[], 'queued', %(at)s);

-- name: ready
-- What waits for a partner, by number.
SELECT sequence, header, signer, sealed_key, parts FROM envelope_out
WHERE partner = %(partner)s AND state = 'queued' AND sequence > %(after)s ORDER BY sequence LIMIT %(limit)s;

-- name: out_locked
-- Envelopes by their numbers, held, with what was signed for each.
SELECT envelope, partner, sequence, kind, correlation, state, queued_at, header, receipted_from
FROM envelope_out WHERE partner = %(partner)s AND sequence = ANY(%(sequences)s) ORDER BY sequence FOR UPDATE;

-- name: out
-- Envelopes to a partner, by number.
SELECT envelope, partner, sequence, kind, correlation, state, queued_at, attempts, fault, receipt
FROM envelope_out WHERE partner = %(partner)s AND sequence > %(after)s ORDER BY sequence LIMIT %(limit)s;

-- name: troubled
-- What a partner refused or could not use yet, newest first.
SELECT envelope, partner, sequence, kind, correlation, state, queued_at, attempts, fault, receipt
FROM envelope_out WHERE partner = %(partner)s AND fault <> '' AND state <> 'delivered'
ORDER BY sequence DESC LIMIT %(limit)s;

-- name: settle
-- The reader's last word about each; the one before it forgot does not count again. What was sealed stays for a while, in
-- case the reader forgets.
UPDATE envelope_out o SET state = w.state, receipt = w.receipt, fault = w.fault, settled_at = %(at)s
FROM unnest(%(envelopes)s::text[], %(states)s::text[], %(receipts)s::text[], %(faults)s::text[])
    AS w (envelope, state, receipt, fault)
WHERE o.envelope = w.envelope AND o.first_receipt IS DISTINCT FROM w.receipt
RETURNING o.envelope;

-- name: drop_settled
-- What was delivered long ago comes no more.
UPDATE envelope_out SET sealed_key = NULL, parts = NULL
WHERE settled_at < %(before)s AND settled_at IS NOT NULL AND sealed_key IS NOT NULL AND state <> 'queued';

-- name: last_sent
-- The last number given.
SELECT last FROM envelope_sent WHERE partner = %(partner)s;

-- name: keep_sent
-- The next number is behind this one.
INSERT INTO envelope_sent AS s (partner, last) VALUES (%(partner)s, %(last)s)
ON CONFLICT (partner) DO UPDATE SET last = GREATEST(s.last, EXCLUDED.last);

-- name: queued
-- What waits for a partner, by number.
SELECT sequence, header FROM envelope_out WHERE partner = %(partner)s AND state = 'queued' ORDER BY sequence FOR UPDATE;

-- name: hold_unsettled
-- What waits for a partner, and what it speaks of, held.
SELECT sequence FROM envelope_out WHERE partner = %(partner)s AND (state = 'queued' OR sequence = ANY(%(numbers)s))
ORDER BY sequence FOR UPDATE;

-- name: renumber
-- A letter whose number the reader holds for another one.
UPDATE envelope_out SET sequence = %(sequence)s, header = %(header)s, attempts = 0, fault = ''
WHERE envelope = %(envelope)s AND state = 'queued';

-- name: has_out
-- Whether something was sent under a number.
SELECT EXISTS (SELECT FROM envelope_out WHERE partner = %(partner)s AND sequence = %(sequence)s);

-- name: insert_remembered
-- A letter that was sent before its sender forgot it, as its reader proves.
INSERT INTO envelope_out (envelope, partner, sequence, key, kind, correlation, header, signer, state, queued_at, fault,
                          receipt, settled_at)
VALUES (%(envelope)s, %(partner)s, %(sequence)s, %(key)s, %(kind)s, %(correlation)s, %(header)s, %(signer)s, %(state)s,
        %(queued_at)s, %(fault)s, %(receipt)s, %(settled_at)s)
ON CONFLICT DO NOTHING;

-- name: numbers_in
-- Numbers that came behind one.
SELECT sequence FROM envelope_in WHERE partner = %(partner)s AND sequence > %(after)s AND NOT disputed ORDER BY sequence;

-- name: settled
-- What was settled behind a number, and whether it can be sent again.
SELECT sequence, receipt, sealed_key IS NOT NULL AS is_here FROM envelope_out
WHERE partner = %(partner)s AND sequence > %(after)s AND state <> 'queued' ORDER BY sequence;

-- name: wait_anew
-- The reader stated at this hour of its clock what it holds, and these are not among it: an earlier receipt that is
-- still under way does not count.
UPDATE envelope_out SET receipted_from = %(at)s
WHERE partner = %(partner)s AND sequence > %(after)s AND NOT sequence = ANY(%(held)s) AND state = 'queued';

-- name: reoffer
-- The reader forgot that it took these. What it signed of `forgotten` does not count again; of the others either receipt
-- does, for its clock does not show on which side of the loss it signed.
UPDATE envelope_out SET state = 'queued', receipt = NULL,
    first_receipt = CASE WHEN sequence = ANY(%(forgotten)s) THEN receipt ELSE first_receipt END,
    settled_at = NULL, fault = ''
WHERE partner = %(partner)s AND sequence = ANY(%(numbers)s) AND state <> 'queued' AND sealed_key IS NOT NULL;

-- name: void
-- Nothing will ever come under these numbers.
INSERT INTO envelope_void AS v (partner, first, last, restore) VALUES (%(partner)s, %(first)s, %(last)s, %(restore)s)
ON CONFLICT (partner, first) DO UPDATE SET last = GREATEST(v.last, EXCLUDED.last);

-- name: was_let_go
-- Whether a number is void because a person let go of a disputed letter.
SELECT EXISTS (SELECT FROM envelope_void WHERE partner = %(partner)s AND first <= %(number)s AND last >= %(number)s
               AND restore LIKE 'dispute:%%');

-- name: void_at
-- The last of the numbers in a row with this one that nothing will come under.
SELECT last FROM envelope_void WHERE partner = %(partner)s AND first <= %(number)s AND last >= %(number)s
ORDER BY last DESC LIMIT 1;

-- name: note_fault
-- The reader could not use the bytes.
UPDATE envelope_out SET attempts = attempts + 1, fault = %(fault)s WHERE envelope = %(envelope)s;

-- name: sign_by
-- Another key signs it from now on.
UPDATE envelope_out SET signer = %(key)s WHERE envelope = %(envelope)s AND state = 'queued';

-- name: hold_taken
-- The last number given to the rooms, held.
INSERT INTO envelope_taken AS t (partner) VALUES (%(partner)s)
ON CONFLICT (partner) DO UPDATE SET last = t.last RETURNING last;

-- name: last_taken
-- The last number given to the rooms.
SELECT last FROM envelope_taken WHERE partner = %(partner)s;

-- name: keep_taken
-- The last number given to the rooms.
UPDATE envelope_taken SET last = %(last)s, seen_at = COALESCE(%(at)s::timestamptz, seen_at) WHERE partner = %(partner)s;

-- name: insert_in
-- An envelope that came.
INSERT INTO envelope_in (envelope, partner, sequence, kind, correlation, digest, signed, signer, sealed_key, parts,
                         state, receipt, received_at, owes)
VALUES (%(envelope)s, %(partner)s, %(sequence)s, %(kind)s, %(correlation)s, %(digest)s, %(signed)s, %(signer)s,
        %(sealed_key)s, %(parts)s::bytea[], %(state)s, %(receipt)s, %(at)s, false);

-- name: in_among
-- What came from a partner under any of these numbers, and what came under any of these identifiers.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE partner = %(partner)s AND sequence = ANY(%(sequences)s) AND NOT disputed
UNION
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE envelope = ANY(%(names)s) AND NOT disputed;

-- name: in_named
-- What came under an identifier.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE envelope = %(envelope)s AND NOT disputed;

-- name: in
-- Everything a partner sent, by number.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE partner = %(partner)s AND sequence > %(after)s ORDER BY sequence, number LIMIT %(limit)s;

-- name: next_in
-- What is stored behind a number, by number.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE partner = %(partner)s AND sequence > %(after)s AND NOT disputed
ORDER BY sequence LIMIT %(limit)s;

-- name: move_in
-- The state of what came under these numbers.
UPDATE envelope_in SET state = %(state)s
WHERE partner = %(partner)s AND sequence = ANY(%(sequences)s) AND NOT disputed;

-- name: signed_after
-- What a partner signed and we receipted, by number.
SELECT sequence, envelope, signed, receipt FROM envelope_in
WHERE partner = %(partner)s AND sequence > %(after)s AND sequence <= %(upto)s AND NOT disputed
ORDER BY sequence LIMIT %(limit)s;

-- name: sealed
-- What came under a number, as it was signed and sealed.
SELECT signed, sealed_key, parts FROM envelope_in
WHERE partner = %(partner)s AND sequence = %(sequence)s AND NOT disputed;

-- name: erase_in
-- What it held cannot be read any more, disputed or not.
UPDATE envelope_in SET sealed_key = NULL, parts = NULL
WHERE envelope = %(envelope)s AND sealed_key IS NOT NULL RETURNING partner;

-- name: disputed_named
-- A letter that is disputed.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE envelope = %(envelope)s AND disputed;

-- name: has_in
-- Whether a letter counts under a number.
SELECT EXISTS (SELECT FROM envelope_in WHERE partner = %(partner)s AND sequence = %(sequence)s AND NOT disputed);

-- name: correlation_in
-- What a letter is about, disputed or not.
SELECT correlation FROM envelope_in WHERE envelope = %(envelope)s ORDER BY disputed LIMIT 1;

-- name: disputed_like
-- A disputed letter of this name, under this number, with the same signed words.
SELECT envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed
FROM envelope_in WHERE envelope = %(envelope)s AND partner = %(partner)s AND sequence = %(sequence)s
  AND digest = %(digest)s AND disputed;

-- name: vouch
-- Its partner signs a disputed letter with another key.
UPDATE envelope_in SET signed = %(signed)s, signer = %(signer)s, receipt = %(receipt)s
WHERE envelope = %(envelope)s AND disputed AND signer <> %(signer)s;

-- name: leave_unheard
-- A letter was in dispute before the rooms had done what it asks: they have not heard of it.
UPDATE envelope_in SET state = 'waiting' WHERE envelope = %(envelope)s AND disputed AND state IN ('delivered', 'waiting');

-- name: end_dispute
-- It is its partner's, unless another came under its number; with `anew` the rooms have not heard of it.
UPDATE envelope_in e SET disputed = false, state = CASE WHEN %(anew)s AND state = 'delivered' THEN 'waiting' ELSE state END
WHERE envelope = %(envelope)s AND disputed AND NOT EXISTS (
    SELECT 1 FROM envelope_in o WHERE o.partner = e.partner AND o.sequence = e.sequence AND NOT o.disputed);

-- name: dispute
-- Set aside what a revoked key signed since a number.
UPDATE envelope_in SET disputed = true
WHERE partner = %(partner)s AND signer = %(key)s AND sequence >= %(since)s AND NOT disputed
RETURNING envelope, partner, sequence, kind, correlation, digest, state, receipt, received_at, disputed;

-- name: sign_receipt
-- Another key of ours signs the same receipt.
UPDATE envelope_in SET receipt = %(receipt)s WHERE envelope = %(envelope)s;

-- name: owe
-- The sender has to be shown this receipt (again).
UPDATE envelope_in SET owes = true WHERE partner = %(partner)s AND sequence = %(sequence)s AND NOT disputed;

-- name: owed
-- Receipts that a sender was not shown yet, by number.
SELECT sequence, receipt FROM envelope_in
WHERE partner = %(partner)s AND owes AND NOT disputed ORDER BY sequence LIMIT %(limit)s;

-- name: shown
-- These receipts were shown.
UPDATE envelope_in SET owes = false WHERE partner = %(partner)s AND sequence = ANY(%(sequences)s);

-- name: keep_rejected
-- Evidence of bytes that were no envelope, once each and not without end.
INSERT INTO envelope_rejected (partner, digest, size, head, reason, detail, came_at)
SELECT %(partner)s, %(digest)s, %(size)s, %(head)s, %(reason)s, %(detail)s, %(at)s
WHERE (SELECT count(*) FROM envelope_rejected WHERE partner = %(partner)s) < %(most)s
ON CONFLICT (digest, reason) DO NOTHING;

-- name: rejected
-- Bytes that were no envelope, newest first.
SELECT partner, digest, size, reason, detail, came_at FROM envelope_rejected
WHERE %(partner)s::text IS NULL OR partner = %(partner)s ORDER BY number DESC LIMIT %(limit)s;

-- name: note_link
-- How the last attempt to reach a partner went.
INSERT INTO envelope_link AS l (partner, tried_at, reached_at, trouble)
VALUES (%(partner)s, %(at)s, CASE WHEN %(trouble)s = '' THEN %(at)s::timestamptz END, %(trouble)s)
ON CONFLICT (partner) DO UPDATE SET tried_at = EXCLUDED.tried_at, trouble = EXCLUDED.trouble,
    reached_at = COALESCE(EXCLUDED.reached_at, l.reached_at);

-- name: traffic
-- How things stand with each partner.
SELECT p.partner,
    (SELECT count(*) FROM envelope_out o WHERE o.partner = p.partner AND o.state = 'queued') AS waiting,
    (SELECT min(o.queued_at) FROM envelope_out o WHERE o.partner = p.partner AND o.state = 'queued') AS oldest_at,
    (SELECT count(*) FROM envelope_out o WHERE o.partner = p.partner AND o.state = 'refused') AS refused,
    (SELECT count(*) FROM envelope_out o WHERE o.partner = p.partner AND o.state = 'delivered') AS delivered,
    COALESCE(t.last, 0) AS taken,
    (SELECT COALESCE(max(i.sequence) - COALESCE(t.last, 0) - count(*), 0) FROM envelope_in i
     WHERE i.partner = p.partner AND i.sequence > COALESCE(t.last, 0) AND NOT i.disputed) AS gap,
    (SELECT count(*) FROM envelope_rejected r WHERE r.partner = p.partner) AS rejected,
    GREATEST(l.reached_at, t.seen_at) AS reached_at,
    COALESCE(l.trouble, '') AS trouble
FROM partner p LEFT JOIN envelope_taken t USING (partner) LEFT JOIN envelope_link l USING (partner)
ORDER BY p.partner;
