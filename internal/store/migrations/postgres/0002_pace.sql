-- +goose Up

-- The requests of the latest seconds to one Fortnox tenant by one client id,
-- over all instances and offices, since Fortnox counts them so.
CREATE TABLE pace (
	client_id TEXT NOT NULL,
	tenant    BIGINT NOT NULL,
	body      BYTEA NOT NULL,
	PRIMARY KEY (client_id, tenant)
);
