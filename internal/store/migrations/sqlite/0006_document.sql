-- +goose Up

-- Two new kinds of part: documents that people attach, and what became of them
-- in the client's bookkeeping program. SQLite cannot alter a check.
CREATE TABLE engagement_part_6 (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('workpaper', 'entry', 'intake', 'tax', 'plan', 'document', 'attachment')),
	key           TEXT NOT NULL,
	digest        TEXT NOT NULL,
	body          TEXT NOT NULL,
	version       INTEGER NOT NULL,
	PRIMARY KEY (office_id, engagement_id, kind, key),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
) STRICT;
INSERT INTO engagement_part_6 SELECT office_id, engagement_id, kind, key, digest, body, version FROM engagement_part;
DROP TABLE engagement_part;
ALTER TABLE engagement_part_6 RENAME TO engagement_part;

-- The contents that an engagement holds beside its imports.
CREATE TABLE engagement_blob (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	sha256        TEXT NOT NULL,
	PRIMARY KEY (office_id, engagement_id, sha256),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id),
	FOREIGN KEY (office_id, sha256) REFERENCES blob (office_id, sha256)
) STRICT;
