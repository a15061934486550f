package jobs

import (
	"context"
	"slices"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// A FileScopesError says that the consent does not let the program attach documents.
type FileScopesError struct{}

func (*FileScopesError) Error() string { return "the consent does not cover files" }

// MayAttach tells whether a connection lets the program attach documents.
func MayAttach(c connection.Connection) bool {
	return !slices.ContainsFunc(export.FileScopes, func(scope string) bool { return !slices.Contains(c.Scopes, scope) })
}

// AttachNow attaches the documents of an exported entry that are not attached
// yet, and tries again what failed. Errors: connection.ErrNone, ErrLapsed;
// *FileScopesError; engagement.ErrNoEntries, ErrBusy.
func (s *Service) AttachNow(ctx context.Context, by office.User, engagementID, entry string) error {
	e, err := s.writable(ctx, by, engagementID, engagement.Fortnox)
	if err != nil {
		return err
	}
	conn, err := s.connections.Usable(ctx, by.Office, e.Client.ID)
	if err != nil {
		return err
	}
	if !MayAttach(conn) {
		return &FileScopesError{}
	}
	if err := s.engagements.RetryAttachments(ctx, by, e.ID, entry); err != nil {
		return err
	}
	_, err = s.startExport(ctx, by, e.ID)
	return err
}

// attachable tells whether the time has come for a document of the engagement.
func (s *Service) attachable(ctx context.Context, by office.User, engagementID string) (bool, error) {
	now, err := s.store.Time(ctx)
	if err != nil {
		return false, err
	}
	tried, err := s.engagements.Attachments(ctx, by, engagementID)
	return slices.ContainsFunc(tried, func(a export.Attachment) bool {
		return !a.NotBefore.IsZero() && !a.NotBefore.After(now)
	}), err
}

// attachAll attaches the documents of what is exported, one after the other.
// What goes wrong is kept with each of them and is no matter of the export.
func (r *runner) attachAll(ctx context.Context, e engagement.Engagement, api export.FilesAPI, vouchers export.Fortnox, conn connection.Connection) {
	if !MayAttach(conn) {
		return
	}
	if err := r.attachEach(ctx, e, api, vouchers, conn); err != nil && ctx.Err() == nil {
		r.log.Error("documents were not attached", "err", err)
	}
}

func (r *runner) attachEach(ctx context.Context, e engagement.Engagement, api export.FilesAPI, vouchers export.Fortnox, conn connection.Connection) error {
	service := r.service.engagements
	documents, err := service.Documents(ctx, r.by, e)
	if err != nil {
		return err
	}
	tried, err := service.Attachments(ctx, r.by, e.ID)
	if err != nil || len(documents)+len(tried) == 0 {
		return err
	}
	items, err := service.Deliveries(ctx, r.by, e.ID)
	if err != nil {
		return err
	}
	delivery := func(a export.Attachment) export.Item {
		return items[slices.IndexFunc(items, func(it export.Item) bool { return it.ID == a.Delivery })]
	}
	attachments := slices.DeleteFunc(engagement.AttachmentsOf(items, documents, tried), func(a export.Attachment) bool {
		return delivery(a).Target.Tenant != connection.TenantText(conn.Tenant)
	})
	if err := r.restOthers(ctx, e, tried, attachments); err != nil {
		return err
	}
	for _, a := range attachments {
		it := delivery(a)
		d := documents[slices.IndexFunc(documents, func(d document.Document) bool { return d.ID == a.Document })]
		if ctx.Err() != nil {
			return nil
		}
		to := export.Files{API: api, Vouchers: vouchers, Item: it, YearBegin: yearBegin(e, it)}
		if err := r.attach(ctx, e, to, d, a); err != nil {
			return err
		}
	}
	return nil
}

// restOthers lets what no longer belongs to a voucher here wait for no worker.
func (r *runner) restOthers(ctx context.Context, e engagement.Engagement, tried, here []export.Attachment) error {
	for _, a := range tried {
		same := func(b export.Attachment) bool { return a.Delivery == b.Delivery && a.Document == b.Document }
		if a.NotBefore.IsZero() || slices.ContainsFunc(here, same) {
			continue
		}
		if _, err := r.service.engagements.SaveAttachment(ctx, r.by, e.ID, a.Rest()); err != nil {
			return err
		}
	}
	return nil
}

// yearBegin is a day by which Fortnox knows the financial year of a delivery: its
// first day, or the voucher's own in the year after the engagement's.
func yearBegin(e engagement.Engagement, it export.Item) string {
	if e.Year.Contains(it.Target.Date) {
		return e.Year.From.String()
	}
	return it.Target.Date.String()
}

// attach takes one attachment as far as it goes now. Every state is saved before
// the next act.
func (r *runner) attach(ctx context.Context, e engagement.Engagement, to export.Files, d document.Document, a export.Attachment) error {
	now, err := r.service.shared(ctx)
	if err != nil {
		return err
	}
	before := a
	a, action := export.NextAttachment(a, export.AttachSeen{Claimed: true}, now())
	for {
		begun := time.Now()
		moved := a.State != before.State || a.File != before.File || a.Tries != before.Tries || a.Reason != before.Reason
		if moved || action == export.AttachRest && !a.NotBefore.Equal(before.NotBefore) {
			if a, err = r.service.engagements.SaveAttachment(context.WithoutCancel(ctx), r.by, e.ID, a); err != nil {
				return err
			}
			before = a
		}
		var seen export.AttachSeen
		switch action {
		case export.AttachRest:
			return nil
		case export.AttachCheck:
			stands := to.Stands(ctx)
			seen.Stands = &stands
		case export.AttachLook:
			looked := to.Look(ctx, a.File)
			seen.Looked = &looked
		default:
			posted, err := r.postFile(ctx, e, to, d, a, func() error { return stillHeld(begun) })
			if err != nil {
				return err
			}
			seen.Posted = &posted
		}
		a, action = export.NextAttachment(a, seen, now())
	}
}

// postFile uploads or connects. When the program stops no POST begins, and one
// that has begun is not cut off.
func (r *runner) postFile(ctx context.Context, e engagement.Engagement, to export.Files, d document.Document, a export.Attachment, hold func() error) (export.AttachPosted, error) {
	var content []byte
	if a.State == export.AttachUploading {
		var err error
		if content, err = r.service.engagements.DocumentContent(context.WithoutCancel(ctx), r.by, e, d); err != nil {
			return export.AttachPosted{}, err
		}
	}
	if ctx.Err() != nil {
		return export.AttachPosted{Class: export.NotSent, Reason: export.Reason{Code: "stopped"}}, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), export.Lease)
	defer cancel()
	if a.State == export.AttachUploading {
		return to.Upload(ctx, d.Name, content, hold), nil
	}
	return to.Connect(ctx, a.File, hold), nil
}
