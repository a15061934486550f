package schedule_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// cellOf draws a canonical cell, now and then one that is not.
func cellOf(t *rapid.T, c schedule.Column, accounts []string) string {
	if c.Computed || rapid.IntRange(0, 9).Draw(t, c.ID+" empty") < 2 {
		return ""
	}
	if rapid.IntRange(0, 30).Draw(t, c.ID+" odd") == 0 {
		return rapid.SampledFrom([]string{"abc", "-", "99999999999999999999", "2025-02-30", "\x00", "1e9"}).Draw(t, c.ID)
	}
	switch c.Type {
	case schedule.Account:
		switch c.ID {
		case schedule.AccountColumn:
			return rapid.SampledFrom(accounts).Draw(t, c.ID)
		case "accumulated_account":
			return rapid.SampledFrom([]string{"1219", "1229"}).Draw(t, c.ID)
		default:
			return rapid.SampledFrom([]string{"6990", "5010"}).Draw(t, c.ID)
		}
	case schedule.Date:
		return dates.Draw(t, c.ID).String()
	case schedule.Amount:
		return fmt.Sprint(rapid.OneOf(rapid.Int64Range(-5_000_00, 500_000_00), rapid.Int64Range(-1e15, 1e15)).Draw(t, c.ID))
	case schedule.Decimal, schedule.Percent:
		return rapid.SampledFrom([]string{"0", "1", "25", "4.75", "11.4325", "100", "-3", "1000"}).Draw(t, c.ID)
	case schedule.Count:
		return fmt.Sprint(rapid.OneOf(rapid.IntRange(0, 120), rapid.IntRange(0, 1_000_000)).Draw(t, c.ID))
	case schedule.Choice:
		return rapid.SampledFrom(c.Choices).Draw(t, c.ID)
	case schedule.Flag:
		return "1"
	}
	return rapid.SampledFrom([]string{"Ett", "Två", "Tre"}).Draw(t, c.ID)
}

var dates = rapid.Custom(func(t *rapid.T) civil.Date {
	if rapid.IntRange(0, 9).Draw(t, "far") == 0 {
		return civil.Of(rapid.IntRange(1900, 2199).Draw(t, "year"), 7, 14)
	}
	return civil.MustParse("2023-01-01").AddDays(rapid.IntRange(0, 1800).Draw(t, "day"))
})

// inputs draws a bilaga of the form with any rows on accounts of its kind.
func inputs(t *rapid.T, form schedule.Form) schedule.Input {
	accounts := []string{"1930", "2440"}
	for _, beginning := range form.Accounts {
		accounts = append(accounts, (beginning + "000")[:4])
	}
	paper := func(name string) workpaper.Workpaper {
		w := workpaper.Workpaper{Kind: form.Kind, Accounts: accounts[:rapid.IntRange(1, len(accounts)).Draw(t, name)], Facts: map[string]string{}}
		for _, c := range form.Facts {
			if c.Type != schedule.Account { // two facts that name the same account say nothing
				w.Facts[c.ID] = cellOf(t, c, accounts)
			}
		}
		for range rapid.IntRange(0, 6).Draw(t, name+" rows") {
			w.Rows = append(w.Rows, rowOf(t, form, accounts))
		}
		return w
	}
	in := schedule.Input{
		Paper: paper("this"), Year: rapid.SampledFrom(years).Draw(t, "year"), Balances: map[string]schedule.Balance{},
		Framework: rapid.SampledFrom([]string{"k2", "k3"}).Draw(t, "framework"), Elsewhere: map[string]money.Amount{},
	}
	if rapid.Bool().Draw(t, "has last year") {
		last := paper("last")
		in.LastYear = &last
	}
	for _, account := range append(accounts, "2099", "7210", "2611", "2641", "2650") {
		opening, booked := money.Amount(rapid.Int64Range(-1e8, 1e8).Draw(t, "opening")), money.Amount(rapid.Int64Range(-1e8, 1e8).Draw(t, "booked"))
		in.Balances[account] = schedule.Balance{Opening: opening, Booked: booked, Final: booked}
		if rapid.IntRange(0, 5).Draw(t, "elsewhere") == 0 {
			in.Elsewhere[account] = opening
		}
		in.Movements = append(in.Movements, schedule.Movement{Account: account, Voucher: rapid.SampledFrom([]string{"A 1", "A 2", "A 3"}).Draw(t, "voucher"),
			Date: dates.Draw(t, "moved"), Registered: dates.Draw(t, "registered"), Amount: booked})
	}
	return in
}

var years = []civil.Period{year("2025-01-01", "2025-12-31"), year("2024-05-01", "2025-04-30"), year("2025-03-17", "2026-08-31"), year("2025-11-01", "2025-12-31")}

func year(from, to string) civil.Period {
	return civil.Period{From: civil.MustParse(from), To: civil.MustParse(to)}
}

func rowOf(t *rapid.T, form schedule.Form, accounts []string) workpaper.Row {
	row := workpaper.Row{Cells: map[string]string{}}
	for _, c := range form.Rows {
		put(&row, c, cellOf(t, c, accounts))
	}
	return row
}

// put writes a canonical cell where its column belongs.
func put(row *workpaper.Row, c schedule.Column, text string) {
	switch c.ID {
	case schedule.AccountColumn:
		row.Account = text
	case schedule.TextColumn:
		row.Text = text
	case schedule.DateColumn:
		row.Date, _ = civil.Parse(text)
	case schedule.AmountColumn:
		fmt.Sscan(text, &row.Amount)
	default:
		if text != "" {
			row.Cells[c.ID] = text
		}
	}
}

// Whatever is written, a bilaga computes the same lines, sums and notes each
// time, its proposals balance, and once they are booked nothing is proposed.
func TestAnyBilaga(t *testing.T) {
	for _, form := range schedule.Forms() {
		t.Run(string(form.Kind), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				in := inputs(t, form)
				got := schedule.Compute(in)
				if diff := cmp.Diff(got, schedule.Compute(in)); diff != "" {
					t.Fatalf("computed twice:\n%s", diff)
				}
				checkShape(t, form, in, got)
				if small(in) {
					book(t, in, got)
				}
			})
		})
	}
}

func checkShape(t *rapid.T, form schedule.Form, in schedule.Input, got schedule.Result) {
	if len(got.Lines) != len(in.Paper.Rows) {
		t.Fatalf("%d lines of %d rows", len(got.Lines), len(in.Paper.Rows))
	}
	for _, line := range got.Lines {
		for id, text := range line.Cells {
			checkComputed(t, form.Rows, id, text, small(in))
		}
		for _, note := range line.Notes {
			checkNote(t, form.Rows, note)
		}
	}
	for _, note := range got.Notes {
		checkNote(t, append(form.Facts, form.Rows...), note)
	}
	for id, text := range got.Facts {
		checkComputed(t, form.Facts, id, text, small(in))
	}
	for _, p := range got.Proposals {
		var sum money.Amount
		for _, row := range p.Rows {
			sum += row.Amount
			if row.Amount == 0 {
				t.Fatalf("%s has a row of nothing: %+v", p.Code, p.Rows)
			}
		}
		if sum != 0 || len(p.Rows) < 2 || !listed(schedule.ProposalCodes(), p.Code, p.Args) {
			t.Fatalf("proposal %q of %d rows sums to %v", p.Code, len(p.Rows), sum)
		}
	}
	if form.Kind.Memo() && len(got.Amounts) > 0 {
		t.Fatalf("a kind beside the accounts explains %v", got.Amounts)
	}
}

func checkNote(t *rapid.T, columns []schedule.Column, note schedule.Note) {
	known := note.Column == "" || slices.ContainsFunc(columns, func(c schedule.Column) bool { return c.ID == note.Column })
	if !known || note.Severity == "" || !listed(schedule.NoteCodes(), note.Code, note.Args) {
		t.Fatalf("note %+v is on no column, or is not one that is listed", note)
	}
}

func listed(codes []schedule.Code, id string, args []string) bool {
	return slices.ContainsFunc(codes, func(c schedule.Code) bool { return c.ID == id && len(c.Args) == len(args) })
}

// checkComputed sees that a computed cell is one that its column says, and that
// it can be shown and typed back unless it is a sum of the largest.
func checkComputed(t *rapid.T, columns []schedule.Column, id, text string, small bool) {
	at := slices.IndexFunc(columns, func(c schedule.Column) bool { return c.ID == id })
	if at < 0 || !columns[at].Computed {
		t.Fatalf("computed %q, which is no computed column", id)
	}
	back, err := schedule.Parse(columns[at], schedule.Format(columns[at], text))
	if small && (err != nil || back != text) {
		t.Fatalf("%s: %q came back as %q, %v", id, text, back, err)
	}
}

// small tells whether no amount is so large that sums were cut.
func small(in schedule.Input) bool {
	long := func(s string) bool { return len(s) > 12 }
	for _, row := range in.Paper.Rows {
		if row.Amount.Abs() > 1e12 || slices.ContainsFunc(slices.Collect(maps.Values(row.Cells)), long) {
			return false
		}
	}
	return !slices.ContainsFunc(slices.Collect(maps.Values(in.Paper.Facts)), long)
}

// book puts the proposals in the balances; nothing may be left to propose.
func book(t *rapid.T, in schedule.Input, got schedule.Result) {
	after := in
	after.Balances = map[string]schedule.Balance{}
	for account, b := range in.Balances {
		after.Balances[account] = b
	}
	for _, p := range got.Proposals {
		for _, row := range p.Rows {
			b := after.Balances[row.Account]
			b.Final += row.Amount
			after.Balances[row.Account] = b
		}
	}
	if again := schedule.Compute(after); len(again.Proposals) > 0 {
		t.Fatalf("proposals %+v leave %+v", got.Proposals, again.Proposals)
	}
}
