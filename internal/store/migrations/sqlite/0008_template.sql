-- +goose Up

-- Entries that the office has saved to begin others from.
CREATE TABLE entry_template (
	office_id TEXT NOT NULL REFERENCES office (id),
	id        TEXT NOT NULL,
	name      TEXT NOT NULL,
	sort_key  TEXT NOT NULL,
	body      TEXT NOT NULL,
	PRIMARY KEY (office_id, id)
) STRICT;
