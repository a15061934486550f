package memory

import (
	"cmp"
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
)

// within reads while the store is held.
type within struct {
	store *Store
	firm  string
}

// Part implements engagement.Reader.
func (r within) Part(id string, part engagement.PartID) (engagement.Part, error) {
	p, ok := r.store.partsOf(r.firm, id)[part]
	if !ok {
		return p, engagement.ErrNotFound
	}
	return p, nil
}

// Digests implements engagement.Reader.
func (r within) Digests(id string, kind engagement.PartKind) ([]engagement.Part, error) {
	var all []engagement.Part
	for _, p := range r.store.partsOf(r.firm, id) {
		if p.ID.Kind == kind {
			p.Body = nil
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b engagement.Part) int { return cmp.Compare(a.ID.Key, b.ID.Key) })
	return all, nil
}

// YearBefore implements engagement.Reader.
func (r within) YearBefore(client string, from civil.Date) (engagement.Engagement, error) {
	for k, b := range r.store.binders {
		if k.office == r.firm && b.head.Client.ID == client && b.head.Year.To == from.AddDays(-1) {
			return r.store.head(b), nil
		}
	}
	return engagement.Engagement{}, engagement.ErrNotFound
}
