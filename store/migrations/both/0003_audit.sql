-- Who did what. Rows are only added (see the migration of each database); each holds the hash of the one before.
CREATE TABLE audit (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  purpose TEXT NOT NULL,
  detail TEXT NOT NULL,
  before BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_actor ON audit (actor, seq);

-- One row: whoever adds to the chain changes it first, and so waits for whoever came before.
CREATE TABLE audit_head (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL
);
