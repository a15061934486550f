package source

import (
	"fmt"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// SIEPart is a SIE file that a person handed over as a part, once it has proved
// to be readable. Its name is that of its year, so that a snapshot holds each
// year once. Errors are those of FromSIE.
func SIEPart(fileName string, at time.Time, data []byte) (Part, *Statement, []Finding, error) {
	s, found, err := FromSIE(data)
	if err != nil {
		return Part{}, nil, nil, err
	}
	name := KindSIE + "/" + s.Year.Period.From.String()
	return Part{Name: name, Kind: KindSIE, Request: fileName, At: at, Body: data}, s, found, nil
}

// A Series is a voucher series (verifikationsserie) of the engagement's year.
// Vouchers can be sent only to a Manual one.
type Series struct {
	Code, Name string
	Manual     bool
}

// SeriesOf lists the voucher series of the engagement's year; none when the
// source is not Fortnox.
func SeriesOf(parts []Part) ([]Series, error) {
	list, err := items(parts, KindSeries, fortnox.DecodeVoucherSeriesList)
	if err != nil {
		return nil, err
	}
	var all []Series
	for _, s := range list {
		all = append(all, Series{Code: s.Code.Text, Name: s.Description.Text, Manual: s.Manual.Bool})
	}
	return all, nil
}

// InactiveOf is the accounts of the engagement's year that Fortnox has and does
// not let anyone book on.
func InactiveOf(parts []Part) (map[string]bool, error) {
	list, err := items(parts, KindAccounts, fortnox.DecodeAccounts)
	if err != nil {
		return nil, err
	}
	inactive := map[string]bool{}
	for _, a := range list {
		if a.Active.Valid && !a.Active.Bool {
			inactive[a.Number.String()] = true
		}
	}
	return inactive, nil
}

// LockedThrough is the last day that is locked in Fortnox; zero when nothing is,
// or when it is not known.
func LockedThrough(parts []Part) (civil.Date, error) {
	var last civil.Date
	for _, p := range ofKind(parts, KindLockedPeriod) {
		l, err := fortnox.DecodeLockedPeriod(p.Body)
		if err != nil {
			return civil.Date{}, fmt.Errorf("part %s: %w", p.Name, err)
		}
		last = day(l.EndDate)
	}
	return last, nil
}

// TenantOf is Fortnox's number of the company's database; 0 when the source is
// not Fortnox.
func TenantOf(parts []Part) (int64, error) {
	company := ofKind(parts, KindCompany)
	if len(company) == 0 {
		return 0, nil
	}
	c, err := fortnox.DecodeCompanyInformation(company[0].Body)
	if err != nil {
		return 0, fmt.Errorf("part %s: %w", company[0].Name, err)
	}
	return c.DatabaseNumber.Int, nil
}

// YearID is Fortnox's number of the financial year with the period; 0 when the
// source is not Fortnox or has no such year.
func YearID(parts []Part, period civil.Period) (int64, error) {
	years, err := yearsByID(parts)
	if err != nil {
		return 0, err
	}
	for id, p := range years {
		if p == period {
			return id, nil
		}
	}
	return 0, nil
}
