-- +goose Up

-- Two new kinds of part: what the tax rests on, and plans for the year's result.
-- SQLite cannot alter a check.
CREATE TABLE engagement_part_5 (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('workpaper', 'entry', 'intake', 'tax', 'plan')),
	key           TEXT NOT NULL,
	digest        TEXT NOT NULL,
	body          TEXT NOT NULL,
	version       INTEGER NOT NULL,
	PRIMARY KEY (office_id, engagement_id, kind, key),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
) STRICT;
INSERT INTO engagement_part_5 SELECT office_id, engagement_id, kind, key, digest, body, version FROM engagement_part;
DROP TABLE engagement_part;
ALTER TABLE engagement_part_5 RENAME TO engagement_part;
