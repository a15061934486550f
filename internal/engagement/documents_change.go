package engagement

import (
	"bytes"
	"context"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/document"
	"bokslut/internal/office"
)

// LinkDocument attaches a document of the engagement to one more place. Where
// it is attached already nothing changes.
func (s *Service) LinkDocument(ctx context.Context, by office.User, id, doc string, place document.Place) error {
	return s.changeDocument(ctx, by, id, doc, "document.linked", bodiesOf(place), func(c *Change, d *document.Document) error {
		if d.Deleted {
			return ErrNotFound
		}
		if slices.Contains(d.Places, place) {
			return errUnchanged
		}
		all, err := c.documents()
		if err == nil {
			err = c.mayAttach(all, place)
		}
		d.Places = append(slices.Clone(d.Places), place)
		return err
	})
}

// nameOf is the name of a document that can be referred to; an empty id has none.
func (c *Change) nameOf(id string) (string, error) {
	if id == "" {
		return "", nil
	}
	part, ok := c.Parts[PartID{DocumentPart, id}]
	d, err := decode[document.Document](part.Digest)
	if err == nil && (!ok || d.Deleted) {
		err = &office.FieldError{Field: "againstDocument", Err: office.ErrChoice}
	}
	return d.Name, err
}

// UnlinkDocument takes a document away from a place. It stays in the engagement
// and at its other places.
func (s *Service) UnlinkDocument(ctx context.Context, by office.User, id, doc string, place document.Place) error {
	return s.changeDocument(ctx, by, id, doc, "document.unlinked", nil, func(_ *Change, d *document.Document) error {
		d.Places = slices.DeleteFunc(slices.Clone(d.Places), func(p document.Place) bool { return p == place })
		return nil
	})
}

// DeleteDocument takes a document away from everywhere; it stays readable and
// can be brought back to its places.
func (s *Service) DeleteDocument(ctx context.Context, by office.User, id, doc string) error {
	return s.changeDocument(ctx, by, id, doc, "document.deleted", nil, func(_ *Change, d *document.Document) error {
		d.Deleted = true
		return nil
	})
}

// RestoreDocument brings a deleted document back to where it was.
func (s *Service) RestoreDocument(ctx context.Context, by office.User, id, doc string) error {
	return s.changeDocument(ctx, by, id, doc, "document.restored", nil, func(_ *Change, d *document.Document) error {
		d.Deleted = false
		return nil
	})
}

// changeDocument runs f on a document as it is now: what f does holds whatever
// others have changed meanwhile.
func (s *Service) changeDocument(ctx context.Context, by office.User, id, doc, what string, bodies []PartID, f func(*Change, *document.Document) error) error {
	return ifChanged(s.change(ctx, by, id, bodies, func(c *Change) (audit.Event, error) {
		part, ok := c.Parts[PartID{DocumentPart, doc}]
		if !ok {
			return audit.Event{}, ErrNotFound
		}
		before, err := decode[document.Document](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		after := before
		if err := f(c, &after); err != nil {
			return audit.Event{}, err
		}
		if bytes.Equal(encode(before), encode(after)) {
			return audit.Event{}, errUnchanged
		}
		c.Save = append(c.Save, documentPart(after, part.Version))
		return s.event(by, id, what, doc, map[string]any{"from": before, "to": after}), nil
	}))
}
