package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/engagement"
)

const engagementColumns = `e.id, e.year_from, e.year_to, e.source, e.responsible, e.reviewer, e.snapshot_id, e.candidate_id, e.series,
	e.locked, e.terms, e.created_at, e.version, e.summary, c.id, c.facts, c.version`

const engagementTables = ` FROM engagement e JOIN client c ON c.office_id = e.office_id AND c.id = e.client_id `

// scanEngagement reads engagementColumns and whatever extra is asked for.
func scanEngagement(office string, scan func(...any) error, extra ...any) (engagement.Engagement, error) {
	e := engagement.Engagement{Office: office}
	var from, to, terms, summary, clientID, facts string
	var locked int
	var created, clientVersion int64
	err := scan(append([]any{
		&e.ID, &from, &to, &e.Source, &e.Responsible, &e.Reviewer, &e.Snapshot, &e.Candidate, &e.Series, &locked, &terms, &created, &e.Version,
		&summary, &clientID, &facts, &clientVersion,
	}, extra...)...)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal([]byte(summary), &e.Summary); err != nil {
		return e, fmt.Errorf("summary of engagement %s: %w", e.ID, err)
	}
	if err := json.Unmarshal([]byte(terms), &e.Terms); err != nil {
		return e, fmt.Errorf("terms of engagement %s: %w", e.ID, err)
	}
	e.Locked, e.Created = locked == 1, fromMillis(created)
	if e.Year.From, err = civil.Parse(from); err != nil {
		return e, err
	}
	if e.Year.To, err = civil.Parse(to); err != nil {
		return e, err
	}
	e.Client, err = decodeClient(clientID, facts, clientVersion)
	return e, err
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// CreateEngagement saves a new engagement with the first event of its stream.
func (s *Store) CreateEngagement(ctx context.Context, e engagement.Engagement, event audit.Event) error {
	return s.write(ctx, e.Office, func(ctx context.Context, tx querier) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO engagement
			(office_id, id, client_id, year_from, year_to, source, responsible, reviewer, snapshot_id, series, locked, summary, created_at, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0, '{}', $9, 1)`,
			e.Office, e.ID, e.Client.ID, e.Year.From.String(), e.Year.To.String(), string(e.Source), e.Responsible, e.Reviewer, millis(e.Created))
		if s.dialect.isUnique(err) {
			return engagement.ErrTaken
		}
		if err != nil {
			return err
		}
		return s.appendEvent(ctx, tx, event)
	})
}

// Engagement reads one head.
func (s *Store) Engagement(ctx context.Context, office, id string) (engagement.Engagement, error) {
	var e engagement.Engagement
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		e, err = scanEngagement(office, tx.QueryRowContext(ctx, `SELECT `+engagementColumns+engagementTables+
			`WHERE e.office_id = $1 AND e.id = $2`, office, id).Scan)
		return err
	})
	return e, found(err, engagement.ErrNotFound)
}

// Taken reads what is known of the current import.
func (s *Store) Taken(ctx context.Context, office, id string) (engagement.Taken, error) {
	var t engagement.Taken
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		t, err = readTaken(ctx, tx, office, id)
		return err
	})
	return t, found(err, engagement.ErrNotFound)
}

func readTaken(ctx context.Context, tx querier, office, id string) (engagement.Taken, error) {
	var t engagement.Taken
	var body string
	if err := tx.QueryRowContext(ctx, `SELECT taken FROM engagement WHERE office_id = $1 AND id = $2`, office, id).Scan(&body); err != nil {
		return t, err
	}
	if err := json.Unmarshal([]byte(body), &t); err != nil {
		return t, fmt.Errorf("import taken in by engagement %s: %w", id, err)
	}
	return t, nil
}

// Engagements lists the heads of an office with their summaries. It reads no
// totals and no parts.
func (s *Store) Engagements(ctx context.Context, office string) ([]engagement.Listed, error) {
	var listed []engagement.Listed
	err := s.read(ctx, office, func(ctx context.Context, tx querier) error {
		rows, err := tx.QueryContext(ctx, `SELECT `+engagementColumns+`, coalesce(s.at, 0)`+engagementTables+
			`LEFT JOIN snapshot s ON s.office_id = e.office_id AND s.id = e.snapshot_id
			WHERE e.office_id = $1 ORDER BY c.sort_key, e.year_to DESC, e.id`, office)
		return each(rows, err, func(rows *sql.Rows) error {
			var l engagement.Listed
			var at int64
			var err error
			if l.Engagement, err = scanEngagement(office, rows.Scan, &at); err != nil {
				return err
			}
			l.ImportedAt = fromMillis(at)
			listed = append(listed, l)
			return nil
		})
	})
	return listed, err
}
