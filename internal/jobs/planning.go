package jobs

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// receiver is what the export needs to know of the year in Fortnox.
type receiver struct {
	api      *fortnox.Client
	conn     connection.Connection
	year     int64
	locked   civil.Date // last locked day, zero when none
	series   []Series
	accounts map[string]fortnox.Account
	company  fortnox.CompanyInformation
	others   int               // vouchers of the chosen series that do not come from this program
	markers  map[string]string // voucher by the marker that it bears, in the chosen series
	period   civil.Period
	set      engagement.ClosingSettings
	next     *receiver // the year after; nil when Fortnox has none
}

// Plan reads where the entries can go, and everything that stands in the way.
// series is the one chosen so far, empty for the proposal. Errors:
// connection.ErrNone, ErrLapsed, ErrUnreached; engagement.ErrSource when the
// engagement does not come from Fortnox; engagement.ErrNoImport, ErrImportFirst,
// ErrRestored.
func (s *Service) Plan(ctx context.Context, by office.User, e engagement.Engagement, series string) (Plan, error) {
	p, _, err := s.plan(ctx, by, e, series, nil)
	return p, err
}

func (s *Service) plan(ctx context.Context, by office.User, e engagement.Engagement, series string, chosen []string) (Plan, receiver, error) {
	if e.Source != engagement.Fortnox {
		return Plan{}, receiver{}, engagement.ErrSource
	}
	if err := s.importedSinceLogin(ctx, by, e); err != nil {
		return Plan{}, receiver{}, err
	}
	to, err := s.receiver(fortnox.WithPriority(ctx, fortnox.Click), e)
	if err != nil {
		return Plan{}, to, connection.Explain(err)
	}
	entries, err := s.engagements.Entries(ctx, by, e)
	if err != nil {
		return Plan{}, to, err
	}
	if to.set, err = s.engagements.ClosingSettings(ctx, by, e); err != nil {
		return Plan{}, to, err
	}
	if to.next != nil {
		to.next.set = to.set
	}
	p := Plan{Series: to.series, Proposed: propose(to.series, e.Series)}
	if series == "" {
		series = p.Proposed
	}
	for _, entry := range entries {
		if sendable(entry) {
			p.Entries = append(p.Entries, entry)
		}
	}
	if err := to.readSeries(fortnox.WithPriority(ctx, fortnox.Click), series); err != nil {
		return Plan{}, to, connection.Explain(err)
	}
	if slices.ContainsFunc(p.Entries, forNextYear) && to.next != nil {
		if err := to.next.read(fortnox.WithPriority(ctx, fortnox.Click), series); err != nil {
			return Plan{}, to, connection.Explain(err)
		}
	}
	p.check(e, to, series, chosen, entries)
	return p, to, s.checkSystem(ctx, by, e, &p, chosen, entries)
}

// ErrImportFirst says that the latest import is older than the login: the books
// may have changed while there was no connection.
var ErrImportFirst = errors.New("nothing was imported since the login")

// importedSinceLogin is the rule that after a lapsed connection an import comes
// before an export.
func (s *Service) importedSinceLogin(ctx context.Context, by office.User, e engagement.Engagement) error {
	conn, err := s.connections.Usable(ctx, by.Office, e.Client.ID)
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, by, e)
	if err != nil {
		return err
	}
	if snap.At.Before(conn.ConnectedAt) || snap.Source != engagement.Fortnox {
		return ErrImportFirst
	}
	return s.compared(ctx, by, e)
}

// sendable tells whether an entry can be chosen for an export.
func sendable(entry engagement.EntryView) bool {
	delivered := entry.Delivery.ID != "" && entry.Delivery.State.Active()
	return !entry.Deleted && !entry.Excluded && !delivered
}

func (s *Service) receiver(ctx context.Context, e engagement.Engagement) (receiver, error) {
	api, conn, err := s.connections.Client(ctx, e.Office, e.Client.ID)
	if err != nil {
		return receiver{}, err
	}
	to := receiver{api: api, conn: conn, accounts: map[string]fortnox.Account{}}
	if to.company, err = api.CompanyInformation(ctx); err != nil {
		return to, err
	}
	to.period = e.Year
	for y, err := range api.FinancialYears(ctx) {
		if err != nil {
			return to, err
		}
		switch {
		case y.FromDate.Day == e.Year.From.String() && y.ToDate.Day == e.Year.To.String():
			to.year = y.ID.Int
		case y.FromDate.Day == e.Year.To.AddDays(1).String():
			next := receiver{api: api, conn: conn, year: y.ID.Int, company: to.company, accounts: map[string]fortnox.Account{}}
			if next.period.To, err = civil.Parse(y.ToDate.Day); err != nil {
				return to, err
			}
			next.period.From, to.next = e.Year.To.AddDays(1), &next
		}
	}
	if to.year == 0 {
		return to, &source.NoSuchYearError{Want: e.Year}
	}
	if err := to.readYear(ctx); err != nil {
		return to, err
	}
	lock, err := api.LockedPeriod(ctx)
	if err != nil && !errors.Is(err, fortnox.ErrForbidden) && !errors.Is(err, fortnox.ErrMissingScope) {
		return to, err
	}
	if lock.EndDate.Valid {
		to.locked, err = civil.Parse(lock.EndDate.Day)
	}
	if to.next != nil {
		to.next.locked = to.locked
	}
	return to, err
}

// read reads what the year has, and what stands in the chosen series.
func (to *receiver) read(ctx context.Context, series string) error {
	if err := to.readYear(ctx); err != nil {
		return err
	}
	return to.readSeries(ctx, series)
}

// readYear reads the series and the accounts of the year.
func (to *receiver) readYear(ctx context.Context) error {
	for series, err := range to.api.VoucherSeries(ctx, to.year) {
		if err != nil {
			return err
		}
		to.series = append(to.series, Series{Code: series.Code.Text, Name: series.Description.Text, Manual: series.Manual.Bool})
	}
	for a, err := range to.api.Accounts(ctx, to.year) {
		if err != nil {
			return err
		}
		to.accounts[strconv.FormatInt(a.Number.Int, 10)] = a
	}
	return nil
}

// of is where an entry goes: the year itself, or the one after; nil when Fortnox
// does not have it.
func (to *receiver) of(entry closing.Entry) *receiver {
	if entry.Next == closing.ThisYear {
		return to
	}
	return to.next
}

func forNextYear(v engagement.EntryView) bool { return v.Next != closing.ThisYear }

// readSeries reads what stands in the chosen series already, if there is one.
func (to *receiver) readSeries(ctx context.Context, code string) error {
	to.markers = map[string]string{}
	if !slices.ContainsFunc(to.series, func(s Series) bool { return s.Code == code && s.Manual }) {
		return nil
	}
	for v, err := range to.api.Vouchers(ctx, to.year, fortnox.VoucherQuery{Series: code}) {
		if err != nil {
			return err
		}
		marker := export.FindMarker(v.Description.Text)
		if marker == "" {
			marker = export.FindMarker(v.Comments.Text)
		}
		if marker == "" {
			to.others++
			continue
		}
		to.markers[marker] = code + " " + strconv.FormatInt(v.VoucherNumber.Int, 10)
	}
	return nil
}

// propose chooses the series used last, else Fortnox's own for the closing, I,
// else the first that takes manual vouchers.
func propose(all []Series, last string) string {
	for _, want := range []string{last, "I"} {
		if want != "" && slices.ContainsFunc(all, func(s Series) bool { return s.Code == want && s.Manual }) {
			return want
		}
	}
	for _, s := range all {
		if s.Manual {
			return s.Code
		}
	}
	return ""
}

// A PreflightError says what stands in the way of an export.
type PreflightError struct{ Obstacles []Obstacle }

func (e *PreflightError) Error() string {
	return strconv.Itoa(len(e.Obstacles)) + " obstacles stand in the way of the export"
}

// Export queues the chosen entries for a series and starts sending. Entries
// that are on their way or transferred are left alone; engagement.ErrNoEntries
// when nothing is left, *PreflightError when something stands in the way.
func (s *Service) Export(ctx context.Context, by office.User, engagementID, series string, chosen []string) (Job, error) {
	e, err := s.writable(ctx, by, engagementID, engagement.Fortnox)
	if err != nil {
		return Job{}, err
	}
	p, to, err := s.plan(ctx, by, e, series, chosen)
	if err != nil {
		return Job{}, err
	}
	if len(p.Obstacles) > 0 {
		return Job{}, &PreflightError{p.Obstacles}
	}
	freeze := func(entry closing.Entry) (export.Item, error) {
		year := to.of(entry)
		if year == nil {
			return export.Item{}, &source.NoSuchYearError{Want: closing.NextYear(e.Year)}
		}
		target := export.Target{Tenant: connection.TenantText(to.conn.Tenant), Year: year.year, Series: series}
		return export.Freeze(office.NewID(), year.complete(entry), target)
	}
	if _, err := s.engagements.Deliver(ctx, by, e.ID, series, chosen, freeze); err != nil {
		return Job{}, err
	}
	return s.startExport(ctx, by, e.ID)
}

// CheckNow looks at once for deliveries whose outcome is unknown, and goes on
// with those that wait to be sent. Before the quiet time it may settle that a
// voucher is there, never that it is not.
func (s *Service) CheckNow(ctx context.Context, by office.User, engagementID string) error {
	e, err := s.writable(ctx, by, engagementID, engagement.Fortnox)
	if err != nil {
		return err
	}
	if _, err := s.connections.Usable(ctx, by.Office, e.Client.ID); err != nil {
		return err
	}
	now, err := s.store.Time(ctx)
	if err != nil {
		return err
	}
	if err := s.engagements.HurryDeliveries(ctx, by, e.ID, now); err != nil {
		return err
	}
	_, err = s.startExport(ctx, by, e.ID)
	return err
}

func (s *Service) startExport(ctx context.Context, by office.User, engagementID string) (Job, error) {
	j, err := s.store.AddJob(ctx, s.newJob(by, engagementID, Export), "", 0)
	if errors.Is(err, engagement.ErrBusy) {
		return s.store.LatestJob(ctx, by.Office, engagementID, Export)
	}
	s.wakeOne()
	return j, err
}
