package source

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/civil"
)

// Progress tells how far reading has come, for a page that is watched. Step
// counts from 1. Total is 0 until it is known.
type Progress struct {
	Step, Steps int
	Kind        string
	Year        string // the period, for parts of one year
	Done, Total int    // items of this step
	Requests    int    // answers so far
}

// earlierYears is how many years before the engagement's are read.
const earlierYears = 2

// Fetch reads what an engagement needs from Fortnox: the company, the year and
// the two before it as SIE files, the year's voucher series and accounts, the
// locked period, how the next year begins, and both ledgers up to the end of the
// year. Every answer
// becomes a part, exactly as received. report may be nil; it is called from the
// same goroutine.
//
// Errors: *WrongCompanyError and *WrongTenantError before anything else was
// read, *NoSuchYearError, *FetchError. Ledgers that the connection may not read
// are no error: they become parts of KindWithheld.
func Fetch(ctx context.Context, connect Connect, want Want, report func(Progress)) ([]Part, error) {
	f := &fetcher{ctx: ctx, report: report}
	f.api = connect(f.record)
	if err := f.company(want); err != nil {
		return nil, err
	}
	years, next, err := f.years(want.Period)
	if err != nil {
		return nil, err
	}
	if err := f.books(years); err != nil {
		return nil, err
	}
	if err := f.nextYear(next); err != nil {
		return nil, err
	}
	if err := f.ledgers(day(years[0].ToDate)); err != nil {
		return nil, err
	}
	return f.parts, nil
}

type fetcher struct {
	ctx      context.Context
	api      FortnoxAPI
	report   func(Progress)
	raws     []fortnox.Raw // since the last part was made
	parts    []Part
	progress Progress
}

// record takes an answer as it comes.
func (f *fetcher) record(r fortnox.Raw) {
	f.raws = append(f.raws, r)
	f.progress.Requests++
}

// step begins a step of the progress.
func (f *fetcher) step(kind, year string) {
	f.progress.Step++
	f.progress.Steps = max(f.progress.Steps, f.progress.Step)
	f.progress.Kind, f.progress.Year, f.progress.Done, f.progress.Total = kind, year, 0, 0
	f.tell()
}

func (f *fetcher) tell() {
	if f.report != nil {
		f.report(f.progress)
	}
}

// keep turns the answers since the last call into parts of one kind. name gives
// each its name within the kind. A list that was read again, because it changed
// meanwhile, is kept as it was read last.
func (f *fetcher) keep(kind string, name func(n int) string) {
	var kept []Part
	for _, r := range f.raws {
		if r.Status/100 != 2 {
			continue
		}
		request := r.Method + " " + r.Path
		if r.Query != "" {
			request += "?" + r.Query
		}
		if again := slices.IndexFunc(kept, func(p Part) bool { return p.Request == request }); again >= 0 {
			kept = kept[:again]
		}
		kept = append(kept, Part{Kind: kind, Request: request, At: r.At, Body: r.Body})
	}
	for i := range kept {
		kept[i].Name = kind + "/" + name(i)
	}
	f.parts = append(f.parts, kept...)
	f.raws = nil
}

func byPage(n int) string { return strconv.Itoa(n + 1) }

func named(name string) func(int) string { return func(int) string { return name } }

func (f *fetcher) company(want Want) error {
	f.step(KindCompany, "")
	c, err := f.api.CompanyInformation(f.ctx)
	if err != nil {
		return fetchError(KindCompany, err)
	}
	f.keep(KindCompany, named("1"))
	got := c.OrganizationNumber
	if want.OrgNr != "" && got.Text != "" && !sameOrgNr(got.Text, want.OrgNr) {
		return &WrongCompanyError{Want: want.OrgNr, Got: normalOrgNr(got.Text), Name: c.CompanyName.Text}
	}
	if want.Tenant != 0 && c.DatabaseNumber.Valid && c.DatabaseNumber.Int != want.Tenant {
		return &WrongTenantError{Want: want.Tenant, Got: c.DatabaseNumber.Int}
	}
	return nil
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
	f.progress.Steps = f.progress.Step + len(years) + stepsOfBooks + stepsOfLedgers
	if best > 0 && day(all[best-1].FromDate) == day(all[best].ToDate).AddDays(1) {
		next = &all[best-1]
		f.progress.Steps++
	}
	return years, next, nil
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

const stepsOfBooks = 3 // besides one for each SIE file

func (f *fetcher) books(years []fortnox.FinancialYear) error {
	for _, y := range years {
		f.step(KindSIE, periodOf(y).String())
		if _, err := f.api.SIE(f.ctx, y.ID.Int, 4); err != nil {
			return fetchError(KindSIE, err)
		}
		f.keep(KindSIE, named(y.FromDate.Day))
	}
	year, period := years[0].ID.Int, periodOf(years[0]).String()
	if _, err := readList(f, KindSeries, period, f.api.VoucherSeries(f.ctx, year)); err != nil {
		return err
	}
	if _, err := readList(f, KindAccounts, period, f.api.Accounts(f.ctx, year)); err != nil {
		return err
	}
	f.step(KindLockedPeriod, "")
	_, err := f.api.LockedPeriod(f.ctx)
	return f.unlessWithheld(KindLockedPeriod, err, named("1"))
}

// readList reads a whole list as one step.
func readList[T any](f *fetcher, kind, year string, list iter.Seq2[T, error]) ([]T, error) {
	f.step(kind, year)
	var all []T
	for item, err := range list {
		if err != nil {
			return nil, fetchError(kind, err)
		}
		all = append(all, item)
		if f.progress.Done = len(all); f.progress.Done%100 == 0 {
			f.tell()
		}
	}
	f.keep(kind, byPage)
	f.progress.Total = len(all)
	f.tell()
	return all, nil
}

// unlessWithheld keeps the answers, or says in a part of its own that the
// connection may not read them. Other errors are handed on.
func (f *fetcher) unlessWithheld(kind string, err error, name func(int) string) error {
	if err == nil {
		f.keep(kind, name)
		return nil
	}
	e := fetchError(kind, err)
	if e.withheld() {
		return f.withhold(e)
	}
	return e
}

// withheldNote is the body of a part of KindWithheld.
type withheldNote struct {
	Kind    string `json:"kind"`
	Reason  Reason `json:"reason"`
	Code    int64  `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

func (f *fetcher) withhold(e *FetchError) error {
	body, err := json.Marshal(withheldNote{e.Kind, e.Reason, e.Code, e.Message})
	if err != nil {
		return fmt.Errorf("note that %s was withheld: %w", e.Kind, err)
	}
	part := Part{Name: KindWithheld + "/" + e.Kind, Kind: KindWithheld, Body: body}
	for _, r := range f.raws {
		part.Request, part.At = strings.TrimSpace(r.Method+" "+r.Path), r.At
	}
	f.raws = nil
	f.parts = append(f.parts, part)
	return nil
}
