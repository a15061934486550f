-- +goose Up

-- The latest light look at Fortnox of each engagement: which import it was
-- compared with, when it was asked for, and what it found.
CREATE TABLE look (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	snapshot_id   TEXT NOT NULL,
	asked_at      INTEGER NOT NULL,
	body          TEXT NOT NULL,
	PRIMARY KEY (office_id, engagement_id),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
) STRICT;
