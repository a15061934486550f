package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"bokslut/internal/engagement"
)

// maxBlob bounds what one blob may grow to when it is unpacked.
const maxBlob = 512 << 20

// putBlob keeps body under its SHA-256, once per office, and gives the hash.
func (s *Store) putBlob(ctx context.Context, tx querier, office string, body []byte) (string, error) {
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	_, err := tx.ExecContext(ctx, `INSERT INTO blob (office_id, sha256, size, zstd) VALUES ($1, $2, $3, $4)
		ON CONFLICT (office_id, sha256) DO NOTHING`, office, hash, len(body), s.zip.EncodeAll(body, nil))
	return hash, err
}

// keepContent keeps what an engagement holds beside its imports.
func (s *Store) keepContent(ctx context.Context, tx querier, office, engagementID string, body []byte) error {
	hash, err := s.putBlob(ctx, tx, office, body)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO engagement_blob (office_id, engagement_id, sha256) VALUES ($1, $2, $3)
		ON CONFLICT (office_id, engagement_id, sha256) DO NOTHING`, office, engagementID, hash)
	return err
}

// Content reads what an engagement holds under its SHA-256.
func (s *Store) Content(ctx context.Context, office, engagementID, hash string) ([]byte, error) {
	var body []byte
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		var zipped []byte
		err := tx.QueryRowContext(ctx, `SELECT b.zstd FROM engagement_blob e
			JOIN blob b ON b.office_id = e.office_id AND b.sha256 = e.sha256
			WHERE e.office_id = $1 AND e.engagement_id = $2 AND e.sha256 = $3`, office, engagementID, hash).Scan(&zipped)
		if err != nil {
			return err
		}
		body, err = s.unpack(zipped, hash)
		return err
	})
	return body, found(err, engagement.ErrNotFound)
}

// unpack gives back what putBlob was given, proved by its hash.
func (s *Store) unpack(zipped []byte, hash string) ([]byte, error) {
	body, err := s.unzip.DecodeAll(zipped, nil)
	if err != nil {
		return nil, fmt.Errorf("blob %s: %w", hash, err)
	}
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != hash {
		return nil, fmt.Errorf("blob %s: the content is another", hash)
	}
	return body, nil
}
