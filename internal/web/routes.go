package web

import (
	"net/http"

	"bokslut/internal/web/static"
)

// routes is the whole surface of the program.
func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, h http.HandlerFunc) {
		mux.Handle(pattern, named(pattern, limited(s.signedIn(h))))
	}

	mux.Handle("GET "+static.Prefix, named(static.Prefix, static.Handler()))
	page("/", s.notFound)
	page("GET /{$}", s.home)

	s.engagementRoutes(page)
	return mux
}

func (s *server) home(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/uppdrag", http.StatusSeeOther)
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errNoPage) }
