-- name: lock_arrival
-- Held to the end of the transaction: arrivals of the same bytes take turns.
SELECT pg_advisory_xact_lock(hashtextextended(%(station)s || %(digest)s, 0));

-- name: insert_submission
-- A new arrival.
INSERT INTO submission (submission, station, digest, size, door, received_at, due_at, state)
VALUES (%(submission)s, %(station)s, %(digest)s, %(size)s, %(door)s, %(received_at)s, %(due_at)s, %(state)s);

-- name: submission
-- One submission.
SELECT submission, station, digest, size, door, received_at, due_at, state FROM submission WHERE submission = %(submission)s;

-- name: submission_by_digest
-- What a station sent before with these bytes.
SELECT submission, station, digest, size, door, received_at, due_at, state FROM submission
WHERE station = %(station)s AND digest = %(digest)s;

-- name: advance
-- The next state of a submission.
UPDATE submission SET state = %(state)s WHERE submission = %(submission)s;

-- name: set_due
-- The service clock, once the priority is known.
UPDATE submission SET due_at = %(due_at)s WHERE submission = %(submission)s;

-- name: insert_header
-- What examination read of the Type-1 record and of field 2.098.
INSERT INTO submission_header (submission, tot, originator, destination, control_number, priority, repositories)
VALUES (%(submission)s, %(tot)s, %(originator)s, %(destination)s, %(control_number)s, %(priority)s, %(repositories)s);

-- name: header
-- The header of one submission.
SELECT tot, originator, destination, control_number, priority, repositories FROM submission_header
WHERE submission = %(submission)s;

-- name: lock_control_number
-- Held to the end of the transaction: two uses of one control number take turns.
SELECT pg_advisory_xact_lock(hashtextextended(%(originator)s || chr(31) || %(control_number)s, 1));

-- name: other_use_of_control_number
-- An earlier submission of this originator under the same control number (refused ones do not count: they may be mended).
SELECT h.submission FROM submission_header h JOIN submission s USING (submission)
WHERE h.originator = %(originator)s AND h.control_number = %(control_number)s AND h.submission <> %(submission)s
  AND s.state <> 'refused' ORDER BY s.received_at LIMIT 1;

-- name: insert_finding
-- One more finding about a file, after those it has.
INSERT INTO submission_finding (submission, number, severity, code, message, record, record_type, field, byte_offset)
VALUES (%(submission)s,
        (SELECT coalesce(max(number) + 1, 0) FROM submission_finding WHERE submission = %(submission)s),
        %(severity)s, %(code)s, %(message)s, %(record)s, %(record_type)s, %(field)s, %(offset)s);

-- name: findings
-- All findings about a file, in the order in which they were made.
SELECT severity, code, message, record, record_type, field, byte_offset AS "offset" FROM submission_finding
WHERE submission = %(submission)s ORDER BY number;

-- name: past_due
-- Submissions whose clock ran out before they were refused or searched.
SELECT submission FROM submission WHERE state IN ('received', 'accepted', 'enrolled') AND due_at <= %(at)s
ORDER BY due_at;
