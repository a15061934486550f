package schedule

import (
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// assets is a register of fixed assets (anläggningsregister). What is written
// off, cost less residual, is spread evenly over the months of the life, whole
// months from the one that the asset was taken into use in; none in the month
// of disposal. Never below the residual. A write-down is made at the end of its
// year, and what it leaves is spread over the months that are left. Source: ÅRL 4 kap. 4 §; BFNAR 2016:10
// kapitel 10; the months are practice.
var assets = kind(Form{
	Kind: workpaper.Assets, Accounts: []string{"10", "11", "12"}, Evidence: "inventering", besides: writesOff,
	Rows: []Column{
		{ID: AccountColumn, Type: Account, Required: true},
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: DateColumn, Type: Date, Required: true}, // of purchase
		{ID: "in_use", Type: Date},
		{ID: "cost", Type: Amount, Required: true, Sum: true},
		{ID: "life", Type: Count}, // months
		{ID: "residual", Type: Amount, Sum: true},
		{ID: "opening_written", Type: Amount},            // accumulated at the year's beginning, where it does not follow from the plan
		{ID: "impaired_before", Type: Amount, Sum: true}, // written down at the year's beginning
		{ID: "impaired", Type: Amount, Sum: true},        // in it
		{ID: "reversed", Type: Amount, Sum: true},
		{ID: "disposed", Type: Date},
		{ID: "proceeds", Type: Amount, Sum: true},
		{ID: "accumulated_account", Type: Account},
		{ID: "expense_account", Type: Account},
		{ID: "opening", Type: Amount, Computed: true, Sum: true},
		{ID: "depreciation", Type: Amount, Computed: true, Sum: true},
		{ID: "accumulated", Type: Amount, Computed: true, Sum: true},
		{ID: "book_value", Type: Amount, Computed: true, Sum: true},
		{ID: "gain", Type: Amount, Computed: true, Sum: true},
	},
}, func(s *sheet) {
	register := registerSums{impaired: impairmentSums{}, cost: map[string]bool{}}
	for r := range s.rows() {
		a := s.asset(r)
		s.checkAsset(r, a)
		if a.gone {
			continue
		}
		r.set("opening", a.opening)
		r.set("depreciation", a.year)
		r.set("accumulated", a.opening+a.year)
		register.add(a)
		if a.sold {
			r.set("book_value", 0)
			r.set("gain", r.amount("proceeds")-a.book())
			continue
		}
		r.set("book_value", a.book())
		s.explain(a.account, a.cost)
		if a.impairment.left() != 0 {
			s.explain(a.impairment.account, -a.impairment.left())
		}
		if a.accumulated != "" {
			s.explain(a.accumulated, -(a.opening + a.year))
		}
	}
	s.proposeAssets(register)
})

// An asset is one row of the register, over the year.
type asset struct {
	account, accumulated, expense, result string

	cost, residual money.Amount
	life           int
	opening, year  money.Amount // written off before the year, and in it
	planned        money.Amount // what the plan alone would have written off by the end of it
	impairment     impairment
	sold, gone     bool // disposed of in the year; before it, or not bought yet
}

func (a asset) book() money.Amount { return a.cost - a.opening - a.year - a.impairment.left() }

func (s *sheet) asset(r gridRow) asset {
	a := asset{account: r.account(), cost: r.amount("cost"), residual: r.amount("residual"), life: r.count("life")}
	a.accumulated = r.or("accumulated_account", accumulatedOf(a.account))
	a.expense = r.or("expense_account", s.expenseOf(a.account))
	bought, disposed := r.date(DateColumn), r.date("disposed")
	a.gone = bought.After(s.Year.To) || !disposed.IsZero() && disposed.Before(s.Year.From)
	a.sold = !disposed.IsZero() && s.Year.Contains(disposed)
	start := bought
	if r.has("in_use") {
		start = r.date("in_use")
	}
	a.impairment = r.impairment()
	s.writeOff(&a, r, start, disposed)
	a.result = resultOf(a.account, r.amount("proceeds") >= a.book())
	return a
}

// writeOff spreads the asset over its months. A typed opening holds; what is
// left of it and of write-downs is spread over the months that are left.
func (s *sheet) writeOff(a *asset, r gridRow, start, disposed civil.Date) {
	base := max(0, a.cost-a.residual)
	last := s.Year.To
	if a.sold {
		last = civil.Of(disposed.Year, disposed.Month, 1).AddDays(-1)
	}
	before := min(used(start, s.Year.From.AddDays(-1)), a.life)
	through := max(before, min(used(start, last), a.life))
	if start.IsZero() || a.life == 0 || a.accumulated == "" {
		before, through = 0, 0
	}
	a.planned = share(base, int64(through), int64(a.life))
	a.opening = share(base, int64(before), int64(a.life))
	a.year = a.planned - a.opening
	if !r.has("opening_written") && a.impairment.before == 0 {
		return
	}
	if r.has("opening_written") {
		a.opening = min(max(0, r.amount("opening_written")), max(0, a.cost))
	}
	left := max(0, base-a.opening-a.impairment.before)
	a.year = share(left, int64(through-before), int64(a.life-before))
	if a.life > 0 && before == a.life && !a.sold {
		a.year = left
	}
}

// used counts the months from the one of start through that of a day.
func used(start, through civil.Date) int {
	return max(0, civil.Period{From: start, To: through}.Months())
}

// accumulatedOf is where the depreciation of an asset adds up: 1220 on 1229.
// Land, art, work under way and advances have none. Source: BAS 2026.
func accumulatedOf(account string) string {
	if len(account) != 4 || notDepreciated(account) {
		return ""
	}
	return account[:3] + "9"
}

// writesOff tells whether an account holds write-offs or write-downs of others:
// 1228, 1229. Source: BAS 2026, account groups 10–12; but for advances.
func writesOff(account string) bool {
	return len(account) == 4 && (account[3] == '8' || account[3] == '9') && !notDepreciated(account)
}

// notDepreciated are accounts of assets that are not written off: land, art,
// and what is not in use yet. Source: BAS 2026; ÅRL 4 kap. 4 §.
func notDepreciated(account string) bool {
	for _, beginning := range []string{"108", "113", "114", "118", "128", "1291"} {
		if strings.HasPrefix(account, beginning) {
			return true
		}
	}
	return false
}

// expenses are the accounts of depreciation by the beginning of the asset's
// account, the special before the general. Those of old are taken where the
// chart has them: 7833–7835 left with 123x–125x in BAS 2026. Source: BAS 2025 and
// 2026.
var expenses = []struct {
	asset, expense string
	old            bool
}{
	{"112", "7840", false}, {"115", "7824", false}, {"121", "7831", false}, {"129", "7839", false},
	{"123", "7833", true}, {"124", "7834", true}, {"125", "7835", true},
	{"10", "7810", false}, {"11", "7821", false}, {"12", "7832", false},
}

func (s *sheet) expenseOf(account string) string {
	for _, e := range expenses {
		if _, ok := s.Balances[e.expense]; strings.HasPrefix(account, e.asset) && (ok || !e.old) {
			return e.expense
		}
	}
	return ""
}

// resultOf is where a gain or a loss on a disposal is booked. Source: BAS 2026.
func resultOf(account string, gain bool) string {
	last := map[string]string{"10": "1", "11": "2", "12": "3"}[account[:min(2, len(account))]]
	switch {
	case last == "":
		return ""
	case gain:
		return "397" + last
	}
	return "797" + last
}
