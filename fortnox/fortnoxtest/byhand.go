package fortnoxtest

import (
	"fmt"
	"slices"
)

// errTenant says that no company has the tenant id.
type errTenant int

func (e errTenant) Error() string { return fmt.Sprintf("company %d is not loaded", int(e)) }

// edit runs f on a company under its lock.
func (s *Server) edit(tenant int, f func(*company) error) error {
	c := s.company(tenant)
	if c == nil {
		return errTenant(tenant)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return f(c)
}

// LockPeriod locks the company's books up to and including date, YYYY-MM-DD; "" unlocks them.
func (s *Server) LockPeriod(tenant int, date string) error {
	if date != "" && !validDate(date) {
		return fmt.Errorf("lock date %q: want YYYY-MM-DD", date)
	}
	return s.edit(tenant, func(c *company) error {
		return s.change(c, event{Kind: "lock", Tenant: tenant, Date: date})
	})
}

// SetToday sets what day it is in a company, YYYY-MM-DD: the date of SIE files, of new vouchers' registration, and what is
// overdue.
func (s *Server) SetToday(tenant int, date string) error {
	if !validDate(date) {
		return fmt.Errorf("today %q: want YYYY-MM-DD", date)
	}
	return s.edit(tenant, func(c *company) error {
		return s.change(c, event{Kind: "today", Tenant: tenant, Date: date})
	})
}

// AddVoucher stores a voucher as a bookkeeper does in Fortnox itself, also in a series that is not manual or a locked
// period. VoucherSeries, TransactionDate, Year and VoucherRows must be set; the number is the next one when zero. It returns
// the voucher as stored. A voucher that does not balance, or whose year, account or date does not exist, is an error.
func (s *Server) AddVoucher(tenant int, v Voucher) (Voucher, error) {
	err := s.edit(tenant, func(c *company) error {
		if err := c.complete(&v); err != nil {
			return err
		}
		stored := v.clone()
		return s.store(c, &stored)
	})
	return v, err
}

// complete checks a voucher made by hand and fills in what Fortnox sets.
func (c *company) complete(v *Voucher) error {
	y := c.year(v.Year)
	if y == nil || !validDate(v.TransactionDate) || !y.contains(v.TransactionDate) {
		return fmt.Errorf("voucher dated %q: not inside year %d", v.TransactionDate, v.Year)
	}
	sr := y.series[v.VoucherSeries]
	if sr == nil {
		return fmt.Errorf("voucher series %q: not in year %d", v.VoucherSeries, v.Year)
	}
	v.VoucherRows = slices.Clone(v.VoucherRows)
	for i, r := range v.VoucherRows {
		a := y.account(r.Account)
		if a == nil {
			return fmt.Errorf("account %d: not in year %d", r.Account, v.Year)
		}
		v.VoucherRows[i].Description = a.description
	}
	if d := v.difference(); d != 0 {
		return fmt.Errorf("voucher does not balance: debit minus credit is %s", d)
	}
	if v.VoucherNumber == 0 {
		v.VoucherNumber = sr.nextNumber()
	} else if y.voucher(v.VoucherSeries, v.VoucherNumber) != nil {
		return fmt.Errorf("voucher %s %d in year %d: exists", v.VoucherSeries, v.VoucherNumber, v.Year)
	}
	if v.ReferenceType == "" {
		v.ReferenceType = "MANUAL"
	}
	if v.RegistrationDate == "" {
		v.RegistrationDate = c.today
	}
	v.URL = voucherURL(v.VoucherSeries, v.VoucherNumber, y.id)
	return nil
}

// StrikeRows strikes out rows of a voucher, by index from 0, signed by a person; they stay with Removed set. When none is
// named all are struck, which leaves a voucher without effect. What is left must balance.
func (s *Server) StrikeRows(tenant, yearID int, series string, number int, by string, rows ...int) error {
	return s.edit(tenant, func(c *company) error {
		e := event{Kind: "strike", Tenant: tenant, Year: yearID, Series: series, Number: number, Rows: rows, By: by}
		if _, err := c.struck(e); err != nil {
			return err
		}
		return s.change(c, e)
	})
}

// struck is the voucher as it will be.
func (c *company) struck(e event) (*Voucher, error) {
	y := c.year(e.Year)
	if y == nil || y.voucher(e.Series, e.Number) == nil {
		return nil, fmt.Errorf("voucher %s %d in year %d: not found", e.Series, e.Number, e.Year)
	}
	v := y.voucher(e.Series, e.Number).clone()
	rows := e.Rows
	if len(rows) == 0 {
		for i := range v.VoucherRows {
			rows = append(rows, i)
		}
	}
	for _, i := range rows {
		if i < 0 || i >= len(v.VoucherRows) {
			return nil, fmt.Errorf("voucher %s %d: no row %d", e.Series, e.Number, i)
		}
		v.VoucherRows[i].Removed, v.VoucherRows[i].RemovedBy = true, e.By
	}
	if d := v.difference(); d != 0 {
		return nil, fmt.Errorf("voucher %s %d would not balance: debit minus credit is %s", e.Series, e.Number, d)
	}
	return &v, nil
}

func (c *company) strike(e event) error {
	after, err := c.struck(e)
	if err != nil {
		return err
	}
	y := c.year(e.Year)
	v := y.voucher(e.Series, e.Number)
	y.move(v.VoucherRows, -1)
	v.VoucherRows = after.VoucherRows
	c.touch(v, e.At)
	y.move(v.VoucherRows, 1)
	return nil
}
