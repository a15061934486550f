package web_test

import (
	"net/url"
	"strings"
	"testing"
)

// TestAfterExport: what remains to do in Fortnox stays in sight until an import
// proves it, point by point.
func TestAfterExport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, c := s.imported(), theCompany()
	u, tenant := "/u/"+id, int(c.Tenant())
	again := func() {
		s.post(u+"/import", url.Values{})
		s.waitImport(id)
		s.takeIn(id)
	}
	ok(s, s.post(u+"/verifikationer", closingEntry("Arvode", "12 000")), "B1 är sparad")
	if strings.Contains(s.get(u+"/verifikationer").Body, "Efter exporten") {
		t.Error("there is something to do before anything was exported")
	}
	s.post(u+"/export", url.Values{"serie": {"I"}, "ver": {"B1"}})
	s.waitExport(id)
	ok(s, s.get(u+"/verifikationer"), "1. För över balanser i Fortnox", "kom efter den senaste importen", "3. Lås perioden")
	again()
	ok(s, s.get(u+"/verifikationer"), "1. För över balanser i Fortnox", "2990 öppnar med", "3. Lås perioden")

	if err := s.Fortnox.LockPeriod(tenant, c.Truth().Closing.To.String()); err != nil {
		t.Fatal(err)
	}
	again()
	p := ok(s, s.get(u+"/verifikationer"), "2990 öppnar med")
	if n := strings.Count(p.Body, "Bekräftat av importen"); n != 1 {
		t.Errorf("%d points are proved, want the lock alone", n)
	}

	for year := 1; year < 10; year++ {
		_ = s.Fortnox.CarryOpeningBalances(tenant, year) // the first year has none to carry from
	}
	again()
	if strings.Contains(s.get(u+"/verifikationer").Body, "Efter exporten") {
		t.Error("all is proved, and still asked for")
	}
}
