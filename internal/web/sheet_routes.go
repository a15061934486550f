package web

import (
	"net/http"

	"bokslut/internal/engagement"
)

// engagementRoutes adds the inner pages of an engagement.
func (s *server) engagementRoutes(page registrar) {
	in := func(pattern string, h engagementHandler) { page(pattern, s.inEngagement(h)) }

	s.taxRoutes(page)
	s.reportRoutes(page)
	in("GET /u/{u}/kontroller", s.controls)
	in("POST /u/{u}/kontroller/sedd", s.seeControl)
	in("POST /u/{u}/kontroller/ny", s.unseeControl)
	in("GET /u/{u}/balans", s.balance)
	in("GET /u/{u}/resultat", s.result)
	in("GET /u/{u}/konto", s.pickAccount)
	in("GET /u/{u}/konto/{konto}", s.account)
	in("GET /u/{u}/konton", s.accounts)
	in("GET /u/{u}/ver/{ar}/{serie}/{nummer}", s.voucher)

	in("GET /u/{u}/bilagor", s.papers)
	in("POST /u/{u}/bilagor", s.createPaper)
	in("GET /u/{u}/bilagor/ny", s.newPaper)
	in("GET /u/{u}/bilagor/{nr}", s.paper)
	in("POST /u/{u}/bilagor/{nr}/rader", s.saveRows)
	in("POST /u/{u}/bilagor/{nr}/klistra", s.pasteRows)
	in("POST /u/{u}/bilagor/{nr}/markera", s.markItem)
	in("POST /u/{u}/bilagor/{nr}/beskriv", s.describePaper)
	in("POST /u/{u}/bilagor/{nr}/kommentar", s.commentPaper)
	in("POST /u/{u}/bilagor/{nr}/klar", s.signPaper)
	in("POST /u/{u}/bilagor/{nr}/angra", s.actOnSigning(s.unsign))
	s.signingRoutes(in)
	s.carryRoutes(in)
	in("POST /u/{u}/bilagor/{nr}/bort", s.deletePaper)
	in("POST /u/{u}/bilagor/{nr}/lanka", s.linkPaper)
	in("POST /u/{u}/bilagor/{nr}/aterstall", s.restorePaper)

	in("GET /u/{u}/verifikationer", s.entries)
	in("POST /u/{u}/verifikationer", s.saveEntry)
	in("GET /u/{u}/verifikationer/ny", s.newEntry)
	in("GET /u/{u}/verifikationer/sie", s.sieFiles)
	in("GET /u/{u}/verifikationer/sie/4i", s.entriesFile)
	in("GET /u/{u}/verifikationer/sie/4e", s.ledgerFile)
	in("POST /u/{u}/verifikationer/sie/markera", s.handOver)
	in("POST /u/{u}/verifikationer/sie/angra", s.takeBack)
	in("GET /u/{u}/verifikationer/nasta-ar", s.nextYearPage)
	in("POST /u/{u}/verifikationer/nasta-ar", s.saveNextYear)
	in("GET /u/{u}/verifikationer/fordelning", s.keysPage)
	in("POST /u/{u}/verifikationer/fordelning", s.saveKey)
	in("POST /u/{u}/verifikationer/fordelning/bort", s.dropKey)
	in("POST /u/{u}/verifikationer/fordelning/egna", s.saveObjects)
	in("GET /u/{u}/verifikationer/mallar", s.templatesPage)
	in("POST /u/{u}/verifikationer/mallar", s.saveTemplate)
	in("POST /u/{u}/verifikationer/mallar/bort", s.dropTemplate)
	in("GET /u/{u}/verifikationer/{nr}", s.entry)
	in("POST /u/{u}/verifikationer/{nr}", s.saveEntry)
	in("POST /u/{u}/verifikationer/{nr}/utkast", s.keepEntryDraft)
	in("POST /u/{u}/verifikationer/{nr}/slang", s.actOnEntry(s.dropDraft, "Utkastet till %s är slängt"))
	in("POST /u/{u}/verifikationer/{nr}/bort", s.actOnEntry(s.deleteEntry, "%s är borttagen"))
	in("POST /u/{u}/verifikationer/{nr}/aterstall", s.actOnEntry(s.restoreEntry, "%s är återställd"))
	in("POST /u/{u}/verifikationer/{nr}/ej-aktuell", s.actOnEntry(s.excludeEntry, "%s förs inte över"))
	in("POST /u/{u}/verifikationer/{nr}/aktuell", s.actOnEntry(s.includeEntry, "%s förs över vid nästa export"))

	in("GET /u/{u}/export", s.exportDialog)
	in("POST /u/{u}/export", s.exportEntries)
	in("GET /u/{u}/export/kvitto", s.receipt)
	in("POST /u/{u}/export/kontrollera", s.checkNow)
	in("POST /u/{u}/export/beslut", s.decide)
}

// engagementHandler answers within an engagement. An error that it returns is
// told by fail; then it has written nothing.
type engagementHandler func(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error

func (s *server) inEngagement(h engagementHandler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		e, err := s.engagement(r)
		if err == nil {
			err = h(w, r, e)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	}
}
