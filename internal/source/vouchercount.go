package source

import (
	"fmt"
	"strconv"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
)

// checkCount compares the vouchers of a year with how many Fortnox's list has.
func (b *builder) checkCount(parts []Part, book *ledger.Book) error {
	for _, p := range ofKind(parts, KindVoucherCount) {
		page, err := fortnox.DecodeVouchers(p.Body)
		if err != nil {
			return fmt.Errorf("part %s: %w", p.Name, err)
		}
		for _, y := range book.Years {
			n := page.Meta.TotalResources
			if p.Name == KindVoucherCount+"/"+y.Period.From.String() && n.Valid && n.Int != int64(len(y.Vouchers)) {
				b.found.add(CodeVouchersDiffer, Error, y.Period.String(), strconv.Itoa(len(y.Vouchers)), n.String())
			}
		}
	}
	return nil
}

// Then is what an import knew of the vouchers of a year in Fortnox.
type Then struct {
	Tenant   int64     // Fortnox's number of the database
	YearID   int64     // Fortnox's number of the year; 0 when it was not read from there
	Vouchers int64     // as Fortnox counted them; −1 when it was not asked
	At       time.Time // when
}

// VouchersThen reads it from the parts of an import: those of KindCompany,
// KindYears and KindVoucherCount are enough.
func VouchersThen(parts []Part, year civil.Period) (Then, error) {
	then := Then{Vouchers: -1}
	var err error
	if then.Tenant, err = TenantOf(parts); err != nil {
		return then, err
	}
	if then.YearID, err = YearID(parts, year); err != nil {
		return then, err
	}
	for _, p := range ofKind(parts, KindCompany) {
		then.At = p.At
	}
	for _, p := range ofKind(parts, KindVoucherCount) {
		page, err := fortnox.DecodeVouchers(p.Body)
		if err != nil {
			return then, fmt.Errorf("part %s: %w", p.Name, err)
		}
		if page.Meta.TotalResources.Valid {
			then.Vouchers, then.At = page.Meta.TotalResources.Int, p.At
		}
	}
	return then, nil
}

// Since is the time to ask Fortnox for later changes from: the next whole
// minute, so that what was changed just before the import is not taken for new.
func (t Then) Since() string { return fortnox.LastModified(t.At.Add(time.Minute)) }
