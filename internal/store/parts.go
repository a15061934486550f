package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"bokslut/internal/engagement"
)

// Digests reads the digests of a kind of part.
func (s *Store) Digests(ctx context.Context, office, engagementID string, kind engagement.PartKind) ([]engagement.Part, error) {
	var parts []engagement.Part
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		parts, err = readDigests(ctx, tx, office, engagementID, kind)
		return err
	})
	return parts, err
}

func readDigests(ctx context.Context, tx querier, office, engagementID string, kind engagement.PartKind) ([]engagement.Part, error) {
	var parts []engagement.Part
	rows, err := tx.QueryContext(ctx, `SELECT kind, key, version, digest FROM engagement_part
		WHERE office_id = $1 AND engagement_id = $2 AND kind = $3 ORDER BY key`, office, engagementID, string(kind))
	err = each(rows, err, func(rows *sql.Rows) error {
		p, err := scanDigest(rows)
		parts = append(parts, p)
		return err
	})
	return parts, err
}

func scanDigest(rows *sql.Rows) (engagement.Part, error) {
	var p engagement.Part
	var digest string
	err := rows.Scan(&p.ID.Kind, &p.ID.Key, &p.Version, &digest)
	p.Digest = json.RawMessage(digest)
	return p, err
}

// Part reads one part whole.
func (s *Store) Part(ctx context.Context, office, engagementID string, id engagement.PartID) (engagement.Part, error) {
	var p engagement.Part
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		p, err = readPart(ctx, tx, office, engagementID, id)
		return err
	})
	return p, found(err, engagement.ErrNotFound)
}

func readPart(ctx context.Context, tx querier, office, engagementID string, id engagement.PartID) (engagement.Part, error) {
	p := engagement.Part{ID: id}
	var digest, body string
	err := tx.QueryRowContext(ctx, `SELECT version, digest, body FROM engagement_part
		WHERE office_id = $1 AND engagement_id = $2 AND kind = $3 AND key = $4`,
		office, engagementID, string(id.Kind), id.Key).Scan(&p.Version, &digest, &body)
	p.Digest, p.Body = json.RawMessage(digest), json.RawMessage(body)
	return p, err
}

// savePart writes a part under the version that it was read with.
func (s *Store) savePart(ctx context.Context, tx querier, office, engagementID string, p engagement.Part) error {
	if p.Version == 0 {
		_, err := tx.ExecContext(ctx, `INSERT INTO engagement_part (office_id, engagement_id, kind, key, digest, body, due, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, 1)`, office, engagementID, string(p.ID.Kind), p.ID.Key, string(p.Digest), string(p.Body), millis(p.Due))
		if s.dialect.isUnique(err) {
			return engagement.ErrConflict
		}
		return err
	}
	result, err := tx.ExecContext(ctx, `UPDATE engagement_part SET digest = $6, body = $7, due = $8, version = version + 1
		WHERE office_id = $1 AND engagement_id = $2 AND kind = $3 AND key = $4 AND version = $5`,
		office, engagementID, string(p.ID.Kind), p.ID.Key, p.Version, string(p.Digest), string(p.Body), millis(p.Due))
	return affected(result, err, engagement.ErrConflict)
}
