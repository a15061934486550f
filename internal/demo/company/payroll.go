package company

import "bokslut/internal/money"

// contributions are arbetsgivaravgifter in hundredths of a per cent.
const contributions = 3142

// planPayroll pays on the 25th, or the working day before.
func (s *sim) planPayroll() {
	if len(s.p.staff) > 0 {
		s.at(workdayBefore(on(s.today, 25)), daytime, s.payroll)
	}
}

// payroll books gross pay, withheld tax, what is paid out and contributions.
// Tax and contributions are whole kronor.
func (s *sim) payroll() {
	var gross, tax money.Amount
	var rows []row
	for _, account := range []int{7010, 7210, 7220} {
		var sum money.Amount
		for _, e := range s.p.staff {
			if e.account == account {
				pay := s.monthlyPay(e)
				sum += pay
				tax += wholeKronor(percent(pay, e.tax*100))
			}
		}
		if sum != 0 {
			cc, _ := s.units(account)
			rows = append(rows, row{account: account, amount: sum, costCenter: cc})
			gross += sum
		}
	}
	fees := wholeKronor(percent(gross, contributions))
	rows = append(rows, row{account: 2710, amount: -tax}, row{account: 1930, amount: tax - gross},
		row{account: 7510, amount: fees}, row{account: 2731, amount: -fees})
	s.post("K", "Löner "+monthText(s.today), rows...)
}

// monthlyPay rises three per cent each April.
func (s *sim) monthlyPay(e employee) money.Amount {
	raises := s.today.Year - s.years[0].period.From.Year
	if s.today.Month < 4 {
		raises--
	}
	return percent(e.gross, int64(10_000+300*raises)) / 50_00 * 50_00
}
