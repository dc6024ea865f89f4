-- name: limit
-- Hours a disclosure may stand unattested, as the node's settings said when it last looked; none before that.
SELECT evidence_hours FROM witness_terms;

-- name: keep_limit
-- The setting, where an action finds it that is given no settings.
INSERT INTO witness_terms (one, evidence_hours) VALUES (true, %(hours)s)
ON CONFLICT (one) DO UPDATE SET evidence_hours = EXCLUDED.evidence_hours
WHERE witness_terms.evidence_hours <> EXCLUDED.evidence_hours;

-- name: note_disclosure
-- Something is disclosed to a partner in this transaction.
INSERT INTO witness_disclosure (partner, noted_at) VALUES (%(partner)s, %(at)s);

-- name: unattested
-- Since when, and how many disclosures to a partner nobody attests.
SELECT min(noted_at), count(*) FROM witness_disclosure WHERE partner = %(partner)s;

-- name: open_breaks
-- How many contradictions with a partner somebody has still to deal with.
SELECT count(*) FROM witness_break WHERE partner = %(partner)s AND (supervisor IS NULL OR auditor IS NULL);
