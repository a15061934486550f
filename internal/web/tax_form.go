package web

import (
	"fmt"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/tax"
)

// statementView is INK2, INK2R and INK2S as a list of figures.
type statementView struct {
	taxView
	Fields   []tax.Field
	Findings []tax.Finding
	Error    *Flash
}

func (s *server) statement(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	base, done, err := s.taxLoad(w, r, e, tabStatement, t(ctx, "Inkomstdeklaration 2"))
	if done || err != nil {
		return err
	}
	v := statementView{taxView: base}
	v.Page.Keys = []Key{{[]string{"Ctrl", "P"}, t(ctx, "skriv ut")}}
	if v.computed() {
		if v.Fields, v.Findings, err = v.Sheet.Result.INK2(); err != nil {
			f, ok := explainTax(ctx, err)
			if !ok {
				return err
			}
			v.Wrong = &Flash{"err", f.Title, f.Text}
		}
	}
	s.render(w, r, http.StatusOK, statementPage(v))
	return nil
}

func (s *server) statementFile(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	sheet, err := s.engagements.Tax(r.Context(), s.user(r), e)
	if err != nil {
		return err
	}
	for _, failed := range []error{sheet.Err, sheet.ResultErr} {
		if failed != nil {
			http.Redirect(w, r, sheetURL(e, "/skatt/ink2"), http.StatusSeeOther)
			return nil
		}
	}
	fields, _, err := sheet.Result.INK2()
	if err != nil {
		http.Redirect(w, r, sheetURL(e, "/skatt/ink2"), http.StatusSeeOther)
		return nil
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "ink2 "+e.Client.OrgNr+" "+e.Year.To.String()+".csv"))
	return tax.WriteCSV(w, fields)
}
