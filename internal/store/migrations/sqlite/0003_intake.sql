-- +goose Up

-- An import is read first and taken in (inläsning) afterwards: the head keeps
-- which one waits, and what taking in the current one said together with the
-- exported entries, which the import itself cannot know.
ALTER TABLE engagement ADD COLUMN candidate_id TEXT NOT NULL DEFAULT '';
ALTER TABLE engagement ADD COLUMN taken TEXT NOT NULL DEFAULT '{}';
UPDATE engagement SET taken = (SELECT json_object('recognised', json_extract(s.head, '$.recognised'), 'findings', json_extract(s.head, '$.findings'))
	FROM snapshot s WHERE s.office_id = engagement.office_id AND s.id = engagement.snapshot_id)
	WHERE snapshot_id <> '';

-- A new kind of part. SQLite cannot alter a check.
CREATE TABLE engagement_part_3 (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('workpaper', 'entry', 'intake')),
	key           TEXT NOT NULL,
	digest        TEXT NOT NULL,
	body          TEXT NOT NULL,
	version       INTEGER NOT NULL,
	PRIMARY KEY (office_id, engagement_id, kind, key),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
) STRICT;
INSERT INTO engagement_part_3 SELECT office_id, engagement_id, kind, key, digest, body, version FROM engagement_part;
DROP TABLE engagement_part;
ALTER TABLE engagement_part_3 RENAME TO engagement_part;

-- Every import that exists was taken in when it was read; nothing was compared.
INSERT INTO engagement_part (office_id, engagement_id, kind, key, digest, body, version)
	SELECT office_id, engagement_id, 'intake', CAST(seq AS TEXT), intake, intake, 1 FROM (
		SELECT s.office_id, s.engagement_id, s.seq, json_object('no', s.seq, 'unknown', json('true'),
			'at', json_extract(s.head, '$.at'), 'readAt', json_extract(s.head, '$.at'), 'by', json_extract(s.head, '$.by'),
			'source', json_extract(s.head, '$.source'), 'to', s.id, 'from', coalesce(p.id, '')) AS intake
		FROM snapshot s LEFT JOIN snapshot p ON p.office_id = s.office_id AND p.engagement_id = s.engagement_id AND p.seq = s.seq - 1
	);
