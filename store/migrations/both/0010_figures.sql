-- What screenings that were taken in counted, by month of review and branch: counts alone, of no receipt and no person.
CREATE TABLE figures (
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  receipts BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  assessed BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  review BIGINT NOT NULL,
  unreadable BIGINT NOT NULL,
  staff BIGINT NOT NULL,
  committee BIGINT NOT NULL,
  priority BIGINT NOT NULL,
  headquarters BIGINT NOT NULL,
  arbiter BIGINT NOT NULL,
  flagged BIGINT NOT NULL,
  not_evaluated BIGINT NOT NULL,
  only_not_evaluated BIGINT NOT NULL,
  points_claimed BIGINT NOT NULL,
  points_assessed BIGINT NOT NULL,
  PRIMARY KEY (branch, month),
  FOREIGN KEY (branch, month) REFERENCES months (branch, month)
);

-- Claim files that are counted in them, so that none is counted twice.
CREATE TABLE figure_files (
  file TEXT NOT NULL,
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (file, branch, month),
  FOREIGN KEY (branch, month) REFERENCES figures (branch, month)
);

-- What each rule did.
CREATE TABLE figure_rules (
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  rule TEXT NOT NULL,
  flagged BIGINT NOT NULL,
  assessed BIGINT NOT NULL,
  returned BIGINT NOT NULL,
  subsumed BIGINT NOT NULL,
  told BIGINT NOT NULL,
  points BIGINT NOT NULL,
  PRIMARY KEY (branch, month, rule),
  FOREIGN KEY (branch, month) REFERENCES figures (branch, month)
);
CREATE INDEX figure_rules_rule ON figure_rules (rule, month);

-- Receipts that a rule could not evaluate, by cause.
CREATE TABLE figure_open (
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  rule TEXT NOT NULL,
  cause TEXT NOT NULL,
  receipts BIGINT NOT NULL,
  PRIMARY KEY (branch, month, rule, cause),
  FOREIGN KEY (branch, month) REFERENCES figures (branch, month)
);
