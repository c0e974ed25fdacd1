-- What a case is shown from: the claim as it came and what was found in it, sealed.
-- Rules, lines and verdicts in the clear: they are counted, and name no patient.
ALTER TABLE cases ADD COLUMN claim BYTEA;
ALTER TABLE cases ADD COLUMN claim_key TEXT;
ALTER TABLE cases ADD COLUMN found BYTEA;
ALTER TABLE cases ADD COLUMN found_key TEXT;

-- Which rule spoke of which line of a case.
CREATE TABLE case_rules (
  case_id TEXT NOT NULL REFERENCES cases (id),
  rule TEXT NOT NULL,
  line BIGINT NOT NULL,
  PRIMARY KEY (case_id, rule, line)
);
CREATE INDEX case_rules_rule ON case_rules (rule, case_id);

-- What was settled of each line; empty again when a decision is taken back.
CREATE TABLE case_verdicts (
  case_id TEXT NOT NULL REFERENCES cases (id),
  line BIGINT NOT NULL,
  verdict TEXT NOT NULL,
  PRIMARY KEY (case_id, line)
);
