package engagement

import (
	"context"

	"bokslut/internal/office"
)

// LastYear gives the client's engagement whose year ends the day before this
// one begins, or ErrNotFound when the office has none.
func (s *Service) LastYear(ctx context.Context, by office.User, e Engagement) (Engagement, error) {
	return s.store.YearBefore(ctx, by.Office, e.Client.ID, e.Year.From)
}
