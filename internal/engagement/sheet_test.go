package engagement

import (
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var year2025 = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}

// testTotals are two years: 1510 and 1930 as they should be, 1910 with another
// opening balance than last year's close, 2440 new this year.
func testTotals() *ledger.Totals {
	moved := []money.Amount{1}
	return &ledger.Totals{Years: []ledger.YearTotals{
		{Period: year2025, Accounts: []ledger.AccountTotal{
			{Number: "0100", Name: "Internt"},
			{Number: "1510", Name: "Kundfordringar", Opening: 400_00, Moved: 100_00},
			{Number: "1910", Name: "Kassa", Opening: 70_00},
			{Number: "1920", Name: "Plusgiro", Months: moved},
			{Number: "1930", Name: "Bank", Opening: 1000_00, Moved: -300_00},
			{Number: "1940", Name: "Oanvänt"},
			{Number: "2440", Name: "Leverantörsskulder", Opening: -20_00, Moved: -50_00},
			{Number: "2990", Name: "Upplupna kostnader"},
			{Number: "3001", Name: "Försäljning", Result: true, Moved: -900_00},
			{Number: "6530", Name: "Redovisning", Result: true},
			{Number: "8999", Name: "Årets resultat", Result: true},
		}},
		{Period: civil.Period{From: civil.MustParse("2024-01-01"), To: civil.MustParse("2024-12-31")}, Accounts: []ledger.AccountTotal{
			{Number: "1510", Opening: 300_00, Moved: 100_00}, {Number: "1910", Moved: 65_00}, {Number: "1930", Moved: 1000_00},
			{Number: "3001", Result: true, Moved: -800_00},
		}},
	}}
}

func entryOf(no, debit, credit string, amount money.Amount) closing.Entry {
	return closing.Entry{No: no, Date: year2025.To, Text: no, Rows: []closing.Row{{Account: debit, Amount: amount}, {Account: credit, Amount: -amount}}}
}

// paper is a bilaga with one row for each account.
func paper(no string, sums map[string]money.Amount, accounts ...string) workpaper.Workpaper {
	w := workpaper.Workpaper{No: no, Kind: workpaper.Own, Accounts: accounts}
	for _, account := range accounts {
		if sum, ok := sums[account]; ok {
			w.Rows = append(w.Rows, workpaper.Row{ID: account, Account: account, Text: "x", Amount: sum})
		}
	}
	return w
}

func one(account string, sum money.Amount) workpaper.Workpaper {
	return paper(account, map[string]money.Amount{account: sum}, account)
}

// signed is the bilaga signed on figures.
func signed(w workpaper.Workpaper, final, reconciled money.Amount, reason string) workpaper.Workpaper {
	w.SignOff = &workpaper.SignOff{Figures: []workpaper.Figure{{Account: w.Accounts[0], Final: final, Reconciled: reconciled}}, Reason: reason}
	return w
}

func viewOf(entries []closing.Entry, recognised []export.Recognised, papers ...workpaper.Workpaper) view {
	v := newView(testTotals(), recognised)
	v.entries = entries
	for _, w := range papers {
		v.workpapers = append(v.workpapers, w.Digest())
	}
	v.sort()
	return v
}

func rowOf(t *testing.T, v view, account string, result bool) Row {
	t.Helper()
	for _, row := range v.rows(result) {
		if row.Account == account {
			return row
		}
	}
	t.Fatalf("%s has no row", account)
	return Row{}
}

// TestAdjustment: an entry counts in the adjustment column until the import
// holds it, once and never twice.
func TestAdjustment(t *testing.T) {
	b1, b2, deleted := entryOf("B1", "6530", "2990", 14000_00), entryOf("B2", "1510", "3001", 100_00), entryOf("B3", "6530", "2990", 5_00)
	deleted.Deleted = true
	excluded := entryOf("B4", "1510", "1930", 1_00)
	excluded.Excluded = true
	came := func(state export.Recurrence) []export.Recognised {
		return []export.Recognised{{Entry: "B1", State: state}}
	}
	for _, tt := range []struct {
		name       string
		entries    []closing.Entry
		recognised []export.Recognised
		account    string
		adjustment money.Amount
	}{
		{"none", nil, nil, "1510", 0},
		{"one", []closing.Entry{b1}, nil, "2990", -14000_00},
		{"two_sum_up", []closing.Entry{b1, entryOf("B5", "6530", "2990", 1_00)}, nil, "2990", -14001_00},
		{"deleted_counts_not", []closing.Entry{deleted}, nil, "1510", 0},
		{"not_to_be_exported_counts", []closing.Entry{excluded}, nil, "1510", 1_00},
		{"came_back_equal", []closing.Entry{b1, b2}, came(export.Equal), "1510", 100_00},
		{"came_back_changed", []closing.Entry{b1, b2}, came(export.Changed), "1510", 100_00},
		{"is_missing", []closing.Entry{b1}, came(export.Missing), "2990", -14000_00},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := rowOf(t, viewOf(tt.entries, tt.recognised), tt.account, false)
			if row.Adjustment != tt.adjustment || row.Final != row.Booked+tt.adjustment {
				t.Errorf("adjustment %v, final %v of booked %v, want %v", row.Adjustment, row.Final, row.Booked, tt.adjustment)
			}
		})
	}
	v := viewOf([]closing.Entry{b1, b2}, came(export.Equal))
	for _, row := range v.rows(false) {
		if row.Account == "2990" {
			t.Errorf("2990 is shown with %v though the entry is in the books", row.Adjustment)
		}
	}
}

func TestSheet(t *testing.T) {
	sheet := viewOf([]closing.Entry{entryOf("B1", "6530", "2990", 10_00)}, nil, one("1930", 700_00)).sheet(false)
	type line struct {
		Account                          string
		LastYear, Opening, Booked, Final money.Amount
		SeamDiff                         money.Amount
	}
	var got []line
	for _, g := range sheet.Groups {
		if g.Code != g.Rows[0].Account[:2] || g.Name == "" {
			t.Errorf("group %q %q of %s", g.Code, g.Name, g.Rows[0].Account)
		}
		for _, r := range g.Rows {
			got = append(got, line{r.Account, r.LastYear, r.Opening, r.Booked, r.Final, r.SeamDiff})
		}
	}
	want := []line{ // not 0100, which is internal, nor 1940, which is unused
		{"1510", 400_00, 400_00, 500_00, 500_00, 0},
		{"1910", 65_00, 70_00, 70_00, 70_00, 5_00},
		{"1920", 0, 0, 0, 0, 0},
		{"1930", 1000_00, 1000_00, 700_00, 700_00, 0},
		{"2440", 0, -20_00, -70_00, -70_00, -20_00},
		{"2990", 0, 0, 0, -10_00, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	sum := Row{LastYear: 1465_00, Opening: 1450_00, Booked: 1200_00, Adjustment: -10_00, Final: 1190_00, Reconciled: 700_00, IsBegun: true}
	if diff := cmp.Diff(sum, sheet.Sum, cmpopts.IgnoreFields(Row{}, "Months")); diff != "" || !sheet.HasYearUB {
		t.Errorf("sum (-want +got):\n%s", diff)
	}
	var lines money.Amount
	for _, l := range sheet.Lines {
		lines += l.Sum.Final
	}
	if lines != sheet.Sum.Final {
		t.Errorf("the headings sum to %v, the accounts to %v", lines, sheet.Sum.Final)
	}
	result := viewOf([]closing.Entry{entryOf("B1", "6530", "2990", 10_00)}, nil).sheet(true)
	if result.Sum.Final != -890_00 || result.Sum.LastYear != -800_00 || result.Sum.SeamDiff != 0 {
		t.Errorf("result %+v", result.Sum)
	}
}

// TestRearrangedEquity: what moves within equity at the turn of the year is no
// difference, nor is the result that the books did not close.
func TestRearrangedEquity(t *testing.T) {
	at := func(account string, last, opening int64) line { return line{account, "Konto", last, opening, 0} }
	for _, tt := range []struct {
		name  string
		lines []line
		want  map[string]money.Amount // IB skiljer
		moved map[string]money.Amount // omfördelat
	}{
		{"result_to_2098", []line{at("1930", 150, 150), at("2098", 0, -100), at("2099", -100, 0)}, nil,
			map[string]money.Amount{"2098": -100_00, "2099": 100_00}},
		{"result_that_was_not_closed", []line{at("1930", 150, 150), at("2091", -50, -50), at("2099", 0, -100), at("3001", -100, 0)}, nil,
			map[string]money.Amount{"2099": -100_00}},
		{"both", []line{at("1930", 150, 150), at("2091", -50, -90), at("2098", -40, 0), at("2099", 0, -100), at("3001", -100, 0)}, nil,
			map[string]money.Amount{"2091": -40_00, "2098": 40_00, "2099": -100_00}},
		{"equity_does_not_sum", []line{at("1930", 150, 140), at("2098", 0, -90), at("2099", -100, 0)},
			map[string]money.Amount{"1930": -10_00, "2098": -90_00, "2099": 100_00}, nil},
		{"another_account_beside", []line{at("1930", 150, 140), at("2440", 0, 10), at("2098", 0, -100), at("2099", -100, 0)},
			map[string]money.Amount{"1930": -10_00, "2440": 10_00}, map[string]money.Amount{"2098": -100_00, "2099": 100_00}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, moved := map[string]money.Amount{}, map[string]money.Amount{}
			for _, r := range standing(office.AB, tt.lines).balance {
				if r.SeamDiff != 0 {
					got[r.Account] = r.SeamDiff
				}
				if r.Rearranged != 0 {
					moved[r.Account] = r.Rearranged
				}
			}
			if diff := cmp.Diff([]map[string]money.Amount{tt.want, tt.moved}, []map[string]money.Amount{got, moved}, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("differences and rearranged (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSheetOfOneYear(t *testing.T) {
	v := viewOf(nil, nil)
	v.totals.Years = v.totals.Years[:1]
	sheet := v.sheet(false)
	if sheet.HasYearUB {
		t.Error("last year is said to be known")
	}
	for _, row := range v.rows(false) {
		if row.SeamDiff != 0 {
			t.Errorf("%s differs by %v from a year that is not known", row.Account, row.SeamDiff)
		}
	}
	if empty := newView(nil, nil).sheet(false); len(empty.Groups) != 0 || empty.Sum.Final != 0 {
		t.Errorf("before the first import: %+v", empty)
	}
}

// TestStatus is the table of statuses; the account is 1930 with 700 kr unless
// something else is said.
func TestStatus(t *testing.T) {
	const final = money.Amount(700_00)
	bank := func(sum money.Amount) workpaper.Workpaper { return one("1930", sum) }
	empty := workpaper.Workpaper{No: "19.1", Kind: workpaper.Own, Accounts: []string{"1930"}}
	evidence := empty
	evidence.Against.What = "kontoutdrag"
	deleted := signed(bank(final), final, final, "")
	deleted.Deleted = true
	automatic := func(items ...workpaper.Item) workpaper.Workpaper {
		return workpaper.Workpaper{No: "15.1", Kind: workpaper.Receivables, Accounts: []string{"1510"}, ReadAt: time.Unix(1, 0), Items: items}
	}
	open := func(sum money.Amount) workpaper.Item { return workpaper.Item{Account: "1510", Open: sum} }
	missing := automatic()
	missing.Missing = "no_register"
	second := bank(final)
	second.No = "19.2"
	half, otherHalf := one("1930", 300_00), one("1930", 400_00)
	otherHalf.No = "19.2"
	two := paper("19.1", map[string]money.Amount{"1930": final}, "1930", "1910")
	adjust := []closing.Entry{entryOf("B1", "1930", "3001", 50_00)}
	for _, tt := range []struct {
		name    string
		account string
		entries []closing.Entry
		papers  []workpaper.Workpaper
		want    Status
		diff    money.Amount
	}{
		{"no_bilaga", "1930", nil, nil, NotBegun, 0},
		{"no_balance_but_movement", "1920", nil, nil, NotBegun, 0},
		{"empty_bilaga", "1930", nil, []workpaper.Workpaper{empty}, NotBegun, 0},
		{"evidence_named_but_no_row", "1930", nil, []workpaper.Workpaper{evidence}, Differs, final},
		{"agrees", "1930", nil, []workpaper.Workpaper{bank(final)}, Underway, 0},
		{"differs", "1930", nil, []workpaper.Workpaper{bank(699_99)}, Differs, 1},
		{"entry_makes_it_differ", "1930", adjust, []workpaper.Workpaper{bank(final)}, Differs, 50_00},
		{"entry_makes_it_agree", "1930", adjust, []workpaper.Workpaper{bank(750_00)}, Underway, 0},
		{"signed", "1930", nil, []workpaper.Workpaper{signed(bank(final), final, final, "")}, Done, 0},
		{"signed_with_explained_difference", "1930", nil, []workpaper.Workpaper{signed(bank(699_00), final, 699_00, "Ränta")}, DoneDiff, 1_00},
		{"new_entry_after_signing", "1930", adjust, []workpaper.Workpaper{signed(bank(final), final, final, "")}, Drifted, 50_00},
		{"new_entry_after_an_explained_difference", "1930", adjust, []workpaper.Workpaper{signed(bank(699_00), final, 699_00, "Ränta")}, Drifted, 51_00},
		{"row_changed_after_signing", "1930", nil, []workpaper.Workpaper{signed(bank(690_00), final, final, "")}, Drifted, 10_00},
		{"both_changed_and_agree_again", "1930", adjust, []workpaper.Workpaper{signed(bank(750_00), final, final, "")}, Drifted, 0},
		{"account_added_after_signing", "1910", nil, []workpaper.Workpaper{signed(paper("19.1", map[string]money.Amount{"1930": final, "1910": 70_00}, "1930", "1910"), final, final, "")}, Drifted, 0},
		{"signed_and_deleted", "1930", nil, []workpaper.Workpaper{deleted}, NotBegun, 0},
		{"two_bilagor_one_signed", "1930", nil, []workpaper.Workpaper{signed(half, final, 300_00, "Del 1"), otherHalf}, Underway, 0},
		{"two_bilagor_both_signed", "1930", nil, []workpaper.Workpaper{signed(half, final, 300_00, "Del 1"), signed(otherHalf, final, 400_00, "Del 2")}, Done, 0},
		{"reconciled_twice", "1930", nil, []workpaper.Workpaper{bank(final), second}, Differs, -final},
		{"second_account_without_rows", "1910", nil, []workpaper.Workpaper{two}, Differs, 70_00},
		{"automatic_agrees", "1510", nil, []workpaper.Workpaper{automatic(open(450_00), open(50_00))}, Underway, 0},
		{"automatic_differs", "1510", nil, []workpaper.Workpaper{automatic(open(450_00))}, Differs, 50_00},
		{"automatic_and_empty_differs", "1510", nil, []workpaper.Workpaper{automatic()}, Differs, 500_00},
		{"automatic_not_read", "1510", nil, []workpaper.Workpaper{missing}, NotBegun, 0},
		{"automatic_signed", "1510", nil, []workpaper.Workpaper{signed(automatic(open(500_00)), 500_00, 500_00, "")}, Done, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			row := rowOf(t, viewOf(tt.entries, nil, tt.papers...), tt.account, false)
			if row.Status != tt.want || row.Diff != tt.diff {
				t.Errorf("status %q, difference %v, want %q, %v", row.Status, row.Diff, tt.want, tt.diff)
			}
		})
	}
}

func TestWorst(t *testing.T) {
	order := []Status{NoBalance, Done, DoneDiff, NotBegun, Underway, Drifted, Differs}
	for i, a := range order {
		for j, b := range order {
			if got, want := Worst(a, b), order[max(i, j)]; got != want {
				t.Errorf("Worst(%q, %q) = %q, want %q", a, b, got, want)
			}
		}
	}
}
