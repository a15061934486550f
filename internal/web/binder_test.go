package web_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"bokslut/internal/civil"
	"bokslut/internal/report"
	"bokslut/internal/report/pdf"
)

// twoPages is a PDF of two pages.
func twoPages(t *testing.T) string {
	t.Helper()
	day := civil.MustParse("2025-12-31")
	b, err := pdf.Make(report.Document{
		Head: report.Head{Client: "x", Year: civil.Period{From: day, To: day}}, Title: "Kontoutdrag", Sections: []report.Section{{}, {NewPage: true}},
	}, pdf.Words{Printed: func(string, string) string { return "" }, Page: func(int, int) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func aPicture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func anotherPicture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 10))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pagesOf counts the pages of a print.
func pagesOf(t *testing.T, p page) int {
	t.Helper()
	n, err := api.PageCount(bytes.NewReader([]byte(p.Body)), nil)
	if err != nil {
		t.Fatalf("the print cannot be read: %v\n%.200s", err, p.Body)
	}
	return n
}

func TestBinder(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	u, two := "/u/"+id, twoPages(t)
	ok(s, s.post(u+"/verifikationer", entryOf()))
	ok(s, s.post(u+"/checklista", url.Values{"grupp": {"19"}, "version": {"0"}, "s-19-1": {"done"}, "n-19-1": {"Pärm 3"}}))
	s.wants(s.get(u+"/parm"), http.StatusOK, "Pärmen märks som utkast", "Bara klarmarkerade", `value="19.1"`)
	ok(s, s.attach(s.Browser, id, "bilaga=19.1", "kontoutdrag.pdf", two, "bild.png", aPicture(t), "lager.csv", "konto;belopp", "trasig.pdf", aPDF))
	sealed := strings.Replace(aPDF, "/Root 1 0 R", "/Root 1 0 R /Encrypt 9 0 R", 1)
	ok(s, s.attach(s.Browser, id, "konto=1930", "hemlig.pdf", sealed))
	ok(s, s.attach(s.Browser, id, "ver=B1", "avtal.pdf", two, "kvitto.png", anotherPicture(t), "avtal.txt", "Avtal"))
	bare := pagesOf(t, s.get(u+"/parm/parm.pdf"))
	t.Run("named_before", func(t *testing.T) {
		s.wants(s.get(u+"/parm"), http.StatusOK, "3 dokument kommer inte med i utskriften", "B1: avtal.txt. Filer av det slaget", "hemlig.pdf. Krypterad.", "lager.csv. Filer av det slaget skrivs inte ut.")
	})
	t.Run("files_are_pages", func(t *testing.T) {
		p := s.get(u + "/parm/parm.pdf?dokument=1&interna=1")
		if got := pagesOf(t, p); got != bare+4 {
			t.Errorf("the binder has %d pages, want %d, 3 of the files of a bilaga and 1 of that of B1", got, bare)
		}
		marks, err := api.Bookmarks(strings.NewReader(p.Body), nil)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, m := range marks {
			names = append(names, m.Title)
			for _, kid := range m.Kids {
				names = append(names, kid.Title)
				for _, file := range kid.Kids {
					names = append(names, file.Title)
				}
			}
		}
		want := []string{"Granngården AB", "Innehåll", "Checklista", "Balansavstämning", "Bilaga 15.1 – Kundfordringar", "Bilaga 19.1 – Företagskonto", "Bilaga 19.1 · dokument 1: kontoutdrag.pdf", "Bilaga 19.1 · dokument 2: bild.png", "Bilaga 24.1 – Leverantörsskulder", "Bokslutsverifikationer", "Dokument till B1 – Upplupen ränta", "B1 · dokument 2: kvitto.png"}
		if !slices.Equal(names, want) {
			t.Errorf("bookmarks\n%q, want\n%q", names, want)
		}
	})
	t.Run("without_files", func(t *testing.T) {
		if got := pagesOf(t, s.get(u+"/parm/parm.pdf")); got != bare {
			t.Errorf("without files it has %d pages, want %d", got, bare)
		}
	})
	t.Run("signed_only", func(t *testing.T) {
		if got := pagesOf(t, s.get(u+"/parm/parm.pdf?urval=klara")); got >= bare {
			t.Errorf("with signed bilagor only, of which there is none, it has %d pages of %d", got, bare)
		}
	})
	t.Run("none_chosen", func(t *testing.T) {
		s.wants(s.get(u+"/parm/parm.pdf?urval=valda"), http.StatusUnprocessableEntity, "Välj minst en bilaga.", "Inget är utskrivet.")
	})
	t.Run("one_bilaga", func(t *testing.T) {
		alone := u + "/rapporter/bilaga/19.1"
		s.wants(s.get(alone), http.StatusOK, "Företagskonto", "kontoutdrag.pdf", "Krypterad.")
		if got := pagesOf(t, s.get(alone+".pdf")); got < 4 {
			t.Errorf("the bilaga with its files has %d pages, want 4 at least", got)
		}
		if p := s.get(alone + ".xlsx"); p.Status != http.StatusOK || !strings.HasPrefix(p.Body, "PK") {
			t.Errorf("the spreadsheet = %d", p.Status)
		}
		s.wants(s.get(u+"/rapporter/bilaga/99.9.pdf"), http.StatusNotFound)
		s.wants(s.get(at), http.StatusOK, "/rapporter/bilaga/19.1.pdf")
	})
	t.Run("deleted", func(t *testing.T) {
		ok(s, s.post(at+"/bort", url.Values{"version": {s.get(at).version(t)}}))
		s.wants(s.get(u+"/rapporter/bilaga/19.1.pdf"), http.StatusNotFound)
	})
}

// Another office sees nothing of reports and binder; a reader sees them all.
func TestReportsAreGuarded(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, _ := s.bank()
	s.newOffice("Andra byrån", "Bo Ek", "bo@andra.example")
	other := newBrowser(t)
	s.signIn(other, "bo@andra.example")
	if _, err := s.Store.DB().ExecContext(t.Context(), "UPDATE office_user SET role = 'reader' WHERE id = $1", s.User.ID); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/rapporter", "/rapporter/balansrapport", "/rapporter/huvudbok.pdf", "/rapporter/verifikationslista.xlsx", "/utskrift.css", "/parm", "/parm/parm.pdf", "/rapporter/bilaga/19.1", "/rapporter/bilaga/19.1.pdf"} {
		if p := s.getAs(other, "/u/"+id+path); p.Status != http.StatusNotFound {
			t.Errorf("GET %s by another office = %d, want 404", path, p.Status)
		}
		if p := s.get("/u/" + id + path); p.Status != http.StatusOK {
			t.Errorf("GET %s by a reader = %d, want 200", path, p.Status)
		}
	}
}
