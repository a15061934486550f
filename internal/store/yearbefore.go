package store

import (
	"context"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
)

// YearBefore reads the head of a client's engagement that ends the day before.
func (s *Store) YearBefore(ctx context.Context, office, client string, from civil.Date) (engagement.Engagement, error) {
	var e engagement.Engagement
	err := s.read(ctx, office, func(ctx context.Context, tx querier) (err error) {
		e, err = readYearBefore(ctx, tx, office, client, from)
		return err
	})
	return e, found(err, engagement.ErrNotFound)
}

func readYearBefore(ctx context.Context, tx querier, office, client string, from civil.Date) (engagement.Engagement, error) {
	return scanEngagement(office, tx.QueryRowContext(ctx, `SELECT `+engagementColumns+engagementTables+
		`WHERE e.office_id = $1 AND e.client_id = $2 AND e.year_to = $3 ORDER BY e.year_from DESC`, office, client, from.AddDays(-1).String()).Scan)
}
