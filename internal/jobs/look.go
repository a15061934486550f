package jobs

import (
	"context"
	"errors"
	"strconv"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// A Look is what a light look at Fortnox found: how the vouchers of the
// engagement's year differ from those of the current import, and what has become
// of those that were exported to the year after it. Nothing was read in. Counts are never negative; all are 0 when nothing differs.
type Look struct {
	Snapshot string    `json:"-"`           // the import that was compared
	At       time.Time `json:"at,omitzero"` // when it was found; zero: never yet
	New      int       `json:"new,omitempty"`
	Changed  int       `json:"changed,omitempty"` // known vouchers that were altered, as far as Fortnox tells
	Gone     int       `json:"gone,omitempty"`
}

// Differs tells whether an import would bring anything.
func (l Look) Differs() bool { return l.New+l.Changed+l.Gone > 0 }

// LookStore keeps what was found, for all instances. Both databases satisfy it.
type LookStore interface {
	// ClaimLook lets one caller look for every, and at once after another import.
	ClaimLook(ctx context.Context, office, engagement, snapshot string, every time.Duration) (bool, error)
	SaveLook(ctx context.Context, office, engagement string, l Look) error
	// LatestLook returns engagement.ErrNotFound when there is none.
	LatestLook(ctx context.Context, office, engagement string) (Look, error)
	// PartsOf reads the raw parts of some kinds of an import.
	PartsOf(ctx context.Context, office, snapshot string, kinds ...string) ([]engagement.RawPart, error)
}

// How often Fortnox is looked at, for how long, and with how many requests when
// nothing was exported to the next year.
const (
	lookEvery    = 5 * time.Minute
	lookTime     = 15 * time.Second
	lookRequests = 2
)

// LookAtFortnox tells what is new in Fortnox since the current import, or since
// the one that waits to be taken in. It asks Fortnox at most once in five
// minutes, by two requests or a few more, and only while the connection is usable; in between,
// and when the look fails, it gives what was found last about the same import.
// It imports nothing, and renews nothing but an access token that has run out.
// Errors are those of the store.
func (s *Service) LookAtFortnox(ctx context.Context, by office.User, engagementID string) (Look, error) {
	e, err := s.engagements.Get(ctx, by, engagementID)
	if err != nil || e.Source != engagement.Fortnox || e.Snapshot == "" {
		return Look{}, err
	}
	if e.Candidate != "" {
		e.Snapshot = e.Candidate
	}
	if conn, err := s.connections.Usable(ctx, e.Office, e.Client.ID); err == nil && !conn.NotBefore.After(s.now()) {
		claimed, err := s.store.ClaimLook(ctx, e.Office, e.ID, e.Snapshot, lookEvery)
		if err != nil {
			return Look{}, err
		}
		if claimed {
			s.look(ctx, e)
		}
	}
	l, err := s.store.LatestLook(ctx, e.Office, e.ID)
	if errors.Is(err, engagement.ErrNotFound) || err == nil && l.Snapshot != e.Snapshot {
		return Look{}, nil
	}
	return l, err
}

// look asks and keeps the answer. A look that fails is only logged.
func (s *Service) look(ctx context.Context, e engagement.Engagement) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	l, err := s.compare(ctx, e)
	if err == nil {
		err = s.store.SaveLook(ctx, e.Office, e.ID, l)
	}
	if err != nil {
		s.log.Warn("look at Fortnox failed", "office", e.Office, "engagement", e.ID, "err", err)
	}
}

func (s *Service) compare(ctx context.Context, e engagement.Engagement) (Look, error) {
	raw, err := s.store.PartsOf(ctx, e.Office, e.Snapshot, source.KindCompany, source.KindYears, source.KindVoucherCount)
	if err != nil {
		return Look{}, err
	}
	snap, err := s.engagements.Import(ctx, office.Program(e.Office), e.ID, e.Snapshot)
	if err != nil {
		return Look{}, err
	}
	then, err := source.VouchersThen(partsOf(raw), e.Year)
	if err != nil {
		return Look{}, err
	}
	api, conn, err := s.connections.Client(ctx, e.Office, e.Client.ID)
	if err != nil {
		return Look{}, err
	}
	if then.Tenant != conn.Tenant || then.YearID == 0 || len(snap.Totals.Years) == 0 {
		return Look{}, &TenantError{}
	}
	l, err := lookAt(ctx, api.AtMost(lookRequests), then, snap.Totals.Years[0], e.Snapshot, s.now())
	if err != nil {
		return Look{}, err
	}
	return s.lookAtNext(ctx, api, e, then, l)
}

// lookAt counts the vouchers, and asks which were changed since the import
// counted them.
func lookAt(ctx context.Context, api *fortnox.Client, then source.Then, year ledger.YearTotals, snapshot string, now time.Time) (Look, error) {
	if then.Vouchers < 0 {
		then.Vouchers = int64(year.Vouchers)
	}
	n, err := api.CountVouchers(ctx, then.YearID, fortnox.VoucherQuery{})
	if err != nil {
		return Look{}, err
	}
	l := Look{Snapshot: snapshot, At: now, New: int(max(n-then.Vouchers, 0)), Gone: int(max(then.Vouchers-n, 0))}
	listed, changed := int64(0), 0
	for v, err := range api.Vouchers(ctx, then.YearID, fortnox.VoucherQuery{LastModified: then.Since()}) {
		if errors.Is(err, context.Canceled) && ctx.Err() == nil {
			break // more pages than a look may ask for
		}
		if err != nil {
			return Look{}, err
		}
		listed++
		if known(year, v) {
			changed++
		}
	}
	if listed < n || then.Vouchers == 0 { // as many as there are: the question was not understood
		l.Changed = changed
	}
	return l, nil
}

// known tells whether the import had a voucher of this number.
func known(year ledger.YearTotals, v fortnox.Voucher) bool {
	for _, s := range year.Series {
		last, err := strconv.ParseInt(s.Last, 10, 64)
		if s.Code == v.VoucherSeries.Text && err == nil {
			return v.VoucherNumber.Int <= last
		}
	}
	return false
}
