package export_test

import (
	"fmt"
	"testing"
	"time"

	"bokslut/internal/export"
)

// TestNextAttachment: each thing that can be seen in each state leads to one
// state and at most one act. What may have been done is looked for before it is
// done again.
func TestNextAttachment(t *testing.T) {
	claimed := export.AttachSeen{Claimed: true}
	posted := func(class export.Class) export.AttachSeen {
		return export.AttachSeen{Posted: &export.AttachPosted{Class: class, File: "f", Reason: export.Reason{Code: "r"}}}
	}
	stands := func(s export.AttachStands) export.AttachSeen { return export.AttachSeen{Stands: &s} }
	looked := func(l export.AttachLooked) export.AttachSeen { return export.AttachSeen{Looked: &l} }
	for _, tt := range []struct {
		name  string
		state export.AttachState
		file  string
		tries int
		seen  export.AttachSeen
		want  string // state, file, tries, reason, action
	}{
		{"new", export.AttachWaiting, "", 0, claimed, "waiting  0  check"},
		{"its_voucher_stands", export.AttachWaiting, "", 0, stands(export.AttachStands{}), "uploading  1  upload"},
		{"its_voucher_is_gone", export.AttachWaiting, "", 0, stands(export.AttachStands{Gone: true}), "failed  0 gone rest"},
		{"its_voucher_cannot_be_read", export.AttachWaiting, "", 0, stands(export.AttachStands{Failed: true, Gone: true}), "waiting  0 look-failed rest"},
		{"asked_again_after_upload", export.AttachWaiting, "f", 0, stands(export.AttachStands{}), "waiting f 0  look"},
		{"died_uploading", export.AttachUploading, "", 1, claimed, "unknown  1 interrupted rest"},
		{"died_connecting", export.AttachConnecting, "f", 2, claimed, "unknown f 2 interrupted look"},
		{"unknown_connection", export.AttachUnknown, "f", 2, claimed, "unknown f 2  look"},
		{"unknown_upload", export.AttachUnknown, "", 1, claimed, "unknown  1  rest"},
		{"failed", export.AttachFailed, "f", 2, claimed, "failed f 2  rest"},
		{"sent", export.AttachSent, "f", 2, claimed, "sent f 2  rest"},

		{"uploaded", export.AttachUploading, "", 1, posted(export.WasSent), "connecting f 2  connect"},
		{"upload_refused", export.AttachUploading, "", 1, posted(export.WasRefused), "failed  1 r rest"},
		{"upload_lost", export.AttachUploading, "", 1, posted(export.UnknownOutcome), "unknown  1 r rest"},
		{"upload_not_sent", export.AttachUploading, "", 1, posted(export.NotSent), "waiting  1 r rest"},
		{"upload_token", export.AttachUploading, "", 1, posted(export.TokenRefused), "uploading  2  upload"},
		{"upload_pace_at_last", export.AttachUploading, "", 3, posted(export.TooFast), "waiting  3 r rest"},

		{"connected", export.AttachConnecting, "f", 2, posted(export.WasSent), "connecting f 2  look"},
		{"connect_refused", export.AttachConnecting, "f", 2, posted(export.WasRefused), "failed f 2 r rest"},
		{"connect_lost", export.AttachConnecting, "f", 2, posted(export.UnknownOutcome), "unknown f 2 r look"},
		{"connect_not_sent", export.AttachConnecting, "f", 2, posted(export.NotSent), "waiting f 2 r rest"},
		{"connect_pace", export.AttachConnecting, "f", 2, posted(export.TooFast), "connecting f 3  connect"},

		{"found", export.AttachUnknown, "f", 2, looked(export.AttachLooked{Found: true}), "sent f 2  rest"},
		{"read_back", export.AttachConnecting, "f", 2, looked(export.AttachLooked{Found: true}), "sent f 2  rest"},
		{"not_read_back", export.AttachConnecting, "f", 2, looked(export.AttachLooked{}), "unknown f 2 not-there rest"},
		{"not_there", export.AttachUnknown, "f", 2, looked(export.AttachLooked{}), "unknown f 2 not-there rest"},
		{"not_there_and_asked_for", export.AttachWaiting, "f", 0, looked(export.AttachLooked{}), "connecting f 1  connect"},
		{"look_failed", export.AttachUnknown, "f", 2, looked(export.AttachLooked{Failed: true}), "unknown f 2 look-failed rest"},
		{"look_failed_and_asked_for", export.AttachWaiting, "f", 0, looked(export.AttachLooked{Failed: true}), "waiting f 0 look-failed rest"},
		{"elsewhere", export.AttachWaiting, "f", 0, looked(export.AttachLooked{Elsewhere: true}), "failed f 0 elsewhere rest"},

		{"posted_out_of_turn", export.AttachSent, "f", 2, posted(export.UnknownOutcome), "sent f 2  rest"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, action := export.NextAttachment(export.Attachment{State: tt.state, File: tt.file, Tries: tt.tries}, tt.seen, time.Now())
			if got := fmt.Sprintf("%s %s %d %s %s", a.State, a.File, a.Tries, a.Reason.Code, action); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestAttachTryAgain: only what waits for a person is tried again, and what was
// uploaded stays so.
func TestAttachTryAgain(t *testing.T) {
	for state, want := range map[export.AttachState]bool{
		export.AttachWaiting: false, export.AttachUploading: false, export.AttachConnecting: false, export.AttachSent: false,
		export.AttachFailed: true, export.AttachUnknown: true,
	} {
		a, ok := export.Attachment{State: state, File: "f", Tries: 3, Reason: export.Reason{Code: "r"}}.TryAgain(time.Now())
		if ok != want || ok && (a.State != export.AttachWaiting || a.File != "f" || a.Tries != 0 || a.Reason.Code != "") {
			t.Errorf("%s: %+v, %v, want %v", state, a, ok, want)
		}
	}
}

// TestAttachmentWaits: what certainly was not done, and what could not be looked
// for, is taken up after pauses that grow to an hour; what was left in the middle
// when its lease is over; what a person must answer never.
func TestAttachmentWaits(t *testing.T) {
	now := time.Date(2026, 1, 15, 10, 0, 0, 0, time.UTC)
	notSent := export.AttachSeen{Posted: &export.AttachPosted{Class: export.NotSent}}
	a := export.Attachment{State: export.AttachWaiting}
	for i, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
		a, _ = export.NextAttachment(a, export.AttachSeen{Stands: &export.AttachStands{}}, now)
		if pause := a.NotBefore.Sub(now); pause != export.Lease {
			t.Errorf("while it is uploaded another waits for %v, want the lease", pause)
		}
		a, _ = export.NextAttachment(a, notSent, now)
		if pause := a.NotBefore.Sub(now); pause != want {
			t.Errorf("pause %d is %v, want %v", i+1, pause, want)
		}
	}
	a, _ = export.NextAttachment(a, export.AttachSeen{Stands: &export.AttachStands{}}, now)
	a, _ = export.NextAttachment(a, export.AttachSeen{Posted: &export.AttachPosted{Class: export.WasSent, File: "f"}}, now)
	a, _ = export.NextAttachment(a, notSent, now)
	if pause := a.NotBefore.Sub(now); pause != time.Minute {
		t.Errorf("after it was uploaded the pause is %v, want a minute", pause)
	}
	for name, tt := range map[string]struct {
		state export.AttachState
		seen  export.AttachSeen
		waits bool
	}{
		"look_failed": {export.AttachUnknown, export.AttachSeen{Looked: &export.AttachLooked{Failed: true}}, true},
		"not_there":   {export.AttachUnknown, export.AttachSeen{Looked: &export.AttachLooked{}}, false},
		"found":       {export.AttachUnknown, export.AttachSeen{Looked: &export.AttachLooked{Found: true}}, false},
		"refused":     {export.AttachConnecting, export.AttachSeen{Posted: &export.AttachPosted{Class: export.WasRefused}}, false},
		"died":        {export.AttachUploading, export.AttachSeen{Claimed: true}, false},
	} {
		a, _ := export.NextAttachment(export.Attachment{State: tt.state, NotBefore: now}, tt.seen, now)
		if a.NotBefore.IsZero() == tt.waits || !a.Rest().NotBefore.IsZero() {
			t.Errorf("%s: not before %v", name, a.NotBefore)
		}
	}
}
