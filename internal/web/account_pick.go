package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// pickView is the choice of an account for Kontoanalys.
type pickView struct {
	Page     Page
	Search   string
	All      bool   // the whole chart, else what has something booked
	Missing  string // an account that was asked for and is not there
	Accounts []ledger.AccountTotal
}

func (s *server) pickAccount(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	p, err := s.sheetPage(r, e, tabAnalysis, t(r.Context(), "Kontoanalys"))
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(r.Context(), p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	search := strings.TrimSpace(r.FormValue("sok"))
	if a, ok := snap.Totals.Years[0].Account(search); ok {
		http.Redirect(w, r, accountURL(e, 0, a.Number), http.StatusSeeOther)
		return nil
	}
	if several(search) {
		http.Redirect(w, r, sheetURL(e, "/konton", "konto", search), http.StatusSeeOther)
		return nil
	}
	v := pickView{Page: p, Search: search, All: r.FormValue("alla") == "1"}
	v.fill(snap.Totals.Years[0].Accounts)
	v.Page.Scripts = []string{"grid.js"}
	s.render(w, r, http.StatusOK, pickPage(v))
	return nil
}

// accountMissing answers for an account that the import does not know.
func (s *server) accountMissing(w http.ResponseWriter, r *http.Request, p Page, number string) error {
	snap, err := s.engagements.Snapshot(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	v := pickView{Page: p, Missing: number}
	v.fill(snap.Totals.Years[0].Accounts)
	v.Page.Scripts = []string{"grid.js"}
	s.render(w, r, http.StatusNotFound, pickPage(v))
	return nil
}

func (v *pickView) fill(chart []ledger.AccountTotal) {
	for _, a := range chart {
		if matches(a.Number, a.Name, v.Search) && (v.All || v.Search != "" || a.Used()) {
			v.Accounts = append(v.Accounts, a)
		}
	}
}

func (q accountQuery) filtered() bool {
	return q.From != "" || q.To != "" || q.Series != "" || q.Text != "" || q.Amount != ""
}

func noLines(ctx context.Context, q accountQuery, a engagement.Analysis) string {
	switch {
	case q.filtered():
		return t(ctx, "Ingen verifikation stämmer med filtret.")
	case a.Closing != a.Opening:
		return t(ctx, "Bara årets saldon är inlästa, inte verifikationerna.")
	}
	return t(ctx, "Inget är bokfört på kontot under året.")
}
