package schedule_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/golden"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// An example is a bilaga as a person types it: cells as column=text, with a bar
// between them. Balances are account=opening/final.
type example struct {
	name      string
	source    string
	kind      workpaper.Kind
	year      string // calendar year 2025 when empty
	framework string
	accounts  string
	facts     string
	rows      []string
	lastYear  []string
	balances  string
	elsewhere string
	movements []string // account voucher date registered amount
}

// checkExamples compares what the examples give with a golden file, which is
// read beside the sources that they name.
func checkExamples(t *testing.T, file string, examples []example) {
	t.Helper()
	var b strings.Builder
	for _, e := range examples {
		fmt.Fprintf(&b, "## %s\n%s\n\n", e.name, e.source)
		in := e.input(t)
		writeResult(&b, in, schedule.Compute(in))
		b.WriteString("\n")
	}
	golden.Check(t, filepath.Join("testdata", file+".golden"), b.String())
}

func (e example) input(t *testing.T) schedule.Input {
	t.Helper()
	form, ok := schedule.FormOf(e.kind)
	if !ok {
		t.Fatalf("%s: no form of %s", e.name, e.kind)
	}
	in := schedule.Input{
		Paper: e.paper(t, form, e.rows), Year: calendar2025, Framework: e.framework,
		Balances: map[string]schedule.Balance{}, Elsewhere: map[string]money.Amount{},
	}
	if from, to, ok := strings.Cut(e.year, " "); ok {
		in.Year = year(from, to)
	}
	if e.lastYear != nil {
		last := e.paper(t, form, e.lastYear)
		in.LastYear = &last
	}
	for account, text := range pairs(e.balances, " ") {
		opening, final, _ := strings.Cut(text, "/")
		b := schedule.Balance{Opening: ore(t, opening), Final: ore(t, final)}
		b.Booked = b.Final
		in.Balances[account] = b
	}
	for account, text := range pairs(e.elsewhere, " ") {
		in.Elsewhere[account] = ore(t, text)
	}
	for _, line := range e.movements {
		f := strings.Fields(line)
		in.Movements = append(in.Movements, schedule.Movement{Account: f[0], Voucher: f[1], Date: civil.MustParse(f[2]), Registered: civil.MustParse(f[3]), Amount: ore(t, f[4])})
	}
	return in
}

var calendar2025 = year("2025-01-01", "2025-12-31")

func (e example) paper(t *testing.T, form schedule.Form, rows []string) workpaper.Workpaper {
	t.Helper()
	w := workpaper.Workpaper{Kind: e.kind, Accounts: strings.Fields(e.accounts), Facts: map[string]string{}}
	for id, typed := range pairs(e.facts, "|") {
		w.Facts[id] = parse(t, form.Facts, id, typed)
	}
	for _, text := range rows {
		row := workpaper.Row{Cells: map[string]string{}}
		for id, typed := range pairs(text, "|") {
			if raw, ok := strings.CutPrefix(id, "!"); ok { // as it may stand in the store
				put(&row, schedule.Column{ID: raw}, typed)
				continue
			}
			put(&row, schedule.Column{ID: id}, parse(t, form.Rows, id, typed))
		}
		w.Rows = append(w.Rows, row)
	}
	return w
}

func parse(t *testing.T, columns []schedule.Column, id, typed string) string {
	t.Helper()
	at := slices.IndexFunc(columns, func(c schedule.Column) bool { return c.ID == id && !c.Computed })
	if at < 0 {
		t.Fatalf("no column %q to type %q in", id, typed)
	}
	canonical, err := schedule.Parse(columns[at], typed)
	if err != nil {
		t.Fatal(err)
	}
	return canonical
}

func ore(t *testing.T, text string) money.Amount {
	t.Helper()
	if text == "" {
		return 0
	}
	a, err := money.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// pairs reads key=value between separators, in order.
func pairs(text, separator string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for part := range strings.SplitSeq(text, separator) {
			if key, value, ok := strings.Cut(strings.TrimSpace(part), "="); ok && !yield(key, value) {
				return
			}
		}
	}
}

func writeResult(b *strings.Builder, in schedule.Input, got schedule.Result) {
	form, _ := schedule.FormOf(in.Paper.Kind)
	for i, line := range got.Lines {
		fmt.Fprintf(b, "rad %d: %s", i+1, in.Paper.Rows[i].Text)
		writeCells(b, form.Rows, line.Cells)
		writeNotes(b, "  ", line.Notes)
	}
	fmt.Fprint(b, "bilagan:")
	writeCells(b, form.Facts, got.Facts)
	writeNotes(b, "  ", got.Notes)
	for _, f := range got.Former {
		fmt.Fprintf(b, "borta: %s %s %s\n", f.Account, f.Text, shown(f.Amount))
	}
	for _, account := range slices.Sorted(maps.Keys(got.Amounts)) {
		fmt.Fprintf(b, "%s: %s\n", account, shown(got.Amounts[account]))
	}
	for _, p := range got.Proposals {
		fmt.Fprintf(b, "förslag %s %v", p.Code, p.Args)
		if p.Reverse {
			fmt.Fprint(b, " återförs")
		}
		fmt.Fprintln(b)
		for _, row := range p.Rows {
			fmt.Fprintf(b, "  %4s %s\n", row.Account, shown(row.Amount))
		}
	}
}

func writeCells(b *strings.Builder, columns []schedule.Column, cells map[string]string) {
	for _, c := range columns {
		if text, ok := cells[c.ID]; ok {
			fmt.Fprintf(b, " | %s %s", c.ID, strings.ReplaceAll(schedule.Format(c, text), "\u00a0", " "))
		}
	}
	fmt.Fprintln(b)
}

func writeNotes(b *strings.Builder, indent string, notes []schedule.Note) {
	for _, n := range notes {
		fmt.Fprintf(b, "%s%s %s %s %s\n", indent, n.Severity, n.Code, n.Column, strings.ReplaceAll(strings.Join(n.Args, " "), "\u00a0", " "))
	}
}

func shown(a money.Amount) string { return strings.ReplaceAll(a.String(), "\u00a0", " ") }

func amountText(a money.Amount) string { return fmt.Sprint(int64(a)) }
