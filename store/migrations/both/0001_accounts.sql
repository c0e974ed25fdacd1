-- Who may sign in, and what is tried.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display TEXT NOT NULL,
  role TEXT NOT NULL,
  institution TEXT,
  branch TEXT,
  side TEXT,
  sign_in TEXT NOT NULL,
  password TEXT,
  totp BYTEA,
  totp_key TEXT,
  totp_on BIGINT NOT NULL DEFAULT 0,
  totp_step BIGINT NOT NULL DEFAULT 0,
  disabled BIGINT NOT NULL DEFAULT 0,
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
  account TEXT NOT NULL REFERENCES accounts (id),
  hash BYTEA NOT NULL,
  used BIGINT,
  PRIMARY KEY (account, hash)
);

-- By the hash of the name that was typed, known or not: the answer is the same for both.
CREATE TABLE sign_in_attempts (
  name_hash BYTEA PRIMARY KEY,
  failures BIGINT NOT NULL,
  last BIGINT NOT NULL,
  until BIGINT NOT NULL
);

CREATE TABLE sessions (
  hash BYTEA PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  second_factor TEXT NOT NULL,
  made BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  idle_seconds BIGINT NOT NULL,
  ends BIGINT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BYTEA NOT NULL,
  rate BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  used BIGINT,
  revoked BIGINT
);
CREATE INDEX api_keys_institution ON api_keys (institution);
