package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// ClaimLook lets one caller look at Fortnox, and no other for every, by the
// database's clock. A look is about one import; of another it may be asked at
// once.
func (s *Store) ClaimLook(ctx context.Context, office, engagementID, snapshot string, every time.Duration) (bool, error) {
	claimed := false
	err := s.write(ctx, office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `INSERT INTO look (office_id, engagement_id, snapshot_id, asked_at, body) VALUES ($1, $2, $3, $4, '{}')
			ON CONFLICT (office_id, engagement_id) DO UPDATE SET asked_at = excluded.asked_at,
				body = CASE WHEN look.snapshot_id = excluded.snapshot_id THEN look.body ELSE excluded.body END, snapshot_id = excluded.snapshot_id
			WHERE look.asked_at <= $5 OR look.snapshot_id <> excluded.snapshot_id`,
			office, engagementID, snapshot, millis(now), millis(now.Add(-every)))
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		claimed = n == 1
		return err
	})
	return claimed, err
}

// SaveLook keeps what a look found, unless another import has taken its place.
func (s *Store) SaveLook(ctx context.Context, office, engagementID string, l jobs.Look) error {
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE look SET body = $4 WHERE office_id = $1 AND engagement_id = $2 AND snapshot_id = $3`,
			office, engagementID, l.Snapshot, string(body))
		return err
	})
}

// LatestLook gives what the latest look found; engagement.ErrNotFound when
// nobody has looked yet.
func (s *Store) LatestLook(ctx context.Context, office, engagementID string) (jobs.Look, error) {
	var l jobs.Look
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		var snapshot, body string
		if err := tx.QueryRowContext(ctx, `SELECT snapshot_id, body FROM look WHERE office_id = $1 AND engagement_id = $2`,
			office, engagementID).Scan(&snapshot, &body); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(body), &l)
		l.Snapshot = snapshot
		return err
	})
	return l, found(err, engagement.ErrNotFound)
}

// PartsOf reads the raw parts of some kinds of an import; none is no error.
func (s *Store) PartsOf(ctx context.Context, office, snapshot string, kinds ...string) ([]engagement.RawPart, error) {
	args := []any{office, snapshot}
	var places []string
	for _, kind := range kinds {
		args = append(args, kind)
		places = append(places, fmt.Sprintf("$%d", len(args)))
	}
	var parts []engagement.RawPart
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, partsQuery+` AND p.kind IN (`+strings.Join(places, ", ")+`) ORDER BY p.seq`, args...)
		return each(rows, err, func(rows *sql.Rows) error {
			p, err := s.scanPart(rows)
			parts = append(parts, p)
			return err
		})
	})
	return parts, err
}
