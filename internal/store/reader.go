package store

import (
	"context"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
)

// reader reads inside a transaction.
type reader struct {
	ctx    context.Context // of the transaction, which it does not outlive
	tx     querier
	office string
}

// Part implements engagement.Reader.
func (r reader) Part(engagementID string, id engagement.PartID) (engagement.Part, error) {
	p, err := readPart(r.ctx, r.tx, r.office, engagementID, id)
	return p, found(err, engagement.ErrNotFound)
}

// Digests implements engagement.Reader.
func (r reader) Digests(engagementID string, kind engagement.PartKind) ([]engagement.Part, error) {
	return readDigests(r.ctx, r.tx, r.office, engagementID, kind)
}

// YearBefore implements engagement.Reader.
func (r reader) YearBefore(client string, from civil.Date) (engagement.Engagement, error) {
	e, err := readYearBefore(r.ctx, r.tx, r.office, client, from)
	return e, found(err, engagement.ErrNotFound)
}
