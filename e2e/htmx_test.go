// Package e2e holds tests that need a real browser.
package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"bokslut/e2e/browser"
	"bokslut/internal/web/static"
)

// policy is the one that the program sends; the script library must live under
// it. Source: safety requirement 7.4.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self' https://apps.fortnox.se; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"

// head loads htmx as docs/adr/0006-pages.md says.
var head = `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>
<meta name="htmx-config" content='includeIndicatorCSS:false, history:"reload", extensions:"sse"'>
<link rel="icon" href="` + static.URL("favicon.svg") + `"><link rel="stylesheet" href="` + static.URL("bokslut.css") + `">
<script src="` + static.URL("htmx/htmx.min.js") + `"></script><script src="` + static.URL("htmx/hx-sse.min.js") + `" defer></script>
</head><body>` + static.Sprite

func htmxServer(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Prefix, static.Handler())
	page := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, head+"<main>"+body+"</main></body></html>")
		}
	}
	mux.HandleFunc("GET /{$}", page(`<h1>Prov</h1>
<button class="btn" type="button" hx-get="/del" hx-target="#ut">Hämta</button>
<form method="post" action="/spara" hx-post="/spara" hx-target="#svar"><label for="b">Belopp</label><input id="b" name="b"><button class="btn">Spara</button></form>
<p id="svar"></p><p id="ut"></p>
<button class="btn" type="button" hx-get="/skript" hx-target="#ut">Skript</button>
<button class="btn" type="button" hx-get="/del" hx-vals='js:{a: window.injected = 1}' hx-target="#ut">Räkna</button>
<button class="btn" type="button" hx-on:click="window.injected = 1">Händelse</button>
<div hx-sse:connect="/flode" hx-sse:close="klar" hx-target="#framsteg"><p id="framsteg">Väntar</p></div>
<p><svg class="ic" role="img" aria-label="Klar"><use href="#i-ok"/></svg></p>`))
	mux.HandleFunc("GET /del", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `<b>Del %s</b>`, r.Header.Get("HX-Request"))
	})
	mux.HandleFunc("GET /skript", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<script>window.injected = 1</script><b>Med skript</b>`)
	})
	mux.HandleFunc("POST /spara", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprintf(w, `Beloppet %q är inget tal.`, r.FormValue("b"))
	})
	mux.HandleFunc("GET /flode", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for i := range 3 {
			fmt.Fprintf(w, "data: <b>%d av 3</b>\n\n", i+1)
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
		fmt.Fprint(w, "event: klar\ndata: x\n\n")
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if !strings.HasPrefix(r.URL.Path, static.Prefix) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestHTMXUnderThePolicy(t *testing.T) {
	url := htmxServer(t)
	p := browser.Start(t).Page()
	p.Open(url)
	p.See("3 av 3")
	p.Click("Hämta")
	p.See("Del true")
	p.Fill("Belopp", "tolv")
	p.AllowStatus(http.StatusUnprocessableEntity, func() { p.Click("Spara") })
	p.See(`Beloppet "tolv" är inget tal.`)
	p.SeeValue("Belopp", "tolv")
	if got := p.Eval("document.adoptedStyleSheets.length + ' ' + localStorage.length + ' ' + sessionStorage.length"); got != `"0 0 0"` {
		t.Errorf("style sheets, local and session storage = %s, want none", got)
	}
	p.Screenshot("htmx")
}

// What would need eval or inline script must stay dead: a text that slipped into
// a page as markup can then do nothing.
func TestHTMXCannotRunWhatAPageCarries(t *testing.T) {
	url := htmxServer(t)
	p := browser.Start(t).Page()
	for _, button := range []string{"Skript", "Räkna", "Händelse"} {
		p.Open(url)
		p.See("3 av 3")
		p.AllowProblem("Content Security Policy", func() { p.Click(button) })
		if got := p.Eval("window.injected === undefined"); got != "true" {
			t.Errorf("after %s the page's own code has run", button)
		}
	}
}
