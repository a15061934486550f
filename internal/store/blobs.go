package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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
