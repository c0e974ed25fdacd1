-- Findings that a clinic does not want to see again, one by one.
CREATE TABLE exclusions (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  reason BYTEA NOT NULL,
  reason_key TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  withdrawn BIGINT,
  withdrawn_by TEXT
);
CREATE UNIQUE INDEX exclusions_once ON exclusions (institution, fingerprint) WHERE withdrawn IS NULL;
