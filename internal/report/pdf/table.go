package pdf

import (
	"strings"

	"bokslut/internal/report"
)

// measured is how many rows of a table its columns are measured by; wider
// amounts further down are set smaller.
const measured = 2000

const (
	gap    = 2.5 // mm between columns
	padRow = 0.7 // mm above and below the text of a row
	least  = 20  // mm of a text column that takes what is left
)

// grid is a table with its columns as they are printed.
type grid struct {
	columns []int // indexes of the columns that are printed
	widths  []float64
	size    float64 // pt
}

// narrowed is the width of the content of each printed column.
func (w *writer) narrowed(t report.Table, size float64) (columns []int, widths []float64) {
	for i, c := range t.Columns {
		if c.Sheet {
			continue
		}
		columns = append(columns, i)
		widest := 0.0
		for word := range strings.FieldsSeq(clean(c.Name)) {
			widest = max(widest, w.width(word, bold, size))
		}
		if c.Wide > 0 {
			widest = max(widest, least)
		}
		widths = append(widths, widest)
	}
	n := 0
	for row := range t.Rows {
		if n++; n > measured {
			break
		}
		if row.Kind == report.Group {
			continue
		}
		for k, i := range columns {
			if t.Columns[i].Wide > 0 {
				continue
			}
			f := plain
			if row.IsSum() {
				f = bold
			}
			widths[k] = max(widths[k], min(w.width(clean(row.Cell(i).String()), f, size), 40))
		}
	}
	return columns, widths
}

// natural is the least width that the table needs, mm.
func (w *writer) natural(t report.Table, size float64) float64 {
	_, widths := w.narrowed(t, size)
	return total(widths)
}

func total(widths []float64) float64 {
	sum := gap * float64(max(len(widths)-1, 0))
	for _, width := range widths {
		sum += width
	}
	return sum
}

func (w *writer) grid(t report.Table) grid {
	g := grid{size: small}
	for g.columns, g.widths = w.narrowed(t, g.size); total(g.widths) > w.room() && g.size > 6; {
		g.size -= 0.5
		g.columns, g.widths = w.narrowed(t, g.size)
	}
	gaps := gap * float64(max(len(g.widths)-1, 0))
	over, shrunk := w.room()-total(g.widths), (w.room()-gaps)/max(total(g.widths)-gaps, 1)
	shares := 0
	for _, i := range g.columns {
		shares += t.Columns[i].Wide
	}
	for k, i := range g.columns {
		switch {
		case over < 0: // nothing more to give: all columns shrink alike
			g.widths[k] *= shrunk
		case shares > 0:
			g.widths[k] += over * float64(t.Columns[i].Wide) / float64(shares)
		}
	}
	return g
}

func (w *writer) table(t report.Table) {
	g := w.grid(t)
	var block []report.Row
	some := false
	for row := range t.Rows {
		if !some {
			w.fit(25)
			w.tableHead(t, g)
			some = true
		}
		if len(block) > 0 && !row.IsSum() && block[len(block)-1].Kind != report.Group {
			w.block(t, g, block)
			block = block[:0]
		}
		block = append(block, row)
	}
	switch {
	case !some && t.Empty != "":
		w.paragraph(side, w.room(), t.Empty, plain, text, grey)
	case len(block) > 0:
		w.block(t, g, block)
	}
	w.y += 4
}

// block writes rows that stand together: a heading with its first line, a line
// with the sums below it.
func (w *writer) block(t report.Table, g grid, all []report.Row) {
	set := make([]setRow, len(all))
	height := 0.0
	for i, row := range all {
		set[i] = w.set(t, g, row)
		height += set[i].height(g)
	}
	if w.left() < height && height < w.whole()-12 {
		w.newPage()
		w.tableHead(t, g)
	}
	for i, row := range set {
		w.row(t, g, row)
		if next := i + 1; next >= len(set) || !set[next].IsSum() {
			if !row.IsSum() && row.Kind != report.Group {
				w.line(side, side+w.room(), w.y, 0.1, hair)
			}
		}
	}
}

func (w *writer) tableHead(t report.Table, g grid) {
	cells := make([][]string, len(g.columns))
	lines := 1
	for k, i := range g.columns {
		cells[k] = w.wrap(t.Columns[i].Name, bold, g.size, g.widths[k]+0.01)
		lines = max(lines, len(cells[k]))
	}
	x := side
	for k, i := range g.columns {
		up := float64(lines-len(cells[k])) * g.size * leading
		for n, one := range cells[k] {
			at := x
			if rightward(t.Columns[i].Type) {
				at += g.widths[k] - w.width(one, bold, g.size)
			}
			w.put(at, w.y+up+float64(n)*g.size*leading, one, bold, g.size, grey)
		}
		x += g.widths[k] + gap
	}
	w.y += float64(lines)*g.size*leading + padRow
	w.line(side, side+w.room(), w.y, 0.25, ink)
}

func rightward(t report.Type) bool { return t == report.Amount || t == report.Count }

// setRow is a row with its texts broken into lines.
type setRow struct {
	report.Row
	cells [][]string
	lefts []float64 // how far left of its column a text begins
	lines int
}

// span is where the text of column k begins and how wide it may be. What a sum
// is called takes the empty columns beside it, too.
func (g grid) span(row report.Row, k int) (left, width float64) {
	width = g.widths[k]
	if !row.IsSum() {
		return 0, width
	}
	for j := k - 1; j >= 0 && row.Cell(g.columns[j]).Type == report.Blank; j-- {
		left += g.widths[j] + gap
	}
	for j := k + 1; j < len(g.columns) && row.Cell(g.columns[j]).Type == report.Blank; j++ {
		width += g.widths[j] + gap
	}
	return left, left + width
}

func (s setRow) left(k int) float64 {
	if k >= len(s.lefts) {
		return 0
	}
	return s.lefts[k]
}

func (s setRow) height(g grid) float64 { return float64(s.lines)*g.size*leading + 2*padRow }

func (w *writer) set(t report.Table, g grid, row report.Row) setRow {
	s := setRow{Row: row, lines: 1, lefts: make([]float64, len(g.columns))}
	f := plain
	if row.Kind != report.Line {
		f = bold
	}
	if row.Kind == report.Group {
		s.cells = [][]string{w.wrap(row.Cell(0).String(), f, g.size, w.room())}
		s.lines = len(s.cells[0])
		return s
	}
	for k, i := range g.columns {
		cell := row.Cell(i)
		if cell.Type == report.Text {
			left, width := g.span(row, k)
			s.lefts[k] = left
			s.cells = append(s.cells, w.wrap(cell.Text, f, g.size, width+0.01))
		} else {
			s.cells = append(s.cells, []string{clean(cell.String())})
		}
		s.lines = max(s.lines, len(s.cells[k]))
	}
	return s
}

// row writes a row; one that is higher than the page goes on on the next.
func (w *writer) row(t report.Table, g grid, s setRow) {
	f := plain
	if s.Kind != report.Line {
		f = bold
	}
	if s.IsSum() {
		w.rules(t, g, s, w.y)
	}
	w.y += padRow
	for n := range s.lines {
		if w.left() < g.size*leading {
			w.newPage()
			w.tableHead(t, g)
			w.y += padRow
		}
		x := side
		for k := range s.cells {
			if n < len(s.cells[k]) {
				w.cell(t, g, s, k, x, s.cells[k][n], f)
			}
			if s.Kind != report.Group {
				x += g.widths[k] + gap
			}
		}
		w.y += g.size * leading
	}
	w.y += padRow
	switch s.Kind {
	case report.Group:
		w.line(side, side+w.room(), w.y, 0.15, rule)
	case report.Total:
		w.rules(t, g, s, w.y-0.5)
		w.rules(t, g, s, w.y)
		w.y += 1.2
	}
}

func (w *writer) cell(t report.Table, g grid, s setRow, k int, x float64, one string, f face) {
	if s.Kind == report.Group || !rightward(t.Columns[g.columns[k]].Type) {
		w.put(x-s.left(k), w.y, one, f, g.size, ink)
		return
	}
	size, width := g.size, w.width(one, f, g.size)
	if width > g.widths[k]+gap/2 {
		size *= (g.widths[k] + gap/2) / width
		width = w.width(one, f, size)
	}
	w.put(x+g.widths[k]-width, w.y, one, f, size, ink)
}

// rules draws a line over the figures of a sum, as wide as their columns.
func (w *writer) rules(t report.Table, g grid, s setRow, y float64) {
	x := side
	for k, i := range g.columns {
		if rightward(t.Columns[i].Type) && s.Cell(i).Type != report.Blank {
			w.line(x, x+g.widths[k], y, 0.2, ink)
		}
		x += g.widths[k] + gap
	}
}
