package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"bokslut/internal/audit"
	"bokslut/internal/engagement"
)

// Change runs f on an engagement inside one transaction.
func (s *Store) Change(ctx context.Context, office, id string, bodies []engagement.PartID, f func(*engagement.Change) (audit.Event, error)) error {
	return s.write(ctx, office, func(ctx context.Context, tx querier) error {
		// Held until the transaction ends, so that changes of one engagement run
		// one at a time.
		var held string
		err := tx.QueryRowContext(ctx, `SELECT id FROM engagement WHERE office_id = $1 AND id = $2`+s.dialect.lockRow(), office, id).Scan(&held)
		if err != nil {
			return found(err, engagement.ErrNotFound)
		}
		c, err := s.load(ctx, tx, office, id, bodies)
		if err != nil {
			return err
		}
		c.Reader = reader{ctx, tx, office}
		event, err := f(c)
		if err != nil {
			return err
		}
		if err := s.saveChange(ctx, tx, office, id, c); err != nil {
			return err
		}
		event.Office, event.Stream = office, id
		return s.appendEvent(ctx, tx, event)
	})
}

// Load reads what a change would look at.
func (s *Store) Load(ctx context.Context, office, id string, bodies []engagement.PartID) (*engagement.Change, error) {
	var c *engagement.Change
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		c, err = s.load(ctx, tx, office, id, bodies)
		return err
	})
	return c, found(err, engagement.ErrNotFound)
}

func (s *Store) load(ctx context.Context, tx querier, office, id string, bodies []engagement.PartID) (*engagement.Change, error) {
	c := &engagement.Change{Parts: map[engagement.PartID]engagement.Part{}}
	var err error
	c.Head, err = scanEngagement(office, tx.QueryRowContext(ctx, `SELECT `+engagementColumns+engagementTables+
		`WHERE e.office_id = $1 AND e.id = $2`, office, id).Scan)
	if err != nil {
		return nil, err
	}
	if c.Head.Snapshot != "" {
		snap, err := s.readSnapshot(ctx, tx, office, id, c.Head.Snapshot)
		if err != nil {
			return nil, err
		}
		c.Totals = &snap.Totals
	}
	if c.Taken, err = readTaken(ctx, tx, office, id); err != nil {
		return nil, err
	}
	if err := loadParts(ctx, tx, office, id, bodies, c); err != nil {
		return nil, err
	}
	c.Deliveries, err = readDeliveries(ctx, tx, office, id)
	return c, err
}

func loadParts(ctx context.Context, tx querier, office, id string, bodies []engagement.PartID, c *engagement.Change) error {
	rows, err := tx.QueryContext(ctx, `SELECT kind, key, version, digest FROM engagement_part
		WHERE office_id = $1 AND engagement_id = $2`, office, id)
	err = each(rows, err, func(rows *sql.Rows) error {
		p, err := scanDigest(rows)
		c.Parts[p.ID] = p
		return err
	})
	if err != nil {
		return err
	}
	for _, body := range bodies {
		p, err := readPart(ctx, tx, office, id, body)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		c.Parts[body] = p
	}
	return nil
}

func (s *Store) saveChange(ctx context.Context, tx querier, office, id string, c *engagement.Change) error {
	if c.Snapshot != nil {
		if err := s.addSnapshot(ctx, tx, office, id, *c.Snapshot); err != nil {
			return err
		}
	}
	for _, body := range c.Keep {
		if err := s.keepContent(ctx, tx, office, id, body); err != nil {
			return err
		}
	}
	for _, p := range c.Save {
		if err := s.savePart(ctx, tx, office, id, p); err != nil {
			return err
		}
	}
	for _, it := range c.Deliver {
		if err := s.addDelivery(ctx, tx, office, it); err != nil {
			return err
		}
	}
	for _, it := range c.Decided {
		if err := s.decideDelivery(ctx, tx, office, it); err != nil {
			return err
		}
	}
	return saveHead(ctx, tx, office, id, c)
}

func saveHead(ctx context.Context, tx querier, office, id string, c *engagement.Change) error {
	summary, err := json.Marshal(c.Summary)
	if err != nil {
		return err
	}
	if !c.HeadChanged {
		_, err = tx.ExecContext(ctx, `UPDATE engagement SET summary = $3 WHERE office_id = $1 AND id = $2`, office, id, string(summary))
		return err
	}
	h := c.Head
	taken, err := json.Marshal(c.Taken)
	if err != nil {
		return err
	}
	terms, err := json.Marshal(h.Terms)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE engagement SET summary = $3, source = $4, responsible = $5, reviewer = $6,
		snapshot_id = $7, series = $8, locked = $9, candidate_id = $10, taken = $11, terms = $12, version = version + 1
		WHERE office_id = $1 AND id = $2`,
		office, id, string(summary), string(h.Source), h.Responsible, h.Reviewer, h.Snapshot, h.Series, flag(h.Locked), h.Candidate, string(taken), string(terms))
	return err
}
