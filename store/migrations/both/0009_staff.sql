-- A relation holds from a time until a time (the first second after it), and may be declared anew for another time.
ALTER TABLE relations ADD COLUMN holds_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE relations ADD COLUMN holds_until BIGINT NOT NULL DEFAULT 9223372036854775807;
DROP INDEX relations_once;
CREATE UNIQUE INDEX relations_once ON relations (account, institution, kind, holds_from) WHERE withdrawn IS NULL;

-- When the claims of a closed month were deleted.
ALTER TABLE months ADD COLUMN purged BIGINT;

-- A finding names another claim by its file and its number there.
CREATE INDEX cases_file ON cases (file, receipt);
