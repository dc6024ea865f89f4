-- name: lock_register
-- One at a time asks for a permit or changes an agreement: no limit is overspent, and what is stopped is stopped for
-- whoever asks next. Held to the end of the transaction.
SELECT pg_advisory_xact_lock(hashtext('openbitmap.agreements'));

-- name: insert_text
-- A text enters the register once.
INSERT INTO agreement (digest, agreement, version, partner, text, ends_at, proposed_by, proposed_at)
VALUES (%(digest)s, %(agreement)s, %(version)s, %(partner)s, %(text)s, %(ends_at)s, %(proposed_by)s, %(proposed_at)s)
ON CONFLICT (digest) DO NOTHING;

-- name: held
-- Texts of the register with their signatures, suspensions and denunciation; all partners where none is named.
SELECT a.digest, a.agreement, a.version, a.partner, a.text, a.proposed_by, a.proposed_at,
       ARRAY(SELECT s.party FROM agreement_signature s WHERE s.digest = a.digest) AS signed_by,
       ARRAY(SELECT p.party FROM agreement_suspension p
             WHERE p.agreement = a.agreement AND p.ended_at IS NULL
               AND p.party NOT IN (SELECT o.partner FROM agreement o WHERE o.agreement = a.agreement
                                   AND o.partner <> a.partner)) AS suspended_by,
       (SELECT d.denounced_at FROM agreement_denunciation d
        WHERE d.agreement = a.agreement
          AND d.party NOT IN (SELECT o.partner FROM agreement o WHERE o.agreement = a.agreement
                              AND o.partner <> a.partner)) AS denounced_at
FROM agreement a
WHERE (%(partners)s::text[] = '{}' OR a.partner = ANY(%(partners)s::text[]))
  AND (%(agreement)s = '' OR a.agreement = %(agreement)s)
  AND (%(digest)s = '' OR a.digest = %(digest)s)
ORDER BY a.agreement, a.version, a.proposed_at;

-- name: insert_signature
-- A party signs a text once.
INSERT INTO agreement_signature (digest, party, signature, key, signer, signed_at)
VALUES (%(digest)s, %(party)s, %(signature)s, %(key)s, %(signer)s, %(signed_at)s)
ON CONFLICT (digest, party) DO NOTHING;

-- name: signatures
-- Who signed a text, in the order of signing.
SELECT party, signature, key, signer, signed_at FROM agreement_signature
WHERE digest = %(digest)s ORDER BY signed_at, party;

-- name: keep_initial
-- The first of two people.
INSERT INTO agreement_initial (step, thing, person, initialled_at)
VALUES (%(step)s, %(thing)s, %(person)s, %(initialled_at)s)
ON CONFLICT (step, thing) DO UPDATE SET person = EXCLUDED.person, initialled_at = EXCLUDED.initialled_at;

-- name: initial
-- Who was the first of two.
SELECT step, thing, person, initialled_at FROM agreement_initial WHERE step = %(step)s AND thing = %(thing)s;

-- name: suspend
-- One running suspension for each party.
INSERT INTO agreement_suspension (agreement, party, since, reason)
VALUES (%(agreement)s, %(party)s, %(at)s, %(reason)s)
ON CONFLICT DO NOTHING;

-- name: resume
-- A party takes back its own suspension.
UPDATE agreement_suspension SET ended_at = %(at)s
WHERE agreement = %(agreement)s AND party = %(party)s AND ended_at IS NULL;

-- name: stops
-- Suspensions of an agreement, running ones first.
SELECT party, since, reason, ended_at FROM agreement_suspension
WHERE agreement = %(agreement)s ORDER BY ended_at IS NOT NULL, since DESC;

-- name: denounce
-- Once; the first word counts.
INSERT INTO agreement_denunciation (agreement, party, denounced_at, reason)
VALUES (%(agreement)s, %(party)s, %(at)s, %(reason)s)
ON CONFLICT (agreement) DO NOTHING;

-- name: note_expiry
-- The end by time is told once.
UPDATE agreement SET expiry_noted = %(at)s WHERE digest = %(digest)s AND expiry_noted IS NULL;

-- name: note_ending
-- How soon it ends is told once a step.
UPDATE agreement SET told_days = %(days)s WHERE digest = %(digest)s AND (told_days IS NULL OR told_days > %(days)s);

-- name: ending
-- Texts that end before a moment and not yet.
SELECT digest FROM agreement
WHERE expiry_noted IS NULL AND ends_at > %(at)s AND ends_at <= %(before)s ORDER BY digest;

-- name: unnoted
-- Texts whose end by time has come and was not told yet.
SELECT digest FROM agreement WHERE expiry_noted IS NULL AND ends_at <= %(at)s ORDER BY digest;

-- name: is_spent_for
-- Whether this act, under this key, was counted before.
SELECT 1 FROM agreement_spending
WHERE use = %(use)s AND agreement = %(agreement)s AND clause = %(clause)s AND act = %(act)s AND giver = %(giver)s
  AND kind = %(kind)s;

-- name: spent
-- How many were counted on a day. The register's lock makes the answer hold until the caller's own is counted.
SELECT count(*) FROM agreement_spending
WHERE agreement = %(agreement)s AND day = %(day)s AND clause = %(clause)s AND act = %(act)s AND giver = %(giver)s
  AND kind = %(kind)s;

-- name: spend
-- Count one.
INSERT INTO agreement_spending (use, agreement, clause, act, giver, kind, day)
VALUES (%(use)s, %(agreement)s, %(clause)s, %(act)s, %(giver)s, %(kind)s, %(day)s);

-- name: spent_on_day
-- Everything counted of one agreement on a day.
SELECT clause, act, giver, kind, count(*) AS spent FROM agreement_spending
WHERE agreement = %(agreement)s AND day = %(day)s
GROUP BY clause, act, giver, kind ORDER BY clause, act, giver, kind;

-- name: note_use
-- What was answered last under a key; no row comes back where the same was answered before.
INSERT INTO agreement_use (use, act, giver, taker, outcome, asked_at)
VALUES (%(use)s, %(act)s, %(giver)s, %(taker)s, %(outcome)s, %(at)s)
ON CONFLICT (use, act, giver, taker) DO UPDATE SET outcome = EXCLUDED.outcome, asked_at = EXCLUDED.asked_at
WHERE agreement_use.outcome <> EXCLUDED.outcome
RETURNING 1;
