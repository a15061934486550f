package export_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/export"

	"github.com/google/go-cmp/cmp"
)

const vouchers = "/3/vouchers"

func TestPostAndReread(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	before := len(l.ours(t))
	p := l.to.Post(t.Context(), it, nil)
	if p.Class != export.WasSent || p.Number != it.Baseline+1 {
		t.Fatalf("Post = %+v, want sent as number %d", p, it.Baseline+1)
	}
	ours := l.ours(t)
	if len(ours) != before+1 || ours[before].Year != int(l.year) || ours[before].TransactionDate != l.date.String() || !strings.HasSuffix(ours[before].Description, "#"+it.Marker) {
		t.Errorf("the series holds %+v", ours)
	}
	it, action := export.Next(it, export.Seen{Posted: &p}, noon)
	if action != export.ReadBack {
		t.Fatalf("action %s, want read-back", action)
	}
	r := l.to.Reread(t.Context(), it)
	if r.Failed || r.Missing || !r.Voucher.Equal || !r.Voucher.Marked {
		t.Errorf("Reread = %+v, want equal", r)
	}
	want := export.Looked{Found: []export.Voucher{r.Voucher}, Baseline: p.Number}
	if diff := cmp.Diff(want, l.look(t, it)); diff != "" {
		t.Errorf("Look (-want +got):\n%s", diff)
	}
}

// TestPostOutcomes provokes what a network and a server can do to one POST.
// Whatever it is, one request at most arrives, and the class is never one that
// lets the machine send again what may be there.
func TestPostOutcomes(t *testing.T) {
	l := newLocal(t)
	for _, tt := range []struct {
		name   string
		fault  fortnoxtest.Fault
		class  export.Class
		booked int
	}{
		{"cut_before_the_work", fortnoxtest.Fault{Kind: fortnoxtest.CutBefore}, export.UnknownOutcome, 0},
		{"cut_after_the_voucher_was_stored", fortnoxtest.Fault{Kind: fortnoxtest.CutAfter}, export.UnknownOutcome, 1},
		{"cut_in_the_201", fortnoxtest.Fault{Kind: fortnoxtest.CutDuring}, export.UnknownOutcome, 1},
		{"500", fortnoxtest.Fault{Kind: fortnoxtest.ServerError}, export.UnknownOutcome, 0},
		{"503", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 503}, export.UnknownOutcome, 0},
		{"502_from_a_proxy_after_success", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 502, AfterWork: true}, export.UnknownOutcome, 1},
		{"200_with_a_web_page", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 200}, export.UnknownOutcome, 0},
		{"201_with_a_web_page", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 201, AfterWork: true}, export.UnknownOutcome, 1},
		{"400_with_a_web_page", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 400}, export.UnknownOutcome, 0},
		{"403_from_a_proxy", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 403}, export.UnknownOutcome, 0},
		{"408", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 408}, export.UnknownOutcome, 0},
		{"499", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: 499}, export.UnknownOutcome, 0},
		{"307", fortnoxtest.Fault{Kind: fortnoxtest.Redirect, Location: vouchers}, export.UnknownOutcome, 0},
		{"308_after_success", fortnoxtest.Fault{Kind: fortnoxtest.Redirect, Status: 308, Location: vouchers, AfterWork: true}, export.UnknownOutcome, 1},
		{"201_without_a_number", fortnoxtest.Fault{Kind: fortnoxtest.DropFields, Fields: []string{"VoucherNumber"}}, export.UnknownOutcome, 1},
		{"201_with_a_number_withheld", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Fields: []string{"VoucherNumber"}}, export.UnknownOutcome, 1},
		{"201_with_odd_types", fortnoxtest.Fault{Kind: fortnoxtest.OddTypes}, export.WasSent, 1},
		{"429", fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Delay: 7 * time.Second}, export.TooFast, 0},
		{"401", fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized}, export.TokenRefused, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			it := l.frozen(t)
			before, posts := len(l.ours(t)), l.posts()
			tt.fault.Method, tt.fault.Path = "POST", vouchers
			l.inject(t, tt.fault)
			p := l.to.Post(t.Context(), it, nil)
			if p.Class != tt.class {
				t.Errorf("Post = %+v, want %s", p, tt.class)
			}
			if got := l.posts() - posts; got != 1 {
				t.Errorf("%d requests arrived, want 1", got)
			}
			if got := len(l.ours(t)) - before; got != tt.booked {
				t.Errorf("%d vouchers booked, want %d", got, tt.booked)
			}
			if tt.class == export.TooFast && p.After != 7*time.Second {
				t.Errorf("it waits %v, want 7 s", p.After)
			}
			if tt.class == export.UnknownOutcome && p.Reason.Code == "" {
				t.Error("an unknown outcome says no reason")
			}
			if found := len(l.look(t, it).Found); found != tt.booked {
				t.Errorf("a look finds %d, want %d", found, tt.booked)
			}
		})
	}
}

func TestPostNotSent(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	boom := errors.New("the lease ran out")
	p := l.to.Post(t.Context(), it, func() error { return boom })
	if p.Class != export.NotSent || l.posts() != 0 {
		t.Errorf("with a failed check: %+v, %d requests, want not sent", p, l.posts())
	}
}

func TestPostRefused(t *testing.T) {
	l := newLocal(t)
	for _, tt := range []struct {
		name   string
		change func(*export.Target)
	}{
		{"series_that_is_not_manual", func(to *export.Target) { to.Series = "B" }},
		{"series_that_is_not_there", func(to *export.Target) { to.Series = "Ö" }},
		{"year_that_is_not_there", func(to *export.Target) { to.Year = 99 }},
		{"date_outside_the_year", func(to *export.Target) { to.Year-- }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			target := l.target()
			tt.change(&target)
			it, err := export.Freeze("d1", l.entry(), target)
			if err != nil {
				t.Fatal(err)
			}
			p := l.to.Post(t.Context(), it, nil)
			if p.Class != export.WasRefused || p.Reason.Code != "fortnox" || p.Reason.Detail == "" {
				t.Errorf("Post = %+v, want refused with Fortnox's words", p)
			}
		})
	}
	if err := l.LockPeriod(l.tenant, l.date.String()); err != nil {
		t.Fatal(err)
	}
	if p := l.to.Post(t.Context(), l.frozen(t), nil); p.Class != export.WasRefused {
		t.Errorf("in a locked period: %+v, want refused", p)
	}
}

// TestLookThatCannotTell: a reading that fails, or keeps something back, never
// says that the voucher is not there.
func TestLookThatCannotTell(t *testing.T) {
	list, one := vouchers, vouchers+"/**"
	for _, tt := range []struct {
		name  string
		fault fortnoxtest.Fault
	}{
		{"list_500", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: list}},
		{"list_cut", fortnoxtest.Fault{Kind: fortnoxtest.CutBefore, Path: list}},
		{"list_cut_in_the_middle", fortnoxtest.Fault{Kind: fortnoxtest.CutDuring, Path: list}},
		{"list_html", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Path: list}},
		{"list_404", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 404, Path: list}},
		{"list_403", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 403, Path: list}},
		{"list_401", fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized, Path: list}},
		{"list_redirect", fortnoxtest.Fault{Kind: fortnoxtest.Redirect, Path: list, Location: "/"}},
		{"list_withheld", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Path: list, Fields: []string{"VoucherNumber"}}},
		{"list_empty_though_there_were_vouchers", fortnoxtest.Fault{Kind: fortnoxtest.EmptyPage, Path: list}},
		{"list_without_series", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Path: list, Fields: []string{"VoucherSeries"}}},
		{"voucher_500", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: one}},
		{"voucher_html", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Path: one}},
		{"voucher_404", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 404, Path: one}},
		{"voucher_text_withheld", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Path: one, Fields: []string{"Description"}}},
		{"voucher_amounts_withheld", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Path: one, Fields: []string{"Debit", "Credit"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLocal(t)
			it := l.frozen(t)
			l.to.Post(t.Context(), it, nil)
			tt.fault.Method, tt.fault.Times = "GET", -1
			l.inject(t, tt.fault)
			if got := l.to.Look(t.Context(), it); !got.Failed {
				t.Errorf("Look = %+v, want failed", got)
			}
			it.Receipt = export.Receipt{Series: "I", Number: it.Baseline + 1}
			if got := l.to.Reread(t.Context(), it); tt.fault.Path == one && (!got.Failed && !got.Missing || got.Voucher.Equal) {
				t.Errorf("Reread = %+v, want failed", got)
			}
		})
	}
}

// TestSeriesBecomesShorter: the voucher that was last before the attempt is
// deleted in Fortnox. That is not a list that ends too early: the look counts.
func TestSeriesBecomesShorter(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	if it.Baseline != 1 {
		t.Fatalf("the baseline is %d, want 1", it.Baseline)
	}
	if err := l.DeleteVoucher(l.tenant, int(l.year), "I", 1); err != nil {
		t.Fatal(err)
	}
	if got := l.to.Look(t.Context(), it); got.Failed || len(got.Found) != 0 {
		t.Errorf("Look in an empty series = %+v, want nothing found", got)
	}
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 404, Method: "GET", Path: vouchers + "/**", Times: -1})
	if got := l.to.Look(t.Context(), it); !got.Failed {
		t.Errorf("Look where another one says 404 = %+v, want failed", got)
	}
}

// TestLookFindsOurs: lists of old lack texts, numbers come as text, pages are
// sorted otherwise; the voucher is found all the same.
func TestLookFindsOurs(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault fortnoxtest.Fault
	}{
		{"as_usual", fortnoxtest.Fault{Kind: fortnoxtest.Slow}},
		{"list_without_texts", fortnoxtest.Fault{Kind: fortnoxtest.DropFields, Fields: []string{"Description", "Comments", "TransactionDate"}, Path: vouchers}},
		{"list_without_comments", fortnoxtest.Fault{Kind: fortnoxtest.DropFields, Fields: []string{"Comments"}, Path: vouchers}},
		{"list_with_texts_withheld", fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Fields: []string{"Description", "Comments"}, Path: vouchers}},
		{"odd_types", fortnoxtest.Fault{Kind: fortnoxtest.OddTypes}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := newLocal(t)
			it := l.frozen(t)
			p := l.to.Post(t.Context(), it, nil)
			tt.fault.Method, tt.fault.Times = "GET", -1
			l.inject(t, tt.fault)
			looked := l.look(t, it)
			if len(looked.Found) != 1 || !looked.Found[0].Marked || !looked.Found[0].Equal || looked.Found[0].Number != p.Number || looked.Baseline != p.Number {
				t.Errorf("Look = %+v, want ours as %d", looked, p.Number)
			}
			it.Attempt, it.Baseline = 0, 0
			if first := l.look(t, it); len(first.Found) != 1 || !first.Found[0].Marked {
				t.Errorf("before the first send: %+v, want ours by its marker", first)
			}
		})
	}
}

func TestLateVisibility(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.HideVoucher, Method: "POST", Path: vouchers, Delay: 10 * time.Minute})
	p := l.to.Post(t.Context(), it, nil)
	it, _ = export.Next(it, export.Seen{Posted: &p}, noon)
	if r := l.to.Reread(t.Context(), it); !r.Missing {
		t.Errorf("Reread of a voucher out of sight = %+v, want missing", r)
	}
	if looked := l.look(t, it); len(looked.Found) != 0 {
		t.Errorf("Look = %+v, want nothing yet", looked)
	}
	l.late.Store(int64(11 * time.Minute))
	if looked := l.look(t, it); len(looked.Found) != 1 || !looked.Found[0].Equal {
		t.Errorf("Look after the delay = %+v, want ours", looked)
	}
}

func TestRereadOfAnAlteredVoucher(t *testing.T) {
	l := newLocal(t)
	it := l.frozen(t)
	l.inject(t, fortnoxtest.Fault{Kind: fortnoxtest.AlterVoucher, Method: "POST", Path: vouchers})
	p := l.to.Post(t.Context(), it, nil)
	it, _ = export.Next(it, export.Seen{Posted: &p}, noon)
	r := l.to.Reread(t.Context(), it)
	if r.Failed || r.Missing || r.Voucher.Equal || !r.Voucher.Marked {
		t.Errorf("Reread = %+v, want ours, not equal", r)
	}
}
