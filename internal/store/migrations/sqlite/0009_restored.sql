-- +goose Up

-- Which life of the database this is, as the file beside it says too, and when
-- it was found, or said, to come from a backup or a copy (0: never).
CREATE TABLE restored (
	one   INTEGER PRIMARY KEY CHECK (one = 1),
	epoch TEXT NOT NULL,
	at    INTEGER NOT NULL
) STRICT;
INSERT INTO restored (one, epoch, at) VALUES (1, '', 0);
