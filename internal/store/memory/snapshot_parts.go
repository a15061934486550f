package memory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"bokslut/internal/engagement"
)

// SnapshotIndex implements engagement.Store.
func (s *Store) SnapshotIndex(ctx context.Context, firm, id, snap string) ([]engagement.PartInfo, error) {
	return read(ctx, s, func() ([]engagement.PartInfo, error) {
		known := s.snapshots[key{firm, snap}]
		if known.engagement != id || len(known.Parts) == 0 {
			return nil, engagement.ErrNotFound
		}
		var all []engagement.PartInfo
		for i, p := range known.Parts {
			all = append(all, engagement.PartInfo{
				Seq: i, Name: p.Name, Kind: p.Kind, Request: p.Request, At: p.At, SHA256: hashOf(p.Body), Size: int64(len(p.Body)),
			})
		}
		return all, nil
	})
}

// SnapshotPart implements engagement.Store.
func (s *Store) SnapshotPart(ctx context.Context, firm, id, snap string, seq int) ([]byte, error) {
	return read(ctx, s, func() ([]byte, error) {
		known := s.snapshots[key{firm, snap}]
		if known.engagement != id || seq < 0 || seq >= len(known.Parts) {
			return nil, engagement.ErrNotFound
		}
		return known.Parts[seq].Body, nil
	})
}

// Content implements engagement.Store.
func (s *Store) Content(ctx context.Context, firm, id, hash string) ([]byte, error) {
	return read(ctx, s, func() ([]byte, error) {
		b, err := s.binder(firm, id)
		if err != nil {
			return nil, err
		}
		body, ok := b.kept[hash]
		if !ok {
			return nil, engagement.ErrNotFound
		}
		return body, nil
	})
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
