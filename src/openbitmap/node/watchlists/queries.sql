-- name: insert_entry
-- A nomination.
INSERT INTO watchlist_entry (entry, list, originator, encounter, prints, name, aliases, birth_date, sex, nationality,
                             documents, category, legal_basis, standard, handling, contact, caveat, tell_subject,
                             review_at, expires_at, state, nominator, nominated_at, content, replaces)
VALUES (%(entry)s, %(list)s, %(originator)s, %(encounter)s, %(prints)s, %(name)s, %(aliases)s, %(birth_date)s, %(sex)s,
        %(nationality)s, %(documents)s, %(category)s, %(legal_basis)s, %(standard)s, %(code)s, %(contact)s,
        %(caveat)s, %(tell_subject)s, %(review_at)s, %(expires_at)s, %(state)s, %(nominator)s, %(nominated_at)s,
        %(content)s, %(replaces)s);

-- name: insert_claim
-- One claim of a nomination.
INSERT INTO watchlist_claim (entry, number, evidence, source, reliability, statement)
VALUES (%(entry)s, %(number)s, %(evidence)s, %(source)s, %(reliability)s, %(statement)s);

-- name: entries
-- Entries by name, in the order in which they were nominated.
SELECT entry, list, originator, name, aliases, birth_date, sex, nationality, documents, encounter, prints, category,
       legal_basis, standard, handling, contact, caveat, tell_subject, review_at, expires_at, state, nominator,
       nominated_at, approver, approved_at, ended_at
FROM watchlist_entry WHERE entry = ANY(%(entries)s) ORDER BY nominated_at, entry;

-- name: claims
-- What is claimed of the people of these entries.
SELECT entry, evidence, source, reliability, statement FROM watchlist_claim
WHERE entry = ANY(%(entries)s) ORDER BY entry, number;

-- name: standing_contents
-- The entries that stand with exactly these contents.
SELECT content, entry FROM watchlist_entry
WHERE content = ANY(%(contents)s) AND state IN ('nominated', 'active');

-- name: lock_nominations
-- Nominations take turns, so that two of the same content cannot miss each other. One lock for all: an import would
-- hold more of them than the database has.
SELECT pg_advisory_xact_lock(hashtextextended('watchlist nominations', 6));

-- name: advance
-- The next state, if it is still in the one that was read.
UPDATE watchlist_entry SET state = %(after)s,
    approver = coalesce(%(approver)s, approver), approved_at = coalesce(%(approved_at)s, approved_at),
    ended_at = %(ended_at)s
WHERE entry = %(entry)s AND state = %(before)s;

-- name: set_clocks
-- New dates after a review.
UPDATE watchlist_entry SET review_at = %(review_at)s, expires_at = %(expires_at)s WHERE entry = %(entry)s;

-- name: set_encounter
-- Its prints can be found from now on, if it still stands and has none. The ledger is held already: a row that somebody
-- is just ending is passed over, not waited for.
UPDATE watchlist_entry SET encounter = %(encounter)s WHERE entry = (
    SELECT entry FROM watchlist_entry WHERE entry = %(entry)s AND state = 'active' AND encounter IS NULL
    FOR NO KEY UPDATE SKIP LOCKED);

-- name: hold_in_force
-- An entry in force, which nobody ends before this transaction does.
SELECT encounter FROM watchlist_entry WHERE entry = %(entry)s AND state = 'active' FOR SHARE;

-- name: lock_entries
-- Entries whose state is about to change, in one order for everybody, before the ledger is taken.
SELECT entry FROM watchlist_entry WHERE entry = ANY(%(entries)s) ORDER BY entry FOR NO KEY UPDATE;

-- name: insert_act
-- What was done to an entry, beside the ledger entry that says so.
INSERT INTO watchlist_act (entry, log_position, act, actor, reason, done_at)
VALUES (%(entry)s, %(log_position)s, %(act)s, %(actor)s, %(reason)s, %(done_at)s);

-- name: acts
-- The history of an entry, oldest first.
SELECT entry, log_position, act, actor, reason, done_at FROM watchlist_act
WHERE entry = %(entry)s ORDER BY log_position;

-- name: entries_due
-- Entries whose time is over, locked; one that somebody else is just changing waits for the next look.
SELECT entry FROM watchlist_entry WHERE state IN ('nominated', 'active') AND expires_at <= %(at)s
ORDER BY expires_at, entry LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED;

-- name: reviews_due
-- Entries whose review is near or past and was not announced yet.
SELECT e.entry FROM watchlist_entry e
WHERE e.state = 'active' AND e.review_at <= %(before)s AND NOT EXISTS (
    SELECT 1 FROM watchlist_reminder r WHERE r.entry = e.entry AND r.review_at = e.review_at)
ORDER BY e.review_at, e.entry LIMIT %(most)s;

-- name: insert_reminder
-- A due date is announced once.
INSERT INTO watchlist_reminder (entry, review_at, reminded_at)
SELECT entry, review_at, %(at)s FROM watchlist_entry WHERE entry = %(entry)s ON CONFLICT DO NOTHING;

-- name: active_on
-- Active entries on any of these encounters.
SELECT encounter, entry, list AS gallery, handling, category FROM watchlist_entry
WHERE state = 'active' AND encounter = ANY(%(encounters)s) ORDER BY nominated_at, entry;

-- name: others_on
-- Other entries that stand on this encounter.
SELECT entry FROM watchlist_entry
WHERE encounter = %(encounter)s AND entry <> %(entry)s AND state IN ('nominated', 'active');

-- name: insert_sighting
-- Somebody met may be the person of an entry; seen again it stays as it was.
INSERT INTO sighting (sighting, entry, listed, encounter, met_at, outcome)
VALUES (%(sighting)s, %(entry)s, %(listed)s, %(encounter)s, %(met_at)s, 'pending') ON CONFLICT DO NOTHING;

-- name: sightings_of
-- Sightings of an entry, the newest first.
SELECT sighting, entry, listed, encounter, met_at, outcome, case_id AS case, settled_at FROM sighting
WHERE entry = %(entry)s ORDER BY met_at DESC, sighting;

-- name: sightings_between
-- Sightings that name an encounter on either side, locked in one order for everybody, before the ledger is taken.
SELECT sighting, entry, listed, encounter, met_at, outcome, case_id AS case, settled_at FROM sighting
WHERE encounter = ANY(%(encounters)s) OR listed = ANY(%(encounters)s) ORDER BY sighting FOR NO KEY UPDATE;

-- name: settle_sighting
-- People's word on a sighting.
UPDATE sighting SET outcome = %(outcome)s, case_id = %(case)s, settled_at = %(at)s WHERE sighting = %(sighting)s;

-- name: precision
-- Decided sightings of each list, true and false, whoever was met once an entry; those of discreet entries only where
-- they may be seen.
SELECT m.list, count(*) FILTER (WHERE m.same) AS true, count(*) FILTER (WHERE NOT m.same) AS false
FROM (SELECT e.list, bool_or(s.outcome = 'true') FILTER (WHERE s.outcome IN ('true', 'false')) AS same
      FROM sighting s JOIN watchlist_entry e USING (entry)
      WHERE e.handling <> 'discreet' OR %(discreet)s GROUP BY e.list, s.entry, s.encounter) m GROUP BY m.list;

-- name: sources
-- The entries that rows of somebody's list became last.
SELECT originator, reference, entry FROM watchlist_source WHERE list = %(list)s AND reference = ANY(%(references)s);

-- name: set_source
-- A row of an originator's list became this entry.
INSERT INTO watchlist_source (list, originator, reference, entry, content)
VALUES (%(list)s, %(originator)s, %(reference)s, %(entry)s, %(content)s)
ON CONFLICT (list, originator, reference) DO UPDATE SET entry = EXCLUDED.entry, content = EXCLUDED.content;

-- name: import_of
-- An import of the same file for the same list.
SELECT import AS batch, digest, format, list, importer, imported_at, added, changed, unchanged, refused
FROM watchlist_import WHERE digest = %(digest)s;

-- name: insert_import
-- A file was applied.
INSERT INTO watchlist_import (import, digest, format, list, importer, imported_at, added, changed, unchanged, refused)
VALUES (%(batch)s, %(digest)s, %(format)s, %(list)s, %(importer)s, %(imported_at)s, %(added)s, %(changed)s,
        %(unchanged)s, %(refused)s);

-- name: lock_import
-- The same file twice at once: one after the other.
SELECT pg_advisory_xact_lock(hashtextextended(%(digest)s, 7));

-- name: entries_in_force
-- All active entries.
SELECT entry FROM watchlist_entry WHERE state = 'active' ORDER BY entry;

-- name: discreet_encounters
-- Encounters of active discreet entries.
SELECT DISTINCT encounter FROM watchlist_entry
WHERE state = 'active' AND handling = 'discreet' AND encounter IS NOT NULL ORDER BY encounter;

-- name: ancestors
-- The entries whose place each of these takes: the one it replaces, the one that replaced, and so on, the nearest first.
WITH RECURSIVE line (entry, ancestor, depth) AS (
    SELECT entry, replaces, 1 FROM watchlist_entry WHERE entry = ANY(%(entries)s) AND replaces IS NOT NULL
    UNION ALL
    SELECT l.entry, w.replaces, l.depth + 1 FROM line l JOIN watchlist_entry w ON w.entry = l.ancestor
    WHERE w.replaces IS NOT NULL)
SELECT entry, ancestor FROM line ORDER BY entry, depth;

-- name: insert_draft
-- A file that was looked at and not applied yet.
INSERT INTO watchlist_draft (draft, importer, form, digests, defaults, made_at)
VALUES (%(draft)s, %(importer)s, %(form)s, %(digests)s, %(defaults)s, %(at)s);

-- name: draft
-- A draft of this person.
SELECT form, digests, defaults FROM watchlist_draft WHERE draft = %(draft)s AND importer = %(importer)s;
