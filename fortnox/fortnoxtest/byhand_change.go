package fortnoxtest

import "fmt"

// ChangeVoucher puts v in the place of the voucher with its series, number and year, whatever it says, as long as it
// balances: what a person may have done to a voucher since it was sent.
func (s *Server) ChangeVoucher(tenant int, v Voucher) error {
	return s.edit(tenant, func(c *company) error {
		y := c.year(v.Year)
		switch {
		case y == nil || y.voucher(v.VoucherSeries, v.VoucherNumber) == nil:
			return fmt.Errorf("voucher %s %d in year %d: not found", v.VoucherSeries, v.VoucherNumber, v.Year)
		case !validDate(v.TransactionDate) || !y.contains(v.TransactionDate):
			return fmt.Errorf("voucher dated %q: not inside year %d", v.TransactionDate, v.Year)
		case v.difference() != 0:
			return fmt.Errorf("voucher does not balance: debit minus credit is %s", v.difference())
		}
		changed := v.clone()
		return s.change(c, event{Kind: "change", Tenant: tenant, Voucher: &changed})
	})
}

func (c *company) changeVoucher(e event) error {
	v := e.Voucher
	y := c.year(v.Year)
	if y == nil || y.voucher(v.VoucherSeries, v.VoucherNumber) == nil {
		return fmt.Errorf("voucher %s %d in year %d: not found", v.VoucherSeries, v.VoucherNumber, v.Year)
	}
	old := y.voucher(v.VoucherSeries, v.VoucherNumber)
	y.move(old.VoucherRows, -1)
	*old = *v
	c.touch(old, e.At)
	y.move(old.VoucherRows, 1)
	return nil
}

// DeleteVoucher takes the last voucher of a series away, which is the only one that Fortnox's web interface lets a person
// delete. Its number is used again.
func (s *Server) DeleteVoucher(tenant, yearID int, series string, number int) error {
	return s.edit(tenant, func(c *company) error {
		if y := c.year(yearID); y == nil || !y.last(series, number) {
			return fmt.Errorf("voucher %s %d in year %d: not the last of its series", series, number, yearID)
		}
		return s.change(c, event{Kind: "delete", Tenant: tenant, Year: yearID, Series: series, Number: number})
	})
}

func (c *company) deleteVoucher(e event) error {
	y := c.year(e.Year)
	if y == nil || !y.last(e.Series, e.Number) {
		return fmt.Errorf("voucher %s %d in year %d: not the last of its series", e.Series, e.Number, e.Year)
	}
	s := y.series[e.Series]
	v := s.vouchers[len(s.vouchers)-1]
	y.move(v.VoucherRows, -1)
	s.vouchers, s.next = s.vouchers[:len(s.vouchers)-1], e.Number
	y.vouchers--
	delete(c.hidden, v)
	delete(c.modified, v)
	return nil
}

func (y *year) last(code string, number int) bool {
	s := y.series[code]
	return s != nil && len(s.vouchers) > 0 && s.vouchers[len(s.vouchers)-1].VoucherNumber == number
}
