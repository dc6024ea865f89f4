-- name: lock_alerts
-- Raising and rechecking take turns, so that a judgement and an alert about the same people cannot miss each other.
SELECT pg_advisory_xact_lock(8000001);

-- name: insert_alert
-- A new alert; the same ground raises it once.
INSERT INTO alert (alert, rule, submission, encounter, listed, gallery, entry, subscription, change, urgency, discreet,
                   state, due_at, raised_at, verified_by)
VALUES (%(alert)s, %(rule)s, %(submission)s, %(encounter)s, %(listed)s, %(gallery)s, %(entry)s, %(subscription)s,
        %(change)s, %(urgency)s, %(discreet)s, %(state)s, %(due_at)s, %(raised_at)s, %(verified_by)s)
ON CONFLICT DO NOTHING;

-- name: alerts
-- Alerts that a submission raised.
SELECT alert, rule, submission, encounter, listed, gallery, state, raised_at, closed_at, verified_by FROM alert
WHERE submission = %(submission)s ORDER BY raised_at, alert;

-- name: alert
-- One alert.
SELECT alert, rule, submission, encounter, listed, gallery, state, raised_at, closed_at, verified_by FROM alert
WHERE alert = %(alert)s;

-- name: alerts_touching
-- Alerts about any of these encounters, from either side.
SELECT alert, rule, submission, encounter, listed, gallery, state, raised_at, closed_at, verified_by FROM alert
WHERE encounter = ANY(%(encounters)s) OR listed = ANY(%(encounters)s) ORDER BY raised_at, alert;

-- name: alert_because
-- The alert that a partner's notice raised, or a late answer to a question.
SELECT alert, rule, submission, encounter, listed, gallery, state, raised_at, closed_at, verified_by FROM alert
WHERE change = %(because)s AND rule = %(rule)s;

-- name: notice_behind
-- The partner's notice that an alert rests on.
SELECT change FROM alert WHERE alert = %(alert)s AND rule = 'foreign';

-- name: standing
-- Where an alert stands.
SELECT alert, state, urgency, discreet, due_at, rung, holder, verified_by, wrong, outcome FROM alert
WHERE alert = %(alert)s;

-- name: standing_locked
-- The same, held until the caller's transaction ends.
SELECT alert, state, urgency, discreet, due_at, rung, holder, verified_by, wrong, outcome FROM alert
WHERE alert = %(alert)s FOR UPDATE;

-- name: move
-- The next step, unless the alert was moved since it was read: of two officers one wins. The hour of the first
-- acknowledgement stays.
UPDATE alert
SET state = %(state)s, due_at = %(due_at)s, rung = %(rung)s, holder = %(holder)s, verified_by = %(verified_by)s,
    wrong = %(wrong)s, outcome = %(outcome)s,
    acknowledged_at = CASE WHEN %(state)s IN ('acknowledged', 'verified') THEN coalesce(acknowledged_at, %(at)s)
                      ELSE acknowledged_at END,
    closed_at = CASE WHEN %(state)s IN ('closed', 'withdrawn') THEN %(at)s::timestamptz END
WHERE alert = %(alert)s AND state = %(before)s AND verified_by IS NOT DISTINCT FROM %(verified_before)s;

-- name: entry_behind
-- The entry that a listing rests on.
SELECT entry FROM alert WHERE alert = %(alert)s AND rule = 'listing';

-- name: open_on_entry
-- Open alerts that rest on an entry, held until the caller's transaction ends.
SELECT alert FROM alert WHERE entry = %(entry)s AND rule = 'listing' AND state = ANY(%(states)s)
ORDER BY raised_at, alert FOR UPDATE;

-- name: note_words
-- What the officer said of the outcome.
UPDATE alert SET words = %(words)s WHERE alert = %(alert)s;

-- name: note_hand_over
-- To whom it was handed over.
UPDATE alert SET handed_to = %(contact)s WHERE alert = %(alert)s;

-- name: late
-- Alerts whose step is late and that can still climb the ladder.
SELECT alert, state, urgency, discreet, due_at, rung, holder, verified_by, wrong, outcome FROM alert
WHERE due_at <= %(at)s AND rung < CASE WHEN discreet THEN %(top_discreet)s ELSE %(top)s END ORDER BY due_at;

-- name: climb
-- One rung up, once: whoever looks second finds the clock started anew.
UPDATE alert SET rung = rung + 1, due_at = %(due_at)s WHERE alert = %(alert)s AND rung = %(rung)s AND due_at <= %(at)s;

-- name: insert_subscription
-- A new subscription.
INSERT INTO subscription (subscription, encounter, owner, purpose, authority, instructions, urgency, discreet, known,
                          made_at, expires_at)
VALUES (%(subscription)s, %(encounter)s, %(owner)s, %(purpose)s, %(authority)s, %(instructions)s, %(urgency)s,
        %(discreet)s, %(known)s, %(made_at)s, %(expires_at)s);

-- name: subscription
-- One subscription.
SELECT subscription, encounter, owner, urgency, discreet, known || learned AS known, made_at, expires_at, ended_at FROM subscription
WHERE subscription = %(subscription)s;

-- name: active_subscriptions
-- Subscriptions in force on any of these encounters.
SELECT subscription, encounter, owner, urgency, discreet, known || learned AS known, made_at, expires_at, ended_at FROM subscription
WHERE encounter = ANY(%(encounters)s) AND ended_at IS NULL AND expires_at > %(at)s ORDER BY made_at, subscription;

-- name: owner_of_alert
-- Who subscribed to what an alert was raised for.
SELECT s.owner FROM alert a JOIN subscription s USING (subscription) WHERE a.alert = %(alert)s;

-- name: learn
-- What the owner was told of and that is the person still; what was known from the start stays in `known`.
UPDATE subscription SET learned = %(encounters)s::text[]
WHERE subscription = %(subscription)s AND learned <> %(encounters)s::text[];

-- name: renew
-- A new term, for one that is still in force.
UPDATE subscription SET expires_at = %(expires_at)s
WHERE subscription = %(subscription)s AND ended_at IS NULL AND expires_at > %(at)s;

-- name: end_subscription
-- It ends once.
UPDATE subscription SET ended_at = %(at)s, ended_because = %(because)s
WHERE subscription = %(subscription)s AND ended_at IS NULL;

-- name: expired
-- Subscriptions whose term is over and that nobody has ended.
SELECT subscription FROM subscription WHERE ended_at IS NULL AND expires_at <= %(at)s ORDER BY expires_at;

-- name: sign_on
-- A shift begins; an officer has one at a time.
INSERT INTO duty (duty, officer, rung, signed_on_at) VALUES (%(duty)s, %(officer)s, %(rung)s, %(at)s)
ON CONFLICT DO NOTHING;

-- name: sign_off
-- The shift ends and leaves its note.
UPDATE duty SET signed_off_at = %(at)s, note = %(note)s WHERE officer = %(officer)s AND signed_off_at IS NULL;

-- name: on_duty
-- Who is on duty, by rung.
SELECT duty, officer, rung, signed_on_at, signed_off_at, note FROM duty WHERE signed_off_at IS NULL
ORDER BY rung, signed_on_at;

-- name: last_note
-- What the last shift left.
SELECT duty, officer, rung, signed_on_at, signed_off_at, note FROM duty WHERE signed_off_at IS NOT NULL
ORDER BY signed_off_at DESC LIMIT 1;

-- name: insert_delivery
-- The intention to tell somebody.
INSERT INTO alert_delivery (delivery, alert, concern, occasion, channel, recipient, recorded_at, told_at)
VALUES (%(delivery)s, CASE WHEN %(occasion)s <> 'concern' THEN %(alert)s END,
        CASE WHEN %(occasion)s = 'concern' THEN %(alert)s END, %(occasion)s, %(channel)s, %(recipient)s, %(at)s,
        %(told_at)s);

-- name: delivery
-- One delivery.
SELECT delivery, COALESCE(alert, concern) AS alert, occasion, channel, recipient, told_at, kept FROM alert_delivery
WHERE delivery = %(delivery)s;

-- name: deliveries_of_alert
-- Everybody who was told of an alert, or is to be, in the order of the record.
SELECT delivery, alert, occasion, channel, recipient, told_at, kept FROM alert_delivery
WHERE alert = %(alert)s ORDER BY recorded_at, delivery;

-- name: mark_told
-- It reached its recipient, once; the receipt stays.
UPDATE alert_delivery SET told_at = %(at)s, kept = false, status = %(status)s, digest = %(digest)s
WHERE delivery = %(delivery)s AND told_at IS NULL;

-- name: mark_kept
-- No mail server is set: it stays in the outbox.
UPDATE alert_delivery SET kept = true WHERE delivery = %(delivery)s AND told_at IS NULL;

-- name: untold
-- Deliveries by one channel that have not reached their recipient.
SELECT delivery, alert, occasion, channel, recipient, told_at, kept FROM alert_delivery
WHERE alert = %(alert)s AND channel = %(channel)s AND told_at IS NULL
  AND (recipient = ANY(%(recipients)s) OR %(recipients)s::text[] IS NULL)
ORDER BY recorded_at, delivery;

-- name: insert_webhook
-- A new endpoint.
INSERT INTO webhook (webhook, title, url, secret, discreet, made_by, made_at)
VALUES (%(webhook)s, %(title)s, %(url)s, %(secret)s, %(discreet)s, %(made_by)s, %(made_at)s);

-- name: webhook
-- One endpoint that is in use.
SELECT webhook, title, url, secret, discreet, made_by, made_at FROM webhook
WHERE webhook = %(webhook)s AND removed_at IS NULL;

-- name: active_webhooks
-- Endpoints in use.
SELECT webhook, title, url, secret, discreet, made_by, made_at FROM webhook WHERE removed_at IS NULL ORDER BY made_at;

-- name: remove_webhook
-- Nothing goes there any more; the row stays as evidence.
UPDATE webhook SET removed_at = %(at)s WHERE webhook = %(webhook)s AND removed_at IS NULL;
