package engagement

import (
	"context"

	"bokslut/internal/civil"
)

// reads is a Reader that reads each thing in a transaction of its own.
type reads struct {
	ctx    context.Context // of the page that is shown
	store  Store
	office string
}

// Part implements Reader.
func (r reads) Part(engagement string, id PartID) (Part, error) {
	return r.store.Part(r.ctx, r.office, engagement, id)
}

// Digests implements Reader.
func (r reads) Digests(engagement string, kind PartKind) ([]Part, error) {
	return r.store.Digests(r.ctx, r.office, engagement, kind)
}

// YearBefore implements Reader.
func (r reads) YearBefore(client string, from civil.Date) (Engagement, error) {
	return r.store.YearBefore(r.ctx, r.office, client, from)
}
