package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// Snapshot reads an import with its totals.
func (s *Store) Snapshot(ctx context.Context, office, engagementID, id string) (engagement.Snapshot, error) {
	var snap engagement.Snapshot
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		snap, err = s.readSnapshot(ctx, tx, office, engagementID, id)
		return err
	})
	return snap, found(err, engagement.ErrNotFound)
}

func (s *Store) readSnapshot(ctx context.Context, tx querier, office, engagementID, id string) (engagement.Snapshot, error) {
	var snap engagement.Snapshot
	var head string
	var zipped []byte
	if err := tx.QueryRowContext(ctx, `SELECT head, totals FROM snapshot WHERE office_id = $1 AND engagement_id = $2 AND id = $3`,
		office, engagementID, id).Scan(&head, &zipped); err != nil {
		return snap, err
	}
	if err := json.Unmarshal([]byte(head), &snap); err != nil {
		return snap, fmt.Errorf("snapshot %s: %w", id, err)
	}
	totals, err := s.unzip.DecodeAll(zipped, nil)
	if err != nil {
		return snap, fmt.Errorf("totals of snapshot %s: %w", id, err)
	}
	if err := json.Unmarshal(totals, &snap.Totals); err != nil {
		return snap, fmt.Errorf("totals of snapshot %s: %w", id, err)
	}
	return snap, nil
}

// Snapshots lists the imports of an engagement, the latest first.
func (s *Store) Snapshots(ctx context.Context, office, engagementID string) ([]engagement.Snapshot, error) {
	var snaps []engagement.Snapshot
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT head FROM snapshot WHERE office_id = $1 AND engagement_id = $2 ORDER BY seq DESC`, office, engagementID)
		return each(rows, err, func(rows *sql.Rows) error {
			var head string
			var snap engagement.Snapshot
			if err := rows.Scan(&head); err != nil {
				return err
			}
			err := json.Unmarshal([]byte(head), &snap)
			snaps = append(snaps, snap)
			return err
		})
	})
	return snaps, err
}

// SnapshotParts reads the raw parts of an import.
func (s *Store) SnapshotParts(ctx context.Context, office, snapshot string) ([]engagement.RawPart, error) {
	var parts []engagement.RawPart
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, partsQuery+` ORDER BY p.seq`, office, snapshot)
		return each(rows, err, func(rows *sql.Rows) error {
			p, err := s.scanPart(rows)
			parts = append(parts, p)
			return err
		})
	})
	if err == nil && len(parts) == 0 {
		err = engagement.ErrNotFound
	}
	return parts, err
}

const partsQuery = `SELECT p.name, p.kind, p.request, p.at, p.sha256, b.zstd FROM snapshot_part p
	JOIN blob b ON b.office_id = p.office_id AND b.sha256 = p.sha256
	WHERE p.office_id = $1 AND p.snapshot_id = $2`

// scanPart reads a row of partsQuery.
func (s *Store) scanPart(rows *sql.Rows) (p engagement.RawPart, err error) {
	var at int64
	var hash string
	var zipped []byte
	if err := rows.Scan(&p.Name, &p.Kind, &p.Request, &at, &hash, &zipped); err != nil {
		return p, err
	}
	p.At = fromMillis(at)
	p.Body, err = s.unpack(zipped, hash)
	return p, err
}

// addSnapshot saves an import with its parts. Parts that the office has already
// are shared.
func (s *Store) addSnapshot(ctx context.Context, tx querier, office, engagementID string, snap engagement.NewSnapshot) error {
	totals, err := json.Marshal(snap.Totals)
	if err != nil {
		return err
	}
	head := snap.Snapshot
	head.Totals = ledger.Totals{}
	headJSON, err := json.Marshal(head)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO snapshot (office_id, id, engagement_id, seq, at, head, totals)
		VALUES ($1, $2, $3, (SELECT coalesce(max(seq), 0) + 1 FROM snapshot WHERE office_id = $1 AND engagement_id = $3), $4, $5, $6)`,
		office, snap.ID, engagementID, millis(snap.At), string(headJSON), s.zip.EncodeAll(totals, nil)); err != nil {
		return err
	}
	for i, p := range snap.Parts {
		hash, err := s.putBlob(ctx, tx, office, p.Body)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO snapshot_part (office_id, snapshot_id, seq, name, kind, request, at, sha256)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, office, snap.ID, i, p.Name, p.Kind, p.Request, millis(p.At), hash); err != nil {
			return err
		}
	}
	return nil
}
