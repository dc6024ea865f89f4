-- name: lock_own
-- One process at a time makes this node's keys.
SELECT pg_advisory_xact_lock(12970367210061);

-- name: own_name
-- This node's short name.
SELECT partner FROM own_card;

-- name: own_card
-- This node's signed card.
SELECT card FROM own_card;

-- name: keep_own_card
-- The card shown from now on.
INSERT INTO own_card (partner, card, made_at) VALUES (%(partner)s, %(card)s, %(at)s)
ON CONFLICT (only_one) DO UPDATE SET card = EXCLUDED.card, made_at = EXCLUDED.made_at;

-- name: own_keys
-- Public halves of this node's keys, oldest first.
SELECT key, use, public, made_at, retired_at FROM own_key ORDER BY made_at, use;

-- name: signing_now
-- The key of this node that signs.
SELECT key FROM own_key WHERE use = 'signing' AND retired_at IS NULL;

-- name: insert_own_key
-- A key of this node, once.
INSERT INTO own_key (key, use, public, made_at, retired_at)
VALUES (%(key)s, %(use)s, %(public)s, %(made_at)s, %(retired_at)s)
ON CONFLICT (key) DO NOTHING;

-- name: retire_own_keys
-- Keys in use sign nothing any more.
UPDATE own_key SET retired_at = %(at)s WHERE retired_at IS NULL;

-- name: keep_partner
-- A partner with what its latest card says.
INSERT INTO partner (partner, title, country, address, state, card, reading, certificate, introduced_at)
VALUES (%(partner)s, %(title)s, %(country)s, %(address)s, %(state)s, %(card)s, %(reading)s, %(certificate)s,
        %(introduced_at)s)
ON CONFLICT (partner) DO UPDATE SET
    title = EXCLUDED.title, country = EXCLUDED.country, address = EXCLUDED.address, state = EXCLUDED.state,
    card = EXCLUDED.card, reading = EXCLUDED.reading, certificate = EXCLUDED.certificate;

-- name: partner
-- One partner by its short name.
SELECT partner, title, country, address, state, reading, certificate, introduced_at
FROM partner WHERE partner = %(partner)s;

-- name: partners
-- All partners by name.
SELECT partner, title, country, address, state, reading, certificate, introduced_at FROM partner ORDER BY partner;

-- name: move
-- A partner's state.
UPDATE partner SET state = %(state)s WHERE partner = %(partner)s;

-- name: keys
-- A partner's signing keys, oldest first.
SELECT key, public, from_sequence, until_sequence, introduced_at, revoked_at, reason
FROM partner_key WHERE partner = %(partner)s ORDER BY from_sequence, introduced_at, key;

-- name: insert_key
-- A signing key of a partner, once.
INSERT INTO partner_key (partner, key, public, from_sequence, until_sequence, introduced_at, revoked_at, reason)
VALUES (%(partner)s, %(key)s, %(public)s, %(from_sequence)s, %(until_sequence)s, %(introduced_at)s, %(revoked_at)s,
        %(reason)s)
ON CONFLICT (partner, key) DO NOTHING;

-- name: end_keys
-- Keys in use end at an envelope.
UPDATE partner_key SET until_sequence = %(sequence)s WHERE partner = %(partner)s AND until_sequence IS NULL;

-- name: reopen_key
-- A key is in use, whatever had ended it but a revocation.
UPDATE partner_key SET until_sequence = NULL WHERE partner = %(partner)s AND key = %(key)s AND revoked_at IS NULL;

-- name: revoke_key
-- A key is good up to an envelope only; an earlier end stays.
UPDATE partner_key
SET until_sequence = LEAST(COALESCE(until_sequence, %(until)s), %(until)s), revoked_at = COALESCE(revoked_at, %(at)s),
    reason = %(reason)s
WHERE partner = %(partner)s AND key = %(key)s;

-- name: keep_card
-- A card as it was taken.
INSERT INTO partner_card (partner, card, sequence, taken_at, taken_by)
VALUES (%(partner)s, %(card)s, %(sequence)s, %(at)s, %(by)s);

-- name: cards
-- Every card of a partner, oldest first.
SELECT card FROM partner_card WHERE partner = %(partner)s ORDER BY number;
