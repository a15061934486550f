package source_test

import (
	"testing"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/source"
)

// A file that has not as many vouchers as Fortnox counts is read once more. What
// still differs is told, and a count that is withheld stops nothing.
func TestVouchersThatAreLeftOut(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault fortnoxtest.Fault
		more  int // requests
		found map[string]bool
	}{
		{"all_there", fortnoxtest.Fault{Kind: fortnoxtest.Slow, Path: "/3/vouchers"}, 0, nil},
		{"booked_in_between", fortnoxtest.Fault{Kind: fortnoxtest.CountMore, Path: "/3/vouchers"}, 2, nil},
		{"left_out", fortnoxtest.Fault{Kind: fortnoxtest.CountMore, Path: "/3/vouchers", Shift: 3, Times: -1}, 2, map[string]bool{source.CodeVouchersDiffer: true}},
		{"cut", fortnoxtest.Fault{Kind: fortnoxtest.ShortSIE, Path: "/3/sie/4", Times: 2}, 2, map[string]bool{source.CodeVouchersDiffer: true, source.CodeStatedDiffers: true}},
		{"cut_once", fortnoxtest.Fault{Kind: fortnoxtest.ShortSIE, Path: "/3/sie/4"}, 2, nil},
		{"withheld", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: "/3/vouchers", Status: 403}, 0, map[string]bool{source.CodeWithheld: true}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := regressed(t, newRandomCompany(3), 0)
			p.fetch(t, nil)
			usual := p.later
			if _, err := p.srv.Inject(tt.fault); err != nil {
				t.Fatal(err)
			}
			parts := p.fetch(t, nil)
			compare(t, "requests more", tt.more, p.later-usual)
			_, found, err := source.Book(parts)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, f := range found {
				got[f.Code] = true
			}
			for _, code := range []string{source.CodeVouchersDiffer, source.CodeStatedDiffers, source.CodeWithheld} {
				if got[code] != tt.found[code] {
					t.Errorf("finding %s: %v, want %v", code, got[code], tt.found[code])
				}
			}
		})
	}
}

func TestVouchersThen(t *testing.T) {
	c := newRandomCompany(3)
	p := regressed(t, c, 0)
	parts := p.fetch(t, nil)
	all, err := p.srv.Vouchers(randomTenant, c.years[len(c.years)-2].id)
	if err != nil {
		t.Fatal(err)
	}
	then, err := source.VouchersThen(parts, p.closing)
	if err != nil {
		t.Fatal(err)
	}
	if then.Vouchers != int64(len(all)) || then.Tenant != randomTenant || then.YearID != int64(c.years[len(c.years)-2].id) || then.At.IsZero() {
		t.Errorf("got %+v, want %d vouchers", then, len(all))
	}
	if then, err = source.VouchersThen([]source.Part{part(source.KindSIE, "sie/1", thisYear)}, p.closing); err != nil || then.Vouchers != -1 || then.YearID != 0 {
		t.Errorf("of a file: %+v, %v, want nothing known", then, err)
	}
}
