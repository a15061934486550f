package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Truth is what the generator knows about a company without any reader. All
// sums are öre as of the closing date.
type Truth struct {
	ClosingYearID int          // Fortnox id of the year to close
	Closing       civil.Period // the year to close
	Today         civil.Date   // the company's clock

	// OpenReceivables and OpenPayables are the open items at the invoices'
	// rates: positive is owed to, and by, the company. With the cash method
	// they do not stand on the accounts.
	OpenReceivables, OpenPayables money.Amount
	CashMethod                    bool

	// Ledger1510 and Ledger2440 are the account balances, debit positive. But
	// for the cash method Ledger1510 = OpenReceivables + Σ Manual1510 and
	// Ledger2440 = −OpenPayables + Σ Manual2440.
	Ledger1510, Ledger2440 money.Amount
	Manual1510, Manual2440 []Manual
}

// A Manual is a voucher on 1510 or 2440 that no invoice or payment stands
// behind, with the sum of its rows on that account, debit positive.
type Manual struct {
	YearID int
	Series string
	Number int
	Amount money.Amount
}

// takeTruth runs in the last moment of the closing date.
func (s *sim) takeTruth() {
	t := Truth{ClosingYearID: s.y.id, Closing: s.y.period, Today: s.p.clock, CashMethod: s.p.cash,
		Ledger1510: s.y.balance(1510), Ledger2440: s.y.balance(2440)}
	for _, d := range s.sales {
		t.OpenReceivables += openBooked(d)
	}
	for _, d := range s.bills {
		t.OpenPayables += openBooked(d)
	}
	if !s.p.cash {
		t.Manual1510, t.Manual2440 = s.manual(1510), s.manual(2440)
	}
	s.truth = t
}

func openBooked(d *document) money.Amount {
	if !d.booked {
		return 0
	}
	return d.openSEK
}

func (s *sim) manual(account int) []Manual {
	var all []Manual
	for _, y := range s.years[:s.nth+1] {
		for _, series := range seriesOf {
			for _, v := range y.vouchers[series.code] {
				if v.referenceType != "MANUAL" {
					continue
				}
				var sum money.Amount
				for _, r := range v.rows {
					if r.account == account && r.removedBy == "" {
						sum += r.amount
					}
				}
				if sum != 0 {
					all = append(all, Manual{y.id, v.series, v.number, sum})
				}
			}
		}
	}
	return all
}

// seriesOf is Fortnox' standard set; A and I take vouchers made by hand or
// through the API.
var seriesOf = []struct {
	code, name string
	manual     bool
}{
	{"A", "Redovisning", true}, {"B", "Kundfakturor", false}, {"C", "Inbetalningar", false},
	{"D", "Leverantörsfakturor", false}, {"E", "Utbetalningar", false}, {"F", "Kassa", false},
	{"G", "Avskrivningar", false}, {"H", "Periodiseringar", false}, {"I", "Bokslut", true},
	{"J", "Revisor", false}, {"K", "Löner", false}, {"L", "Kontantfakturor", false}, {"M", "Momsrapport", false},
}
