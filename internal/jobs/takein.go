package jobs

import (
	"context"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// Preview works out what taking in an import of the engagement would change: one
// that waits, or an earlier one.
func (s *Service) Preview(ctx context.Context, by office.User, e engagement.Engagement, snapshot string) (engagement.Preview, error) {
	imp, err := s.reread(ctx, by, e, snapshot)
	if err != nil {
		return engagement.Preview{}, err
	}
	return s.engagements.Preview(ctx, by, e, imp)
}

// TakeIn makes an import of the engagement the current one. previous is the
// import that was current when the person saw the preview; engagement.ErrMoved
// when another was taken in since. Books, findings and automatic bilagor are made
// anew from the import's parts.
func (s *Service) TakeIn(ctx context.Context, by office.User, engagementID, snapshot, previous string) error {
	e, err := s.engagements.Get(ctx, by, engagementID)
	switch {
	case err != nil:
		return err
	case !by.MayWrite():
		return engagement.ErrForbidden
	case e.Locked:
		return engagement.ErrLocked
	}
	imp, err := s.reread(ctx, by, e, snapshot)
	if err != nil {
		return err
	}
	return s.engagements.TakeIn(ctx, by, e.ID, imp, previous)
}

// reread is what the parts of an import say. The parts are read again only when
// this process has not seen them lately.
func (s *Service) reread(ctx context.Context, by office.User, e engagement.Engagement, snapshot string) (engagement.Import, error) {
	snap, err := s.engagements.Import(ctx, by, e.ID, snapshot)
	if err != nil {
		return engagement.Import{}, err
	}
	if imp, ok := s.prepared.get(keyOf(e, snap)); ok {
		imp.Book, err = s.engagements.ImportBook(ctx, by, snap.ID)
		return imp, err
	}
	raw, err := s.store.SnapshotParts(ctx, by.Office, snap.ID)
	if err != nil {
		return engagement.Import{}, err
	}
	imp, err := s.prepare(e, snap.Source, partsOf(raw))
	if err != nil {
		return engagement.Import{}, err
	}
	imp.ID, imp.Parts = snap.ID, nil
	s.prepared.put(keyOf(e, snap), imp)
	return imp, nil
}
