package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// rowsForm is the grid exactly as it was typed.
type rowsForm struct {
	rows    []typedRow
	facts   map[string]string // what is typed, by column
	were    map[string]string // what the page showed
	deleted []engagement.RowEdit
}

// typedRow is a row as it was typed. Was is empty for a new one.
type typedRow struct {
	id, was, after string
	cells          map[string]string
}

func (r typedRow) blank() bool {
	for _, text := range r.cells {
		if text != "" {
			return false
		}
	}
	return true
}

// readRowsForm reads what was sent: one value per row and column, in order.
func readRowsForm(r *http.Request, columns []gridColumn, facts []schedule.Column) rowsForm {
	f := rowsForm{facts: map[string]string{}, were: map[string]string{}}
	sent := r.PostForm
	at := func(name string, i int) string {
		if values := sent[name]; i < len(values) {
			return strings.TrimSpace(values[i])
		}
		return ""
	}
	for i := range sent["rad"] {
		row := typedRow{id: at("rad", i), was: at("var", i), after: at("efter", i), cells: map[string]string{}}
		for _, c := range columns {
			if !c.Computed {
				row.cells[c.ID] = at("k."+c.ID, i)
			}
		}
		f.rows = append(f.rows, row)
	}
	for _, both := range sent["bort"] {
		id, was, _ := strings.Cut(both, ":")
		f.deleted = append(f.deleted, engagement.RowEdit{ID: id, Was: was})
	}
	for _, c := range facts {
		if _, ok := sent["f."+c.ID]; ok && !c.Computed {
			f.facts[c.ID], f.were[c.ID] = at("f."+c.ID, 0), at("fvar."+c.ID, 0)
		}
	}
	return f
}

// edits are the rows that the person has changed.
func (f rowsForm) edits(w workpaper.Workpaper, columns []gridColumn, chart *entryChart) []engagement.RowEdit {
	edits := f.deleted
	for _, typed := range f.rows {
		if typed.blank() {
			if typed.was != "" {
				edits = append(edits, engagement.RowEdit{ID: typed.id, Was: typed.was})
			}
			continue
		}
		row := typed.row(w, columns, chart)
		if typed.was != "" && row.Mark() == typed.was || deletes(f.deleted, typed.id) {
			continue
		}
		edits = append(edits, engagement.RowEdit{ID: typed.id, Was: typed.was, Row: &row, After: typed.after})
	}
	return edits
}

func deletes(deleted []engagement.RowEdit, id string) bool {
	return slices.ContainsFunc(deleted, func(e engagement.RowEdit) bool { return e.ID == id })
}

// row makes a row of what was typed.
func (typed typedRow) row(w workpaper.Workpaper, columns []gridColumn, chart *entryChart) workpaper.Row {
	row := workpaper.Row{ID: typed.id}
	if len(w.Accounts) == 1 {
		row.Account = w.Accounts[0]
	}
	for _, c := range columns {
		text := typed.cells[c.ID]
		if c.Computed {
			continue
		}
		if c.Type == schedule.Account {
			text = chart.resolve(text)
		}
		setCell(&row, c.Column, text)
	}
	return row
}

// factEdits are the facts that the person has changed.
func (f rowsForm) factEdits(facts []schedule.Column, chart *entryChart) []engagement.FactEdit {
	var edits []engagement.FactEdit
	for _, c := range facts {
		typed, sent := f.facts[c.ID]
		if !sent {
			continue
		}
		if c.Type == schedule.Account {
			typed = chart.resolve(typed)
		}
		is, err := schedule.Parse(c, typed)
		if err != nil {
			is = unread(c, typed)
		}
		if is != f.were[c.ID] {
			edits = append(edits, engagement.FactEdit{ID: c.ID, Was: f.were[c.ID], Is: is})
		}
	}
	return edits
}

// A rowsSaved is what came of saving the grid.
type rowsSaved struct {
	form    rowsForm
	done    engagement.Edited
	columns []gridColumn
}

// keepRows saves what differs from what the person saw.
func (s *server) keepRows(r *http.Request, e engagement.Engagement) (rowsSaved, error) {
	ctx, by, no := r.Context(), s.user(r), r.PathValue("nr")
	paper, err := s.engagements.Workpaper(ctx, by, e, no)
	if err != nil {
		return rowsSaved{}, err
	}
	chart, err := s.entryChart(r, e)
	if err != nil {
		return rowsSaved{}, err
	}
	form := formOfPaper(paper.Workpaper)
	saved := rowsSaved{columns: gridColumns(ctx, paper.Workpaper)}
	saved.form = readRowsForm(r, saved.columns, form.Facts)
	edits := saved.form.edits(paper.Workpaper, saved.columns, chart)
	saved.done, err = s.engagements.EditRows(ctx, by, e.ID, no, edits, saved.form.factEdits(form.Facts, chart))
	return saved, err
}

// saveRows is the button Spara of the grid: the page is shown again, with what
// another person was first to change beside what was typed.
func (s *server) saveRows(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	saved, err := s.keepRows(r, e)
	if wantsJSON(r) {
		return s.answerRows(w, r, e, saved, err)
	}
	var field *office.FieldError
	if errors.As(err, &field) {
		err = field.Err // it stands above the grid: what is wrong is not in one field
	}
	if err != nil {
		return s.paperAgain(w, r, e, nil, err, func(v *paperView) { v.keepTyped(r.Context(), saved.form) })
	}
	if len(saved.done.Clashes)+len(saved.done.Facts) == 0 {
		http.Redirect(w, r, sheetURL(e, "/bilagor/"+r.PathValue("nr"), "sida", formValue(r, "sida"))+"#rader", http.StatusSeeOther)
		return nil
	}
	v, err := s.paperView(r, e, r.PathValue("nr"))
	if err != nil {
		return err
	}
	v.Trouble = s.conflict(r, e, v.Paper.No, t(r.Context(), "bilaga %s", v.Paper.No))
	v.Trouble.Text = t(r.Context(), "Raderna som ni båda har ändrat är inte sparade. De är märkta nedan. Allt annat är sparat.")
	v.showClashes(r.Context(), saved, s.nameOf(r))
	s.render(w, r, http.StatusConflict, paperPage(v))
	return nil
}

func wantsJSON(r *http.Request) bool { return r.Header.Get("Accept") == "application/json" }

// nameOf names a user of the office.
func (s *server) nameOf(r *http.Request) func(id string) string {
	ctx, by := r.Context(), s.user(r)
	return func(id string) string {
		if id == by.ID {
			return t(ctx, "Du själv")
		}
		if u, err := s.offices.User(ctx, by, id); err == nil {
			return u.Name
		}
		return t(ctx, "Någon annan")
	}
}

// clashText says who changed a row, when, and to what.
func clashText(ctx context.Context, c engagement.Clash, columns []gridColumn, name func(string) string) string {
	if c.Theirs == nil {
		return t(ctx, "Raden är borttagen av någon annan. Din version är inte sparad.")
	}
	var values []string
	for _, column := range columns {
		if text := shown(*c.Theirs, column.Column); text != "" && !column.Computed {
			values = append(values, text)
		}
	}
	return t(ctx, "%s ändrade raden %s till: %s. Din version är inte sparad.", name(c.By), clock(c.At), strings.Join(values, " · "))
}

// clashOf is a clash for the page.
func clashOf(ctx context.Context, c engagement.Clash, columns []gridColumn, name func(string) string) *rowClash {
	clash := rowClash{Text: clashText(ctx, c, columns, name), Theirs: map[string]string{}}
	if c.Theirs == nil {
		return &clash
	}
	for _, column := range columns {
		if !column.Computed {
			clash.Theirs[column.ID] = shown(*c.Theirs, column.Column)
		}
	}
	return &clash
}

// showClashes puts what was typed in the rows that clash, which then can be
// saved knowingly.
func (v *paperView) showClashes(ctx context.Context, saved rowsSaved, name func(string) string) {
	for _, c := range saved.done.Clashes {
		i := slices.IndexFunc(saved.form.rows, func(r typedRow) bool { return r.id == c.ID })
		at := slices.IndexFunc(v.Grid.Rows, func(l gridLine) bool { return l.ID == c.ID })
		if i < 0 {
			continue // it was to be taken away: it stays
		}
		if at < 0 { // theirs is gone: mine is a new row
			at = slices.IndexFunc(v.Grid.Rows, func(l gridLine) bool { return l.ID == "" })
			if at < 0 {
				v.Grid.Rows = append(v.Grid.Rows, v.Grid.line(ctx, workpaper.Row{}, len(v.Paper.Rows), schedule.Result{}))
				at = len(v.Grid.Rows) - 1
			}
		}
		v.Grid.Rows[at].retype(saved.form.rows[i])
		v.Grid.Rows[at].Clash = clashOf(ctx, c, saved.columns, name)
	}
}

// retype puts what was typed in the fields of a line.
func (l *gridLine) retype(typed typedRow) {
	for i := range l.Cells {
		if text, ok := typed.cells[l.Cells[i].Column.ID]; ok {
			l.Cells[i].Value = text
		}
	}
}

// keepTyped shows what was typed when nothing could be saved.
func (v *paperView) keepTyped(ctx context.Context, f rowsForm) {
	for _, typed := range f.rows {
		at := slices.IndexFunc(v.Grid.Rows, func(l gridLine) bool { return l.ID == typed.id && (typed.id != "" || blankLine(l)) })
		if at < 0 {
			v.Grid.Rows = append(v.Grid.Rows, v.Grid.line(ctx, workpaper.Row{}, len(v.Grid.Rows), schedule.Result{}))
			at = len(v.Grid.Rows) - 1
		}
		v.Grid.Rows[at].retype(typed)
	}
	for i, fact := range v.Grid.Facts {
		if text, ok := f.facts[fact.Column.ID]; ok {
			v.Grid.Facts[i].Value = text
		}
	}
}

func blankLine(l gridLine) bool {
	return !slices.ContainsFunc(l.Cells, func(c gridCell) bool { return c.Value != "" })
}
