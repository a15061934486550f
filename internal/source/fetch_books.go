package source

import (
	"bytes"
	"cmp"
	"slices"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// earlierYears is how many years before the engagement's are read.
const earlierYears = 2

func (f *fetcher) company(want Want) (fortnox.CompanyInformation, error) {
	f.step(KindCompany, "", 1)
	c, err := f.api.CompanyInformation(f.ctx)
	if err != nil {
		return c, fetchError(KindCompany, err)
	}
	f.keep(KindCompany, named("1"))
	got := c.OrganizationNumber
	if want.OrgNr != "" && got.Text != "" && !sameOrgNr(got.Text, want.OrgNr) {
		return c, &WrongCompanyError{Want: want.OrgNr, Got: normalOrgNr(got.Text), Name: c.CompanyName.Text}
	}
	if want.Tenant != 0 && c.DatabaseNumber.Valid && c.DatabaseNumber.Int != want.Tenant {
		return c, &WrongTenantError{Want: want.Tenant, Got: c.DatabaseNumber.Int}
	}
	return c, nil
}

// years are the year that overlaps the wanted period most, and those before it;
// next is the one that begins the day after, nil when there is none.
func (f *fetcher) years(want civil.Period) (years []fortnox.FinancialYear, next *fortnox.FinancialYear, err error) {
	all, err := readList(f, KindYears, "", f.api.FinancialYears(f.ctx))
	if err != nil {
		return nil, nil, err
	}
	all = slices.DeleteFunc(all, func(y fortnox.FinancialYear) bool {
		return !y.ID.Valid || !y.FromDate.Valid || !y.ToDate.Valid
	})
	slices.SortFunc(all, func(a, b fortnox.FinancialYear) int { return cmp.Compare(b.FromDate.Day, a.FromDate.Day) })
	best, most := -1, 0
	for i, y := range all {
		if days := overlap(periodOf(y), want); days > most {
			best, most = i, days
		}
	}
	if best < 0 {
		e := &NoSuchYearError{Want: want}
		for _, y := range all {
			e.Have = append(e.Have, periodOf(y))
		}
		return nil, nil, e
	}
	years = all[best:min(best+1+earlierYears, len(all))]
	if best > 0 && day(all[best-1].FromDate) == day(all[best].ToDate).AddDays(1) {
		next = &all[best-1]
	}
	f.plan(len(years), next != nil)
	return years, next, nil
}

// plan counts the steps to come and the requests that they need at least.
func (f *fetcher) plan(years int, next bool) {
	f.progress.Steps = f.progress.Step + 2*years + stepsOfBooks + stepsOfLedgers
	f.expect(2*years + 2 + f.former.pages(KindAccounts)) // with the count of vouchers and the lock
	if next {
		f.progress.Steps++
		f.expect(1)
	}
	for _, kind := range ledgerLists {
		f.expect(f.former.pages(kind))
	}
}

func periodOf(y fortnox.FinancialYear) civil.Period {
	return civil.Period{From: day(y.FromDate), To: day(y.ToDate)}
}

// overlap counts the days that two periods share.
func overlap(p, q civil.Period) int {
	if !p.Overlaps(q) {
		return 0
	}
	from, to := p.From, p.To
	if from.Before(q.From) {
		from = q.From
	}
	if to.After(q.To) {
		to = q.To
	}
	return from.DaysUntil(to) + 1
}

const stepsOfBooks = 3 // besides a SIE file and the series of each year

func (f *fetcher) books(years []fortnox.FinancialYear) error {
	if err := f.vouchers(years[0]); err != nil {
		return err
	}
	for _, y := range years[1:] {
		if _, err := f.sie(y); err != nil {
			return err
		}
	}
	year, period := years[0].ID.Int, periodOf(years[0]).String()
	if _, err := readList(f, KindSeries, period, f.api.VoucherSeries(f.ctx, year)); err != nil {
		return err
	}
	for _, y := range years[1:] {
		if err := f.earlierSeries(y); err != nil {
			return err
		}
	}
	if _, err := readList(f, KindAccounts, period, f.api.Accounts(f.ctx, year)); err != nil {
		return err
	}
	f.step(KindLockedPeriod, "", 1)
	_, err := f.api.LockedPeriod(f.ctx)
	return f.unlessWithheld(KindLockedPeriod, err, named("1"))
}

func (f *fetcher) earlierSeries(y fortnox.FinancialYear) error {
	f.step(KindEarlierSeries, periodOf(y).String(), 1)
	if _, err := collect(f, f.api.VoucherSeries(f.ctx, y.ID.Int)); err != nil {
		return fetchError(KindEarlierSeries, err)
	}
	f.keep(KindEarlierSeries, func(n int) string { return y.FromDate.Day + "/" + byPage(n) })
	return nil
}

// sie reads the file of one year, without keeping it as a part.
func (f *fetcher) sie(y fortnox.FinancialYear) (body []byte, err error) {
	f.step(KindSIE, periodOf(y).String(), 1)
	if body, err = f.api.SIE(f.ctx, y.ID.Int, 4); err != nil {
		return nil, fetchError(KindSIE, err)
	}
	f.keep(KindSIE, named(y.FromDate.Day))
	return body, nil
}

// vouchers reads the year's file, and asks how many vouchers the year has, so
// that one which is left out shows. When the two differ, somebody may have
// booked in between: both are read once more. What differs then is a finding.
func (f *fetcher) vouchers(y fortnox.FinancialYear) error {
	begun := len(f.parts)
	for try := 1; ; try++ {
		f.parts = f.parts[:begun]
		body, err := f.sie(y)
		if err != nil {
			return err
		}
		f.step(KindVoucherCount, periodOf(y).String(), 1)
		n, err := f.api.CountVouchers(f.ctx, y.ID.Int, fortnox.VoucherQuery{})
		if kept := f.unlessWithheld(KindVoucherCount, err, named(y.FromDate.Day)); err != nil || kept != nil {
			return kept
		}
		if n == int64(vouchersIn(body)) || try == 2 {
			return nil
		}
	}
}

// vouchersIn counts the vouchers of a SIE file without reading it otherwise.
func vouchersIn(file []byte) int {
	n := bytes.Count(file, []byte("\n#VER"))
	if bytes.HasPrefix(file, []byte("#VER")) {
		n++
	}
	return n
}
