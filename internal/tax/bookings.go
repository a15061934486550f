package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
)

// A Booking is a voucher in the ledger that books something of a kind. Pure
// says that it books nothing else on result accounts, so that it can be turned
// as a whole.
type Booking struct {
	Kind    EntryKind
	Voucher string // "I 12"
	Date    civil.Date
	Text    string
	Rows    []Row // all that count
	Pure    bool
}

// resultRanges are the result accounts of each kind.
var resultRanges = map[EntryKind][]Range{
	EntryPension:  {{7532, 7533}},
	EntryProperty: {{5191, 5191}},
	EntryYield:    {{7550, 7559}},
	EntryOver:     {{8850, 8850}, {8853, 8853}},
	EntryGroup:    {{8820, 8839}},
	EntryReversal: {{8819, 8819}},
	EntryFund:     {{8810, 8818}},
	EntryPrior:    {{8920, 8939}},
	EntryTax:      {{8910, 8919}},
	EntryResult:   {{8990, 8999}},
}

// FindBookings lists the vouchers of a year that book what the plan books, kind
// by kind in the order of the ledger.
func FindBookings(year ledger.Year) []Booking {
	var found []Booking
	for _, v := range year.Vouchers {
		booked := map[EntryKind]bool{}
		results := 0
		var rows []Row
		for _, row := range v.Rows {
			if row.Struck || row.Amount == 0 {
				continue
			}
			rows = append(rows, Row{row.Account, row.Amount})
			if ledger.IsResult(row.Account) {
				results++
			}
			number := base(row.Account)
			for k, ranges := range resultRanges {
				if inRanges(number, ranges) {
					booked[k] = true
					results--
				}
			}
		}
		for _, k := range EntryKinds {
			if booked[k] {
				found = append(found, Booking{Kind: k, Voucher: v.ID(), Date: v.Date, Text: v.Text, Rows: rows, Pure: len(booked) == 1 && results == 0})
			}
		}
	}
	return found
}

// asBooked gives the rows that were in fact booked when the vouchers of the
// kind tell them: all of them pure, with the same amounts on the result
// accounts as are to be taken back. Else the counterpart is the usual one,
// which is a finding.
func (b *Basis) asBooked(k EntryKind, others vector, bookings []Booking, n *notes) vector {
	var actual vector
	for _, booking := range bookings {
		if booking.Kind == k {
			if !booking.Pure {
				actual = nil
				break
			}
			actual = rowsVector(booking.Rows).plus(1, actual)
		}
	}
	if actual != nil && sameResults(actual, others) {
		return actual
	}
	if b.kindBooks(k)[0].counter != "" {
		n.add(FoundReversalGuess, Warning, string(k))
	}
	return others
}

func sameResults(a, b vector) bool {
	for _, row := range a.plus(-1, b).rows() {
		if ledger.IsResult(row.Account) {
			return false
		}
	}
	return true
}
