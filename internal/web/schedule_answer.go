package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"bokslut/internal/engagement"

	"github.com/a-h/templ"
)

// rowsAnswer tells the page's script what came of saving the grid by itself.
type rowsAnswer struct {
	Says    string            `json:"says"`
	Saved   bool              `json:"saved"`
	Version int64             `json:"version,omitempty"`
	Others  string            `json:"others,omitempty"` // that somebody else has changed the bilaga, too
	Rows    []rowAnswer       `json:"rows,omitempty"`
	Facts   map[string]string `json:"facts,omitempty"` // marks of the facts, by column
	Sums    map[string]string `json:"sums,omitempty"`
	Lines   string            `json:"lines,omitempty"` // how many rows they are of
	Rest    string            `json:"rest,omitempty"`
	Parts   map[string]string `json:"parts,omitempty"` // pieces of the page by id
}

// rowAnswer is a row as it stands now. Of a row that was not saved only what is
// computed and noted is told.
type rowAnswer struct {
	ID       string            `json:"id"`
	Was      string            `json:"was,omitempty"`
	Values   map[string]string `json:"values,omitempty"`
	Computed map[string]string `json:"computed,omitempty"`
	Wrong    []string          `json:"wrong,omitempty"` // columns
	Notes    string            `json:"notes,omitempty"` // a row of the table
	Clash    bool              `json:"clash,omitempty"`
	Gone     bool              `json:"gone,omitempty"` // somebody else took it away
}

// answerRows answers the page's script.
func (s *server) answerRows(w http.ResponseWriter, r *http.Request, e engagement.Engagement, saved rowsSaved, failed error) error {
	ctx := r.Context()
	w.Header().Set("Content-Type", "application/json")
	if failed != nil {
		_, rest := fieldErrors(ctx, failed)
		why := rest
		if rest == nil {
			why = failed
		}
		f := explain(ctx, why)
		w.WriteHeader(f.Status)
		return json.NewEncoder(w).Encode(rowsAnswer{Says: t(ctx, "Inte sparad: %s", sentence(ctx, failed))})
	}
	v, err := s.paperView(r, e, r.PathValue("nr"))
	if err != nil {
		return err
	}
	a := rowsAnswer{
		Says: t(ctx, "Sparad %s", timeOfDay(s.now())), Saved: true, Version: v.Paper.Version, Facts: map[string]string{},
		Sums: map[string]string{}, Lines: v.sumLine(ctx), Rest: v.Grid.Rest,
	}
	if known := versionOf(r); known != saved.done.From {
		a.Others = t(ctx, "Någon annan har också ändrat bilagan. Läs in sidan på nytt för att se allt.")
	}
	for _, f := range v.Grid.Facts {
		a.Facts[f.Column.ID] = f.Was
	}
	for _, c := range v.Grid.Columns {
		if sum := v.Grid.sum(c); sum != "" {
			a.Sums[c.ID] = sum
		}
	}
	if a.Rows, err = rowAnswers(ctx, v, saved, s.nameOf(r)); err != nil {
		return err
	}
	if len(saved.done.Clashes)+len(saved.done.Facts) > 0 {
		a.Saved, a.Says = false, t(ctx, "Inte sparad: någon annan har ändrat samma rad. Se nedan.")
	}
	a.Parts, err = parts(ctx, map[string]templ.Component{
		"huvud": paperHead(v), "stampel": paperStamp(v), "avstamning": paperProof(v), "lage": gridState(v), "forslag": gridProposals(v),
		"borta": gridFormer(v.Paper.Says.Former),
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(a)
}

// rowAnswers lists the rows that were saved or clash, and those of the page that
// have anything computed or noted.
func rowAnswers(ctx context.Context, v paperView, saved rowsSaved, name func(string) string) ([]rowAnswer, error) {
	touched := map[string]bool{}
	for _, row := range saved.done.Rows {
		touched[row.ID] = true
	}
	lines := v.Grid.Rows
	for i, row := range v.Paper.Rows { // a new row may stand on another page
		if touched[row.ID] && (i < v.Grid.Pages.From || i >= v.Grid.Pages.To) {
			lines = append(lines, v.Grid.line(ctx, row, i, v.Paper.Says))
		}
	}
	var all []rowAnswer
	clashes := map[string]engagement.Clash{}
	for _, c := range saved.done.Clashes {
		clashes[c.ID] = c
		if c.Theirs == nil {
			l := gridLine{ID: c.ID, Clash: clashOf(ctx, c, saved.columns, name)}
			notes, err := parts(ctx, map[string]templ.Component{"": gridNotes(v.Grid, l)})
			if err != nil {
				return nil, err
			}
			all = append(all, rowAnswer{ID: c.ID, Clash: true, Gone: true, Notes: notes[""]})
		}
	}
	for _, l := range lines {
		if l.ID == "" {
			continue
		}
		if c, ok := clashes[l.ID]; ok {
			l.Clash = clashOf(ctx, c, saved.columns, name)
		}
		a, err := l.answer(ctx, v.Grid, touched[l.ID])
		if err != nil {
			return nil, err
		}
		if touched[l.ID] || a.Clash || a.Notes != "" || len(a.Computed) > 0 {
			all = append(all, a)
		}
	}
	return all, nil
}

// answer tells of one row.
func (l gridLine) answer(ctx context.Context, g gridView, touched bool) (rowAnswer, error) {
	a := rowAnswer{ID: l.ID, Computed: map[string]string{}, Clash: l.Clash != nil}
	if touched || a.Clash {
		a.Was, a.Values = l.Was, map[string]string{}
	}
	for _, c := range l.Cells {
		switch {
		case c.Column.Computed:
			a.Computed[c.Column.ID] = c.text(ctx)
		case a.Values != nil:
			a.Values[c.Column.ID] = c.Value
		}
		if c.Wrong {
			a.Wrong = append(a.Wrong, c.Column.ID)
		}
	}
	if len(l.Notes) == 0 && l.Clash == nil {
		return a, nil
	}
	notes, err := parts(ctx, map[string]templ.Component{"": gridNotes(g, l)})
	a.Notes = notes[""]
	return a, err
}

// parts renders pieces of a page.
func parts(ctx context.Context, all map[string]templ.Component) (map[string]string, error) {
	done := map[string]string{}
	for id, one := range all {
		var b strings.Builder
		if err := one.Render(ctx, &b); err != nil {
			return nil, err
		}
		done[id] = b.String()
	}
	return done, nil
}
