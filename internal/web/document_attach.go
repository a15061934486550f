package web

import (
	"context"
	"net/http"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// attachedView is what has become of the documents of an exported entry in
// Fortnox; nil for entries that are not there.
type attachedView struct {
	Entry     string
	Of        map[string]export.Attachment // by document
	Forbidden bool                         // the consent does not cover files
	Open      int                          // documents that are not attached
}

// attached pairs the documents of an entry with what became of them.
func (s *server) attached(r *http.Request, p Page, one engagement.EntryView, docs []document.Document) (*attachedView, error) {
	if one.Delivery.State != export.Sent || p.Engagement.Source != engagement.Fortnox || len(docs) == 0 {
		return nil, nil
	}
	tried, err := s.engagements.Attachments(r.Context(), p.User, p.Engagement.ID)
	if err != nil {
		return nil, err
	}
	v := attachedView{Entry: one.No, Of: map[string]export.Attachment{}, Forbidden: p.Connection != nil && !jobs.MayAttach(*p.Connection)}
	for _, a := range engagement.AttachmentsOf([]export.Item{one.Delivery}, docs, tried) {
		v.Of[a.Document] = a
		if a.State != export.AttachSent {
			v.Open++
		}
	}
	if len(v.Of) == 0 { // handed over as a file
		return nil, nil
	}
	return &v, nil
}

// attachShape is how the state of an attachment looks.
func attachShape(a export.Attachment) Look {
	switch a.State {
	case export.AttachSent:
		return Look{"sent", "ok"}
	case export.AttachUploading, export.AttachConnecting:
		return Look{"send", "prog"}
	case export.AttachFailed:
		return Look{"rej", "err"}
	case export.AttachUnknown:
		return Look{"unk", "chg"}
	}
	return Look{"ej", "none"}
}

// attachText says what has become of a document in Fortnox.
func attachText(ctx context.Context, a export.Attachment) string {
	switch {
	case a.State == export.AttachSent:
		return t(ctx, "Bifogad i Fortnox")
	case a.State == export.AttachUploading, a.State == export.AttachConnecting:
		return t(ctx, "Bifogas i Fortnox")
	case a.State == export.AttachUnknown && a.File == "":
		return t(ctx, "Okänt om filen nådde Fortnox")
	case a.State == export.AttachUnknown:
		return t(ctx, "Okänt om den blev bifogad i Fortnox")
	case a.Reason.Code == "elsewhere":
		return t(ctx, "Hänger på en annan verifikation i Fortnox")
	case a.Reason.Code == "gone":
		return t(ctx, "Verifikationen finns inte kvar i Fortnox")
	case a.State == export.AttachFailed && a.Reason.Detail != "":
		return t(ctx, "Fortnox tog inte emot den: %s", a.Reason.Detail)
	case a.State == export.AttachFailed:
		return t(ctx, "Fortnox tog inte emot den")
	case !a.NotBefore.IsZero():
		return t(ctx, "Inte bifogad i Fortnox ännu, nytt försök görs %s", clock(a.NotBefore))
	}
	return t(ctx, "Inte bifogad i Fortnox ännu")
}

// attachStory says what a click does about documents that are not attached.
func attachStory(ctx context.Context, v attachedView) string {
	if v.Forbidden {
		return t(ctx, "Kopplingen får inte bifoga filer i Fortnox. Logga in i Fortnox på nytt och godkänn alla behörigheter.")
	}
	for _, a := range v.Of {
		if a.State == export.AttachUnknown {
			return t(ctx, "Programmet söker i Fortnox innan något skickas igen. En fil som kom fram utan att kopplas ligger i inkorgen där. Verifikationen skickas aldrig om.")
		}
	}
	return t(ctx, "Verifikationen skickas aldrig om.")
}

// attachNow attaches the documents of an exported entry in Fortnox.
func (s *server) attachNow(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, no := r.Context(), r.PathValue("nr")
	err := s.work.AttachNow(ctx, s.user(r), e.ID, no)
	if err != nil {
		f := explain(ctx, err)
		if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
			return err
		}
		s.flash(r, Flash{"err", f.Title, f.Text})
	} else {
		s.flash(r, Flash{"info", t(ctx, "Dokumenten till %s bifogas i Fortnox", no), t(ctx, "Det tar några sekunder. Läs in sidan på nytt för att se hur det gick.")})
	}
	http.Redirect(w, r, placeURL(e, document.Place{Entry: no}), http.StatusSeeOther)
	return nil
}

// receiptDocuments notes which documents are not attached in Fortnox.
func (s *server) receiptDocuments(r *http.Request, v *receiptView) error {
	all, err := s.engagements.Documents(r.Context(), v.Page.User, *v.Page.Engagement)
	if err != nil || len(all) == 0 {
		return err
	}
	for i, line := range v.Lines {
		docs := document.At(all, document.Place{Entry: line.No})
		attached, err := s.attached(r, v.Page, line.EntryView, docs)
		if err != nil {
			return err
		}
		v.Lines[i].Documents = len(docs)
		if attached != nil && attached.Open > 0 {
			v.Lines[i].Attached = attached
		}
	}
	return nil
}

// attachedAll tells whether all documents of a line are attached in Fortnox.
func (v receiptView) attachedAll(line receiptLine) bool {
	return line.Attached == nil && line.Delivery.State == export.Sent && line.Delivery.Target.Tenant != export.FileTenant
}
