package ledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// Totals is what pages need of a Book without its vouchers. It is stored with
// the snapshot. Years are in the Book's order, the latest first.
type Totals struct {
	Company Company      `json:"company"`
	Years   []YearTotals `json:"years"`
}

// YearTotals sums one year per account and month.
type YearTotals struct {
	Period   civil.Period   `json:"period"`
	Vouchers int            `json:"vouchers"`
	Rows     int            `json:"rows"`
	Series   []SeriesTotals `json:"series"`
	Accounts []AccountTotal `json:"accounts"` // the whole chart, sorted by number
	Objects  []NamedObject  `json:"objects,omitempty"`
}

// SeriesTotals counts a voucher series.
type SeriesTotals struct {
	Code     string `json:"code"`
	Vouchers int    `json:"vouchers"`
	Last     string `json:"last"` // number of the last voucher
}

// AccountTotal is one account's year in öre, debit positive. Months holds the
// movement of each month of the year from the first one on.
type AccountTotal struct {
	Number  string         `json:"number"`
	Name    string         `json:"name"`
	Result  bool           `json:"result,omitempty"`
	Opening money.Amount   `json:"opening,omitempty"`
	Moved   money.Amount   `json:"moved,omitempty"`
	Months  []money.Amount `json:"months,omitempty"`
}

// Closing is UB, or the year's result on a result account.
func (a AccountTotal) Closing() money.Amount { return a.Opening + a.Moved }

// Used tells whether the account has anything to show.
func (a AccountTotal) Used() bool { return a.Opening != 0 || a.Moved != 0 || len(a.Months) > 0 }

// Totals sums the book. The cost is one walk over the rows.
func (b *Book) Totals() Totals {
	totals := Totals{Company: b.Company}
	for _, year := range b.Years {
		totals.Years = append(totals.Years, year.totals())
	}
	return totals
}

func (y Year) totals() YearTotals {
	t := YearTotals{Period: y.Period, Vouchers: len(y.Vouchers), Objects: y.Objects}
	at := map[string]int{}
	for _, a := range y.Accounts {
		at[a.Number] = len(t.Accounts)
		balance := y.Balance(a.Number)
		t.Accounts = append(t.Accounts, AccountTotal{
			Number: a.Number, Name: a.Name, Result: a.Result,
			Opening: balance.Opening, Moved: balance.Moved,
		})
	}
	series := map[string]int{}
	for _, v := range y.Vouchers {
		i, ok := series[v.Series]
		if !ok {
			i = len(t.Series)
			series[v.Series] = i
			t.Series = append(t.Series, SeriesTotals{Code: v.Series})
		}
		t.Series[i].Vouchers++
		t.Series[i].Last = v.Number
		month := y.month(v.Date)
		for _, r := range v.Rows {
			t.Rows++
			if i, ok := at[r.Account]; ok && !r.Struck {
				t.Accounts[i].addMonth(month, y.Period.Months(), r.Amount)
			}
		}
	}
	return t
}

// month is the voucher's place among the months of the year; a date outside
// the year counts in its first or last month.
func (y Year) month(d civil.Date) int {
	m := civil.Period{From: y.Period.From, To: d}.Months() - 1
	return max(0, min(m, y.Period.Months()-1))
}

func (a *AccountTotal) addMonth(month, months int, amount money.Amount) {
	if a.Months == nil {
		a.Months = make([]money.Amount, months)
	}
	a.Months[month] += amount
}

// Of lists the objects of a dimension.
func (y YearTotals) Of(dimension string) []NamedObject {
	var all []NamedObject
	for _, o := range y.Objects {
		if o.Dimension == dimension {
			all = append(all, o)
		}
	}
	return all
}

// Account finds an account by number.
func (y YearTotals) Account(number string) (AccountTotal, bool) {
	for _, a := range y.Accounts {
		if a.Number == number {
			return a, true
		}
	}
	return AccountTotal{}, false
}
