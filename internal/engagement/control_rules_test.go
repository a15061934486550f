package engagement

import (
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// line is an account in whole kronor: last year's closing balance, the opening
// balance, and what was booked in the year.
type line struct {
	account, name        string
	last, opening, moved int64
}

var (
	thisPeriod = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}
	lastPeriod = civil.Period{From: civil.MustParse("2024-01-01"), To: civil.MustParse("2024-12-31")}
)

// standing is the position of a company with these accounts and entries.
func standing(form office.Form, lines []line, entries ...closing.Entry) position {
	this, last := ledger.YearTotals{Period: thisPeriod}, ledger.YearTotals{Period: lastPeriod}
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.account, b.account) })
	for _, l := range lines {
		a := ledger.AccountTotal{Number: l.account, Name: l.name, Result: ledger.IsResult(l.account)}
		a.Opening, a.Moved = money.Kronor(l.opening), money.Kronor(l.moved)
		this.Accounts = append(this.Accounts, a)
		a.Opening, a.Moved = 0, money.Kronor(l.last)
		last.Accounts = append(last.Accounts, a)
	}
	v := newView(&ledger.Totals{Years: []ledger.YearTotals{this, last}}, nil)
	v.entries = entries
	return v.position(form)
}

// said is the controls as short texts, sorted, with plain blanks in amounts.
func said(controls []Control) []string {
	var all []string
	for _, c := range controls {
		text := c.Severity + " " + c.Code + " " + strings.Join(c.Args, " | ")
		all = append(all, strings.NewReplacer("\u00a0", "", ",00", "").Replace(text))
	}
	slices.Sort(all)
	return all
}

func entry(rows ...closing.Row) closing.Entry {
	return closing.Entry{No: "B1", Date: thisPeriod.To, Text: "Bokslut", Rows: rows}
}

func onto(account string, kronor int64) closing.Row {
	return closing.Row{Account: account, Amount: money.Kronor(kronor)}
}

var (
	bank     = line{"1930", "Företagskonto", 150, 150, 40}
	capital  = line{"2081", "Aktiekapital", -50, -50, 0}
	retained = line{"2098", "Vinst eller förlust från föregående år", 0, 0, 0}
	sales    = line{"3001", "Försäljning", 0, 0, -40}
	closer   = line{"8999", "Årets resultat", 100, 0, 0}
	sold     = line{"3002", "Försäljning förra året", -100, 0, 0}
)

func TestSeam(t *testing.T) {
	company := func(more ...line) []line { return append([]line{bank, capital, sales, sold}, more...) }
	for _, tt := range []struct {
		name    string
		form    office.Form
		lines   []line
		entries []closing.Entry
		want    []string
	}{
		{"moved_on_day_one", office.AB, company(closer, line{"2098", retained.name, 0, 0, -100}, line{"2099", "Årets resultat", -100, -100, 100}), nil, nil},
		{"profit_left", office.AB, company(closer, retained, line{"2099", "Årets resultat", -100, -100, 0}), nil,
			[]string{"warning result_left 2099 | 100 | 2098"}},
		{"loss_left", office.AB, []line{{"1930", "Bank", 50, 50, 40}, {"2081", "Aktiekapital", -150, -150, 0}, sales, retained,
			{"2099", "Redovisat resultat", 100, 100, 0}}, nil, []string{"warning result_left 2099 | −100 | 2098"}},
		{"part_left", office.AB, company(closer, line{"2098", retained.name, 0, 0, -70}, line{"2099", "Årets resultat", -100, -100, 70}), nil,
			[]string{"warning result_left 2099 | 30 | 2098"}},
		{"entry_moves_it", office.AB, company(closer, retained, line{"2099", "Årets resultat", -100, -100, 0}),
			[]closing.Entry{entry(onto("2099", 100), onto("2098", -100))}, nil},
		{"left_and_own_booked_too", office.AB, company(line{"8999", "Årets resultat", 100, 0, 40}, retained, line{"2099", "Årets resultat", -100, -100, -40}), nil,
			[]string{"warning result_left 2099 | 100 | 2098"}},
		{"own_result_booked_after_moving", office.AB,
			company(line{"8999", "Årets resultat", 100, 0, 40}, line{"2098", retained.name, 0, 0, -100}, line{"2099", "Årets resultat", -100, -100, 60}), nil, nil},
		{"own_result_by_entry", office.AB, company(closer, line{"2098", retained.name, 0, 0, -100}, line{"2099", "Årets resultat", -100, -100, 100}),
			[]closing.Entry{entry(onto("8999", 40), onto("2099", -40))}, nil},
		{"own_result_booked_elsewhere", office.AB,
			company(line{"8999", "Årets resultat", 100, 0, 40}, line{"2091", "Balanserad vinst", -100, -100, -40}), nil, nil},
		{"without_2098_in_the_chart", office.AB, company(closer, line{"2099", "Årets resultat", -100, -100, 0}), nil,
			[]string{"warning result_left 2099 | 100 | "}},
		{"sole_trader", office.EF, company(line{"8999", "Årets resultat", 100, 0, 0}, line{"2010", "Eget kapital", 0, 0, 0}, line{"2019", "Årets resultat", -100, -100, 0}), nil,
			[]string{"warning result_left 2019 | 100 | 2010"}},
		{"partners", office.HB, company(closer, line{"2010", "Eget kapital", 0, 0, 0}, line{"2019", "Årets resultat, delägare 1", -60, -60, 0},
			line{"2020", "Eget kapital", 0, 0, 0}, line{"2029", "Årets resultat, delägare 2", -40, -40, 0}), nil,
			[]string{"warning result_left 2019 | 60 | 2010", "warning result_left 2029 | 40 | 2020"}},
		{"partners_with_own_result", office.HB, company(line{"8999", "Årets resultat", 100, 0, 40}, line{"2019", "Årets resultat, delägare 1", -60, -60, -20},
			line{"2029", "Årets resultat, delägare 2", -40, -40, -20}), nil, []string{"warning result_left 2019, 2029 | 100 | "}},
		{"another_number", office.AB, company(closer, retained, line{"2095", "Årets vinst", -100, -100, 0}), nil,
			[]string{"warning result_left 2095 | 100 | 2098"}},
		{"2099_of_another_chart", office.AB, company(closer, line{"2099", "Skulder till intressenter", -100, -100, 0}), nil, nil},
		{"booked_result_is_not_the_result", office.AB, company(line{"8999", "Årets resultat", 100, 0, 45}, line{"2098", retained.name, 0, 0, -100},
			line{"2099", "Årets resultat", -100, -100, 55}), nil, []string{"warning result_misbooked 45 | 40 | 5"}},
		{"last_year_misbooked", office.AB, []line{bank, capital, sales, {"3002", "Försäljning", -107, 0, 0}, closer, {"2098", retained.name, 0, 0, -107},
			{"2099", "Årets resultat", -107, -107, 107}}, nil, []string{"warning last_result_misbooked 100 | 107 | −7"}},
		{"last_year_not_booked_but_carried", office.AB, company(line{"2098", retained.name, 0, 0, -100}, line{"2099", "Årets resultat", 0, -100, 100}), nil, nil},
		{"carried_with_a_difference", office.AB, company(line{"2098", retained.name, 0, 0, -90}, line{"2099", "Årets resultat", 0, -90, 90}), nil,
			[]string{"warning equity_opening 140 | 150 | −10"}},
		{"never_closed", office.AB, company(line{"2099", "Årets resultat", 0, 0, 0}), nil, nil}, // told by the import
		{"dividend", office.AB, company(closer, line{"2898", "Outtagen vinstutdelning", 0, 0, -30}, line{"2098", retained.name, 0, 0, -70},
			line{"2099", "Årets resultat", -100, -100, 100}), nil, []string{"info equity_moved −30"}},
		{"owner_draws", office.EF, []line{bank, sales, sold, closer, {"2010", "Eget kapital", -50, -50, -100}, {"2013", "Övriga egna uttag", 0, 0, 30},
			{"2019", "Årets resultat", -100, -100, 100}}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := said(standing(tt.form, tt.lines, tt.entries...).seam())
			if !slices.Equal(got, tt.want) {
				t.Errorf("controls = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestProposalEmptiesTheAccount(t *testing.T) {
	lines := []line{bank, capital, sales, closer, retained, {"2099", "Årets resultat", -100, -100, 0}}
	for _, c := range standing(office.AB, lines).seam() {
		if c.Code != FindingResultLeft {
			continue
		}
		if got := standing(office.AB, lines, entry(c.Proposal...)).resultLeft(); len(got) > 0 {
			t.Errorf("after the proposal: %q, want nothing", said(got))
		}
		if diff := entry(c.Proposal...).Diff(); diff != 0 {
			t.Errorf("the proposal differs %v, want 0", diff)
		}
		return
	}
	t.Error("no proposal")
}

func TestBalancesOnTheirSides(t *testing.T) {
	for _, tt := range []struct {
		name    string
		line    line
		entries []closing.Entry
		want    []string
	}{
		{"cash", line{"1910", "Kassa", 0, 0, -5}, nil, []string{"warning wrong_side 1910 | Kassa | −5"}},
		{"customers_owe", line{"1510", "Kundfordringar", 0, 0, 5}, nil, nil},
		{"we_owe_customers", line{"1510", "Kundfordringar", 0, 5, -9}, nil, []string{"warning wrong_side 1510 | Kundfordringar | −4"}},
		{"entry_mends_it", line{"1910", "Kassa", 0, 0, -5}, []closing.Entry{entry(onto("1910", 5), onto("3001", -5))}, nil},
		{"entry_does_it", line{"2440", "Leverantörsskulder", 0, -5, 0}, []closing.Entry{entry(onto("2440", 8), onto("3001", -8))},
			[]string{"warning wrong_side 2440 | Leverantörsskulder | 3"}},
		{"depreciation", line{"1229", "Ackumulerade avskrivningar på inventarier", 0, -5, 0}, nil, []string{"warning asset_negative 12 | Maskiner respektive inventarier | −5"}},
		{"depreciation_turned", line{"1229", "Ack avskrivningar inventarier", 0, 5, 0}, nil, []string{"warning wrong_side 1229 | Ack avskrivningar inventarier | 5"}},
		{"tax_account", line{"1630", "Avräkning för skatter och avgifter", 0, 0, -5}, nil, nil},
		{"suspense", line{"2999", "OBS-konto", 0, 0, -5}, nil, []string{"warning suspense 2999 | OBS-konto | −5"}},
		{"suspense_emptied", line{"2999", "OBS-konto", 0, -5, 5}, nil, nil},
		{"internal", line{"9010", "Internt", 0, 0, 5}, nil, []string{"warning internal_accounts 5"}},
		{"no_name", line{"1910", "", 0, 0, -5}, nil, nil},
		{"five_digits", line{"19100", "Kassa", 0, 0, -5}, nil, nil},
		{"result", line{"3001", "Försäljning", 0, 0, 5}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines := []line{tt.line}
			if tt.line.account != "3001" {
				lines = append(lines, line{"3001", "Försäljning", 0, 0, 0})
			}
			got := said(standing(office.AB, lines, tt.entries...).balances())
			if !slices.Equal(got, tt.want) {
				t.Errorf("controls = %q, want %q", got, tt.want)
			}
		})
	}
}

// lastHere is last year's closing here: its accounts end as last says.
func lastHere(lines []line, entries ...EntryView) *lastClosing {
	var ended []line
	for _, l := range lines {
		ended = append(ended, line{l.account, l.name, 0, 0, l.last})
	}
	var plain []closing.Entry
	for _, e := range entries {
		plain = append(plain, e.Entry)
	}
	return &lastClosing{
		engagement: Engagement{ID: "last", Year: lastPeriod}, position: standing(office.AB, ended, plain...), entries: entries,
	}
}

func TestOpeningAgainstLastClosing(t *testing.T) {
	accrual := closing.Entry{No: "B3", Text: "Upplupen ränta", Rows: []closing.Row{onto("8410", 12), onto("2960", -12)}}
	own := closing.Entry{No: "B9", Text: "Årets resultat", Rows: []closing.Row{onto("8999", 100), onto("2099", -100)}}
	reclass := accrual
	reclass.Excluded = true
	lines := []line{bank, capital, {"2099", "Årets resultat", 0, -100, 0}, {"2960", "Upplupna räntor", 0, 0, 0}, {"8410", "Räntekostnader", 0, 0, 0}, sold, {"8999", "Årets resultat", 0, 0, 0}}
	for _, tt := range []struct {
		name string
		this []line
		last *lastClosing
		want []string
	}{
		{"not_here", lines, nil, nil},
		{"result_not_booked", lines, lastHere(lines), nil},
		{"result_transferred", lines, lastHere(lines, EntryView{Entry: own, Transfer: TransferSent}), nil},
		{"result_booked_here_only", lines, lastHere(lines, EntryView{Entry: own}), []string{"warning entry_not_transferred B9 | Årets resultat | 100 | 2024-12-31"}},
		{"entry_not_transferred", lines, lastHere(lines, EntryView{Entry: accrual}),
			[]string{"warning entry_not_transferred B3 | Upplupen ränta | 12 | 2024-12-31", "warning final_differs 2960 | −12 | 0"}},
		{"entry_never_transferred", lines, lastHere(lines, EntryView{Entry: reclass, Transfer: TransferExcluded}), nil},
		{"entry_came_back", lines, lastHere(lines, EntryView{Entry: own, Transfer: TransferNone, Recognised: export.Recognised{State: export.Equal}}), nil},
		{"equity_moved_within_itself", []line{bank, {"2081", "Aktiekapital", -50, -50, 0}, {"2091", "Balanserat", 0, -100, 0}, {"2099", "Årets resultat", 0, 0, 0}, sold},
			lastHere(lines), nil},
		{"year_begins_with_nothing", []line{{"1930", "Företagskonto", 150, 0, 5}}, lastHere(lines), nil},
		{"books_tell_it", []line{{"1930", "Företagskonto", 150, 140, 0}, capital, {"2099", "Årets resultat", 0, -100, 0}, sold}, lastHere(lines), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			controls := standing(office.AB, tt.this).lastClosing(tt.last)
			if got := said(controls); !slices.Equal(got, tt.want) {
				t.Errorf("controls = %q, want %q", got, tt.want)
			}
			for _, c := range controls {
				if c.Engagement != "last" {
					t.Errorf("%s leads to engagement %q, want last year's", c.Code, c.Engagement)
				}
			}
		})
	}
}

func TestNextYear(t *testing.T) {
	period := civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-12-31")}
	name := period.String()
	opening := func(kronor map[string]int64) *Opening {
		o := Opening{Period: period, Balances: map[string]money.Amount{}}
		for account, kr := range kronor {
			o.Balances[account] = money.Kronor(kr)
		}
		return &o
	}
	lines := []line{{"1930", "Företagskonto", 0, 100, 40}, {"2081", "Aktiekapital", 0, -100, 0}, {"2099", "Årets resultat", 0, 0, 0},
		{"2990", "Upplupna kostnader", 0, 0, 0}, {"3001", "Försäljning", 0, 0, -40}, {"8999", "Årets resultat", 0, 0, 0}}
	accrual := entry(onto("3001", 10), onto("2990", -10))
	excluded := accrual
	excluded.Excluded = true
	for _, tt := range []struct {
		name    string
		next    *Opening
		entries []closing.Entry
		want    []string
	}{
		{"not_known", nil, nil, nil},
		{"nothing_carried", opening(nil), nil, []string{"info next_not_carried " + name}},
		{"as_booked", opening(map[string]int64{"1930": 140, "2081": -100, "2099": -40}), nil, nil},
		{"moved_within_equity", opening(map[string]int64{"1930": 140, "2081": -100, "2098": -40}), nil, nil},
		{"before_the_transfer", opening(map[string]int64{"1930": 140, "2081": -100, "2099": -40}), []closing.Entry{accrual}, []string{"info next_waits " + name + " | 1"}},
		{"never_transferred", opening(map[string]int64{"1930": 140, "2081": -100, "2099": -40}), []closing.Entry{excluded}, nil},
		{"stale", opening(map[string]int64{"1930": 130, "2081": -100, "2099": -30}), nil,
			[]string{"warning next_differs " + name + " | 2 | 1930 −10, 2099 −30"}},
		{"unknown_account", opening(map[string]int64{"1930": 140, "2081": -100, "2099": -40, "1940": 7}), nil, []string{"warning next_differs " + name + " | 1 | 1940 +7"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := said(standing(office.AB, slices.Clone(lines), tt.entries...).nextYear(tt.next))
			if !slices.Equal(got, tt.want) {
				t.Errorf("controls = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLedgerFindings(t *testing.T) {
	year := ledger.Year{Balances: []ledger.Balance{{Account: "1510", Opening: 100_00}, {Account: "2440", Opening: -80_00}}}
	item := func(account string, open money.Amount) workpaper.Item {
		return workpaper.Item{Account: account, Open: open}
	}
	late := workpaper.Item{Document: "17", Party: "Kund AB", Date: civil.MustParse("2025-12-30"), Total: 125_00}
	bill := workpaper.Item{Document: "9", Party: "Leverantör AB", Date: civil.MustParse("2025-12-29"), Total: -50_00}
	for _, tt := range []struct {
		name  string
		paper workpaper.Workpaper
		want  []string
	}{
		{"agrees", workpaper.Workpaper{Kind: workpaper.Receivables, Accounts: []string{"1510"}, Items: []workpaper.Item{item("1510", 60_00), item("1510", 40_00)}}, nil},
		{"differs", workpaper.Workpaper{Kind: workpaper.Receivables, Accounts: []string{"1510"}, Items: []workpaper.Item{item("1510", 60_00)}},
			[]string{"warning subledger_differs 1510 | 60 | 100 | 40 | 40"}},
		{"explained", workpaper.Workpaper{Kind: workpaper.Payables, Accounts: []string{"2440"}, Items: []workpaper.Item{item("2440", -90_00)},
			Explanations: []workpaper.Explanation{{Account: "2440", Amount: 10_00}, {Account: "1510", Amount: 3_00}}},
			[]string{"info subledger_explained 2440 | −90 | −80 | 10"}},
		{"partly_explained", workpaper.Workpaper{Kind: workpaper.Payables, Accounts: []string{"2440"}, Items: []workpaper.Item{item("2440", -90_00)},
			Explanations: []workpaper.Explanation{{Account: "2440", Amount: 4_00}}}, []string{"warning subledger_differs 2440 | −90 | −80 | 10 | 6"}},
		{"account_without_balance", workpaper.Workpaper{Kind: workpaper.Receivables, Accounts: []string{"1511"}, Items: []workpaper.Item{item("1511", 5_00)}},
			[]string{"warning subledger_differs 1511 | 5 | 0 | −5 | −5"}},
		{"not_read", workpaper.Workpaper{Kind: workpaper.Receivables, Accounts: []string{"1510"}, Missing: "withheld"}, nil},
		{"unbooked", workpaper.Workpaper{Kind: workpaper.Receivables, Accounts: nil, Unbooked: []workpaper.Item{late}},
			[]string{"warning unbooked_invoice 17 | Kund AB | 2025-12-30 | 125"}},
		{"unbooked_bill", workpaper.Workpaper{Kind: workpaper.Payables, Unbooked: []workpaper.Item{bill}},
			[]string{"warning unbooked_supplier 9 | Leverantör AB | 2025-12-29 | 50"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var controls []Control
			for _, f := range LedgerFindings([]workpaper.Workpaper{tt.paper}, year) {
				controls = append(controls, Control{Finding: f})
			}
			got := said(controls)
			if !slices.Equal(got, tt.want) {
				t.Errorf("controls = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestManyUnbookedAreSummed(t *testing.T) {
	bill := workpaper.Item{Document: "9", Party: "Leverantör AB", Date: civil.MustParse("2025-12-29"), Total: -50_00}
	found := LedgerFindings([]workpaper.Workpaper{{Kind: workpaper.Payables, Unbooked: slices.Repeat([]workpaper.Item{bill}, 53)}}, ledger.Year{})
	if len(found) != maxUnbooked+1 {
		t.Fatalf("%d findings, want %d and the rest as one", len(found), maxUnbooked)
	}
	last := found[maxUnbooked]
	if want := []string{"3", "150,00", "payables"}; last.Code != FindingUnbookedMore || !slices.Equal(last.Args, want) {
		t.Errorf("the last is %s %q, want %s %q", last.Code, last.Args, FindingUnbookedMore, want)
	}
}
