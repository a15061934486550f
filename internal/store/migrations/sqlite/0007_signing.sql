-- +goose Up

-- What sign-offs follow: the firm's rules, the engagement's terms, and what a
-- user wants to see. Which kinds of part there are is the engagement's matter.
ALTER TABLE office ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
ALTER TABLE office ADD COLUMN rules_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE engagement ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
CREATE TABLE user_choice (
	office_id   TEXT NOT NULL,
	user_id     TEXT NOT NULL,
	key         TEXT NOT NULL,
	value       TEXT NOT NULL,
	PRIMARY KEY (office_id, user_id, key),
	FOREIGN KEY (office_id, user_id) REFERENCES office_user (office_id, id)
) STRICT;
CREATE TABLE engagement_part_7 (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL,
	key           TEXT NOT NULL,
	digest        TEXT NOT NULL,
	body          TEXT NOT NULL,
	version       INTEGER NOT NULL,
	PRIMARY KEY (office_id, engagement_id, kind, key),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
) STRICT;
INSERT INTO engagement_part_7 SELECT office_id, engagement_id, kind, key, digest, body, version FROM engagement_part;
DROP TABLE engagement_part;
ALTER TABLE engagement_part_7 RENAME TO engagement_part;
