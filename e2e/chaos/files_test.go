package chaos

import (
	"bokslut/internal/document"
	"bokslut/internal/export"
)

// hang hangs a document on an entry, known by its content.
func (r *run) hang(d *desk, no, text string) {
	r.t.Helper()
	content := "Underlag till " + text
	_, _, err := d.engagements.AddDocument(r.t.Context(), d.by, d.e.ID, content+"txt", []byte(content), document.Place{Entry: no})
	must(r.t, err)
	r.documents[no] = content
}

// checkFiles: a document hangs on its voucher at most once, and does when it
// counts as attached.
func (r *run) checkFiles(d *desk, items []export.Item) {
	r.t.Helper()
	sent := map[string]export.Item{}
	for _, it := range items {
		sent[it.ID] = it
	}
	for _, a := range r.attachments(d) {
		n := r.hanging(r.documents[a.Entry], sent[a.Delivery].Receipt)
		if n > 1 || n == 0 && a.State == export.AttachSent {
			r.t.Errorf("the document of %s is %s, and hangs on the voucher %d times", a.Entry, a.State, n)
		}
	}
}

func (r *run) attachments(d *desk) []export.Attachment {
	r.t.Helper()
	all, err := d.engagements.Attachments(r.t.Context(), d.by, d.e.ID)
	must(r.t, err)
	return all
}

// hanging is how often a document is connected with the voucher of a receipt.
func (r *run) hanging(content string, receipt export.Receipt) int {
	r.t.Helper()
	files, err := r.fortnox.VoucherFiles(r.fortnox.company.Tenant())
	must(r.t, err)
	n := 0
	for _, f := range files {
		if string(f.Content) == content && f.Series == receipt.Series && int64(f.Number) == receipt.Number {
			n++
		}
	}
	return n
}

// attach asks for the documents that are not attached, and tells how many there
// are.
func (r *run) attach(d *desk) (left int) {
	r.t.Helper()
	attached := map[string]bool{}
	for _, a := range r.attachments(d) {
		attached[a.Entry] = attached[a.Entry] || a.State == export.AttachSent
	}
	items, err := d.engagements.Deliveries(r.t.Context(), d.by, d.e.ID)
	must(r.t, err)
	for _, it := range items {
		if it.State == export.Sent && r.documents[it.Entry] != "" && !attached[it.Entry] {
			left++
			must(r.t, d.work.AttachNow(r.t.Context(), d.by, d.e.ID, it.Entry))
		}
	}
	return left
}
