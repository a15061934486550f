package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// A page that another led to by itself can be read before its script has come.
func TestPressWaitsForTheScript(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	for path, page := range map[string]string{
		"/vidare": `<script src="/vidare.js"></script><h1>På väg</h1>`,
		"/framme": `<h1>Framme</h1><p id="out"></p><script src="/sen.js"></script>`,
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!doctype html><html lang=sv><title>x</title><body>"+page)
		})
	}
	mux.HandleFunc("GET /vidare.js", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `setTimeout(() => { location.href = "/framme"; }, 300);`)
	})
	mux.HandleFunc("GET /sen.js", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(500 * time.Millisecond)
		fmt.Fprint(w, `addEventListener("keydown", (e) => { out.textContent = e.key + " hördes"; });`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p := Start(t).Page()
	p.Open(server.URL + "/vidare")
	p.See("Framme")
	p.Press("k")
	p.See("k hördes")
}
