package company

import (
	"fmt"

	"bokslut/internal/money"
)

// standardIncome is schablonintäkt on periodiseringsfonder in hundredths of a
// per cent, by the calendar year in which the tax year ends. Source:
// inkomstskattelagen 30 kap. 6 a §; statslåneräntan 30 November the year before.
var standardIncome = map[int]int64{2022: 50, 2023: 194, 2024: 262, 2025: 196, 2026: 255}

const corporateRate = 2060 // inkomstskattelagen 65 kap. 10 §, from 2021

// bookTax sets aside to a fund and books the income tax of a closed year. It
// returns the tax.
func (s *sim) bookTax() money.Amount {
	base := s.taxBase()
	set := wholeKronor(percent(percent(base, 2500), int64(s.p.years[s.nth].allocation)))
	if base <= 0 {
		set = 0
	}
	end := s.y.period.To.Year
	s.closing(fmt.Sprintf("Avsättning till periodiseringsfond %d", end),
		row{account: 8811, amount: set}, row{account: 2120 + end%10, amount: -set})
	taxable := (base - set) / 1000 * 1000
	if taxable < 0 {
		taxable = 0
	}
	tax := wholeKronor(percent(taxable, corporateRate))
	s.closing("Skatt på årets resultat", row{account: 8910, amount: tax}, row{account: 2512, amount: -tax})
	return tax
}

// taxBase is the result before tax and allocation, whole kronor, adjusted for
// costs that may not be deducted, tax-free income and standard income.
func (s *sim) taxBase() money.Amount {
	base := wholeKronor(s.y.result())
	for _, account := range []int{6072, 6982, 6992, 6993, 7622, 7632, 8423} {
		base += wholeKronor(s.y.moved[account])
	}
	base += wholeKronor(s.y.moved[8314])
	var funds money.Amount
	for account := 2120; account <= 2139; account++ {
		funds -= s.y.opening[account]
	}
	return base + wholeKronor(percent(funds, standardIncome[s.y.period.To.Year]))
}
