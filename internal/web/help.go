package web

import (
	"embed"
	"net/http"
)

//go:embed help/*.html
var helpTexts embed.FS

// A subject is a page of the help; its text is help/<Key>.html.
type subject struct{ Key, Title string }

// subjects are the pages of the help in the order of the work.
var subjects = []subject{
	{"fragor", "Vanliga frågor"},
	{"startguiden", "Starta ett uppdrag"},
	{"fortnox", "Koppla Fortnox"},
	{"import", "Importen"},
	{"kontroller", "Kontroller efter importen"},
	{"sie", "Läs in en SIE4-fil"},
	{"balansavstamning", "Balansavstämning"},
	{"resultat", "Resultatanalys och kontoanalys"},
	{"bilagor", "Arbeta med bilagor"},
	{"bilageslag", "Slag av bilagor"},
	{"dokument", "Dokument och underlag"},
	{"bokslutsverifikationer", "Skapa bokslutsverifikationer"},
	{"rapporter", "Rapporter och pärm"},
	{"skatteberakning", "Skatteberäkning"},
	{"resultatplanering", "Resultatplanering"},
	{"export", "Exportera till Fortnox"},
	{"kopplingen", "Kopplingen i 30 dagar"},
	{"datakalla", "Byt datakälla"},
	{"kortkommandon", "Kortkommandon"},
}

func (s *server) help(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/hjalp/"+subjects[0].Key, http.StatusSeeOther)
}

func (s *server) helpSubject(w http.ResponseWriter, r *http.Request) {
	for _, one := range subjects {
		if one.Key != r.PathValue("amne") {
			continue
		}
		text, err := helpTexts.ReadFile("help/" + one.Key + ".html")
		if err != nil {
			s.fail(w, r, err)
			return
		}
		p := s.page(r, t(r.Context(), one.Title))
		s.render(w, r, http.StatusOK, helpPage(p, one, string(text)))
		return
	}
	s.fail(w, r, errNoPage)
}
