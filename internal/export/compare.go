package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// A line is one row of a voucher as it counts: texts may be changed by the
// receiver, accounts and amounts may not.
type line struct {
	account string
	amount  money.Amount
}

// same tells whether two vouchers book the same: equal date and equal rows in
// any order, each as many times. Rows of zero count nothing.
func same(dateA civil.Date, a []line, dateB civil.Date, b []line) bool {
	return dateA == dateB && slices.Equal(sorted(a), sorted(b))
}

func sorted(lines []line) []line {
	kept := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.amount == 0 })
	slices.SortFunc(kept, func(a, b line) int {
		if c := strings.Compare(a.account, b.account); c != 0 {
			return c
		}
		return int(max(-1, min(1, a.amount-b.amount)))
	})
	return kept
}

func entryLines(e closing.Entry) []line {
	lines := make([]line, len(e.Rows))
	for i, row := range e.Rows {
		lines[i] = line{row.Account, row.Amount}
	}
	return lines
}

func ledgerLines(v ledger.Voucher) []line {
	var lines []line
	for _, row := range v.Rows {
		if !row.Struck {
			lines = append(lines, line{row.Account, row.Amount})
		}
	}
	return lines
}

// fingerprint is the hash of what a voucher books.
func fingerprint(series string, number int64, date civil.Date, lines []line) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %d %s\n", series, number, date)
	for _, l := range sorted(lines) {
		fmt.Fprintf(h, "%s %d\n", l.account, int64(l.amount))
	}
	return hex.EncodeToString(h.Sum(nil))
}
