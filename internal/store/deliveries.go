package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// Deliveries lists the deliveries of an engagement in the order asked.
func (s *Store) Deliveries(ctx context.Context, office, engagementID string) ([]export.Item, error) {
	var items []export.Item
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		items, err = readDeliveries(ctx, tx, office, engagementID)
		return err
	})
	return items, err
}

func readDeliveries(ctx context.Context, tx querier, office, engagementID string) ([]export.Item, error) {
	var items []export.Item
	rows, err := tx.QueryContext(ctx, `SELECT item, body, version FROM delivery
		WHERE office_id = $1 AND engagement_id = $2 ORDER BY seq`, office, engagementID)
	err = each(rows, err, func(rows *sql.Rows) error {
		var item string
		var body []byte
		var version int64
		if err := rows.Scan(&item, &body, &version); err != nil {
			return err
		}
		var it export.Item
		if err := json.Unmarshal([]byte(item), &it); err != nil {
			return fmt.Errorf("delivery: %w", err)
		}
		it.Body, it.Version = body, version
		items = append(items, it)
		return nil
	})
	return items, err
}

// itemJSON is the delivery without the bytes to send, which have a column of
// their own and never change.
func itemJSON(it export.Item) (string, error) {
	it.Body = nil
	b, err := json.Marshal(it)
	return string(b), err
}

func (s *Store) addDelivery(ctx context.Context, tx querier, office string, it export.Item) error {
	item, err := itemJSON(it)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO delivery
		(office_id, id, engagement_id, entry, tenant, series, state, seq, not_before, body, item, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7,
			(SELECT coalesce(max(seq), 0) + 1 FROM delivery WHERE office_id = $1 AND engagement_id = $3), $8, $9, $10, 1)`,
		office, it.ID, it.Engagement, it.Entry, it.Target.Tenant, it.Target.Series, string(it.State), millis(it.NotBefore), it.Body, item)
	if s.dialect.isUnique(err) {
		return engagement.ErrDelivered
	}
	return err
}

// decideDelivery writes a person's decision on the version that was seen.
func (s *Store) decideDelivery(ctx context.Context, tx querier, office string, it export.Item) error {
	item, err := itemJSON(it)
	if err != nil {
		return err
	}
	result, err := tx.ExecContext(ctx, `UPDATE delivery SET state = $4, not_before = $5, item = $6, version = version + 1
		WHERE office_id = $1 AND id = $2 AND version = $3`, office, it.ID, it.Version, string(it.State), millis(it.NotBefore), item)
	if s.dialect.isUnique(err) {
		return engagement.ErrDelivered
	}
	return affected(result, err, engagement.ErrConflict)
}

// Time is the database's clock.
func (s *Store) Time(ctx context.Context) (time.Time, error) {
	var now time.Time
	err := s.read(ctx, "", func(ctx context.Context, tx querier) (err error) {
		now, err = s.now(ctx, tx)
		return err
	})
	return now, err
}

// ClaimDelivery leases a delivery and its series.
func (s *Store) ClaimDelivery(ctx context.Context, office string, it export.Item, holder string, d time.Duration) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `INSERT INTO series_lease (tenant, series, lease_holder, lease_until) VALUES ($1, $2, $3, $4)
			ON CONFLICT (tenant, series) DO UPDATE SET lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
			WHERE series_lease.lease_holder = excluded.lease_holder OR series_lease.lease_until <= $5`,
			it.Target.Tenant, it.Target.Series, holder, millis(now.Add(d)), millis(now))
		if err := affected(result, err, jobs.ErrLease); err != nil {
			return err
		}
		result, err = tx.ExecContext(ctx, `UPDATE delivery SET lease_holder = $3, lease_until = $4
			WHERE office_id = $1 AND id = $2 AND version = $5 AND (lease_holder = $3 OR lease_until <= $6)`,
			office, it.ID, holder, millis(now.Add(d)), it.Version, millis(now))
		return affected(result, err, jobs.ErrLease)
	})
}

// SaveDelivery writes a delivery that holder has leased.
func (s *Store) SaveDelivery(ctx context.Context, office string, it export.Item, holder string) (export.Item, error) {
	item, err := itemJSON(it)
	if err != nil {
		return it, err
	}
	err = s.write(ctx, office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `UPDATE delivery SET state = $4, not_before = $5, item = $6, version = version + 1
			WHERE office_id = $1 AND id = $2 AND version = $3 AND lease_holder = $7 AND lease_until > $8`,
			office, it.ID, it.Version, string(it.State), millis(it.NotBefore), item, holder, millis(now))
		return affected(result, err, jobs.ErrLease)
	})
	it.Version++
	return it, err
}

// ReleaseDelivery ends holder's leases on a delivery and its series.
func (s *Store) ReleaseDelivery(ctx context.Context, office string, it export.Item, holder string) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `UPDATE delivery SET lease_holder = '', lease_until = 0
			WHERE office_id = $1 AND id = $2 AND lease_holder = $3`, office, it.ID, holder)
		_, err2 := tx.ExecContext(ctx, `DELETE FROM series_lease WHERE tenant = $1 AND series = $2 AND lease_holder = $3`,
			it.Target.Tenant, it.Target.Series, holder)
		return errors.Join(err, err2)
	})
}

// DueEngagements lists engagements with deliveries or parts that wait for a worker.
func (s *Store) DueEngagements(ctx context.Context, since time.Time, limit int) ([]jobs.Due, error) {
	var due []jobs.Due
	err := s.read(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `SELECT d.office_id, d.engagement_id, e.client_id FROM (
				SELECT office_id, engagement_id FROM delivery
				WHERE state IN ('queued', 'sending', 'unknown') AND not_before <= $1 AND lease_until <= $1
				UNION SELECT office_id, engagement_id FROM engagement_part WHERE due > 0 AND due <= $1) d
			JOIN engagement e ON e.office_id = d.office_id AND e.id = d.engagement_id
			WHERE NOT EXISTS (SELECT 1 FROM job j WHERE j.office_id = d.office_id AND j.engagement_id = d.engagement_id
				AND j.kind = 'export' AND (j.state IN ('queued', 'running') OR j.asked_at > $2))
			LIMIT $3`, millis(now), millis(since), limit)
		return each(rows, err, func(rows *sql.Rows) error {
			var one jobs.Due
			err := rows.Scan(&one.Office, &one.Engagement, &one.Client)
			due = append(due, one)
			return err
		})
	})
	return due, err
}
