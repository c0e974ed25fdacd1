-- What an exclusion speaks of, for the list of them.
ALTER TABLE exclusions ADD COLUMN about BYTEA;
ALTER TABLE exclusions ADD COLUMN about_key TEXT;

-- Official lists of what came back to a clinic (返戻内訳書, 増減点連絡書, return files): what they say, without names.
CREATE TABLE returned_lists (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made BIGINT NOT NULL,
  kind TEXT NOT NULL,
  month BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  receipts BIGINT NOT NULL,
  file_name BYTEA NOT NULL,
  file_name_key TEXT NOT NULL,
  said BYTEA NOT NULL,
  said_key TEXT NOT NULL
);
CREATE UNIQUE INDEX returned_lists_once ON returned_lists (institution, digest);
