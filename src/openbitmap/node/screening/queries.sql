-- name: lock_for_arrival
-- Arrivals may be filed side by side, but not while an entry is: of two that come in one second, one must see the other.
SELECT pg_advisory_xact_lock_shared(7235938);

-- name: lock_for_entry
-- The other side of it.
SELECT pg_advisory_xact_lock(7235938);

-- name: insert_name
-- One name into the index.
INSERT INTO screening_name (encounter, entry, written, birth_date, nationality)
VALUES (%(encounter)s, %(entry)s, %(written)s, %(birth_date)s, %(nationality)s) RETURNING name;

-- name: insert_keys
-- The keys a name is filed under.
INSERT INTO screening_key (key, listed, size, name)
SELECT key, %(listed)s, %(size)s, %(name)s FROM unnest(%(keys)s::int[]) AS k (key)
ON CONFLICT DO NOTHING;

-- name: insert_forms
-- Forms of words and what lies near them; most are there already.
INSERT INTO screening_form (number, form)
SELECT number, form FROM unnest(%(numbers)s::int[], %(forms)s::text[]) AS f (number, form)
ON CONFLICT DO NOTHING;

-- name: insert_documents
-- Documents asserted with a name.
INSERT INTO screening_document (number, kind, name)
SELECT number, kind, %(name)s FROM unnest(%(numbers)s::text[], %(kinds)s::text[]) AS d (number, kind)
ON CONFLICT DO NOTHING;

-- name: filed_of_encounter
-- Names an encounter has in the index.
SELECT name, encounter, entry, written, birth_date, nationality FROM screening_name
WHERE encounter = %(encounter)s ORDER BY name;

-- name: filed_of_entry
-- Names an entry has in the index.
SELECT name, encounter, entry, written, birth_date, nationality FROM screening_name
WHERE entry = %(entry)s ORDER BY name;

-- name: drop_keys
-- Before a name leaves the index; its keys are known from the name itself.
DELETE FROM screening_key
WHERE name = %(name)s AND listed = %(listed)s AND size = %(size)s AND key = ANY(%(keys)s);

-- name: drop_documents
-- The same for its documents.
DELETE FROM screening_document WHERE name = %(name)s;

-- name: drop_name
-- Out of the index.
DELETE FROM screening_name WHERE name = %(name)s;

-- name: empty_names
-- Everything out of the index, before it is filed again.
TRUNCATE screening_name, screening_key, screening_form, screening_document;

-- name: near_forms
-- Forms in the index that share a number with what was asked.
SELECT number, form FROM screening_form WHERE number = ANY(%(numbers)s);

-- name: found_names
-- Names that share most keys with what was asked. A key of thousands of names is cut off: its other keys tell them apart.
SELECT n.name, n.encounter, n.entry, n.written, n.birth_date, n.nationality FROM (
    SELECT k.name FROM unnest(%(keys)s::int[], %(weights)s::real[]) AS asked (key, weight)
    CROSS JOIN LATERAL (
        SELECT name, size FROM screening_key
        WHERE key = asked.key AND listed = ANY(%(parts)s) LIMIT 3000
    ) AS k
    GROUP BY k.name, k.size
    ORDER BY sum(asked.weight) DESC, abs(k.size - %(size)s), k.name LIMIT %(most)s
) AS found JOIN screening_name AS n USING (name);

-- name: names_numbered
-- What stands in the index under these numbers.
SELECT name, encounter, entry, written, birth_date, nationality FROM screening_name
WHERE name = ANY(%(names)s) AND (entry IS NOT NULL) = ANY(%(parts)s);

-- name: names_by_document
-- Names asserted with one of these documents.
SELECT DISTINCT name, number FROM screening_document WHERE number = ANY(%(numbers)s) ORDER BY name LIMIT %(most)s;

-- name: copy_names
-- Many names at once, for a measurement; frozen, for the same transaction emptied the tables.
COPY screening_name (name, encounter, entry, written, birth_date, nationality) FROM STDIN (FREEZE);

-- name: copy_keys
-- Keys of many names at once.
COPY screening_key (key, listed, size, name) FROM STDIN (FREEZE);

-- name: copy_forms
-- Forms of many names at once, each once.
COPY screening_form (number, form) FROM STDIN (FREEZE);

-- name: count_names
-- How many names can be found.
SELECT count(name) FROM screening_name;

-- name: insert_lead
-- A likeness of names, once for ever.
INSERT INTO name_lead (lead, encounter, entry, met_as, listed_as, by_document, score, raised_at, state)
VALUES (%(lead)s, %(encounter)s, %(entry)s, %(met_as)s, %(listed_as)s, %(by_document)s, %(score)s, %(raised_at)s, 'open')
ON CONFLICT (encounter, entry) DO NOTHING;

-- name: lead
-- One lead.
SELECT lead, encounter, entry, met_as, listed_as, by_document, score, raised_at, state, settled_by, reason, settled_at
FROM name_lead WHERE lead = %(lead)s;

-- name: leads
-- Leads in a state, the newest first, after those read before in the same snapshot.
SELECT lead, encounter, entry, met_as, listed_as, by_document, score, raised_at, state, settled_by, reason, settled_at
FROM name_lead WHERE state = ANY(%(states)s) ORDER BY raised_at DESC, lead LIMIT %(most)s OFFSET %(after)s;

-- name: open_leads_of_entry
-- Leads that end with their entry.
SELECT lead FROM name_lead WHERE entry = %(entry)s AND state = 'open' ORDER BY lead FOR NO KEY UPDATE;

-- name: settle_lead
-- Only an open lead can be settled: one of two wins.
UPDATE name_lead SET state = %(state)s, settled_by = %(settled_by)s, reason = %(reason)s, settled_at = %(settled_at)s
WHERE lead = %(lead)s AND state = 'open';
