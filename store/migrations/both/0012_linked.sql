-- Other claims of the patient that findings of a case name, as they were when it was taken in, sealed; kept as long as its own.
CREATE TABLE case_linked (
  case_id TEXT NOT NULL REFERENCES cases (id),
  seq BIGINT NOT NULL,
  file TEXT NOT NULL,
  receipt BIGINT NOT NULL,
  claim BYTEA NOT NULL,
  claim_key TEXT NOT NULL,
  found BYTEA NOT NULL,
  found_key TEXT NOT NULL,
  PRIMARY KEY (case_id, seq)
);
CREATE UNIQUE INDEX case_linked_once ON case_linked (case_id, file, receipt);
