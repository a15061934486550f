package jobs

import (
	"context"
	"errors"

	"bokslut/fortnox"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// lookAtNext adds to a look what has become of the vouchers that were exported to
// the year after the engagement's: those that are gone, and those that were
// changed since the import that had them. Nothing else in that year matters here.
// It asks nothing when nothing was exported there, else one request and one for
// each of their dates: reversals and the result share the first day.
func (s *Service) lookAtNext(ctx context.Context, api *fortnox.Client, e engagement.Engagement, then source.Then, l Look) (Look, error) {
	views, err := s.engagements.Entries(ctx, office.Program(e.Office), e)
	if err != nil {
		return l, err
	}
	byDate, stood := map[string][]export.Receipt{}, map[export.Receipt]bool{}
	var year int64
	for _, v := range views {
		it, told := v.Delivery, v.Recognised.State == export.Missing || v.Recognised.State == export.Struck
		if v.Next == closing.ThisYear || it.State != export.Sent || it.Target.Tenant != connection.TenantText(then.Tenant) || told {
			continue
		}
		year = it.Target.Year
		byDate[it.Target.Date.String()] = append(byDate[it.Target.Date.String()], numberOf(it.Receipt))
		stood[numberOf(it.Receipt)] = v.Recognised.State.InBooks()
	}
	if len(byDate) == 0 {
		return l, nil
	}
	for date, ours := range byDate {
		there, whole, err := numbers(ctx, api, year, fortnox.VoucherQuery{FromDate: date, ToDate: date})
		if err != nil {
			return l, err
		}
		for _, r := range ours {
			if whole && !there[r] {
				l.Gone++
			}
		}
	}
	changed, _, err := numbers(ctx, api, year, fortnox.VoucherQuery{LastModified: then.Since()})
	for r := range changed {
		if stood[r] {
			l.Changed++
		}
	}
	return l, err
}

// numberOf is what names a voucher of the year.
func numberOf(r export.Receipt) export.Receipt {
	return export.Receipt{Series: r.Series, Number: r.Number}
}

// numbers are the vouchers on the first page of a list. whole is false when there
// are more.
func numbers(ctx context.Context, api *fortnox.Client, year int64, q fortnox.VoucherQuery) (all map[export.Receipt]bool, whole bool, err error) {
	all = map[export.Receipt]bool{}
	for v, err := range api.AtMost(1).Vouchers(ctx, year, q) {
		if errors.Is(err, context.Canceled) && ctx.Err() == nil {
			return all, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		all[export.Receipt{Series: v.VoucherSeries.Text, Number: v.VoucherNumber.Int}] = true
	}
	return all, true, nil
}
