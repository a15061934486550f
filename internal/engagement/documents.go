package engagement

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/document"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// Errors of documents.
var (
	ErrPlace         = errors.New("there is no such account, bilaga, row or entry to attach a document to")
	ErrManyAtPlace   = errors.New("the place has as many documents as it can have")
	ErrManyDocuments = errors.New("the engagement has as many documents as it can have")
)

// AddDocument attaches a file to a place. A file that the engagement holds
// already is not kept twice: known is true, and that document is attached. What
// cannot be attached is a *document.Refusal.
func (s *Service) AddDocument(ctx context.Context, by office.User, id, name string, content []byte, place document.Place) (d document.Document, known bool, err error) {
	if !by.MayWrite() {
		return d, false, ErrForbidden
	}
	info, err := document.Inspect(name, content)
	if err != nil {
		return d, false, err
	}
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	err = s.change(ctx, by, id, bodiesOf(place), func(c *Change) (audit.Event, error) {
		known = false
		all, err := c.documents()
		if err != nil {
			return audit.Event{}, err
		}
		if err := c.mayAttach(all, place); err != nil {
			return audit.Event{}, err
		}
		if at := slices.IndexFunc(all, func(d document.Document) bool { return d.SHA256 == hash && !d.Deleted }); at >= 0 {
			d, known = all[at], true
			if slices.Contains(d.Places, place) {
				return audit.Event{}, errUnchanged
			}
			d.Places = append(slices.Clone(d.Places), place)
			c.Save = append(c.Save, documentPart(d, c.Parts[PartID{DocumentPart, d.ID}].Version))
			return s.event(by, id, "document.linked", d.ID, map[string]any{"place": place, "name": d.Name}), nil
		}
		if !roomFor(all, int64(len(content))) {
			return audit.Event{}, ErrManyDocuments
		}
		d = document.Document{
			ID: office.NewID(), Name: info.Name, Kind: info.Kind, Size: int64(len(content)), SHA256: hash, Pages: info.Pages, Sealed: info.Sealed,
			By: by.ID, ByName: by.Name, At: s.now(), Places: []document.Place{place},
		}
		c.Keep = append(c.Keep, content)
		c.Save = append(c.Save, documentPart(d, 0))
		return s.event(by, id, "document.added", d.ID, d), nil
	})
	return d, known, ifChanged(err)
}

// errUnchanged ends a change that has nothing to do.
var errUnchanged = errors.New("nothing changes")

func ifChanged(err error) error {
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

func roomFor(all []document.Document, size int64) bool {
	for _, d := range all {
		size += d.Size
	}
	return len(all) < document.MaxAll && size <= document.MaxBytes
}

// bodiesOf are the parts that have to be read whole to know a place.
func bodiesOf(place document.Place) []PartID {
	if place.Row == "" {
		return nil
	}
	return []PartID{{WorkpaperPart, place.Workpaper}}
}

// mayAttach tells why one more document cannot be attached to a place.
func (c *Change) mayAttach(all []document.Document, place document.Place) error {
	there, err := c.hasPlace(place)
	switch {
	case err != nil:
		return err
	case !there:
		return ErrPlace
	}
	whole := place
	whole.Row = ""
	if len(document.At(all, whole)) >= document.MaxPerPlace {
		return ErrManyAtPlace
	}
	return nil
}

func (c *Change) hasPlace(place document.Place) (bool, error) {
	switch {
	case !place.Valid():
		return false, nil
	case place.Account != "":
		if c.Totals == nil || len(c.Totals.Years) == 0 {
			return false, ErrNoImport
		}
		_, ok := c.Totals.Years[0].Account(place.Account)
		return ok, nil
	case place.Entry != "":
		part, ok := c.Parts[PartID{EntryPart, place.Entry}]
		e, err := decode[closing.Entry](part.Digest)
		return ok && !e.Deleted, err
	}
	part, ok := c.Parts[PartID{WorkpaperPart, place.Workpaper}]
	w, err := decode[workpaper.Digest](part.Digest)
	if !ok || err != nil || w.Deleted {
		return false, err
	}
	if place.Row == "" {
		return true, nil
	}
	whole, err := decode[workpaper.Workpaper](part.Body)
	return slices.ContainsFunc(whole.Rows, func(r workpaper.Row) bool { return r.ID == place.Row }), err
}

// documents are those of the engagement, deleted ones too, by time and id.
func (c *Change) documents() ([]document.Document, error) {
	var parts []Part
	for id, p := range c.Parts {
		if id.Kind == DocumentPart {
			parts = append(parts, p)
		}
	}
	return documentsOf(parts)
}

func documentsOf(parts []Part) ([]document.Document, error) {
	var all []document.Document
	for _, p := range parts {
		d, err := decode[document.Document](p.Digest)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	slices.SortFunc(all, document.Compare)
	return all, nil
}

// documentPart is how a document is kept: it is small, so its digest is all of it.
func documentPart(d document.Document, version int64) Part {
	return Part{ID: PartID{DocumentPart, d.ID}, Version: version, Digest: encode(d)}
}

// Documents lists the documents of the engagement in the order that they were
// added, deleted ones too.
func (s *Service) Documents(ctx context.Context, by office.User, e Engagement) ([]document.Document, error) {
	parts, err := s.store.Digests(ctx, by.Office, e.ID, DocumentPart)
	if err != nil {
		return nil, err
	}
	return documentsOf(parts)
}

// Document gives one document, deleted or not, or ErrNotFound.
func (s *Service) Document(ctx context.Context, by office.User, e Engagement, id string) (document.Document, error) {
	part, err := s.store.Part(ctx, by.Office, e.ID, PartID{DocumentPart, id})
	if err != nil {
		return document.Document{}, err
	}
	return decode[document.Document](part.Digest)
}

// DocumentContent reads the file exactly as it was added.
func (s *Service) DocumentContent(ctx context.Context, by office.User, e Engagement, d document.Document) ([]byte, error) {
	return s.store.Content(ctx, by.Office, e.ID, d.SHA256)
}
