package jobs_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/connection"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

// document attaches a text to an entry.
func (h *house) document(e engagement.Engagement, no, text string) document.Document {
	h.t.Helper()
	d, _, err := h.engagements.AddDocument(h.t.Context(), h.by, e.ID, text+" å.txt", []byte(text), document.Place{Entry: no})
	must(h.t, err)
	return d
}

// attachments are the states of the documents of exported entries, with their
// reasons.
func (h *house) attachments(e engagement.Engagement) string {
	h.t.Helper()
	all, err := h.engagements.Attachments(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	var states []string
	for _, a := range all {
		states = append(states, string(a.State)+" "+a.Reason.Code)
	}
	return fmt.Sprint(states)
}

// onFiles counts the requests that upload and connect.
func (h *house) onFiles() (uploads, connects int) {
	for _, entry := range h.local.Journal() {
		switch {
		case entry.Method == "POST" && entry.Path == "/3/inbox":
			uploads++
		case entry.Method == "POST" && entry.Path == "/3/voucherfileconnections":
			connects++
		}
	}
	return uploads, connects
}

// again is a person's click on the entry's page.
func (h *house) attachAgain(e engagement.Engagement, no string) {
	h.t.Helper()
	must(h.t, h.work.AttachNow(h.t.Context(), h.by, e.ID, no))
	h.ended(h.work.LatestExport, e)
}

func wantAttached(t *testing.T, h *house, e engagement.Engagement, states string, uploads, connects int) {
	t.Helper()
	u, c := h.onFiles()
	if got := h.attachments(e); got != states || u != uploads || c != connects {
		t.Errorf("attachments %s with %d uploads and %d connections, want %s with %d and %d", got, u, c, states, uploads, connects)
	}
}

// TestDocumentsFollowTheVoucher: what hangs on an exported entry is attached to
// its voucher after the receipt, once, and what is added later at a click.
func TestDocumentsFollowTheVoucher(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	h.document(e, numbers[0], "ett")
	gone := h.document(e, numbers[0], "borta")
	must(t, h.engagements.DeleteDocument(t.Context(), h.by, e.ID, gone.ID))
	if j := h.exportNow(e, numbers); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	wantAttached(t, h, e, "[sent ]", 1, 1)
	h.document(e, numbers[0], "två")
	h.attachAgain(e, numbers[0])
	wantAttached(t, h, e, "[sent  sent ]", 2, 2)
	if err := h.work.AttachNow(t.Context(), h.by, e.ID, numbers[0]); !errors.Is(err, engagement.ErrNoEntries) {
		t.Errorf("attaching what is attached = %v, want ErrNoEntries", err)
	}
	if err := h.work.AttachNow(t.Context(), h.by, e.ID, numbers[1]); !errors.Is(err, engagement.ErrNoEntries) {
		t.Errorf("attaching nothing = %v, want ErrNoEntries", err)
	}
	if len(h.posts()) != 2 {
		t.Errorf("%d vouchers were sent, want 2", len(h.posts()))
	}
}

// TestAttachmentFaults: whatever becomes of the file, the voucher is sent once,
// and nothing is repeated that may have been done without being looked for.
func TestAttachmentFaults(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 7)
	on := func(path string, kind fortnoxtest.FaultKind, status int, after bool) {
		_, err := h.local.Inject(fortnoxtest.Fault{Kind: kind, Method: "POST", Path: path, Nth: 1, Status: status, AfterWork: after})
		must(t, err)
	}
	for i, tt := range []struct {
		name                        string
		fault                       func()
		first, then                 string
		uploads, connects           int
		uploadsAfter, connectsAfter int
	}{
		{"connection_lost", func() { on("/3/voucherfileconnections", fortnoxtest.CutAfter, 0, false) }, "sent ", "", 1, 1, 1, 1},
		{"connection_never_came", func() { on("/3/voucherfileconnections", fortnoxtest.CutBefore, 0, false) }, "unknown not-there", "sent ", 1, 1, 1, 2},
		{"connection_refused", func() { on("/3/voucherfileconnections", fortnoxtest.ServerError, 403, false) }, "failed fortnox", "sent ", 1, 1, 1, 2},
		{"upload_lost", func() { on("/3/inbox", fortnoxtest.CutAfter, 0, false) }, "unknown no-answer", "sent ", 1, 0, 2, 1},
		{"upload_failed_there", func() { on("/3/inbox", fortnoxtest.ServerError, 502, true) }, "unknown fortnox", "sent ", 1, 0, 2, 1},
		{"upload_too_fast", func() { on("/3/inbox", fortnoxtest.TooManyRequests, 0, false) }, "sent ", "", 2, 1, 2, 1},
		{"token_expired", func() { on("/3/inbox", fortnoxtest.Unauthorized, 0, false) }, "sent ", "", 2, 1, 2, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h.local.ResetJournal()
			d := h.document(e, numbers[i], tt.name)
			tt.fault()
			if j := h.exportNow(e, numbers[i:i+1]); j.State != jobs.Done {
				t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
			}
			check := func(want string, uploads, connects int) {
				t.Helper()
				all, err := h.engagements.Attachments(t.Context(), h.by, e.ID)
				must(t, err)
				got := ""
				for _, a := range all {
					if a.Document == d.ID {
						got = string(a.State) + " " + a.Reason.Code
					}
				}
				if u, c := h.onFiles(); got != want || u != uploads || c != connects {
					t.Errorf("%q with %d uploads and %d connections, want %q with %d and %d", got, u, c, want, uploads, connects)
				}
			}
			check(tt.first, tt.uploads, tt.connects)
			if tt.then != "" {
				h.attachAgain(e, numbers[i])
				check(tt.then, tt.uploadsAfter, tt.connectsAfter)
			}
			if len(h.posts()) != 1 {
				t.Errorf("%d vouchers were sent, want 1", len(h.posts()))
			}
		})
	}
}

// TestAttachmentScopes: without the rights nothing is tried, and the export is
// whole nevertheless.
func TestAttachmentScopes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	granted := slices.DeleteFunc(slices.Clone(connection.Scopes), func(s string) bool { return s == "connectfile" })
	_, err := h.local.Inject(fortnoxtest.Fault{Kind: fortnoxtest.FewerScopes, Times: -1, Fields: granted})
	must(t, err)
	e := h.imported(design())
	numbers := h.entries(e, 1)
	h.start(h.instance, 1)
	h.document(e, numbers[0], "ett")
	if j := h.exportNow(e, numbers); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	wantAttached(t, h, e, "[]", 0, 0)
	wantTransfers(t, h, e, engagement.TransferSent)
	var scopes *jobs.FileScopesError
	if err := h.work.AttachNow(t.Context(), h.by, e.ID, numbers[0]); !errors.As(err, &scopes) {
		t.Errorf("attaching without the rights = %v, want FileScopesError", err)
	}
}

// TestAttachmentLeftInTheMiddle: a worker that died while it connected leaves a
// question, which looking answers.
func TestAttachmentLeftInTheMiddle(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 1)
	d := h.document(e, numbers[0], "ett")
	if j := h.exportNow(e, numbers); j.State != jobs.Done {
		t.Fatalf("export ended as %s: %+v", j.State, j.Problem)
	}
	all, err := h.engagements.Attachments(t.Context(), h.by, e.ID)
	must(t, err)
	left := all[0]
	left.State = export.AttachConnecting
	_, err = h.engagements.SaveAttachment(t.Context(), h.by, e.ID, left)
	must(t, err)
	if left.Document != d.ID {
		t.Fatalf("attachment of %s, want %s", left.Document, d.ID)
	}
	h.attachAgain(e, numbers[0])
	wantAttached(t, h, e, "[sent ]", 1, 1)
}

// TestAttachmentTriesAgain: what certainly did not reach Fortnox is attached
// later without a person. What has lost its document is not tried for ever.
func TestAttachmentTriesAgain(t *testing.T) {
	t.Parallel()
	h, e, numbers := exportable(t, 2)
	tooFast := func() {
		_, err := h.local.Inject(fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Method: "POST", Path: "/3/inbox", Times: 3})
		must(t, err)
	}
	h.document(e, numbers[0], "ett")
	tooFast()
	h.exportNow(e, numbers[:1])
	wantAttached(t, h, e, "[waiting other]", 3, 0)
	h.later(2 * time.Minute)
	for end := time.Now().Add(20 * time.Second); h.attachments(e) != "[sent ]" && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
	}
	wantAttached(t, h, e, "[sent ]", 4, 1)

	gone := h.document(e, numbers[1], "två")
	tooFast()
	h.exportNow(e, numbers[1:])
	must(t, h.engagements.DeleteDocument(t.Context(), h.by, e.ID, gone.ID))
	h.later(2 * time.Minute)
	waiting := func() int {
		all, err := h.engagements.Attachments(t.Context(), h.by, e.ID)
		must(t, err)
		return len(slices.DeleteFunc(all, func(a export.Attachment) bool { return a.NotBefore.IsZero() }))
	}
	for end := time.Now().Add(20 * time.Second); waiting() > 0 && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
	}
	h.ended(h.work.LatestExport, e)
	if n := waiting(); n != 0 {
		t.Errorf("%d wait still, want none", n)
	}
}
