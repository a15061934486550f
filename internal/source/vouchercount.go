package source

import (
	"fmt"
	"strconv"

	"bokslut/fortnox"
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
