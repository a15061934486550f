package store

import (
	"context"
	"database/sql"

	"bokslut/internal/engagement"
)

// SnapshotIndex lists the parts of an import of the engagement, without their
// contents.
func (s *Store) SnapshotIndex(ctx context.Context, office, engagementID, snapshot string) ([]engagement.PartInfo, error) {
	var parts []engagement.PartInfo
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT p.seq, p.name, p.kind, p.request, p.at, p.sha256, b.size FROM snapshot_part p
			JOIN snapshot s ON s.office_id = p.office_id AND s.id = p.snapshot_id
			JOIN blob b ON b.office_id = p.office_id AND b.sha256 = p.sha256
			WHERE p.office_id = $1 AND s.engagement_id = $2 AND p.snapshot_id = $3 ORDER BY p.seq`, office, engagementID, snapshot)
		return each(rows, err, func(rows *sql.Rows) error {
			var p engagement.PartInfo
			var at int64
			err := rows.Scan(&p.Seq, &p.Name, &p.Kind, &p.Request, &at, &p.SHA256, &p.Size)
			p.At = fromMillis(at)
			parts = append(parts, p)
			return err
		})
	})
	if err == nil && len(parts) == 0 {
		err = engagement.ErrNotFound
	}
	return parts, err
}

// SnapshotPart reads the content of one part, by its place in the index.
func (s *Store) SnapshotPart(ctx context.Context, office, engagementID, snapshot string, seq int) ([]byte, error) {
	var body []byte
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		var hash string
		var zipped []byte
		err := tx.QueryRowContext(ctx, `SELECT p.sha256, b.zstd FROM snapshot_part p
			JOIN snapshot s ON s.office_id = p.office_id AND s.id = p.snapshot_id
			JOIN blob b ON b.office_id = p.office_id AND b.sha256 = p.sha256
			WHERE p.office_id = $1 AND s.engagement_id = $2 AND p.snapshot_id = $3 AND p.seq = $4`,
			office, engagementID, snapshot, seq).Scan(&hash, &zipped)
		if err != nil {
			return err
		}
		body, err = s.unpack(zipped, hash)
		return err
	})
	return body, found(err, engagement.ErrNotFound)
}
