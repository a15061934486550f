package engagement

import (
	"context"

	"bokslut/internal/audit"
	"bokslut/internal/office"
)

// changeHead changes the head and keeps what it was in the event.
func (s *Service) changeHead(ctx context.Context, by office.User, id, what string, f func(*Engagement)) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		before := c.Head
		f(&c.Head)
		c.HeadChanged = true
		return s.event(by, id, what, "", map[string]any{"from": before, "to": c.Head}), nil
	})
}
