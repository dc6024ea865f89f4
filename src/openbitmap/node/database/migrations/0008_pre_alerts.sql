-- Alerts and rap-back: subscriptions to a person, the life of an alert, the desk's rota, and every delivery with its
-- receipt. A submission no longer stands behind every alert: a change of status has none.

CREATE TABLE subscription (
    subscription text PRIMARY KEY,
    encounter    text NOT NULL REFERENCES encounter,          -- any encounter of the person; the graph tells the others
    owner        text NOT NULL,                               -- account of who must know
    purpose      text NOT NULL,
    authority    text NOT NULL,                               -- on whose behalf, and by which legal basis
    instructions text NOT NULL,                               -- what whoever meets the person should do
    urgency      text NOT NULL CHECK (urgency IN ('urgent', 'routine')),
    discreet     boolean NOT NULL,
    known        text[] NOT NULL,                             -- encounters the owner knew or was told of
    made_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,                        -- never open-ended
    ended_at     timestamptz,
    ended_because text,
    CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
    CHECK (expires_at > made_at)
);
CREATE INDEX subscription_active ON subscription (encounter) WHERE ended_at IS NULL;

ALTER TABLE alert
    ALTER COLUMN submission DROP NOT NULL,
    ALTER COLUMN gallery DROP NOT NULL,
    DROP CONSTRAINT alert_encounter_listed_key,
    ADD COLUMN rule text NOT NULL DEFAULT 'listing' CHECK (rule IN ('listing', 'subscription', 'status')),
    ADD COLUMN entry text,                                    -- watchlist entry, where one stands behind it
    ADD COLUMN subscription text REFERENCES subscription,
    ADD COLUMN change text,                                   -- what became of the entry, for the rule "status"
    ADD COLUMN urgency text NOT NULL DEFAULT 'urgent' CHECK (urgency IN ('urgent', 'routine')),
    ADD COLUMN discreet boolean NOT NULL DEFAULT false,
    ADD COLUMN due_at timestamptz,                            -- when the present step is late; NULL: no clock runs
    ADD COLUMN rung smallint NOT NULL DEFAULT 0,              -- how far it was escalated
    ADD COLUMN holder text,                                   -- who acted on it last
    ADD COLUMN verified_by text,                              -- the case or change in which people said "the same person"
    ADD COLUMN wrong boolean NOT NULL DEFAULT false,          -- people took back what it was raised or verified for
    ADD COLUMN outcome text,
    ADD COLUMN words text NOT NULL DEFAULT '',                -- of the outcome
    ADD COLUMN handed_to text,
    ADD COLUMN acknowledged_at timestamptz;
UPDATE alert SET state = 'raised' WHERE state = 'unverified';
UPDATE alert SET state = 'raised', verified_by = 'before 0008', closed_at = NULL WHERE state = 'confirmed';

CREATE UNIQUE INDEX alert_listing_once ON alert (encounter, listed, discreet) WHERE rule = 'listing' AND entry IS NULL;
CREATE UNIQUE INDEX alert_entry_once ON alert (encounter, entry) WHERE rule = 'listing' AND entry IS NOT NULL;
CREATE UNIQUE INDEX alert_subscription_once ON alert (subscription, encounter, discreet) WHERE rule = 'subscription';
CREATE UNIQUE INDEX alert_status_once ON alert (subscription, entry, change) WHERE rule = 'status';
CREATE INDEX alert_clock ON alert (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX alert_raised ON alert (raised_at);
CREATE INDEX alert_encounter ON alert (encounter);
CREATE INDEX alert_listed ON alert (listed);

CREATE TABLE duty (                                           -- who answers for the desk, shift by shift
    duty          text PRIMARY KEY,
    officer       text NOT NULL,
    rung          smallint NOT NULL CHECK (rung BETWEEN 0 AND 2),
    signed_on_at  timestamptz NOT NULL,
    signed_off_at timestamptz,
    note          text NOT NULL DEFAULT ''                    -- handed over to the next shift
);
CREATE UNIQUE INDEX duty_once ON duty (officer) WHERE signed_off_at IS NULL;

CREATE TABLE webhook (
    webhook      text PRIMARY KEY,
    title        text NOT NULL,
    url          text NOT NULL,
    secret       text NOT NULL,                               -- vault digest; the secret itself is sealed there
    discreet     boolean NOT NULL,                            -- whether discreet alerts may go there
    made_by      text NOT NULL,
    made_at      timestamptz NOT NULL,
    removed_at   timestamptz
);
CREATE TABLE alert_delivery (                                 -- recorded before anything is sent; the receipt comes after
    delivery     text PRIMARY KEY,                            -- the idempotency key that travels with it
    alert        text NOT NULL REFERENCES alert,
    occasion     text NOT NULL,
    channel      text NOT NULL CHECK (channel IN ('page', 'email', 'webhook', 'voice')),
    recipient    text NOT NULL,                               -- account, mailbox, webhook, or a contact that was told
    recorded_at  timestamptz NOT NULL,
    told_at      timestamptz,
    kept         boolean NOT NULL DEFAULT false,              -- no mail server is set: it stays in the outbox
    status       int,
    digest       text                                         -- SHA-256 of the receipt
);
CREATE INDEX alert_delivery_alert ON alert_delivery (alert);
CREATE INDEX alert_delivery_waiting ON alert_delivery (recorded_at) WHERE told_at IS NULL;

-- An alert is shown with the case about its pair: found by who was met or who is listed, whichever was the probe.
CREATE INDEX IF NOT EXISTS adjudication_case_encounter ON adjudication_case (encounter);
