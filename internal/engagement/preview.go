package engagement

import (
	"context"
	"slices"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// A Preview is what taking in an import would change, worked out on the binder
// as it stands. Its intake has no number and lists no vouchers: Lines does.
type Preview struct {
	Intake
	Snapshot Snapshot // that would be taken in

	calm     bool // nothing differs, in the books, in the sub-ledgers or in the source
	bodies   []PartID
	changes  ledger.Changes
	describe describer
}

// Preview works out what taking in a snapshot of the engagement would change;
// imp is what its parts say. Nothing is saved.
func (s *Service) Preview(ctx context.Context, by office.User, e Engagement, imp Import) (Preview, error) {
	snap, err := s.store.Snapshot(ctx, by.Office, e.ID, imp.ID)
	if err != nil {
		return Preview{}, err
	}
	s.books.Keep(by.Office, snap.ID, imp.Book)
	return s.preview(ctx, by, e.ID, imp, snap)
}

func (s *Service) preview(ctx context.Context, by office.User, id string, imp Import, snap Snapshot) (Preview, error) {
	bodies, err := s.automaticNumbers(ctx, by, id)
	if err != nil {
		return Preview{}, err
	}
	c, err := s.store.Load(ctx, by.Office, id, bodies)
	if err != nil {
		return Preview{}, err
	}
	c.Reader = reads{ctx, s.store, by.Office}
	p := Preview{Snapshot: snap, bodies: bodies}
	p.From, p.To, p.Source, p.ReadAt = c.Head.Snapshot, imp.ID, snap.Source, snap.At
	if p.From != "" {
		was, err := s.store.Snapshot(ctx, by.Office, id, p.From)
		if err != nil {
			return Preview{}, err
		}
		old, err := s.books.Book(ctx, by.Office, p.From)
		if err != nil {
			return Preview{}, err
		}
		p.Was, p.Back = was.Source, snap.At.Before(was.At)
		p.changes = ledger.Compare(old, imp.Book)
		p.outline()
	}
	p.Touched, p.describe, err = c.touch(imp, s.now())
	p.count()
	p.calm = p.From != "" && p.changes.Empty() && p.Was == p.Source && !slices.ContainsFunc(p.Workpapers, TouchedWorkpaper.refilled)
	return p, err
}

// Calm tells whether nothing differs from the current import.
func (p Preview) Calm() bool { return p.calm }

// Suspended lists the bilagor whose sign-off is suspended.
func (t Touched) Suspended() []string {
	var numbers []string
	for _, w := range t.Workpapers {
		if w.Suspended {
			numbers = append(numbers, w.No)
		}
	}
	return numbers
}

// outline counts what differs in each year.
func (p *Preview) outline() {
	for _, y := range p.changes.Years {
		o := YearOutline{Period: y.Period, Counts: y.Counts(), Chart: len(y.Accounts), Gone: y.Gone != nil, Came: y.Came != nil}
		for _, b := range y.Balances {
			if b.Effect() != 0 {
				o.Balances++
			}
			if b.Opening() != 0 {
				o.Openings++
			}
		}
		for _, a := range y.Accounts {
			line := ChartLine{Year: y.Period.To.Year}
			if a.Old != nil {
				line.Account, line.Was = a.Old.Number, a.Old.Name
			}
			if a.New != nil {
				line.Account, line.Name = a.New.Number, a.New.Name
			}
			if len(p.Chart) < maxKeptAccounts {
				p.Chart = append(p.Chart, line)
			}
		}
		p.Years = append(p.Years, o)
		p.Counts.New += o.Counts.New
		p.Counts.Changed += o.Counts.Changed
		p.Counts.Deleted += o.Counts.Deleted
		p.Counts.Struck += o.Counts.Struck
	}
}

func (i *Intake) count() {
	i.Touches = Touches{
		Accounts: len(i.Accounts), Workpapers: len(i.Workpapers), Suspended: len(i.Suspended()), Entries: len(i.Entries),
	}
}

// Listed is how many vouchers Lines has: those of years that both imports have.
func (p Preview) Listed() int {
	n := 0
	for _, y := range p.changes.Years {
		n += len(y.Vouchers)
	}
	return n
}

// Lines lists vouchers that differ, the latest year first, in order of series
// and number: at most limit of them after the first skip.
func (p Preview) Lines(skip, limit int) []VoucherLine {
	var lines []VoucherLine
	for _, y := range p.changes.Years {
		for i := min(skip, len(y.Vouchers)); i < len(y.Vouchers) && len(lines) < limit; i++ {
			lines = append(lines, p.describe.line(y, y.Vouchers[i]))
		}
		skip = max(0, skip-len(y.Vouchers))
	}
	return lines
}

// apply sets in the change what taking in imp makes of the binder.
func (c *Change) apply(imp Import, now time.Time) error {
	entries, err := c.entries()
	if err != nil {
		return err
	}
	totals := imp.Book.Totals()
	c.Totals = &totals
	c.Taken = taken(c.Deliveries, entries, imp)
	c.Head.Snapshot, c.HeadChanged = imp.ID, true
	if err := c.findBookings(imp.Book); err != nil {
		return err
	}
	if err := c.fillAutomatic(imp.Ledgers); err != nil {
		return err
	}
	c.draw(imp)
	if err := c.remake(now); err != nil {
		return err
	}
	return c.recompute(nil)
}

// touch applies imp and finds what it touches.
func (c *Change) touch(imp Import, now time.Time) (Touched, describer, error) {
	before, err := c.view()
	if err != nil {
		return Touched{}, describer{}, err
	}
	was := c.Taken.Recognised
	if err := c.apply(imp, now); err != nil {
		return Touched{}, describer{}, err
	}
	after, err := c.view()
	if err != nil {
		return Touched{}, describer{}, err
	}
	items, err := c.refilled()
	if err != nil {
		return Touched{}, describer{}, err
	}
	t := Touched{
		Accounts:   touchedAccounts(before, after),
		Workpapers: touchedWorkpapers(before, after, items),
		Entries:    touchedEntries(was, c.Taken.Recognised, after.entries),
	}
	d := describer{year: imp.Book.Years[0].Period, covering: map[string][]string{}, suspended: map[string]bool{}, entries: map[string]string{}}
	for _, w := range after.workpapers {
		if !w.Deleted {
			for _, account := range w.Accounts {
				d.covering[account] = append(d.covering[account], w.No)
			}
		}
	}
	for _, no := range t.Suspended() {
		d.suspended[no] = true
	}
	for _, r := range slices.Concat(was, c.Taken.Recognised) {
		d.entries[r.Series+" "+r.Number] = r.Entry
	}
	return t, d, nil
}

// takeIn makes imp the current import, and keeps what that changed.
func (c *Change) takeIn(imp Import, p Preview, at time.Time, by office.User) error {
	intake := Intake{IntakeDigest: p.IntakeDigest, Chart: p.Chart}
	var err error
	if intake.Touched, p.describe, err = c.touch(imp, at); err != nil {
		return err
	}
	intake.count()
	intake.No, intake.At, intake.By = c.nextIntakeNo(), at, by.ID
	intake.Vouchers = p.Lines(0, maxKeptVouchers)
	intake.Accounts = intake.Accounts[:min(len(intake.Accounts), maxKeptAccounts)]
	if c.Head.Candidate == imp.ID {
		c.Head.Candidate = ""
	}
	c.Save = append(c.Save, intakePart(intake))
	return nil
}

// refilled counts, per automatic bilaga, the documents that differ between what
// was loaded and what is saved.
func (c *Change) refilled() (map[string]int, error) {
	counts := map[string]int{}
	for _, saved := range c.Save {
		if saved.ID.Kind != WorkpaperPart {
			continue
		}
		old, err := decode[workpaper.Workpaper](c.Parts[saved.ID].Body)
		if err != nil {
			return nil, err
		}
		now, err := decode[workpaper.Workpaper](saved.Body)
		if err != nil {
			return nil, err
		}
		counts[now.No] = differingItems(old, now)
	}
	return counts, nil
}

func (s *Service) automaticNumbers(ctx context.Context, by office.User, id string) ([]PartID, error) {
	parts, err := s.store.Digests(ctx, by.Office, id, WorkpaperPart)
	if err != nil {
		return nil, err
	}
	var ids []PartID
	for _, p := range parts {
		d, err := decode[workpaper.Digest](p.Digest)
		if err != nil {
			return nil, err
		}
		if d.Kind.Automatic() {
			ids = append(ids, p.ID)
		}
	}
	return ids, nil
}

func (c *Change) entries() (map[string]closing.Entry, error) {
	entries := map[string]closing.Entry{}
	for id, p := range c.Parts {
		if id.Kind != EntryPart {
			continue
		}
		e, err := decode[closing.Entry](p.Digest)
		if err != nil {
			return nil, err
		}
		entries[e.No] = e
	}
	return entries, nil
}
