package source

import (
	"fmt"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/sie"
)

// An Opening is how the year after the engagement's begins in Fortnox.
// Amounts are in öre, debit positive; accounts that open at zero are left out.
type Opening struct {
	Period   civil.Period
	Balances map[string]money.Amount // by account, balance accounts only
	Sum      money.Amount            // of all, also of what stands on result accounts
}

// NextOpening gives the opening balances of the next year, as they stood in
// Fortnox when the parts were read. ok is false when Fortnox had no year that
// begins the day after the engagement's, or the parts are not from Fortnox.
func NextOpening(parts []Part) (opening Opening, ok bool, err error) {
	for _, p := range ofKind(parts, KindNextYear) {
		s, _, err := FromSIE(p.Body)
		if err != nil {
			return Opening{}, false, fmt.Errorf("part %s: %w", p.Name, err)
		}
		opening, ok = openingOf(s.Year), true
	}
	return opening, ok, nil
}

func openingOf(y ledger.Year) Opening {
	o := Opening{Period: y.Period, Balances: map[string]money.Amount{}}
	for _, b := range y.Balances {
		if b.Opening == 0 {
			continue
		}
		o.Balances[b.Account] = b.Opening
		o.Sum += b.Opening
	}
	return o
}

// NextYear gives the year after the engagement's with its vouchers. ok is false
// when the parts do not hold them.
func NextYear(parts []Part) (year ledger.Year, ok bool, err error) {
	for _, p := range ofKind(parts, KindNextYear) {
		s, _, err := FromSIE(p.Body)
		if err != nil {
			return ledger.Year{}, false, fmt.Errorf("part %s: %w", p.Name, err)
		}
		year, ok = s.Year, s.Kind == string(sie.Kind4E)
	}
	return year, ok, nil
}

// Types of SIE file. One with the balances of a year and nothing else is one
// small answer, where the list of accounts is several pages.
const (
	balancesOnly = 1
	withVouchers = 4
)

// nextYear reads how the year after years[0] begins, when Fortnox has it.
func (f *fetcher) nextYear(next *fortnox.FinancialYear, vouchers bool) error {
	if next == nil {
		return nil
	}
	kind := balancesOnly
	if vouchers {
		kind = withVouchers
	}
	f.step(KindNextYear, periodOf(*next).String(), 1)
	if _, err := f.api.SIE(f.ctx, next.ID.Int, kind); err != nil {
		return fetchError(KindNextYear, err)
	}
	f.keep(KindNextYear, named(next.FromDate.Day))
	return nil
}
