-- +goose Up

-- What sign-offs follow: the firm's rules, the engagement's terms, and what a
-- user wants to see. Which kinds of part there are is the engagement's matter.
ALTER TABLE office ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
ALTER TABLE office ADD COLUMN rules_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE engagement ADD COLUMN terms TEXT NOT NULL DEFAULT '{}';
CREATE TABLE user_choice (
	office_id   TEXT NOT NULL,
	user_id     TEXT NOT NULL,
	key         TEXT NOT NULL,
	value       TEXT NOT NULL,
	PRIMARY KEY (office_id, user_id, key),
	FOREIGN KEY (office_id, user_id) REFERENCES office_user (office_id, id)
);
ALTER TABLE engagement_part DROP CONSTRAINT engagement_part_kind_check;
