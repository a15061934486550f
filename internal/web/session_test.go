package web_test

import (
	"net/http"
	"net/url"
	"testing"
)

// A part of a page that comes between a change and the page that tells of it
// neither shows the message nor writes the session back.
func TestMessageWaitsForItsPage(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	u := "/u/" + s.manual("Granngården AB", "556016-0680")
	p := ok(s, s.post(u+"/bilagor", url.Values{"konton": {"1930"}, "slag": {"own"}}))
	s.addRow(p.Path, "Kontoutdrag", "125500")
	stays := *s.Browser
	stays.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.wants(s.postAs(&stays, u+"/balans/klar", url.Values{"rad": {"1930 12550000"}}), http.StatusSeeOther)
	part := ok(s, s.fragment(u+"/balans?konto=1930"), "Ångra klarmarkering")
	if cookie := part.Header.Get("Set-Cookie"); cookie != "" {
		t.Errorf("a part of a page sets %q: it has written the session back", cookie)
	}
	ok(s, s.get(u+"/balans"), "1 bilaga är klarmarkerad")
	if cookie := s.get(u + "/balans").Header.Get("Set-Cookie"); cookie == "" {
		t.Error("a page sets no cookie: the hour of rest does not begin anew")
	}
}
