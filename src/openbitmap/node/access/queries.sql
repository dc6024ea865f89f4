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

-- name: insert_key
-- A key's hash with its holder.
INSERT INTO access_key (key_hash, role, name, station, issued_at)
VALUES (%(key_hash)s, %(role)s, %(name)s, %(station)s, %(at)s);

-- name: revoke_key
-- The key stops working at once; its row stays as evidence.
UPDATE access_key SET revoked_at = %(at)s WHERE key_hash = %(key_hash)s AND revoked_at IS NULL;

-- name: holder_of_key
-- The holder of a key that works: neither revoked nor of a switched-off station.
SELECT k.role, k.name, k.station FROM access_key k LEFT JOIN station s USING (station)
WHERE k.key_hash = %(key_hash)s AND k.revoked_at IS NULL AND (s.station IS NULL OR s.active);
