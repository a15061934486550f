package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// failing stands in for a test that is expected to fail, and keeps what it said.
type failing struct {
	testing.TB
	said []string
}

func (f *failing) Helper()      {}
func (f *failing) Name() string { return f.TB.Name() + "/expected" }
func (f *failing) FailNow()     { panic(f) }

func (f *failing) Errorf(format string, args ...any) {
	f.said = append(f.said, fmt.Sprintf(format, args...))
}

// TestFaultsAreFound walks into each fault and reads the report.
func TestFaultsAreFound(t *testing.T) {
	url := testServer(t)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	b := Start(t)
	b.patience = 500 * time.Millisecond
	for _, tt := range []struct {
		name  string
		steps func(p *Page)
		want  []string
	}{
		{"console_error", func(p *Page) { p.Open(url + "/fel/skript") }, []string{"console.error: \"ont om\" 42", "uncaught exception: Error: sprack"}},
		{"inline_script", func(p *Page) { p.Open(url + "/fel/inline") }, []string{"Content Security Policy", "inline script"}},
		{"inline_style", func(p *Page) { p.Open(url + "/fel/stil") }, []string{"Content Security Policy", "inline style"}},
		{"missing_script", func(p *Page) { p.Open(url + "/fel/bild") }, []string{"GET " + url + "/finns-inte.js answered 404"}},
		{"missing_page", func(p *Page) { p.Open(url + "/saknas") }, []string{"/saknas answered 404"}},
		{"server_is_gone", func(p *Page) { p.Open(gone.URL) }, []string{"net::ERR_CONNECTION_REFUSED"}},
		{"status_that_never_comes", func(p *Page) {
			p.Open(url)
			p.AllowStatus(409, func() { p.See("Provsida") })
		}, []string{"AllowStatus 409", "it never came"}},
		{"other_status", func(p *Page) {
			p.Open(url)
			p.AllowStatus(500, func() { p.Click("Död länk") })
		}, []string{"answered 404"}},
		{"unseen", func(p *Page) { p.Open(url); p.See("Guld") }, []string{`See "Guld"`, "address: " + url, "page: Provsida 1 234,50 kr"}},
		{"still_seen", func(p *Page) { p.Open(url); p.NotSee("Provsida") }, []string{"still there"}},
		{"no_such_button", func(p *Page) { p.Open(url); p.Click("Betala") }, []string{"no link or button fits", "Spara | Öppna | Sent"}},
		{"two_such_links", func(p *Page) { p.Open(url); p.Click("Öppna") }, []string{"2 link or buttons fit", "/konto/1510", "/konto/2440"}},
		{"behind_dialog", func(p *Page) { p.Open(url); p.Click("Fråga"); p.Click("Sent") }, []string{"no link or button fits", "has: Exportera"}},
		{"no_such_field", func(p *Page) { p.Open(url); p.Fill("Ort", "Umeå") }, []string{"no field fits", "Namn | Namn på granskare"}},
		{"no_such_choice", func(p *Page) { p.Open(url); p.Choose("Företagsform", "Stiftelse") }, []string{"no choice fits", "Aktiebolag"}},
		{"other_value", func(p *Page) { p.Open(url); p.SeeValue("Namn", "Bo") }, []string{`it holds ""`}},
		{"no_window", func(p *Page) { p.Open(url); p.Popup(func() { p.Click("Sent") }) }, []string{"no window opened"}},
		{"inaccessible", func(p *Page) { p.Open(url + "/fel/axe"); p.Axe() }, []string{"html-has-lang", "label (critical)", "<input>"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := &failing{TB: t}
			part := *b
			part.t = f
			p := part.Page()
			func() {
				defer func() {
					if r := recover(); r != nil && r != any(f) {
						panic(r)
					}
				}()
				tt.steps(p)
				p.check("afterwards")
			}()
			said := strings.Join(f.said, "\n")
			for _, want := range tt.want {
				if !strings.Contains(said, want) {
					t.Errorf("the report lacks %q:\n%s", want, said)
				}
			}
			picture := regexp.MustCompile(`picture: (.*\.png)`).FindStringSubmatch(said)
			if picture == nil {
				t.Fatalf("the report names no picture:\n%s", said)
			}
			if _, err := os.Stat(picture[1]); err != nil {
				t.Error(err)
			}
			os.RemoveAll(filepath.Dir(picture[1]))
		})
	}
}
