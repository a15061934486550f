package web

import (
	"net/http"

	"bokslut/internal/web/static"
)

// registrar adds a page that only a signed-in user may see.
type registrar func(pattern string, h http.HandlerFunc)

// routes is the whole surface of the program.
func (s *server) routes() http.Handler {
	mux := http.NewServeMux()
	open := func(pattern string, h http.HandlerFunc) { mux.Handle(pattern, named(pattern, s.limited(h))) }
	page := func(pattern string, h http.HandlerFunc) {
		mux.Handle(pattern, named(pattern, s.limited(s.signedIn(h))))
	}
	upload := func(pattern string, h http.HandlerFunc) { mux.Handle(pattern, named(pattern, s.signedIn(h))) }

	mux.Handle("GET "+static.Prefix, named(static.Prefix, static.Handler()))
	open("GET /logga-in", s.showLogin)
	open("POST /logga-in", s.logIn)
	open("POST /logga-ut", s.logOut)
	open("GET /kom-igang/{secret}", s.showFirst)
	open("POST /kom-igang/{secret}", s.createFirst)

	page("/", s.notFound)
	page("GET /{$}", s.home)
	page("GET /uppdrag", s.portfolio)
	page("GET /uppdrag/ny", s.newGuide)
	page("GET /uppdrag/ny/foretag", s.showCompany)
	page("POST /uppdrag/ny/foretag", s.saveCompany)
	page("GET /uppdrag/ny/datakalla", s.showGuideSource)
	page("POST /uppdrag/ny/datakalla", s.saveGuideSource)
	page("GET /uppdrag/ny/anslut", s.showConnect)
	page("GET /uppdrag/ny/import", s.showGuideImport)
	page("GET /uppdrag/ny/uppgifter", s.showGuideFacts)
	page("GET "+callbackPath, s.callback)

	page("GET /u/{u}", s.overview)
	page("POST /u/{u}/fortnox", s.beginLogin)
	page("POST /u/{u}/fortnox/koppla-fran", s.disconnect)
	page("GET /u/{u}/import", s.showImport)
	page("POST /u/{u}/import", s.startImport)
	page("GET /u/{u}/fortnox/nytt", s.showNews)
	page("GET /u/{u}/import/strom", s.streamImport)
	page("POST /u/{u}/import/avbryt", s.cancelImport)
	page("POST /u/{u}/import/manuell", s.typeManual)
	upload("POST /u/{u}/import/sie", s.uploadSIE)
	s.documentRoutes(page, upload)
	s.intakeRoutes(page)
	page("GET /u/{u}/underhall", s.showFacts)
	page("POST /u/{u}/underhall", s.saveFacts)
	page("GET /u/{u}/underhall/datakalla", s.showSource)
	page("POST /u/{u}/underhall/datakalla", s.switchSource)
	page("GET /u/{u}/handelser", s.events)
	s.engagementRoutes(page)

	page("POST /val/kolumner", s.chooseColumns)
	page("GET /byra/granser", s.showRules)
	page("POST /byra/granser", s.saveRules)
	page("GET /byra/checklista", s.showCheckTemplate)
	page("POST /byra/checklista", s.saveCheckTemplate)

	page("GET /hjalp", s.help)
	page("GET /hjalp/{amne}", s.helpSubject)
	return mux
}

func (s *server) home(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/uppdrag", http.StatusSeeOther)
}

func (s *server) notFound(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errNoPage) }
