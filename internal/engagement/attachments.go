package engagement

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/document"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// Attachments lists what has become of the documents of exported entries, by
// entry and document. Those that were never tried are not there.
func (s *Service) Attachments(ctx context.Context, by office.User, id string) ([]export.Attachment, error) {
	parts, err := s.store.Digests(ctx, by.Office, id, AttachmentPart)
	if err != nil {
		return nil, err
	}
	var all []export.Attachment
	for _, p := range parts {
		a, err := decode[export.Attachment](p.Digest)
		if err != nil {
			return nil, err
		}
		a.Version = p.Version
		all = append(all, a)
	}
	return all, nil
}

func attachmentPart(a export.Attachment) Part {
	return Part{ID: PartID{AttachmentPart, a.Delivery + "/" + a.Document}, Version: a.Version, Digest: encode(a), Due: a.NotBefore}
}

// SaveAttachment writes an attachment under the version that it was read with,
// for a worker: it must be saved even when the engagement was locked meanwhile.
// ErrConflict says that another has it.
func (s *Service) SaveAttachment(ctx context.Context, by office.User, id string, a export.Attachment) (export.Attachment, error) {
	err := s.store.Change(ctx, by.Office, id, nil, func(c *Change) (audit.Event, error) {
		c.Summary = c.Head.Summary
		c.Save = append(c.Save, attachmentPart(a))
		return s.event(by, id, "attachment."+string(a.State), a.Entry, a), nil
	})
	a.Version++
	return a, err
}

// RetryAttachments lets a worker try once more what waits for a person among the
// documents of an entry. ErrNoEntries when the entry is not exported, or has no
// document that is not attached yet.
func (s *Service) RetryAttachments(ctx context.Context, by office.User, id, entry string) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		documents, err := c.documents()
		if err != nil {
			return audit.Event{}, err
		}
		delivery, sent := latestDeliveries(c.Deliveries)[entry]
		if !sent || delivery.State != export.Sent {
			return audit.Event{}, ErrNoEntries
		}
		waiting := 0
		for _, d := range document.At(documents, document.Place{Entry: entry}) {
			part, tried := c.Parts[attachmentPart(export.Attachment{Delivery: delivery.ID, Document: d.ID}).ID]
			if !tried {
				waiting++
				continue
			}
			a, err := decode[export.Attachment](part.Digest)
			if err != nil {
				return audit.Event{}, err
			}
			if a.State != export.AttachSent {
				waiting++
			}
			if again, ok := a.TryAgain(s.now()); ok {
				again.Version = part.Version
				c.Save = append(c.Save, attachmentPart(again))
			}
		}
		if waiting == 0 {
			return audit.Event{}, fmt.Errorf("entry %s: %w", entry, ErrNoEntries)
		}
		return s.event(by, id, "attachment.asked", entry, waiting), nil
	})
}

// AttachmentsOf pairs the documents of exported entries with what became of them,
// in order of entry and document: those that were never tried are waiting. When
// Fortnox has given the number of a voucher to a later one, the first was deleted
// there, and its documents go nowhere.
func AttachmentsOf(items []export.Item, documents []document.Document, tried []export.Attachment) []export.Attachment {
	known := map[[2]string]export.Attachment{}
	for _, a := range tried {
		known[[2]string{a.Delivery, a.Document}] = a
	}
	latest := latestDeliveries(items)
	holder := map[export.Receipt]export.Item{}
	for _, it := range latest {
		if at := numberOf(it); it.Receipt.At.After(holder[at].Receipt.At) {
			holder[at] = it
		}
	}
	var all []export.Attachment
	for _, it := range latest {
		if it.State != export.Sent || it.Target.Tenant == export.FileTenant || it.Receipt.Number == 0 || holder[numberOf(it)].ID != it.ID {
			continue
		}
		for _, d := range document.At(documents, document.Place{Entry: it.Entry}) {
			a, ok := known[[2]string{it.ID, d.ID}]
			if !ok {
				a = export.Attachment{Delivery: it.ID, Entry: it.Entry, Document: d.ID, State: export.AttachWaiting}
			}
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b export.Attachment) int { return strings.Compare(a.Entry, b.Entry) })
	return all
}

// numberOf is what names the voucher of a delivery in Fortnox.
func numberOf(it export.Item) export.Receipt {
	return export.Receipt{Series: it.Receipt.Series, Number: it.Receipt.Number, Year: it.Receipt.Year}
}
