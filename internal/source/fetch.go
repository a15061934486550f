package source

import (
	"context"
	"slices"
	"strconv"

	"bokslut/fortnox"
)

// Progress tells how far reading has come, for a page that is watched. Step
// counts from 1. Total is 0 until it is known.
type Progress struct {
	Step, Steps int
	Kind        string
	Year        string // the period, for parts of one year
	Done, Total int    // items of this step
	Requests    int    // answers so far
	Left        int    // requests that are known to remain; 0 until the years are known
}

// Fetch reads what an engagement needs from Fortnox: the company, the year and
// the two before it as SIE files with their voucher series, the number of the
// year's vouchers, its accounts, the locked period, how the next year begins,
// both ledgers up to the end of the year, customers and suppliers. Every answer
// becomes a part, exactly as received. report may be nil; it is called from the
// same goroutine.
//
// Errors: *WrongCompanyError and *WrongTenantError before anything else was
// read, *NoSuchYearError, *FetchError. Ledgers that the connection may not read
// are no error: they become parts of KindWithheld.
func Fetch(ctx context.Context, connect Connect, want Want, report func(Progress)) ([]Part, error) {
	return Update(ctx, connect, want, nil, report)
}

// Update reads what Fetch reads, and gives parts that make the same books and
// registers, with fewer requests: what has not changed since earlier, the parts
// of an import before, is shared with it. The parts stand on their own.
//
// A single object is shared when its line in the list is the same and Fortnox
// does not name it among what has changed. A list of more than two pages that
// Fortnox can cut is read from the last change on, and read whole when its
// number, its payments or the ledger's account do not prove that nothing lacks.
// Parts of another company, or nil, share nothing.
func Update(ctx context.Context, connect Connect, want Want, earlier []Part, report func(Progress)) ([]Part, error) {
	f := &fetcher{ctx: ctx, report: report}
	f.api = connect(f.record)
	company, err := f.company(want)
	if err != nil {
		return nil, err
	}
	f.former = formerOf(earlier, company.DatabaseNumber)
	years, next, err := f.years(want.Period)
	if err != nil {
		return nil, err
	}
	if err := f.books(years); err != nil {
		return nil, err
	}
	if err := f.nextYear(next, want.NextVouchers); err != nil {
		return nil, err
	}
	f.cash = want.Cash
	if err := f.ledgers(day(years[0].ToDate)); err != nil {
		return nil, err
	}
	return f.parts, nil
}

type fetcher struct {
	ctx      context.Context
	api      FortnoxAPI
	report   func(Progress)
	former   former
	raws     []fortnox.Raw // since the last part was made
	parts    []Part
	progress Progress
	here     int  // requests that the running step still needs
	rest     int  // requests that are known of the steps after it
	listing  bool // the next answer tells how many pages there are
	whole    bool // every list is read whole
	cash     bool // what unpaid documents book is read, too
}

// record takes an answer as it comes.
func (f *fetcher) record(r fortnox.Raw) {
	f.raws = append(f.raws, r)
	f.progress.Requests++
	f.here = max(f.here-1, 0)
	if f.listing && len(f.raws) == 1 {
		f.here = pagesOf(r) - 1
	}
	f.progress.Left = f.here + f.rest
}

// expect says that steps to come need so many requests.
func (f *fetcher) expect(requests int) { f.rest += requests }

// step begins a step of the progress that was expected to need so many requests.
func (f *fetcher) step(kind, year string, requests int) {
	f.progress.Step++
	f.progress.Steps = max(f.progress.Steps, f.progress.Step)
	f.progress.Kind, f.progress.Year, f.progress.Done, f.progress.Total = kind, year, 0, 0
	f.here, f.rest, f.listing = requests, max(f.rest-requests, 0), false
	f.progress.Left = f.here + f.rest
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
	f.parts = append(f.parts, f.taken(kind, name)...)
}

// taken is what keep keeps.
func (f *fetcher) taken(kind string, name func(n int) string) []Part {
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
	f.raws = nil
	return kept
}

func byPage(n int) string { return strconv.Itoa(n + 1) }

func named(name string) func(int) string { return func(int) string { return name } }
