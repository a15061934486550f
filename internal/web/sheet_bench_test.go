package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// wideSIE is a year with so many balance accounts, each moved in every month,
// and the year before.
func wideSIE(accounts int) []byte {
	var b bytes.Buffer
	b.WriteString("#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#PROGRAM \"Prov\" 1\n#ORGNR 556000-4615\n#FNAMN \"Storgatans Handel AB\"\n#RAR 0 20250101 20251231\n#RAR -1 20240101 20241231\n")
	numbers := make([]int, accounts)
	for i := range numbers {
		numbers[i] = 1010 + i*1980/accounts
		sum := 1000 + i*2
		if i%2 == 1 {
			sum = -1000 - (i-1)*2
		}
		fmt.Fprintf(&b, "#KONTO %d \"Konto nummer %d i en lång kontoplan\"\n#IB -1 %d %d\n#UB -1 %d %d\n#IB 0 %d %d\n", numbers[i], i, numbers[i], sum, numbers[i], sum, numbers[i], sum)
		fmt.Fprintf(&b, "#UB 0 %d %d\n", numbers[i], sum+120*(1-i%2*2))
	}
	for month := range 12 {
		fmt.Fprintf(&b, "#VER A %d 2025%02d28 \"Månad\" 20260110\n{\n", month+1, month+1)
		for i, no := range numbers {
			fmt.Fprintf(&b, "#TRANS %d {} %d\n", no, 10*(1-i%2*2))
		}
		b.WriteString("}\n")
	}
	return b.Bytes()
}

// wide is an engagement with so many balance accounts and bilagor, two accounts
// on each bilaga, every other one reconciled.
func (s *site) wide(accounts, papers int) engagement.Engagement {
	s.t.Helper()
	p := s.toSource("Storgatans Handel AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	id := p.Query.Get("u")
	p, _ = s.received("/u/"+id+"/import/sie", wideSIE(accounts))
	s.wants(p, http.StatusOK, "Bokföringen är inläst")
	e, err := s.Engagements.Get(context.Background(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	sheet, err := s.Engagements.Balance(context.Background(), s.User, e)
	if err != nil {
		s.t.Fatal(err)
	}
	var rows []engagement.Row
	for _, g := range sheet.Groups {
		rows = append(rows, g.Rows...)
	}
	if len(rows) != accounts {
		s.t.Fatalf("%d accounts, want %d", len(rows), accounts)
	}
	for i := range papers {
		s.explain(id, rows[i*(accounts/papers):][:2], i%2 == 0)
	}
	return e
}

// explain makes a bilaga of the accounts, with a row for each; those that are
// not whole lack some öre.
func (s *site) explain(id string, rows []engagement.Row, whole bool) {
	s.t.Helper()
	var numbers []string
	var edits []engagement.RowEdit
	for _, row := range rows {
		numbers = append(numbers, row.Account)
		amount := row.Final
		if !whole {
			amount -= 25
		}
		edits = append(edits, engagement.RowEdit{Row: &workpaper.Row{Account: row.Account, Text: "Saldobesked", Amount: amount}})
	}
	no, err := s.Engagements.CreateWorkpaper(context.Background(), s.User, id, "", numbers)
	if err == nil {
		_, err = s.Engagements.EditRows(context.Background(), s.User, id, no, edits, nil)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// BenchmarkBalance shows Balansavstämning and what one comes to from it, with 600
// accounts and 60 bilagor and with half of each: the time until the page is
// there, and its size. What grows faster than the accounts shows in the ratio.
func BenchmarkBalance(b *testing.B) {
	paths := []struct{ name, path string }{
		{"sheet", "/balans"}, {"panel", "/balans?konto=1010"}, {"search", "/balans?sok=nummer+59"}, {"bilagor", "/bilagor"},
		{"overview", ""}, {"bilaga", "/bilagor/10.1"},
	}
	spent := map[string]time.Duration{}
	for _, n := range []int{300, 600} {
		s := newSite(b, nil)
		e := s.wide(n, n/10)
		for _, p := range paths {
			name := fmt.Sprintf("%d/%s", n, p.name)
			b.Run(name, func(b *testing.B) {
				size := 0
				for b.Loop() {
					got := s.get("/u/" + e.ID + p.path)
					s.wants(got, http.StatusOK)
					size = len(got.Body)
				}
				spent[name] = b.Elapsed() / time.Duration(b.N)
				b.ReportMetric(float64(size)/1024, "KB")
				b.ReportMetric(float64(s.sent("/u/"+e.ID+p.path))/1024, "KB-sent")
				if half := spent["300/"+p.name]; n == 600 && half > 0 {
					b.ReportMetric(float64(spent[name])/float64(half), "times-half")
				}
			})
		}
		b.Run(fmt.Sprintf("%d/sign_all", n), func(b *testing.B) { signAll(b, s, e) })
	}
}

// sent is how many bytes of a page leave the machine.
func (s *site) sent(path string) int64 {
	s.t.Helper()
	request, err := http.NewRequest("GET", s.URL+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip") // said here, it is not unpacked on the way
	resp, err := s.Browser.Do(request)
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	n, err := io.Copy(io.Discard, resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// signAll signs every reconciled account at once; the sign-offs are taken away
// between the rounds.
func signAll(b *testing.B, s *site, e engagement.Engagement) {
	signed := 0
	for b.Loop() {
		form := url.Values{}
		sheet, err := s.Engagements.Reconciliation(b.Context(), s.User, e)
		if err != nil {
			b.Fatal(err)
		}
		for _, g := range sheet.Groups {
			for _, row := range g.Rows {
				if row.IsBegun && row.Diff == 0 {
					form.Add("rad", fmt.Sprintf("%s %d", row.Account, row.Final))
				}
			}
		}
		begun := time.Now()
		p := s.post("/u/"+e.ID+"/balans/klar", form)
		b.ReportMetric(time.Since(begun).Seconds(), "s/all")
		s.wants(p, http.StatusOK, "är klarmarkerade")
		signed = strings.Count(p.Body, "st ok")
		for _, w := range sheet.Papers {
			v, err := s.Engagements.Workpaper(b.Context(), s.User, e, w.No)
			if err == nil && v.SignOff != nil {
				err = s.Engagements.Unsign(b.Context(), s.User, e.ID, w.No, v.Version)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	if signed == 0 {
		b.Fatal("nothing was signed")
	}
}
