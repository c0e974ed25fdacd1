-- Claims as they came and what was found in them, sealed; counts in the clear.
CREATE TABLE uploads (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  delete_after BIGINT NOT NULL,
  state TEXT NOT NULL,
  revision TEXT NOT NULL,
  digest BYTEA NOT NULL,
  size BIGINT NOT NULL,
  chunks BIGINT NOT NULL,
  receipts BIGINT NOT NULL,
  sheets BIGINT NOT NULL,
  file_name BYTEA,
  file_name_key TEXT,
  head BYTEA,
  head_key TEXT
);
CREATE INDEX uploads_institution ON uploads (institution, made, id);
CREATE INDEX uploads_due ON uploads (state, delete_after);

CREATE TABLE upload_counts (
  upload TEXT NOT NULL REFERENCES uploads (id),
  disposition TEXT NOT NULL,
  receipts BIGINT NOT NULL,
  PRIMARY KEY (upload, disposition)
);

CREATE TABLE upload_chunks (
  upload TEXT NOT NULL REFERENCES uploads (id),
  seq BIGINT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (upload, seq)
);

CREATE TABLE upload_sheets (
  upload TEXT NOT NULL REFERENCES uploads (id),
  seq BIGINT NOT NULL,
  key_id TEXT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (upload, seq)
);

CREATE TABLE idempotency (
  institution TEXT NOT NULL,
  client_key TEXT NOT NULL,
  request BYTEA NOT NULL,
  upload TEXT NOT NULL REFERENCES uploads (id),
  made BIGINT NOT NULL,
  PRIMARY KEY (institution, client_key)
);
