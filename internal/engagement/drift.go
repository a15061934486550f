package engagement

import (
	"cmp"
	"context"
	"slices"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// A Drift is a bilaga whose sign-off no longer holds, with what did it.
type Drift struct {
	No, Name string
	SignOff  workpaper.SignOff
	Review   *workpaper.Review
	Accounts []DriftedAccount
	Change   money.Amount // the largest change since the sign-off, without sign
}

// A DriftedAccount is an account of it. Was is what the sign-off stands on.
type DriftedAccount struct {
	Was, Now workpaper.Figure
	Causes   []Cause
	More     int          // causes that are left out, the smallest
	Rest     money.Amount // change of the final balance that no cause accounts for
}

// CauseKind is what changed a signed figure.
type CauseKind string

// The kinds of cause.
const (
	VoucherCause CauseKind = "voucher" // a voucher of the books
	EntryCause   CauseKind = "entry"   // a closing entry
	OpeningCause CauseKind = "opening" // the opening balance
	LineCause    CauseKind = "line"    // a row or document of the bilaga
)

// A Cause is one thing that changed a signed figure, by Amount: of the final
// balance, or for a line of what is reconciled. Öre, debit positive.
type Cause struct {
	Kind           CauseKind
	Series, Number string            // of a voucher
	Entry          string            // number of the closing entry
	Change         ledger.ChangeKind // of a voucher
	Date           civil.Date
	Text           string
	Amount         money.Amount
}

// Bounds of what is listed and compared.
const (
	maxCauses    = 20
	maxSnapshots = 5
)

// Drifts lists the bilagor whose sign-off no longer holds. It compares the books
// of the import that each was signed on with those in use, for at most
// maxSnapshots different imports; bilagor signed on still others have no vouchers
// among their causes, and the change stands in Rest.
func (s *Service) Drifts(ctx context.Context, by office.User, e Engagement) ([]Drift, error) {
	v, err := s.view(ctx, by, e)
	if err != nil || v.totals == nil {
		return nil, err
	}
	rows := v.allRows()
	finder := causeFinder{s: s, by: by, e: e, view: v, changes: map[string][]ledger.VoucherChange{}}
	var drifts []Drift
	for _, w := range v.workpapers {
		if w.Deleted || !strayed(w, rows) {
			continue
		}
		d, err := finder.drift(ctx, w, rows)
		if err != nil {
			return nil, err
		}
		drifts = append(drifts, d)
	}
	return drifts, nil
}

type causeFinder struct {
	s       *Service
	by      office.User
	e       Engagement
	view    view
	booked  map[string]string // closing entry by voucher, "I 14"; nil until it is read
	changes map[string][]ledger.VoucherChange
}

func (f *causeFinder) drift(ctx context.Context, w workpaper.Digest, rows map[string]Row) (Drift, error) {
	part, err := f.s.store.Part(ctx, f.by.Office, f.e.ID, PartID{WorkpaperPart, w.No})
	if err != nil {
		return Drift{}, err
	}
	whole, err := decode[workpaper.Workpaper](part.Body)
	if err != nil {
		return Drift{}, err
	}
	vouchers, err := f.vouchers(ctx, w.SignOff.Since())
	if err != nil {
		return Drift{}, err
	}
	var lines []workpaper.LineChange
	if len(whole.SignedLines) > 0 {
		lines = workpaper.ChangedLines(whole.SignedLines, whole.Lines())
	}
	d := Drift{No: w.No, Name: w.Name, SignOff: *w.SignOff, Review: w.Review}
	was := map[string]workpaper.Figure{}
	for _, one := range w.SignOff.Holding() {
		was[one.Account] = one
	}
	var now []workpaper.Figure
	for _, account := range w.Accounts {
		row, known := rows[account]
		if !known {
			continue
		}
		is := workpaper.Figure{
			Account: account, Final: row.Final, Reconciled: w.Reconciled[account], Opening: row.Opening, Entries: f.view.entriesOn(account),
		}
		now = append(now, is)
		if before := was[account]; before.Final != is.Final || before.Reconciled != is.Reconciled {
			d.Accounts = append(d.Accounts, f.account(before, is, vouchers, lines))
		}
	}
	d.Change = largest(moves(w.SignOff.Figures, now))
	return d, nil
}

// account finds what changed one account, the largest first.
func (f *causeFinder) account(was, now workpaper.Figure, vouchers []ledger.VoucherChange, lines []workpaper.LineChange) DriftedAccount {
	a := DriftedAccount{Was: was, Now: now, Rest: now.Final - was.Final}
	effects := map[string]money.Amount{} // of closing entries, by number
	for no, sum := range now.Entries {
		effects[no] += sum
	}
	for no, sum := range was.Entries {
		effects[no] -= sum
	}
	if was.Account != "" && was.Opening != now.Opening {
		a.Causes = append(a.Causes, Cause{Kind: OpeningCause, Amount: now.Opening - was.Opening})
	}
	for _, change := range vouchers {
		c, ok := voucherCause(change, now.Account)
		if entry := f.booked[c.Series+" "+c.Number]; ok && entry != "" {
			effects[entry] += c.Amount // an exported entry that came back is one cause with itself
			continue
		}
		if ok {
			a.Causes = append(a.Causes, c)
		}
	}
	for _, e := range f.view.entries {
		if effects[e.No] != 0 {
			a.Causes = append(a.Causes, Cause{Kind: EntryCause, Entry: e.No, Date: e.Date, Text: e.Text, Amount: effects[e.No]})
		}
	}
	for _, c := range a.Causes {
		a.Rest -= c.Amount
	}
	for _, l := range lines {
		if l.Account == now.Account {
			a.Causes = append(a.Causes, Cause{Kind: LineCause, Text: l.Text, Amount: l.Now - l.Was})
		}
	}
	slices.SortStableFunc(a.Causes, func(x, y Cause) int { return cmp.Compare(y.Amount.Abs(), x.Amount.Abs()) })
	if len(a.Causes) > maxCauses {
		a.More = len(a.Causes) - maxCauses
		a.Causes = a.Causes[:maxCauses]
	}
	return a
}

// voucherCause is what a voucher that differs does to an account.
func voucherCause(change ledger.VoucherChange, account string) (Cause, bool) {
	v := change.Voucher()
	c := Cause{Kind: VoucherCause, Series: v.Series, Number: v.Number, Change: change.Kind(), Date: v.Date, Text: v.Text}
	for _, row := range change.Rows() {
		switch {
		case row.Account != account || row.Struck:
		case row.Came:
			c.Amount += row.Amount
		default:
			c.Amount -= row.Amount
		}
	}
	return c, c.Amount != 0
}

// vouchers are those of the year that differ between an import and the current
// one.
func (f *causeFinder) vouchers(ctx context.Context, since string) ([]ledger.VoucherChange, error) {
	if since == "" || since == f.e.Snapshot {
		return nil, nil
	}
	if known, ok := f.changes[since]; ok || len(f.changes) == maxSnapshots {
		return known, nil
	}
	was, err := f.s.books.Book(ctx, f.by.Office, since)
	if err != nil {
		return nil, err
	}
	is, err := f.s.books.Book(ctx, f.by.Office, f.e.Snapshot)
	if err != nil {
		return nil, err
	}
	for _, y := range ledger.Compare(was, is).Years {
		if y.Period == f.e.Year {
			f.changes[since] = y.Vouchers
		}
	}
	if f.booked == nil {
		current, err := f.s.Snapshot(ctx, f.by, f.e)
		if err != nil {
			return nil, err
		}
		f.booked = map[string]string{}
		for _, r := range current.Recognised {
			if r.State.InBooks() {
				f.booked[r.Series+" "+r.Number] = r.Entry
			}
		}
	}
	return f.changes[since], nil
}
