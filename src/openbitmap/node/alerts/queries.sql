-- name: insert_alert
-- A new alert.
INSERT INTO alert (alert, submission, encounter, listed, gallery, state, raised_at)
VALUES (%(alert)s, %(submission)s, %(encounter)s, %(listed)s, %(gallery)s, %(state)s, %(raised_at)s);

-- name: close_alert
-- People have spoken.
UPDATE alert SET state = %(state)s, closed_at = %(at)s WHERE alert = %(alert)s;

-- name: alerts
-- Alerts that a submission raised.
SELECT alert, submission, encounter, listed, gallery, state, raised_at, closed_at FROM alert
WHERE submission = %(submission)s ORDER BY raised_at, alert;
