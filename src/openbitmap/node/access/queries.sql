-- name: insert_station
-- Nothing happens if the station is known: enrolling is idempotent by name.
INSERT INTO station (station, title, originator, gallery, tots, language, active)
VALUES (%(station)s, %(title)s, %(originator)s, %(gallery)s, %(tots)s, %(language)s, %(active)s)
ON CONFLICT (station) DO NOTHING;

-- name: station_named
-- One station, active or not.
SELECT station, title, originator, gallery, tots, language, active FROM station WHERE station = %(station)s;

-- name: all_stations
-- Every station by name.
SELECT station, title, originator, gallery, tots, language, active FROM station ORDER BY station;

-- name: switch_station
-- Off or on, if that is news.
UPDATE station SET active = %(active)s WHERE station = %(station)s AND active <> %(active)s;

-- name: working_keys
-- How many keys of each holder open something, and since when the newest.
SELECT k.name, k.role, k.station, count(*) AS keys, max(k.issued_at) AS newest FROM access_key k
WHERE k.revoked_at IS NULL GROUP BY k.name, k.role, k.station ORDER BY k.name, k.role;

-- name: insert_key
-- A key's hash with its holder.
INSERT INTO access_key (key_hash, role, name, station, issued_at)
VALUES (%(key_hash)s, %(role)s, %(name)s, %(station)s, %(at)s);

-- name: revoke_key
-- The key stops working at once; its row stays as evidence.
UPDATE access_key SET revoked_at = %(at)s WHERE key_hash = %(key_hash)s AND revoked_at IS NULL RETURNING name;

-- name: revoke_keys
-- Every key of one holder stops working at once.
UPDATE access_key SET revoked_at = %(at)s WHERE name = %(name)s AND revoked_at IS NULL;

-- name: other_role_of_keys
-- A role of a working key under this name that is not the given one: one name has one role.
SELECT min(role) FROM access_key WHERE name = %(name)s AND revoked_at IS NULL AND role <> %(role)s;

-- name: holder_of_key
-- The holder of a key that works: not revoked, and neither of a switched-off station nor of a switched-off account.
SELECT k.role, k.name, k.station FROM access_key k
LEFT JOIN station s USING (station)
LEFT JOIN account a ON a.name = k.name AND k.role <> 'station'
WHERE k.key_hash = %(key_hash)s AND k.revoked_at IS NULL AND (s.station IS NULL OR s.active)
  AND (a.name IS NULL OR (a.active AND a.role = k.role));

-- name: lock_accounts
-- Administrators' accounts, held until the transaction ends.
SELECT name FROM account WHERE role = 'administrator' ORDER BY name FOR UPDATE;

-- name: insert_account
-- Nothing happens if the name is taken: the caller compares.
INSERT INTO account (name, title, role, station, language, theme, active, handle, made_at)
VALUES (%(name)s, %(title)s, %(role)s, %(station)s, %(language)s, %(theme)s, %(active)s, %(handle)s, %(at)s)
ON CONFLICT (name) DO NOTHING;

-- name: account_named
-- One account, active or not.
SELECT name, title, role, station, language, active, theme FROM account WHERE name = %(name)s;

-- name: all_accounts
-- Every account by name.
SELECT name, title, role, station, language, active, theme FROM account ORDER BY name;

-- name: update_role
-- Another duty for the same person.
UPDATE account SET role = %(role)s, station = %(station)s WHERE name = %(name)s;

-- name: update_appearance
-- What the person sees, and is seen as.
UPDATE account SET title = %(title)s, language = %(language)s, theme = %(theme)s WHERE name = %(name)s;

-- name: switch_account
-- Off or on.
UPDATE account SET active = %(active)s WHERE name = %(name)s;

-- name: insert_link
-- A one-time link's hash with its account.
INSERT INTO one_time_link (link, token_hash, account, made_at, expires_at)
VALUES (%(link)s, %(token_hash)s, %(account)s, %(made_at)s, %(expires_at)s);

-- name: withdraw_links
-- Unused links of an account stop working.
UPDATE one_time_link SET withdrawn_at = %(at)s
WHERE account = %(account)s AND redeemed_at IS NULL AND withdrawn_at IS NULL;

-- name: account_of_link
-- Who a link that still works would let in.
SELECT a.name, a.title, a.role, a.station, a.language, a.active, a.theme
FROM one_time_link l JOIN account a ON a.name = l.account
WHERE l.token_hash = %(token_hash)s AND l.redeemed_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > %(at)s
  AND a.active;

-- name: redeem_link
-- Taken once: of two at the same moment the second finds it redeemed.
UPDATE one_time_link l SET redeemed_at = %(at)s FROM account a
WHERE a.name = l.account AND a.active AND l.token_hash = %(token_hash)s
  AND l.redeemed_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > %(at)s
RETURNING l.account;

-- name: insert_session
-- A session keeps the terms it was opened under.
INSERT INTO session (session, token_hash, account, means, started_at, seen_at, idle, fresh, fresh_until, ends_at)
VALUES (%(session)s, %(token_hash)s, %(account)s, %(means)s, %(at)s, %(at)s, %(idle)s, %(fresh)s,
        %(fresh_until)s, %(ends_at)s);

-- name: running_session
-- The running session of a token, or of a number: not ended, in time, its person active, an officer's station too.
SELECT s.session, a.role, a.name, a.station, a.title, a.language, a.theme, s.started_at, s.fresh_until, s.ends_at, s.means
FROM session s JOIN account a ON a.name = s.account LEFT JOIN station p ON p.station = a.station
WHERE (s.token_hash = %(token_hash)s OR s.session = %(session)s) AND s.ended_at IS NULL AND s.ends_at > %(at)s AND s.seen_at + s.idle > %(at)s
  AND a.active AND (p.station IS NULL OR p.active);

-- name: touch_session
-- The person did something; written only if that is news.
UPDATE session SET seen_at = %(at)s WHERE session = %(session)s AND seen_at < %(before)s AND ended_at IS NULL;

-- name: refresh_session
-- A new proof of who it is; never prolongs the session itself.
UPDATE session SET fresh_until = %(at)s + fresh, seen_at = %(at)s WHERE session = %(session)s AND ended_at IS NULL;

-- name: end_session
-- Ended once.
UPDATE session SET ended_at = %(at)s, ending = %(ending)s WHERE session = %(session)s AND ended_at IS NULL
RETURNING account;

-- name: open_sessions_of
-- Sessions of an account that nobody ended, oldest first.
SELECT session FROM session WHERE account = %(account)s AND ended_at IS NULL ORDER BY started_at, session;

-- name: running_sessions
-- Sessions that open something now, newest first.
SELECT s.session, s.account, s.means, s.started_at, s.seen_at, s.ends_at
FROM session s JOIN account a ON a.name = s.account
WHERE s.ended_at IS NULL AND s.ends_at > %(at)s AND s.seen_at + s.idle > %(at)s AND a.active
ORDER BY s.started_at DESC, s.session;

-- name: insert_ceremony
-- A challenge that waits for its answer.
INSERT INTO ceremony (ceremony, purpose, session, challenge, verifier, begun_at, expires_at)
VALUES (%(token)s, %(purpose)s, %(session)s, %(challenge)s, %(verifier)s, %(begun_at)s, %(expires_at)s);

-- name: take_ceremony
-- Once: reading it removes it.
DELETE FROM ceremony WHERE ceremony = %(token)s AND expires_at > %(at)s
RETURNING purpose, session, challenge, verifier, begun_at;

-- name: forget_ceremonies
-- Challenges that nobody answered in time.
DELETE FROM ceremony WHERE expires_at <= %(at)s;

-- name: handle_of
-- What authenticators know an account by.
SELECT handle FROM account WHERE name = %(account)s;

-- name: passkeys_of
-- Passkeys that open an account, oldest first.
SELECT passkey, account, title, registered_at, used_at FROM passkey
WHERE account = %(account)s AND removed_at IS NULL ORDER BY registered_at, passkey;

-- name: ways_in_by_account
-- Passkeys that work, and a provider's word, of each account that has any.
SELECT account, count(*)
FROM (SELECT account FROM passkey WHERE removed_at IS NULL UNION ALL SELECT account FROM outside_subject) way
GROUP BY account;

-- name: credentials_of
-- Their credentials, as authenticators know them.
SELECT credential FROM passkey WHERE account = %(account)s AND removed_at IS NULL ORDER BY registered_at, passkey;

-- name: insert_passkey
-- Nothing happens if the credential is known.
INSERT INTO passkey (passkey, account, credential, public_key, counter, title, registered_at)
VALUES (%(passkey)s, %(account)s, %(credential)s, %(public_key)s, %(counter)s, %(title)s, %(registered_at)s)
ON CONFLICT (credential) DO NOTHING;

-- name: key_of
-- The key that must have signed for a credential; none for a removed one.
SELECT p.credential, p.account, a.handle, p.public_key, p.counter FROM passkey p JOIN account a ON a.name = p.account
WHERE p.credential = %(credential)s AND p.removed_at IS NULL;

-- name: use_passkey
-- The counter only goes up; authenticators that do not count stay at 0.
UPDATE passkey SET counter = %(counter)s, used_at = %(at)s
WHERE credential = %(credential)s AND removed_at IS NULL AND (counter < %(counter)s OR %(counter)s = 0 AND counter = 0);

-- name: rename_passkey
-- Its owner's word for it.
UPDATE passkey SET title = %(title)s WHERE passkey = %(passkey)s AND account = %(account)s AND removed_at IS NULL;

-- name: remove_passkey
-- It opens nothing any more; its row stays as evidence.
UPDATE passkey SET removed_at = %(at)s WHERE passkey = %(passkey)s AND account = %(account)s AND removed_at IS NULL;

-- name: provider_of
-- The identity provider whose word opens an account.
SELECT issuer FROM outside_subject WHERE account = %(account)s;

-- name: account_of_subject
-- The account of a person of the identity provider.
SELECT account FROM outside_subject WHERE issuer = %(issuer)s AND subject_hash = %(subject_hash)s;

-- name: bind_subject
-- One person there, one account here: nothing happens if either is bound.
INSERT INTO outside_subject (issuer, subject_hash, account, bound_at)
VALUES (%(issuer)s, %(subject_hash)s, %(account)s, %(at)s) ON CONFLICT DO NOTHING;

-- name: unbind_subject
-- The provider's word opens this account no more. An account knows one provider at a time.
DELETE FROM outside_subject WHERE account = %(account)s RETURNING issuer;

-- name: lock_account
-- One account, held until the transaction ends.
SELECT 1 FROM account WHERE name = %(name)s FOR UPDATE;
