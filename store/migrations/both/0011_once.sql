-- A receipt is a case once, whatever month it is put into; of those that are two already the first one counts.
ALTER TABLE cases ADD COLUMN origin TEXT;
UPDATE cases SET origin = source || '/' || file || '/' || receipt WHERE NOT EXISTS (
  SELECT 1 FROM cases other WHERE other.file = cases.file AND other.receipt = cases.receipt
    AND other.source = cases.source
    AND (other.made < cases.made OR (other.made = cases.made AND other.id < cases.id)));
CREATE UNIQUE INDEX cases_origin ON cases (origin);

-- A claim file is counted once by the months in which it is filed, whatever month of review its figures are put into.
-- Of those that were counted before these months are not known: they are counted whole.
CREATE TABLE figure_files_once (
  file TEXT NOT NULL,
  branch TEXT NOT NULL,
  month TEXT NOT NULL,
  filed TEXT NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (file, branch, month, filed),
  FOREIGN KEY (branch, month) REFERENCES figures (branch, month)
);
INSERT INTO figure_files_once SELECT file, branch, month, '', taken FROM figure_files;
DROP TABLE figure_files;
ALTER TABLE figure_files_once RENAME TO figure_files;
CREATE UNIQUE INDEX figure_files_filed ON figure_files (file, branch, filed) WHERE filed <> '';

-- Who decided in the round of a case that is not settled: whoever did does not decide again.
CREATE TABLE case_decided (
  case_id TEXT NOT NULL REFERENCES cases (id),
  seat TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (case_id, seat, account)
);
