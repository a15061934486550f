package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// The form has this many rows to begin with, and this many more at a time.
const (
	firstRows = 6
	moreRows  = 5
)

// entryForm is a closing entry exactly as it was typed.
type entryForm struct {
	No                string // empty for a new one
	Date, Text, Paper string
	Excluded          bool
	Reverse           bool // it is taken back on the first day of the next year
	Rows              []entryRow
	Version           string
	Back              string // where to go when it is saved: "balans 1510", "bilaga 15.1"
}

// entryRow is one typed row; Name and Wrong are the server's answer to it.
type entryRow struct {
	Account, Debit, Credit, Text string
	CostCentre, Project          string
	Name                         string
	Wrong                        []string
	Bad                          map[string]bool // fields that the sentences are about, as closing.Problem names them
}

// blame adds a sentence about a field of the row.
func (r *entryRow) blame(field, sentence string) {
	if r.Bad == nil {
		r.Bad = map[string]bool{}
	}
	r.Bad[field] = true
	r.Wrong = append(r.Wrong, sentence)
}

func (r entryRow) blank() bool {
	return r.Account == "" && r.Debit == "" && r.Credit == "" && r.Text == "" && r.CostCentre == "" && r.Project == ""
}

// object is the row's cost centre or project.
func (r entryRow) object(dimension string) string {
	if dimension == ledger.Project {
		return r.Project
	}
	return r.CostCentre
}

// entryRowOf writes a row of an entry as a person would.
func entryRowOf(row closing.Row) entryRow {
	return entryRow{
		Account: row.Account, Debit: debitOf(row.Amount), Credit: creditOf(row.Amount), Text: row.Text,
		CostCentre: row.CostCentre, Project: row.Project,
	}
}

// readEntryForm reads what was sent. More rows than an entry may have are kept
// up to twice that, so that the sentence about it can be shown.
func readEntryForm(r *http.Request) (entryForm, error) {
	if err := r.ParseForm(); err != nil {
		return entryForm{}, errForm
	}
	f := entryForm{
		No: r.PathValue("nr"), Date: formValue(r, "datum"), Text: formValue(r, "text"), Paper: formValue(r, "bilaga"),
		Excluded: formValue(r, "ej-aktuell") == "1", Reverse: formValue(r, "aterfor") == "1", Version: formValue(r, "version"), Back: formValue(r, "tillbaka"),
	}
	columns := [][]string{r.PostForm["konto"], r.PostForm["debet"], r.PostForm["kredit"], r.PostForm["radtext"], r.PostForm["kst"], r.PostForm["projekt"]}
	n := 0
	for _, c := range columns {
		n = max(n, min(len(c), 2*closing.MaxRows))
	}
	at := func(c []string, i int) string {
		if i < len(c) {
			return strings.TrimSpace(c[i])
		}
		return ""
	}
	for i := range n {
		f.Rows = append(f.Rows, entryRow{Account: at(columns[0], i), Debit: at(columns[1], i), Credit: at(columns[2], i), Text: at(columns[3], i), CostCentre: at(columns[4], i), Project: at(columns[5], i)})
	}
	return f, nil
}

// formOf fills the form with a saved entry.
func formOf(e engagement.EntryView) entryForm {
	f := entryForm{
		No: e.No, Date: e.Date.String(), Text: e.Text, Paper: e.Workpaper, Excluded: e.Excluded, Reverse: e.Reverse, Version: strconv.FormatInt(e.Version, 10),
	}
	for _, row := range e.Rows {
		f.Rows = append(f.Rows, entryRowOf(row))
	}
	return f
}

// pad adds blank rows until there are at least n.
func (f *entryForm) pad(n int) {
	for len(f.Rows) < n {
		f.Rows = append(f.Rows, entryRow{})
	}
}

// drop takes a row away.
func (f *entryForm) drop(i int) {
	if i >= 0 && i < len(f.Rows) {
		f.Rows = append(f.Rows[:i], f.Rows[i+1:]...)
	}
}

// read makes an entry of what was typed. Rows that are blank are no rows.
// Sentences about a row are put in it, the others in wrong by field.
func (f *entryForm) read(ctx context.Context, chart *entryChart, year civil.Period) (e closing.Entry, wrong map[string]string) {
	wrong = map[string]string{}
	e = closing.Entry{No: f.No, Text: f.Text, Workpaper: f.Paper, Excluded: f.Excluded, Reverse: f.Reverse}
	if f.Date != "" {
		date, err := civil.Parse(f.Date)
		if err != nil {
			wrong["date"] = dateSentence(ctx, f.Date)
		}
		e.Date = date
	}
	var at []int
	unread := map[int]bool{}
	for i := range f.Rows {
		row := &f.Rows[i]
		if row.blank() {
			continue
		}
		row.Account = chart.resolve(row.Account)
		row.Name = chart.names[row.Account]
		amount, text := row.amount(ctx)
		if text != "" {
			row.blame("amount", text)
			unread[len(at)] = true
		}
		at = append(at, i)
		e.Rows = append(e.Rows, closing.Row{Account: row.Account, Amount: amount, Text: row.Text, CostCentre: row.CostCentre, Project: row.Project})
	}
	f.judge(ctx, e.Check(chart.books(year)), at, unread, wrong)
	return e, wrong
}

// amount is debit less credit, with a sentence when it cannot be read.
func (r entryRow) amount(ctx context.Context) (money.Amount, string) {
	switch {
	case r.Debit != "" && r.Credit != "":
		return 0, t(ctx, "Skriv beloppet i debet eller kredit, inte i båda.")
	case r.Debit != "":
		a, err := money.Parse(r.Debit)
		if err != nil {
			return 0, amountSentence(ctx, r.Debit)
		}
		return a, ""
	case r.Credit != "":
		a, err := money.Parse(r.Credit)
		if err != nil {
			return 0, amountSentence(ctx, r.Credit)
		}
		return -a, ""
	}
	return 0, ""
}

// judge puts every problem beside its cause. An amount that could not be read
// is told once: not also as zero, nor as an entry out of balance.
func (f *entryForm) judge(ctx context.Context, problems closing.Problems, at []int, unread map[int]bool, wrong map[string]string) {
	for _, p := range problems {
		switch {
		case p.Row >= 0 && unread[p.Row] && p.Field == "amount":
		case p.Row >= 0:
			row := &f.Rows[at[p.Row]]
			p.Row = -1
			row.blame(p.Field, problemSentence(ctx, p))
		case p.Err == closing.ErrUnbalanced && len(unread) > 0:
		case wrong[p.Field] == "":
			wrong[p.Field] = problemSentence(ctx, p)
		default:
			if p.Field == "rows" {
				wrong[p.Field] += " " + problemSentence(ctx, p)
			}
		}
	}
}

func (f entryForm) anyWrong() bool {
	for _, row := range f.Rows {
		if len(row.Wrong) > 0 {
			return true
		}
	}
	return false
}

// sums adds what can be read of the two columns. An amount below zero belongs to
// the other column.
func (f entryForm) sums() (debit, credit money.Amount) {
	read := func(typed string) money.Amount {
		a, err := money.Parse(typed)
		if err != nil {
			return 0
		}
		return a
	}
	for _, row := range f.Rows {
		d, c := read(row.Debit), read(row.Credit)
		debit += max(d, 0) - min(c, 0)
		credit += max(c, 0) - min(d, 0)
	}
	return debit, credit
}

// backURL is where a saved entry leads.
func (f entryForm) backURL(e engagement.Engagement, no string) string {
	kind, key, _ := strings.Cut(f.Back, " ")
	switch {
	case kind == "balans" && key != "":
		return sheetURL(e, "/balans", "konto", key)
	case kind == "bilaga" && key != "":
		return sheetURL(e, "/bilagor/"+pathPart(key))
	}
	return sheetURL(e, "/verifikationer", "oppen", no) + "#" + no
}
