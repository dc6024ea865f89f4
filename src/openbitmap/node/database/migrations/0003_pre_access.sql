-- People of the node: accounts, how they enter, and their sessions. Tokens are 256 random bits; only hashes are stored.

-- An officer's key carries the station as a station's does.
ALTER TABLE access_key DROP CONSTRAINT access_key_check;
ALTER TABLE access_key ADD CONSTRAINT access_key_station CHECK ((role IN ('station', 'officer')) = (station IS NOT NULL));
CREATE INDEX access_key_name ON access_key (name) WHERE revoked_at IS NULL;

CREATE TABLE account (
    name         text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9._-]{0,39}$'),
    title        text NOT NULL,                     -- as colleagues see it
    role         text NOT NULL CHECK (role <> 'station'),
    station      text REFERENCES station,
    language     text NOT NULL,
    theme        text NOT NULL DEFAULT 'system',
    active       boolean NOT NULL DEFAULT true,
    handle       text NOT NULL UNIQUE,              -- what authenticators know the account by: random, says nothing
    made_at      timestamptz NOT NULL,
    CHECK ((role = 'officer') = (station IS NOT NULL))
);
CREATE TABLE one_time_link (
    link         text PRIMARY KEY,
    token_hash   text NOT NULL UNIQUE,
    account      text NOT NULL REFERENCES account,
    made_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    redeemed_at  timestamptz,
    withdrawn_at timestamptz
);
CREATE INDEX one_time_link_account ON one_time_link (account);
CREATE TABLE session (
    session      text PRIMARY KEY,
    token_hash   text NOT NULL UNIQUE,
    account      text NOT NULL REFERENCES account,
    means        text NOT NULL,
    started_at   timestamptz NOT NULL,
    seen_at      timestamptz NOT NULL,              -- by an act of the person, never by a page that polls
    idle         interval NOT NULL,
    fresh        interval NOT NULL,
    fresh_until  timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    ended_at     timestamptz,
    ending       text,
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE INDEX session_account ON session (account) WHERE ended_at IS NULL;

-- passkeys -----------------------------------------------------------------------------------------------------------
CREATE TABLE passkey (
    passkey      text PRIMARY KEY,
    account      text NOT NULL REFERENCES account,
    credential   bytea NOT NULL UNIQUE,             -- one authenticator's credential opens one account
    public_key   bytea NOT NULL,
    counter      bigint NOT NULL,
    title        text NOT NULL,
    registered_at timestamptz NOT NULL,
    used_at      timestamptz,
    removed_at   timestamptz
);
CREATE INDEX passkey_account ON passkey (account) WHERE removed_at IS NULL;

-- ceremonies in progress: passkey challenges and sign-ins at the identity provider; each is taken once ------------------
CREATE TABLE ceremony (
    ceremony     text PRIMARY KEY,                  -- hash of the token that the browser holds
    purpose      text NOT NULL,
    session      text REFERENCES session,           -- NULL: nobody is signed in yet
    challenge    bytea NOT NULL,
    verifier     text NOT NULL DEFAULT '',          -- PKCE, for the identity provider only
    begun_at     timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX ceremony_expiry ON ceremony (expires_at);

CREATE TABLE outside_subject (                      -- who an account is at the agency's identity provider
    issuer       text NOT NULL,
    subject_hash text NOT NULL,
    account      text NOT NULL UNIQUE REFERENCES account,
    bound_at     timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject_hash)              -- one person there, one account here: duties stay apart
);
