-- +goose Up
-- Instants are milliseconds since 1970 UTC, accounting dates 2025-12-31 as
-- text, sums öre, flags 0 or 1. Every table with an office's data has the
-- office in its key.

CREATE TABLE office (
	id          TEXT PRIMARY KEY,
	name        TEXT NOT NULL,
	created_at  BIGINT NOT NULL
);

CREATE TABLE office_key (
	office_id   TEXT NOT NULL REFERENCES office (id),
	id          TEXT NOT NULL,
	wrapped     BYTEA NOT NULL,
	created_at  BIGINT NOT NULL,
	PRIMARY KEY (office_id)
);

CREATE TABLE setup_link (
	hash        TEXT PRIMARY KEY,
	expires_at  BIGINT NOT NULL
);

CREATE TABLE office_user (
	office_id     TEXT NOT NULL REFERENCES office (id),
	id            TEXT NOT NULL,
	name          TEXT NOT NULL,
	sort_key      TEXT COLLATE "C" NOT NULL,
	email         TEXT NOT NULL,
	email_key     TEXT NOT NULL UNIQUE,
	password_hash TEXT NOT NULL,
	role          TEXT NOT NULL CHECK (role IN ('admin', 'consultant', 'reader')),
	disabled      BIGINT NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
	created_at    BIGINT NOT NULL,
	version       BIGINT NOT NULL,
	PRIMARY KEY (office_id, id)
);

CREATE TABLE sign_in_failure (
	key         TEXT PRIMARY KEY,
	failures    BIGINT NOT NULL,
	last_at     BIGINT NOT NULL
);

CREATE TABLE session (
	token_hash  TEXT PRIMARY KEY,
	data        BYTEA NOT NULL,
	expires_at  BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE client (
	office_id   TEXT NOT NULL REFERENCES office (id),
	id          TEXT NOT NULL,
	name        TEXT NOT NULL,
	sort_key    TEXT COLLATE "C" NOT NULL,
	orgnr       TEXT NOT NULL,
	facts       TEXT NOT NULL,
	version     BIGINT NOT NULL,
	PRIMARY KEY (office_id, id),
	UNIQUE (office_id, orgnr)
);

CREATE TABLE client_access (
	office_id   TEXT NOT NULL,
	client_id   TEXT NOT NULL,
	user_id     TEXT NOT NULL,
	PRIMARY KEY (office_id, client_id, user_id),
	FOREIGN KEY (office_id, client_id) REFERENCES client (office_id, id),
	FOREIGN KEY (office_id, user_id) REFERENCES office_user (office_id, id)
);

CREATE TABLE connection (
	office_id    TEXT NOT NULL,
	client_id    TEXT NOT NULL,
	tenant       BIGINT NOT NULL,
	company      TEXT NOT NULL,
	orgnr        TEXT NOT NULL,
	scopes       TEXT NOT NULL,
	service      BIGINT NOT NULL CHECK (service IN (0, 1)),
	state        TEXT NOT NULL CHECK (state IN ('connected', 'refreshing', 'login_required', 'disconnected')),
	connected_by TEXT NOT NULL,
	connected_at BIGINT NOT NULL,
	refreshed_at BIGINT NOT NULL,
	expires_at   BIGINT NOT NULL,
	unanswered   BIGINT NOT NULL,
	failures     BIGINT NOT NULL,
	not_before   BIGINT NOT NULL,
	secret       BYTEA,
	version      BIGINT NOT NULL,
	lease_holder TEXT NOT NULL DEFAULT '',
	lease_until  BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (office_id, client_id),
	FOREIGN KEY (office_id, client_id) REFERENCES client (office_id, id)
);

CREATE TABLE login (
	state_hash  TEXT PRIMARY KEY,
	office_id   TEXT NOT NULL REFERENCES office (id),
	begun_at    BIGINT NOT NULL,
	body        TEXT NOT NULL,
	verifier    BYTEA
);

CREATE TABLE engagement (
	office_id    TEXT NOT NULL,
	id           TEXT NOT NULL,
	client_id    TEXT NOT NULL,
	year_from    TEXT NOT NULL,
	year_to      TEXT NOT NULL,
	source       TEXT NOT NULL CHECK (source IN ('fortnox', 'sie', 'manual')),
	responsible  TEXT NOT NULL,
	reviewer     TEXT NOT NULL,
	snapshot_id  TEXT NOT NULL,
	series       TEXT NOT NULL,
	locked       BIGINT NOT NULL CHECK (locked IN (0, 1)),
	summary      TEXT NOT NULL,
	created_at   BIGINT NOT NULL,
	version      BIGINT NOT NULL,
	PRIMARY KEY (office_id, id),
	UNIQUE (office_id, client_id, year_from),
	FOREIGN KEY (office_id, client_id) REFERENCES client (office_id, id),
	FOREIGN KEY (office_id, responsible) REFERENCES office_user (office_id, id)
);

CREATE TABLE engagement_part (
	office_id     TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('workpaper', 'entry')),
	key           TEXT NOT NULL,
	digest        TEXT NOT NULL,
	body          TEXT NOT NULL,
	version       BIGINT NOT NULL,
	PRIMARY KEY (office_id, engagement_id, kind, key),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
);

CREATE TABLE blob (
	office_id   TEXT NOT NULL REFERENCES office (id),
	sha256      TEXT NOT NULL,
	size        BIGINT NOT NULL,
	zstd        BYTEA NOT NULL,
	PRIMARY KEY (office_id, sha256)
);

CREATE TABLE snapshot (
	office_id     TEXT NOT NULL,
	id            TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	seq           BIGINT NOT NULL,
	at            BIGINT NOT NULL,
	head          TEXT NOT NULL,
	totals        BYTEA NOT NULL,
	PRIMARY KEY (office_id, id),
	UNIQUE (office_id, engagement_id, seq),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
);

CREATE TABLE snapshot_part (
	office_id   TEXT NOT NULL,
	snapshot_id TEXT NOT NULL,
	seq         BIGINT NOT NULL,
	name        TEXT NOT NULL,
	kind        TEXT NOT NULL,
	request     TEXT NOT NULL,
	at          BIGINT NOT NULL,
	sha256      TEXT NOT NULL,
	PRIMARY KEY (office_id, snapshot_id, seq),
	FOREIGN KEY (office_id, snapshot_id) REFERENCES snapshot (office_id, id),
	FOREIGN KEY (office_id, sha256) REFERENCES blob (office_id, sha256)
);

CREATE TABLE job (
	office_id     TEXT NOT NULL,
	id            TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	kind          TEXT NOT NULL CHECK (kind IN ('import', 'export')),
	state         TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
	asked_at      BIGINT NOT NULL,
	body          TEXT NOT NULL,
	cancel        BIGINT NOT NULL DEFAULT 0 CHECK (cancel IN (0, 1)),
	epoch         BIGINT NOT NULL DEFAULT 0,
	lease_holder  TEXT NOT NULL DEFAULT '',
	lease_until   BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (office_id, id),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
);
CREATE UNIQUE INDEX job_one_at_a_time ON job (office_id, engagement_id, kind) WHERE state IN ('queued', 'running');
CREATE INDEX job_claim ON job (state, lease_until) WHERE state IN ('queued', 'running');
CREATE INDEX job_latest ON job (office_id, engagement_id, kind, asked_at);

CREATE TABLE delivery (
	office_id     TEXT NOT NULL,
	id            TEXT NOT NULL,
	engagement_id TEXT NOT NULL,
	entry         TEXT NOT NULL,
	tenant        TEXT NOT NULL,
	series        TEXT NOT NULL,
	state         TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'absent', 'doubtful', 'cancelled')),
	seq           BIGINT NOT NULL,
	not_before    BIGINT NOT NULL,
	body          BYTEA NOT NULL,
	item          TEXT NOT NULL,
	version       BIGINT NOT NULL,
	lease_holder  TEXT NOT NULL DEFAULT '',
	lease_until   BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (office_id, id),
	UNIQUE (office_id, engagement_id, seq),
	FOREIGN KEY (office_id, engagement_id) REFERENCES engagement (office_id, id)
);
CREATE UNIQUE INDEX delivery_once ON delivery (office_id, engagement_id, entry) WHERE state NOT IN ('refused', 'cancelled');
CREATE INDEX delivery_due ON delivery (not_before) WHERE state IN ('queued', 'sending', 'unknown');

-- One writer per voucher series at a tenant, over all instances and offices.
CREATE TABLE series_lease (
	tenant       TEXT NOT NULL,
	series       TEXT NOT NULL,
	lease_holder TEXT NOT NULL,
	lease_until  BIGINT NOT NULL,
	PRIMARY KEY (tenant, series)
);

CREATE TABLE audit_event (
	office_id   TEXT NOT NULL REFERENCES office (id),
	stream      TEXT NOT NULL,
	seq         BIGINT NOT NULL,
	at          BIGINT NOT NULL,
	user_id     TEXT NOT NULL,
	what        TEXT NOT NULL,
	object      TEXT NOT NULL,
	detail      TEXT NOT NULL,
	salt        TEXT NOT NULL,
	program     TEXT NOT NULL,
	hash        TEXT NOT NULL,
	PRIMARY KEY (office_id, stream, seq)
);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_event_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER snapshot_keep BEFORE UPDATE ON snapshot
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
