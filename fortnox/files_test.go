package fortnox_test

import (
	"errors"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// openWithFiles logs in with the scopes that files need.
func openWithFiles(t *testing.T) *local {
	t.Helper()
	l := openLocal(t, time.Hour)
	granted, err := l.srv.Grant("klient-prov", l.tenant, true, "inbox", "archive", "connectfile", "bookkeeping")
	if err != nil {
		t.Fatal(err)
	}
	rec, err := l.store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rec.AccessToken, rec.RefreshToken = granted.Access, granted.Refresh
	if err := l.store.Save(t.Context(), rec.Version, rec); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFileOnVoucher(t *testing.T) {
	l := openWithFiles(t)
	up := l.UploadVoucherFile(t.Context(), "Hyresavi å.pdf", []byte("%PDF-1.7"), nil)
	if up.Outcome != fortnox.Sent || up.File.Name.Text != "Hyresavi å.pdf" || up.File.Size.Int != 8 {
		t.Fatalf("got %v %+v, %v, want the file stored", up.Outcome, up.File, up.Err)
	}
	if _, err := l.VoucherFile(t.Context(), up.File.ID.Text); !errors.Is(err, fortnox.ErrNotFound) {
		t.Errorf("before it is connected: got %v, want ErrNotFound", err)
	}
	made := l.ConnectVoucherFile(t.Context(), "2025-01-01", up.File.ID.Text, "A", 2, nil)
	if made.Outcome != fortnox.Sent || made.VoucherFile.VoucherYear.Int != l.year(t) {
		t.Fatalf("got %v %+v, %v, want it connected in the wanted year", made.Outcome, made.VoucherFile, made.Err)
	}
	back, err := l.VoucherFile(t.Context(), up.File.ID.Text)
	if err != nil || back.VoucherSeries.Text != "A" || back.VoucherNumber.Int != 2 {
		t.Errorf("read back %+v, %v, want A 2", back, err)
	}
	all, err := fortnox.Collect(l.VoucherFiles(t.Context()))
	if err != nil || len(all) != 1 || all[0] != back {
		t.Errorf("list = %+v, %v, want the one", all, err)
	}
	if got := l.ConnectVoucherFile(t.Context(), "2025-01-01", up.File.ID.Text, "A", 999, nil); got.Outcome != fortnox.Refused {
		t.Errorf("a voucher that is not there: got %v, %v, want refused", got.Outcome, got.Err)
	}
}

// Each of the two requests is sent once, whatever becomes of it.
func TestFileOutcomes(t *testing.T) {
	for _, tt := range []struct {
		fault fortnoxtest.Fault
		want  fortnox.Outcome
		after bool // the work was done
	}{
		{fortnoxtest.Fault{Kind: fortnoxtest.CutBefore}, fortnox.Unknown, false},
		{fortnoxtest.Fault{Kind: fortnoxtest.CutDuring}, fortnox.Unknown, true},
		{fortnoxtest.Fault{Kind: fortnoxtest.CutAfter}, fortnox.Unknown, true},
		{fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 502, AfterWork: true}, fortnox.Unknown, true},
		{fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 201, AfterWork: true}, fortnox.Unknown, true},
		{fortnoxtest.Fault{Kind: fortnoxtest.Redirect}, fortnox.Unknown, false},
		{fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests}, fortnox.Paced, false},
		{fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized}, fortnox.TokenRejected, false},
	} {
		t.Run(string(tt.fault.Kind), func(t *testing.T) {
			l := openWithFiles(t)
			id := l.UploadVoucherFile(t.Context(), "a.pdf", []byte("x"), nil).File.ID.Text
			for _, path := range []string{"/3/inbox", "/3/voucherfileconnections"} {
				l.srv.ResetJournal()
				f := tt.fault
				f.Method, f.Path = "POST", path
				l.inject(t, f)
				var got fortnox.Outcome
				if path == "/3/inbox" {
					got = l.UploadVoucherFile(t.Context(), "b.pdf", []byte("x"), nil).Outcome
				} else {
					got = l.ConnectVoucherFile(t.Context(), "2025-01-01", id, "A", 2, nil).Outcome
				}
				if n := l.count("POST", path); got != tt.want || n != 1 {
					t.Errorf("%s: got %v after %d requests, want %v after 1", path, got, n, tt.want)
				}
			}
			_, err := l.VoucherFile(t.Context(), id)
			if done := err == nil; done != tt.after {
				t.Errorf("looking found %v, want connected: %v", err, tt.after)
			}
		})
	}
}

func TestFileIsCheckedBeforeItIsSent(t *testing.T) {
	l := openWithFiles(t)
	stop := errors.New("the lease has ended")
	for name, got := range map[string]fortnox.Outcome{
		"no_name":        l.UploadVoucherFile(t.Context(), "", []byte("x"), nil).Outcome,
		"path":           l.UploadVoucherFile(t.Context(), "../a.pdf", []byte("x"), nil).Outcome,
		"header_in_name": l.UploadVoucherFile(t.Context(), "a\r\nX: y", []byte("x"), nil).Outcome,
		"empty":          l.UploadVoucherFile(t.Context(), "a.pdf", nil, nil).Outcome,
		"too_large":      l.UploadVoucherFile(t.Context(), "a.pdf", make([]byte, fortnox.MaxFile+1), nil).Outcome,
		"no_year":        l.ConnectVoucherFile(t.Context(), "2025", "id", "A", 1, nil).Outcome,
		"no_file":        l.ConnectVoucherFile(t.Context(), "2025-01-01", "", "A", 1, nil).Outcome,
		"no_voucher":     l.ConnectVoucherFile(t.Context(), "2025-01-01", "id", "A", 0, nil).Outcome,
		"check":          l.UploadVoucherFile(t.Context(), "a.pdf", []byte("x"), func() error { return stop }).Outcome,
	} {
		if got != fortnox.NotSent {
			t.Errorf("%s: got %v, want not sent", name, got)
		}
	}
	if n := l.count("POST", "/3/"); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
