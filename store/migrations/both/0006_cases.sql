-- Months of review, their cases, and what people did with them.
CREATE TABLE months (
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  intake_from BIGINT NOT NULL,
  intake_until BIGINT NOT NULL,
  state TEXT NOT NULL,
  opened BIGINT NOT NULL,
  closed BIGINT,
  acts BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (branch, month)
);

CREATE TABLE cases (
  id TEXT PRIMARY KEY,
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  source TEXT NOT NULL,
  file TEXT NOT NULL,
  receipt BIGINT NOT NULL,
  institution TEXT NOT NULL,
  opened_in TEXT NOT NULL,
  lines TEXT NOT NULL,
  points BIGINT NOT NULL,
  queue TEXT NOT NULL,
  state TEXT NOT NULL,
  holder TEXT,
  version BIGINT NOT NULL,
  made BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  UNIQUE (branch, month, source, file, receipt),
  FOREIGN KEY (branch, month) REFERENCES months (branch, month)
);
CREATE INDEX cases_queue ON cases (branch, month, queue, state, id);

-- Who is to take a case, by seat.
CREATE TABLE case_seats (
  case_id TEXT NOT NULL REFERENCES cases (id),
  seat TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (case_id, seat)
);
CREATE INDEX case_seats_account ON case_seats (account);

CREATE TABLE case_events (
  case_id TEXT NOT NULL REFERENCES cases (id),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  event BYTEA NOT NULL,
  event_key TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)
);

-- Institutions that are somebody's own, or with which there is a relation.
CREATE TABLE relations (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  institution TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  withdrawn BIGINT,
  withdrawn_by TEXT
);
CREATE UNIQUE INDEX relations_once ON relations (account, institution) WHERE withdrawn IS NULL;
