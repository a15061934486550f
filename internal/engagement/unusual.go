package engagement

import (
	"slices"
	"strings"

	"bokslut/internal/money"
)

// Unusual is why the movement of a result account is worth a look. Month counts
// from 0 and is −1 when no month stands out.
type Unusual struct {
	LastYear bool // the year differs much from last year
	Month    int  // the month that differs most from the account's own months
}

// Any tells whether there is anything to look at.
func (u Unusual) Any() bool { return u.LastYear || u.Month >= 0 }

// UnusualLimit is how large a difference has to be before it is worth a look:
// half a percent of the year's income by the imports, at least 5 000 kronor.
// It is a rule of this program, not of law.
func UnusualLimit(income money.Amount) money.Amount {
	return max(income.Abs()/200, 5_000_00)
}

// unusual compares a result account with last year and with its own months. A
// year stands out when it differs from last year by the limit and by a quarter of
// last year; a month when it differs by the limit and by twice the median from
// the median of the months with something booked. Fewer than four such months
// have no median to speak of.
func (r Row) unusual(limit money.Amount, hasLast bool) Unusual {
	u := Unusual{Month: -1}
	if change := (r.Final - r.LastYear).Abs(); hasLast && change >= limit && change >= r.LastYear.Abs()/4 {
		u.LastYear = true
	}
	booked := slices.DeleteFunc(slices.Clone(r.Months), func(a money.Amount) bool { return a == 0 })
	if len(booked) < 4 {
		return u
	}
	slices.Sort(booked)
	median := booked[len(booked)/2]
	worst := max(limit, 2*median.Abs())
	for i, amount := range r.Months {
		if off := (amount - median).Abs(); amount != 0 && (off > worst || off == worst && u.Month < 0) {
			u.Month, worst = i, off
		}
	}
	return u
}

// compare fills in what Resultatanalys holds a result account against: the
// months of last year, and what stands out.
func (v view) compare(s *Sheet) {
	var last map[string][]money.Amount
	if s.HasYearUB {
		last = map[string][]money.Amount{}
		for _, a := range v.totals.Years[1].Accounts {
			last[a.Number] = a.Months
		}
	}
	var income money.Amount
	for _, g := range s.Groups {
		if strings.HasPrefix(g.Code, "3") {
			income += g.Sum.Final
		}
	}
	s.Limit = UnusualLimit(income)
	for i := range s.Groups {
		for k := range s.Groups[i].Rows {
			r := &s.Groups[i].Rows[k]
			r.LastMonths = last[r.Account]
			r.Unusual = r.unusual(s.Limit, s.HasYearUB)
		}
	}
}
