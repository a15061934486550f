-- +goose Up

-- An import is read first and taken in (inläsning) afterwards: the head keeps
-- which one waits, and what taking in the current one said together with the
-- exported entries, which the import itself cannot know.
ALTER TABLE engagement ADD COLUMN candidate_id TEXT NOT NULL DEFAULT '';
ALTER TABLE engagement ADD COLUMN taken TEXT NOT NULL DEFAULT '{}';
UPDATE engagement SET taken = (SELECT json_build_object('recognised', s.head::json->'recognised', 'findings', s.head::json->'findings')::text
	FROM snapshot s WHERE s.office_id = engagement.office_id AND s.id = engagement.snapshot_id)
	WHERE snapshot_id <> '';

ALTER TABLE engagement_part DROP CONSTRAINT engagement_part_kind_check;
ALTER TABLE engagement_part ADD CONSTRAINT engagement_part_kind_check CHECK (kind IN ('workpaper', 'entry', 'intake'));

-- Every import that exists was taken in when it was read; nothing was compared.
INSERT INTO engagement_part (office_id, engagement_id, kind, key, digest, body, version)
	SELECT office_id, engagement_id, 'intake', seq::text, intake, intake, 1 FROM (
		SELECT s.office_id, s.engagement_id, s.seq, json_build_object('no', s.seq, 'unknown', true,
			'at', s.head::json->'at', 'readAt', s.head::json->'at', 'by', s.head::json->'by',
			'source', s.head::json->'source', 'to', s.id, 'from', coalesce(p.id, ''))::text AS intake
		FROM snapshot s LEFT JOIN snapshot p ON p.office_id = s.office_id AND p.engagement_id = s.engagement_id AND p.seq = s.seq - 1
	) AS taken;
