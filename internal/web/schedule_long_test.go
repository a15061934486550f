package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestLongBilaga: a bilaga with 5 000 rows comes in pages of 200, with the sum of
// all, and saving one row of it is quick.
func TestLongBilaga(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	var block strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&block, "Post %d\t2025-12-31\t25,10\n", i)
	}
	begun := time.Now()
	p := ok(s, s.post(at+"/klistra", url.Values{"block": {block.String()}}), "5000 rader är inklistrade", "1930 stämmer: 125\u00a0500,00", "Rad 4801–5000 av 5000")
	t.Logf("pasted in %v", time.Since(begun))
	begun = time.Now()
	p = ok(s, s.get(at), "Rad 1–200 av 5000", "125\u00a0500,00</span>")
	t.Logf("read in %v, %d bytes", time.Since(begun), len(p.Body))
	if len(p.Body) > 260_000 {
		t.Errorf("the page has %d bytes, want 260 000 at most", len(p.Body))
	}
	ids, marks := rowsOfGrid(p.doc(t))
	begun = time.Now()
	form := gridRow(ids[0], marks[0], map[string]string{"text": "Ändrad", "date": "2025-12-31", "amount": "26,10"})
	r, err := http.NewRequest(http.MethodPost, s.URL+at+"/rader", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	resp, err := s.Browser.Do(r)
	answer := s.read(resp, err)
	t.Logf("one row saved in %v, %d bytes", time.Since(begun), len(answer.Body))
	s.wants(answer, http.StatusOK, `"saved":true`, `"sums":{"amount":"125`+"\u00a0"+`501,00"}`)
}
