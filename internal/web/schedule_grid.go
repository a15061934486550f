package web

import (
	"context"
	"slices"
	"strconv"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// blankRows is how many empty rows the grid ends with, blankPiles where they are
// two lines high.
const blankRows, blankPiles = 5, 3

// gridView is the grid of a bilaga: its rows as fields.
type gridView struct {
	Columns []gridColumn
	Rows    []gridLine
	Pages   paging
	Sums    map[string]money.Amount // by column, of all rows
	Facts   []gridFact
	Rest    string // what is left to explain, in öre, when one amount of one account does it
}

// gridColumn is a column with its words and looks.
type gridColumn struct {
	schedule.Column
	Head, Class, Width string // Width is a class of the cells of the grid
	Under              bool   // stands under the column before it, in one cell
}

// gridLine is a row of the grid. Was is the mark of what the page shows.
type gridLine struct {
	ID, Was string
	N       int // counts from 1
	Cells   []gridCell
	Notes   []gridNote
	Clash   *rowClash
}

// gridCell is a field, or a computed text.
type gridCell struct {
	Column *gridColumn
	Value  string
	Wrong  bool
}

// gridNote is a sentence about a row or a bilaga.
type gridNote struct{ Kind, Text string }

// gridFact is a field of the bilaga as a whole. Was is what the page shows.
type gridFact struct {
	Column gridColumn
	Value  string
	Was    string
	Notes  []gridNote
}

// rowClash is a row that another person changed. Their values are by column.
type rowClash struct {
	Text   string
	Theirs map[string]string
}

// formOfPaper is the form that people fill in a bilaga: that of its kind, or the
// plain one.
func formOfPaper(w workpaper.Workpaper) schedule.Form {
	form, ok := schedule.FormOf(w.Kind)
	if !ok {
		form, _ = schedule.FormOf(workpaper.Own)
	}
	return form
}

// gridColumns are those that are shown: the account is left out where there is
// only one.
func gridColumns(ctx context.Context, w workpaper.Workpaper) []gridColumn {
	var columns []gridColumn
	for _, c := range formOfPaper(w).Rows {
		if c.ID == schedule.AccountColumn && len(w.Accounts) == 1 {
			continue
		}
		columns = append(columns, gridColumn{c, columnWord(ctx, w.Kind, c.ID), columnClass(c), columnWidth(c), standsUnder(w.Kind, c.ID)})
	}
	for i := range min(3, len(columns)) {
		if columns[i].ID == schedule.TextColumn {
			columns[i].Width = "w-text lead"
		}
	}
	return columns
}

// grid makes the grid of the page that is asked for.
func (v *paperView) fillGrid(ctx context.Context, page string) {
	w := v.Paper.Workpaper
	g := gridView{Columns: gridColumns(ctx, w), Sums: v.Paper.Says.Sums, Pages: newPaging(len(v.Paper.Rows), page)}
	if !formOfPaperComputes(w) {
		g.Sums = map[string]money.Amount{}
		for _, row := range v.Paper.Rows {
			g.Sums[schedule.AmountColumn] += row.Amount
		}
	}
	for i := g.Pages.From; i < g.Pages.To; i++ {
		g.Rows = append(g.Rows, g.line(ctx, v.Paper.Rows[i], i, v.Paper.Says))
	}
	if g.Pages.Page == g.Pages.Pages {
		for i := range g.blanks() {
			g.Rows = append(g.Rows, g.line(ctx, workpaper.Row{}, len(v.Paper.Rows)+i, schedule.Result{}))
		}
	}
	for _, c := range formOfPaper(w).Facts {
		g.Facts = append(g.Facts, v.fact(ctx, c))
	}
	if len(w.Accounts) == 1 && slices.ContainsFunc(g.Columns, func(c gridColumn) bool { return c.ID == schedule.AmountColumn && !c.Computed }) {
		g.Rest = strconv.FormatInt(int64(v.diff()), 10)
	}
	v.Grid = g
}

func formOfPaperComputes(w workpaper.Workpaper) bool {
	_, ok := schedule.FormOf(w.Kind)
	return ok
}

func (g *gridView) line(ctx context.Context, row workpaper.Row, at int, says schedule.Result) gridLine {
	l := gridLine{ID: row.ID, N: at + 1}
	if row.ID != "" {
		l.Was = row.Mark()
	}
	var said schedule.Line
	if at < len(says.Lines) {
		said = says.Lines[at]
	}
	for i := range g.Columns {
		c := &g.Columns[i]
		cell := gridCell{Column: c, Value: shown(row, c.Column)}
		if c.Computed {
			cell.Value = schedule.Format(c.Column, said.Cells[c.ID])
		} else if wrong := cellWrong(ctx, c.Column, cellOf(row, c.ID)); wrong != "" {
			cell.Wrong = true
			l.Notes = append(l.Notes, gridNote{"err", c.Head + ": " + wrong})
		}
		l.Cells = append(l.Cells, cell)
	}
	for _, n := range said.Notes {
		if n.Code == "cell" {
			continue // said above with its reason
		}
		if at := slices.IndexFunc(g.Columns, func(c gridColumn) bool { return c.ID == n.Column }); at >= 0 && n.Severity == schedule.Wrong {
			l.Cells[at].Wrong = true
		}
		l.Notes = append(l.Notes, gridNote{noteKind(n.Severity), noteText(ctx, g.Columns, n)})
	}
	return l
}

func noteKind(s schedule.Severity) string {
	switch s {
	case schedule.Wrong:
		return "err"
	case schedule.Warning:
		return "chg"
	}
	return "info"
}

func (v *paperView) fact(ctx context.Context, c schedule.Column) gridFact {
	kept := v.Paper.Facts[c.ID]
	if c.Computed {
		kept = v.Paper.Says.Facts[c.ID]
	}
	f := gridFact{Column: gridColumn{c, columnWord(ctx, v.Paper.Kind, c.ID), columnClass(c), "", false}, Value: schedule.Format(c, kept), Was: kept}
	if wrong := cellWrong(ctx, c, kept); wrong != "" && !c.Computed {
		f.Notes = append(f.Notes, gridNote{"err", wrong})
	}
	for _, n := range v.Paper.Says.Notes {
		if n.Column == c.ID && n.Code != "cell" {
			f.Notes = append(f.Notes, gridNote{noteKind(n.Severity), noteText(ctx, nil, n)})
		}
	}
	return f
}

// paperNotes are the sentences about the bilaga that belong to no fact.
func (v paperView) paperNotes(ctx context.Context) []gridNote {
	var notes []gridNote
	for _, account := range v.Paper.Workpaper.Accounts {
		if _, ok := v.accounts[account]; !ok {
			notes = append(notes, gridNote{"err", t(ctx, "Konto %s finns inte längre i kontoplanen. Raderna står kvar. Länka bilagan till ett annat konto, eller lägg upp kontot i bokföringen och importera igen.", account)})
		}
	}
	for _, n := range v.Paper.Says.Notes {
		fact := slices.ContainsFunc(v.Grid.Facts, func(f gridFact) bool { return f.Column.ID == n.Column })
		if !fact {
			notes = append(notes, gridNote{noteKind(n.Severity), noteText(ctx, nil, n)})
		}
	}
	return notes
}

// described names the sentences under a row, for the fields that they are about.
func (l gridLine) described(cell gridCell) string {
	if !cell.Wrong {
		return ""
	}
	return "not-" + l.key()
}

// accountChoices are the accounts that a column of accounts suggests: those of
// the bilaga, or the whole chart.
func (v paperView) accountChoices(c gridColumn) []ledger.Account {
	if c.ID == schedule.AccountColumn {
		return v.choices()
	}
	return v.chart
}

// lists are the columns that need a list of suggestions.
func (g gridView) lists() []gridColumn {
	var all []gridColumn
	for _, c := range g.Columns {
		if c.Type == schedule.Account && !c.Computed {
			all = append(all, c)
		}
	}
	return all
}

// sumsText is the sum of a column, or nothing.
func (g gridView) sum(c gridColumn) string {
	if !c.Sum || c.Type != schedule.Amount {
		return ""
	}
	return g.Sums[c.ID].String()
}
