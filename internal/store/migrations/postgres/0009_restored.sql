-- +goose Up

-- When the database was said to come from a backup or a copy (0: never). The
-- epoch is for databases that are files.
CREATE TABLE restored (
	one   BIGINT PRIMARY KEY CHECK (one = 1),
	epoch TEXT NOT NULL,
	at    BIGINT NOT NULL
);
INSERT INTO restored (one, epoch, at) VALUES (1, '', 0);
