package fortnoxtest

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJournalForgetsTheOldest(t *testing.T) {
	c := open(t, provbolaget, Options{JournalLimit: 20})
	for n := range 35 {
		c.get(fmt.Sprintf("/3/companyinformation?n=%d", n), 200)
	}
	got := c.srv.Journal()
	if len(got) > 20 || len(got) < 18 {
		t.Errorf("got %d entries, want about 20", len(got))
	}
	if last := got[len(got)-1]; last.Number != 35 || last.Query != "n=34" || last.Status != 200 || last.Tenant != 4711 ||
		last.ClientID != "klient-prov" {
		t.Errorf("last entry: got %+v", last)
	}
}

func TestJournalKeepsSecretsOut(t *testing.T) {
	c := open(t, provbolaget, Options{})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}
	c.token1(form)
	c.token1(form)
	got := c.srv.Journal()
	if len(got) != 2 || strings.Contains(got[0].Body, tokens.Refresh) || !strings.Contains(got[0].Body, "grant_type=refresh_token") {
		t.Fatalf("got %+v, want two requests without the token", got)
	}
	if diff := cmp.Diff(got[0].Body, got[1].Body); diff != "" {
		t.Errorf("the same token cannot be recognised:\n%s", diff)
	}
}
