-- name: lock
-- Checkpoints of and for a partner are dealt with one after the other.
SELECT pg_advisory_xact_lock(15000001);

-- name: limit
-- Hours a disclosure may stand unattested, as the node's settings said when it last looked; none before that.
SELECT evidence_hours FROM witness_terms;

-- name: keep_limit
-- The setting, where an action finds it that is given no settings.
INSERT INTO witness_terms (one, evidence_hours) VALUES (true, %(hours)s)
ON CONFLICT (one) DO UPDATE SET evidence_hours = EXCLUDED.evidence_hours;

-- name: note_disclosure
-- Something is disclosed to a partner in this transaction.
INSERT INTO witness_disclosure (partner, noted_at) VALUES (%(partner)s, %(at)s);

-- name: unattested
-- Since when, and how many disclosures to a partner nobody attests.
SELECT min(noted_at), count(*) FROM witness_disclosure WHERE partner = %(partner)s;

-- name: unstated
-- Disclosures that no checkpoint contains yet.
SELECT number FROM witness_disclosure WHERE partner = %(partner)s AND size IS NULL;

-- name: note_stated
-- Disclosures that a checkpoint of this size contains.
UPDATE witness_disclosure SET size = %(size)s WHERE number = ANY(%(numbers)s) AND size IS NULL;

-- name: drop_attested
-- Disclosures that are contained in what the partner attested.
DELETE FROM witness_disclosure WHERE partner = %(partner)s AND size <= %(size)s;

-- name: insert_issued
-- A checkpoint of this ledger for a partner; the same size is stated once.
INSERT INTO witness_checkpoint (partner, size, root, note, issued_at)
VALUES (%(partner)s, %(size)s, %(root)s, %(note)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: issued
-- What was stated to a partner last, and whether it answered.
SELECT size, issued_at, answered_at FROM witness_checkpoint
WHERE partner = %(partner)s AND closed_at IS NULL ORDER BY number DESC LIMIT 1;

-- name: issued_of
-- One checkpoint that was stated to a partner.
SELECT partner, size, root, note, issued_at AS at FROM witness_checkpoint
WHERE partner = %(partner)s AND size = %(size)s AND closed_at IS NULL;

-- name: note_answered
-- The partner answered, without attesting.
UPDATE witness_checkpoint SET answered_at = %(at)s
WHERE partner = %(partner)s AND size = %(size)s AND closed_at IS NULL AND answered_at IS NULL;

-- name: note_cosigned
-- The partner attested a checkpoint; a second attestation of the same one changes nothing.
UPDATE witness_checkpoint SET note = %(note)s, cosigned_at = %(cosigned_at)s, answered_at = %(at)s
WHERE partner = %(partner)s AND size = %(size)s AND closed_at IS NULL AND cosigned_at IS NULL;

-- name: cosigned
-- What the partner attested of this ledger last.
SELECT partner, size, root, note, cosigned_at AS at FROM witness_checkpoint
WHERE partner = %(partner)s AND cosigned_at IS NOT NULL AND closed_at IS NULL ORDER BY size DESC LIMIT 1;

-- name: all_cosigned
-- Everything the partner attested of this ledger, breaks and what came before them included.
SELECT partner, size, root, note, cosigned_at AS at FROM witness_checkpoint
WHERE partner = %(partner)s AND cosigned_at IS NOT NULL ORDER BY size, number;

-- name: cosigned_reaching
-- The first state of this ledger that contains an entry and that each partner attested.
SELECT DISTINCT ON (partner) partner, size, root, note, cosigned_at AS at FROM witness_checkpoint
WHERE size >= %(seq)s AND cosigned_at IS NOT NULL AND closed_at IS NULL ORDER BY partner, size;

-- name: insert_seen
-- A state of the partner's ledger that this node attests.
INSERT INTO witness_seen (partner, size, root, note, since, proof, sequence, seen_at)
VALUES (%(partner)s, %(size)s, %(root)s, %(note)s, %(since)s, %(proof)s, %(sequence)s, %(at)s);

-- name: note_seen_again
-- The same state, stated again in a later envelope.
UPDATE witness_seen SET sequence = %(sequence)s, note = %(note)s, seen_at = %(at)s
WHERE partner = %(partner)s AND size = %(size)s AND closed_at IS NULL;

-- name: seen
-- What this node attested of the partner's ledger last, and by which envelope it came.
SELECT partner, size, root, note, since, proof, sequence, seen_at AS at FROM witness_seen
WHERE partner = %(partner)s AND closed_at IS NULL ORDER BY size DESC LIMIT 1;

-- name: seen_at
-- What this node attested of the partner's ledger at one size.
SELECT partner, size, root, note, since, proof, sequence, seen_at AS at FROM witness_seen
WHERE partner = %(partner)s AND size = %(size)s AND closed_at IS NULL;

-- name: all_seen
-- Everything this node attested of the partner's ledger, in the order it came.
SELECT partner, size, root, note, since, proof, sequence, seen_at AS at FROM witness_seen
WHERE partner = %(partner)s ORDER BY number;

-- name: insert_break
-- A contradiction, once while it is open.
INSERT INTO witness_break (break_id, partner, fault, size, found_at, what, evidence)
VALUES (%(break_id)s, %(partner)s, %(fault)s, %(size)s, %(at)s, %(what)s, %(evidence)s) ON CONFLICT DO NOTHING;

-- name: reopen_break
-- What people have already looked at is stated otherwise: both look again. What was said of it stays.
UPDATE witness_break SET size = %(size)s, what = what || chr(10) || %(what)s, evidence = evidence || chr(10) || %(evidence)s,
    supervisor = NULL, auditor = NULL
WHERE partner = %(partner)s AND fault = %(fault)s AND settled_at IS NULL RETURNING break_id;

-- name: open_breaks
-- How many contradictions with a partner somebody has still to deal with.
SELECT count(*) FROM witness_break WHERE partner = %(partner)s AND settled_at IS NULL;

-- name: breaks
-- Contradictions with a partner, newest first.
SELECT break_id, partner, fault, size, found_at, what, supervisor, auditor, words FROM witness_break
WHERE partner = %(partner)s ORDER BY found_at DESC, break_id;

-- name: break_locked
-- One contradiction, held until the caller's transaction ends.
SELECT break_id, partner, fault, size, found_at, what, supervisor, auditor, words FROM witness_break
WHERE break_id = %(break_id)s FOR UPDATE;

-- name: break_evidence
-- The signed notes that contradict each other.
SELECT evidence FROM witness_break WHERE break_id = %(break_id)s;

-- name: keep_break
-- What somebody said of it; settled once both have.
UPDATE witness_break SET supervisor = %(supervisor)s, auditor = %(auditor)s, words = %(words)s,
    settled_at = CASE WHEN %(supervisor)s::text IS NOT NULL AND %(auditor)s::text IS NOT NULL THEN %(at)s::timestamptz END
WHERE break_id = %(break_id)s;

-- name: close_issued
-- What was stated to a partner before a break no longer binds; it stays as evidence.
UPDATE witness_checkpoint SET closed_at = %(at)s WHERE partner = %(partner)s AND closed_at IS NULL;

-- name: close_seen
-- The same of what was seen of the partner's ledger.
UPDATE witness_seen SET closed_at = %(at)s WHERE partner = %(partner)s AND closed_at IS NULL;

-- name: keep_said
-- What somebody signed of a restore; the same once.
INSERT INTO history_said (restore, partner, node, word, said, digest, came_at)
VALUES (%(restore)s, %(partner)s, %(node)s, %(word)s, %(said)s, %(digest)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: said
-- Everything that was signed of restores with a partner, in the order it came.
SELECT restore, node, word, said, came_at AS at FROM history_said WHERE partner = %(partner)s ORDER BY number;

-- name: keep_base
-- What a partner stated of its ledger when it was restored; stated again, the last of it.
INSERT INTO history_base (partner, size, root, note, since, proof, sequence, seen_at)
VALUES (%(partner)s, %(size)s, %(root)s, %(note)s, %(since)s, %(proof)s, %(sequence)s, %(at)s)
ON CONFLICT (partner) DO UPDATE SET size = EXCLUDED.size, root = EXCLUDED.root, note = EXCLUDED.note,
    since = EXCLUDED.since, proof = EXCLUDED.proof, sequence = EXCLUDED.sequence, seen_at = EXCLUDED.seen_at;

-- name: take_base
-- People have settled it: from now on it is what the partner goes on from.
DELETE FROM history_base WHERE partner = %(partner)s
RETURNING partner, size, root, note, since, proof, sequence, seen_at AS at;

-- name: keep_claim
-- What was stated of a restore; stated again, it is what counts. What was signed before stays in history_said.
INSERT INTO history_restore (restore, partner, node, words, claim, account, claimed_at, settled_at)
VALUES (%(restore)s, %(partner)s, %(node)s, %(words)s, %(claim)s, %(account)s, %(claimed_at)s, %(settled_at)s)
ON CONFLICT (restore) DO UPDATE SET words = EXCLUDED.words, claim = EXCLUDED.claim, account = EXCLUDED.account,
    claimed_at = EXCLUDED.claimed_at, settled_at = EXCLUDED.settled_at;

-- name: restores
-- Histories that went back, with a partner; newest first.
SELECT restore, partner, node, words, claim, account, claimed_at, settled_at FROM history_restore
WHERE partner = %(partner)s ORDER BY claimed_at DESC, restore;

-- name: restore
-- One of them.
SELECT restore, partner, node, words, claim, account, claimed_at, settled_at FROM history_restore
WHERE restore = %(restore)s;

-- name: settle_restore
-- The partner answered.
UPDATE history_restore SET account = %(account)s, settled_at = %(at)s WHERE restore = %(restore)s;

-- name: is_noted
-- Whether it was noted since then that somebody read something.
SELECT EXISTS (SELECT FROM read_noted WHERE reader = %(reader)s AND what = %(what)s AND thing = %(thing)s
               AND noted_at > %(since)s AND noted_at <= %(at)s);

-- name: note_read
-- Somebody reads something; nothing changes where that was noted since then.
INSERT INTO read_noted (reader, what, thing, noted_at) VALUES (%(reader)s, %(what)s, %(thing)s, %(at)s)
ON CONFLICT (reader, what, thing) DO UPDATE SET noted_at = EXCLUDED.noted_at
WHERE read_noted.noted_at <= %(since)s OR read_noted.noted_at > %(at)s;

-- name: forget_reads
-- Notes that no longer keep anything from being stated again.
DELETE FROM read_noted WHERE noted_at <= %(before)s;
