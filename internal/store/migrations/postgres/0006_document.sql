-- +goose Up

-- Two new kinds of part: documents that people attach, and what became of them
-- in the client's bookkeeping program.
ALTER TABLE engagement_part DROP CONSTRAINT engagement_part_kind_check;
ALTER TABLE engagement_part ADD CONSTRAINT engagement_part_kind_check
	CHECK (kind IN ('workpaper', 'entry', 'intake', 'tax', 'plan', 'document', 'attachment'));

-- The contents that an engagement holds beside its imports.
CREATE TABLE engagement_blob (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	sha256        TEXT NOT NULL,
	PRIMARY KEY (office_id, engagement_id, sha256),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id),
	FOREIGN KEY (office_id, sha256) REFERENCES blob (office_id, sha256)
);
