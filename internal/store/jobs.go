package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// AddJob queues a job, or gives it to holder at once.
func (s *Store) AddJob(ctx context.Context, j jobs.Job, holder string, d time.Duration) (jobs.Job, error) {
	body, err := json.Marshal(j)
	if err != nil {
		return j, err
	}
	err = s.write(ctx, j.Office, func(ctx context.Context, tx querier) error {
		var until time.Time
		if holder != "" {
			now, err := s.now(ctx, tx)
			if err != nil {
				return err
			}
			j.Epoch, until = 1, now.Add(d)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO job (office_id, id, engagement_id, kind, state, asked_at, body, epoch, lease_holder, lease_until)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			j.Office, j.ID, j.Engagement, string(j.Kind), string(j.State), millis(j.Asked), string(body), j.Epoch, holder, millis(until))
		if s.dialect.isUnique(err) {
			return engagement.ErrBusy
		}
		return err
	})
	return j, err
}

// Claim gives holder the job that has waited longest.
func (s *Store) Claim(ctx context.Context, holder string, d time.Duration) (jobs.Job, error) {
	var j jobs.Job
	err := s.write(ctx, "", func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		var office, id, body string
		var epoch int64
		var cancel int
		if err := tx.QueryRowContext(ctx, `SELECT office_id, id, body, epoch, cancel FROM job
			WHERE state IN ('queued', 'running') AND lease_until <= $1 ORDER BY asked_at, id LIMIT 1`+s.dialect.skipLocked(),
			millis(now)).Scan(&office, &id, &body, &epoch, &cancel); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(body), &j); err != nil {
			return fmt.Errorf("job %s: %w", id, err)
		}
		j.Epoch, j.Cancel = epoch+1, cancel == 1
		_, err = tx.ExecContext(ctx, `UPDATE job SET epoch = $3, lease_holder = $4, lease_until = $5
			WHERE office_id = $1 AND id = $2`, office, id, j.Epoch, holder, millis(now.Add(d)))
		return err
	})
	return j, found(err, engagement.ErrNotFound)
}

// SaveJob writes a job that is still its claimant's and prolongs the lease; a
// final one is let go.
func (s *Store) SaveJob(ctx context.Context, j jobs.Job, d time.Duration) (bool, error) {
	body, err := json.Marshal(j)
	if err != nil {
		return false, err
	}
	var cancel int
	err = s.write(ctx, j.Office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		until := now.Add(d)
		if j.State.Final() {
			until = time.Time{}
		}
		result, err := tx.ExecContext(ctx, `UPDATE job SET state = $4, body = $5, lease_until = $6
			WHERE office_id = $1 AND id = $2 AND epoch = $3 AND state IN ('queued', 'running')`,
			j.Office, j.ID, j.Epoch, string(j.State), string(body), millis(until))
		if err := affected(result, err, engagement.ErrConflict); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT cancel FROM job WHERE office_id = $1 AND id = $2`, j.Office, j.ID).Scan(&cancel)
	})
	return cancel == 1, err
}

// Beat prolongs the lease of a job that is still its claimant's.
func (s *Store) Beat(ctx context.Context, j jobs.Job, d time.Duration) (bool, error) {
	var cancel int
	err := s.write(ctx, j.Office, func(ctx context.Context, tx querier) error {
		now, err := s.now(ctx, tx)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `UPDATE job SET lease_until = $4 WHERE office_id = $1 AND id = $2 AND epoch = $3
			AND state IN ('queued', 'running') RETURNING cancel`, j.Office, j.ID, j.Epoch, millis(now.Add(d))).Scan(&cancel)
	})
	return cancel == 1, found(err, engagement.ErrConflict)
}

// LatestJob gives the engagement's latest job of a kind.
func (s *Store) LatestJob(ctx context.Context, office, engagementID string, kind jobs.Kind) (jobs.Job, error) {
	var j jobs.Job
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		var body string
		var epoch int64
		var cancel int
		if err := tx.QueryRowContext(ctx, `SELECT body, epoch, cancel FROM job WHERE office_id = $1 AND engagement_id = $2 AND kind = $3
			ORDER BY asked_at DESC, id DESC LIMIT 1`, office, engagementID, string(kind)).Scan(&body, &epoch, &cancel); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(body), &j)
		j.Epoch, j.Cancel = epoch, cancel == 1
		return err
	})
	return j, found(err, engagement.ErrNotFound)
}

// CancelJob asks a job that is queued or running to stop.
func (s *Store) CancelJob(ctx context.Context, office, engagementID string, kind jobs.Kind) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		result, err := tx.ExecContext(ctx, `UPDATE job SET cancel = 1 WHERE office_id = $1 AND engagement_id = $2 AND kind = $3
			AND state IN ('queued', 'running')`, office, engagementID, string(kind))
		return affected(result, err, engagement.ErrNotRunning)
	})
}
