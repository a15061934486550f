package company

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A taxDebt is what an earlier year owes until its final tax is decided.
type taxDebt struct{ income, pension, prelim money.Amount }

// vatPeriodEnds tells whether a VAT period ends on the last day of a month.
// Quarters are those of the financial year, so that the last one ends with it.
func (s *sim) vatPeriodEnds(last civil.Date) bool {
	months := int(last.Month) - int(s.y.period.From.Month) + 1
	return !s.p.quarterlyVAT || months%3 == 0
}

// settleVAT empties 2611–2645 to 2650 in whole kronor, the öre on 3740.
func (s *sim) settleVAT() {
	var rows []row
	var owed money.Amount
	for account := 2611; account <= 2645; account++ {
		if b := s.y.balance(account); b != 0 {
			rows = append(rows, row{account: account, amount: -b})
			owed -= b
		}
	}
	if len(rows) == 0 {
		return
	}
	whole := wholeKronor(owed)
	rows = append(rows, row{account: 2650, amount: -whole}, row{account: 3740, amount: whole - owed})
	s.post("M", "Momsrapport t.o.m. "+s.today.String(), rows...)
	second := on(s.today, 1).AddMonths(2)
	s.planVATPayment(workday(on(second, 12)), whole)
}

// planVATPayment books the return on the tax account when it is due. The
// money is there already: taxAccountDay counts it in.
func (s *sim) planVATPayment(due civil.Date, owed money.Amount) {
	if owed == 0 {
		return
	}
	s.vatDue = append(s.vatDue, vatDebt{due, owed})
	s.at(due, evening, func() {
		s.post("A", "Moms enligt deklaration", row{account: 2650, amount: owed}, row{account: 1630, amount: -owed})
	})
}

// prelim is this month's instalment: the first month of a year still belongs
// to the tax year before.
func (s *sim) prelim() money.Amount {
	switch {
	case s.today.Month != s.y.period.From.Month:
		return s.p.years[s.nth].prelimTax
	case s.nth > 0:
		return s.p.years[s.nth-1].prelimTax
	default:
		return s.p.opening[2518] / 11
	}
}

// taxAccountDay pays in what the tax account needs, and debits the employer's
// return and preliminary tax on it.
func (s *sim) taxAccountDay() {
	tax, fees, prelim := -s.y.balance(2710), -s.y.balance(2731), s.prelim()
	need := tax + fees + prelim
	for _, v := range s.vatDue {
		if v.due == s.today {
			need += v.amount
		}
	}
	cushion := money.Kronor(int64(s.rng("tax account").between(900, 7_400)))
	missing := need + cushion - s.y.balance(1630)
	switch {
	case missing > 0:
		paid := (missing + 99) / 100 * 100
		s.post("A", "Insättning skattekonto", row{account: 1630, amount: paid}, row{account: 1930, amount: -paid})
	case missing < -25_000_00:
		back := wholeKronor(-missing)
		s.post("A", "Återbetalning från skattekonto", row{account: 1930, amount: back}, row{account: 1630, amount: -back})
	}
	s.post("A", "Skattekonto: arbetsgivardeklaration och F-skatt", row{account: 2710, amount: tax}, row{account: 2731, amount: fees},
		row{account: 2518, amount: prelim}, row{account: 1630, amount: -tax - fees - prelim})
	if s.today.Month%3 == 0 {
		s.taxAccountInterest()
	}
}

func (s *sim) taxAccountInterest() {
	r := s.rng("tax account")
	a := money.Amount(r.between(3, 42)) * 100
	if r.chance(200) {
		s.post("A", "Kostnadsränta skattekonto", row{account: 8423, amount: a}, row{account: 1630, amount: -a})
		return
	}
	s.post("A", "Intäktsränta skattekonto", row{account: 1630, amount: a}, row{account: 8314, amount: -a})
}

// finalTax settles an earlier year's tax against what was paid for it.
func (s *sim) finalTax() {
	t := s.taxOwed
	s.post("A", "Slutlig skatt enligt skattebesked", row{account: 2512, amount: t.income}, row{account: 2514, amount: t.pension},
		row{account: 2518, amount: -t.prelim}, row{account: 1630, amount: t.prelim - t.income - t.pension})
}
