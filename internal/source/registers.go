package source

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/subledger"
)

// Registers reads the customer and supplier ledgers out of a snapshot from
// Fortnox. A list that is not in the snapshot is named in Missing. Accounts are
// not known yet: see subledger.Register.WithBook.
func Registers(parts []Part) (receivables, payables subledger.Register, err error) {
	years, err := yearsByID(parts)
	if err != nil {
		return receivables, payables, err
	}
	receivables, err = receivablesOf(parts, years)
	if err != nil {
		return receivables, payables, fmt.Errorf("customer ledger: %w", err)
	}
	payables, err = payablesOf(parts, years)
	if err != nil {
		return receivables, payables, fmt.Errorf("supplier ledger: %w", err)
	}
	return receivables, payables, nil
}

// yearIDs gives the period of each of Fortnox's year ids.
type yearIDs map[int64]civil.Period

func yearsByID(parts []Part) (yearIDs, error) {
	years, err := items(parts, KindYears, fortnox.DecodeFinancialYears)
	if err != nil {
		return nil, err
	}
	byID := yearIDs{}
	for _, y := range years {
		if y.ID.Valid && y.FromDate.Valid && y.ToDate.Valid {
			byID[y.ID.Int] = civil.Period{From: day(y.FromDate), To: day(y.ToDate)}
		}
	}
	return byID, nil
}

func (y yearIDs) voucher(series fortnox.FlexString, number, year fortnox.FlexInt) subledger.Voucher {
	if !number.Valid || number.Int == 0 || series.Text == "" {
		return subledger.Voucher{}
	}
	return subledger.Voucher{Year: y[year.Int], Series: series.Text, Number: number.String()}
}

// items reads all pages of a kind as one list.
func items[T any](parts []Part, kind string, decode func([]byte) (fortnox.Page[T], error)) ([]T, error) {
	var all []T
	for _, p := range ofKind(parts, kind) {
		page, err := decode(p.Body)
		if err != nil {
			return nil, fmt.Errorf("part %s: %w", p.Name, err)
		}
		all = append(all, page.Items...)
	}
	return all, nil
}

// merged reads a list and puts the single objects in place of its items, by
// key. An item that came twice, because the list grew while its pages were read
// or was read again in part, is taken as it came last.
func merged[T keyed](parts []Part, list, single string, decodeList func([]byte) (fortnox.Page[T], error),
	decodeOne func([]byte) (T, error),
) ([]T, error) {
	all, err := items(parts, list, decodeList)
	if err != nil {
		return nil, err
	}
	for _, p := range ofKind(parts, single) {
		one, err := decodeOne(p.Body)
		if err != nil {
			return nil, fmt.Errorf("part %s: %w", p.Name, err)
		}
		all = append(all, one)
	}
	all = lastOf(all)
	slices.SortStableFunc(all, func(a, b T) int { return compareKeys(a.Key(), b.Key()) })
	return all, nil
}

// compareKeys orders numbers by value.
func compareKeys(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) }

// readDay is the latest day on which a part of one of the kinds was read.
func readDay(parts []Part, kinds ...string) civil.Date {
	var latest civil.Date
	for _, kind := range kinds {
		for _, p := range ofKind(parts, kind) {
			if d := civil.OfTime(p.At); latest.Before(d) {
				latest = d
			}
		}
	}
	return latest
}

// through is the last day of documents that were asked for, when a page of the
// kind was asked for up to a day.
func through(parts []Part, kind string) civil.Date {
	for _, p := range ofKind(parts, kind) {
		if d, err := civil.Parse(queryOf(p).Get("todate")); err == nil {
			return d
		}
	}
	return civil.Date{}
}

// missing names the kinds of which the snapshot has no part.
func missing(parts []Part, kinds ...string) []string {
	var names []string
	for _, kind := range kinds {
		if !has(parts, kind) {
			names = append(names, kind)
		}
	}
	return names
}

func day(d fortnox.Date) civil.Date {
	if !d.Valid {
		return civil.Date{}
	}
	return civil.MustParse(d.Day)
}

// rate is One for SEK, and unknown when Fortnox sent nothing usable.
func rate(currency string, r, unit fortnox.Decimal) subledger.Rate {
	if currency == "SEK" || currency == "" {
		return subledger.One
	}
	units := int64(1)
	if unit.Valid {
		var err error
		if units, err = strconv.ParseInt(unit.Text, 10, 64); err != nil {
			return subledger.Rate{}
		}
	}
	parsed, err := subledger.ParseRate(r.Text, units)
	if err != nil {
		return subledger.Rate{}
	}
	return parsed
}

// hidden collects the flags of the fields that Fortnox withheld.
func hidden(total, balance fortnox.Amount, final, date fortnox.Date, booked fortnox.FlexBool) subledger.Hidden {
	var h subledger.Hidden
	for _, f := range []struct {
		flag subledger.Hidden
		is   bool
	}{
		{subledger.HiddenTotal, total.NoRight},
		{subledger.HiddenBalance, balance.NoRight},
		{subledger.HiddenFinalPaid, final.NoRight},
		{subledger.HiddenDate, date.NoRight},
		{subledger.HiddenBooked, booked.NoRight},
	} {
		if f.is {
			h |= f.flag
		}
	}
	return h
}

// isBooked takes a document with a voucher as booked when Fortnox withheld the
// answer.
func isBooked(b fortnox.FlexBool, vouchers []subledger.Voucher) bool {
	return b.Bool || b.NoRight && len(vouchers) > 0
}
