package web_test

import (
	"net/http"
	"strings"
	"testing"

	"bokslut/e2e/browser"
)

// TestRowsWithoutASession: what a page's script sends is refused in a way that
// it can tell, and what a form sends leads to the way in.
func TestRowsWithoutASession(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	r, err := http.NewRequest(http.MethodPost, s.URL+at+"/rader", strings.NewReader("rad=&k.text=x"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if p := s.read(resp, err); p.Status != http.StatusUnauthorized || p.Body != "" {
		t.Errorf("the script was answered %d %q, want 401 and nothing", p.Status, p.Body)
	}
	if p := ok(s, s.get(at)); strings.Contains(p.Body, `value="x"`) {
		t.Error("the row of a stranger is there")
	}
}

// TestGridOutOfReach: the network is gone, and then the person is signed out.
// What is written stays, is told, and is saved as soon as it can be.
func TestGridOutOfReach(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	_, at := s.bank()
	b := browser.Start(t)
	p, other := b.Page(), b.Page()
	signIn := func(p *browser.Page) {
		p.Fill("E-postadress", testEmail)
		p.Fill("Lösenord", testPassword)
		p.Press("Enter")
		p.See("Uppdrag")
	}
	p.Open(s.URL + "/uppdrag")
	signIn(p)
	p.Open(s.URL + at)
	p.Eval(`window.reach = window.fetch, window.fetch = () => Promise.reject(new TypeError("gone")), true`)
	p.Fill("Text rad 1", "Utan nät")
	p.See("Inte sparad: ingen kontakt med programmet.")
	p.Eval(`window.fetch = window.reach, dispatchEvent(new Event("online"))`)
	p.See("Sparad")

	other.Open(s.URL + "/uppdrag")
	other.Eval(`document.querySelector("form[action='/logga-ut']").requestSubmit() ?? true`)
	other.See("Lösenord")
	p.AllowStatus(http.StatusUnauthorized, func() {
		p.Fill("Belopp rad 1", "125500")
		p.See("Inte sparad: du är utloggad.")
	})
	p.See("Logga in i ett nytt fönster")
	signIn(other)
	p.Eval(`dispatchEvent(new Event("focus"))`)
	p.See("1930 stämmer: 125 500,00")
	p.NotSee("Logga in i ett nytt fönster")
	p.See("Summa 1 post")
	p.Eval(`document.querySelector("[name='k.text']").focus() ?? true`)
	p.Eval(pasteJS(strings.Repeat("Post\t2025-12-31\t1\n", 5000)))
	p.See("Blocket har 5000 rader. Det ligger nu i Klistra in rader från Excel: välj Lägg till raderna.")
	p.Press("Enter")
	p.See("5000 rader är inklistrade")
}
