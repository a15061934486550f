package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/report"
)

// reportRoutes adds the reports and the style sheet of their margins.
func (s *server) reportRoutes(page registrar) {
	in := func(pattern string, h engagementHandler) { page(pattern, s.inEngagement(unhurried(h))) }
	in("GET /u/{u}/rapporter", s.reports)
	in("GET /u/{u}/rapporter/{rapport}", s.report)
	in("GET /u/{u}/utskrift.css", s.marginSheet)
	s.binderRoutes(page)
}

// A reportKind is a report that can be asked for.
type reportKind struct {
	Key, Name, Says string
	Choices         string // which of stand, konton, serie and period it can be narrowed by
	make            func(s *server, r *http.Request, p Page, q reportQuery) (report.Document, error)
}

var reportKinds = []reportKind{
	{"balansrapport", "Balansrapport", "Balanskonton med IB, bokfört och slutligt saldo, och förra årets UB.", "stand", (*server).balanceReport},
	{"resultatrapport", "Resultatrapport", "Resultatkonton före och efter bokslutsverifikationer, med förra året.", "stand", (*server).resultReport},
	{"resultat-per-manad", "Resultatrapport per månad", "Resultatkonton månad för månad som de är bokförda.", "", (*server).monthReport},
	{"huvudbok", "Huvudbok", "Konton med verifikationer och löpande saldo, och bokslutsverifikationerna efter dem.", "konton period", (*server).ledgerReport},
	{"verifikationslista", "Verifikationslista", "Verifikationerna i bokföringen med alla rader.", "serie period", (*server).voucherReport},
	{"balansavstamning", "Balansavstämning", "Balanskonton med avstämt belopp, underlag, differens och signering.", "", (*server).reconciliationReport},
	{"bokslutsverifikationer", "Bokslutsverifikationer", "Bokslutsverifikationerna med rader och kvitto.", "", (*server).entryReport},
}

func (k reportKind) has(choice string) bool { return strings.Contains(k.Choices, choice) }

// reportListView is the list of reports.
type reportListView struct {
	Page   Page
	Kinds  []reportKind
	Series []string
}

func (s *server) reports(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabReports, t(r.Context(), "Rapporter"))
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(r.Context(), p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	s.render(w, r, http.StatusOK, reportListPage(reportListView{p, reportKinds, seriesCodes(snap.Totals)}))
	return nil
}

func seriesCodes(totals ledger.Totals) []string {
	var codes []string
	for _, one := range totals.Years[0].Series {
		codes = append(codes, one.Code)
	}
	return codes
}

// reportHead is what stands on every page of a report.
func (s *server) reportHead(p Page) report.Head {
	e := *p.Engagement
	return report.Head{Client: e.Client.Name, OrgNr: e.Client.OrgNr, Year: e.Year, By: p.User.Name, At: s.now()}
}

// reportWords are the pages' own words for what reports print.
var reportWords = report.Words{
	Status:   func(ctx context.Context, st engagement.Status) string { return t(ctx, statusWord(st)) },
	Transfer: func(ctx context.Context, tr engagement.Transfer) string { return t(ctx, transferWord(tr)) },
	Against:  againstText,
	Cause:    causeText,
	Remarks:  itemRemarks,
	Step:     planStepText,
	Check:    checkStateWord,
	Tag:      tagWord,
	Kind:     paperKindWord,
	Column:   columnWord,
	Choice:   choiceWord,
}
