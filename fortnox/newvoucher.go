package fortnox

import (
	"fmt"
	"unicode/utf8"
)

// A NewVoucher is a voucher to be made. Fortnox gives the number: the next in
// the series, which must be manual. Texts must be clean, see [CleanText].
type NewVoucher struct {
	Series      string
	Date        string // "2025-12-31", inside the year and after the lock
	Description string // 1 to 200 characters
	Comments    string // at most 1000
	CostCenter  string
	Project     string
	Rows        []NewVoucherRow // sum to zero
}

// A NewVoucherRow has Ore, positive for debit and negative for credit, never
// zero. Text is the row's own text, at most 100 characters.
type NewVoucherRow struct {
	Account    int // 1000 to 9999
	Ore        int64
	Text       string
	CostCenter string
	Project    string
}

// An InvalidVoucherError says which field of a new voucher Fortnox would refuse.
type InvalidVoucherError struct {
	Field  string // "Description", "Rows[2].Account"
	Reason string
}

func (e *InvalidVoucherError) Error() string {
	return fmt.Sprintf("fortnox: new voucher: %s %s", e.Field, e.Reason)
}

// maxRows bounds a voucher, so that its sum cannot overflow.
const maxRows = 10_000

// Body is the voucher as it is sent: always the same bytes for the same voucher,
// to be frozen at approval. The error is an [*InvalidVoucherError].
func (v NewVoucher) Body() ([]byte, error) {
	if err := v.check(); err != nil {
		return nil, err
	}
	w := wireVoucher{
		VoucherSeries: v.Series, TransactionDate: v.Date, Description: v.Description,
		Comments: v.Comments, CostCenter: v.CostCenter, Project: v.Project,
	}
	for _, r := range v.Rows {
		w.VoucherRows = append(w.VoucherRows, r.wire())
	}
	return marshalVoucher(w)
}

func (v NewVoucher) check() error {
	for _, t := range []struct {
		field, text string
		min, max    int
	}{
		{"Series", v.Series, 1, 10},
		{"Description", v.Description, 1, MaxDescription},
		{"Comments", v.Comments, 0, MaxComments},
		{"CostCenter", v.CostCenter, 0, 100},
		{"Project", v.Project, 0, 100},
	} {
		if err := checkText(t.field, t.text, t.min, t.max); err != nil {
			return err
		}
	}
	if !Day(v.Date).Valid {
		return &InvalidVoucherError{"Date", "is not a day as 2025-12-31"}
	}
	if len(v.Rows) < 2 || len(v.Rows) > maxRows {
		return &InvalidVoucherError{"Rows", fmt.Sprintf("are %d: from 2 to %d can be sent", len(v.Rows), maxRows)}
	}
	var sum int64
	for i, r := range v.Rows {
		if err := r.check(fmt.Sprintf("Rows[%d]", i)); err != nil {
			return err
		}
		sum += r.Ore
	}
	if sum != 0 {
		return &InvalidVoucherError{"Rows", fmt.Sprintf("sum to %d öre instead of 0", sum)}
	}
	return nil
}

// maxRowOre is 10 000 000 000 kr, far more than a row holds.
const maxRowOre = 1_000_000_000_000

func (r NewVoucherRow) check(field string) error {
	switch {
	case r.Account < 1000 || r.Account > 9999:
		return &InvalidVoucherError{field + ".Account", fmt.Sprintf("is %d: accounts are 1000 to 9999", r.Account)}
	case r.Ore == 0:
		return &InvalidVoucherError{field + ".Ore", "is zero"}
	case r.Ore > maxRowOre || r.Ore < -maxRowOre:
		return &InvalidVoucherError{field + ".Ore", "is too large"}
	}
	if err := checkText(field+".CostCenter", r.CostCenter, 0, 100); err != nil {
		return err
	}
	if err := checkText(field+".Project", r.Project, 0, 100); err != nil {
		return err
	}
	return checkText(field+".Text", r.Text, 0, MaxTransactionInformation)
}

func checkText(field, text string, least, most int) error {
	n := utf8.RuneCountInString(text)
	switch {
	case n < least:
		return &InvalidVoucherError{field, "is empty"}
	case n > most:
		return &InvalidVoucherError{field, fmt.Sprintf("has %d characters: at most %d can be sent", n, most)}
	case !isClean(text):
		return &InvalidVoucherError{field, "has a character that Fortnox does not accept"}
	}
	return nil
}
