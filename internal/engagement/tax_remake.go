package engagement

import (
	"slices"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/schedule"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// current is a part as the change leaves it.
func (c *Change) current(id PartID) (Part, bool) {
	for _, p := range slices.Backward(c.Save) {
		if p.ID == id {
			return p, true
		}
	}
	p, ok := c.Parts[id]
	return p, ok
}

func (c *Change) facts() (TaxFacts, error) {
	p, _ := c.current(PartID{TaxPart, factsKey})
	return decode[TaxFacts](p.Digest)
}

func (c *Change) chosen() (Chosen, error) {
	p, _ := c.current(PartID{PlanPart, chosenKey})
	chosen, err := decode[Chosen](p.Digest)
	chosen.Version = p.Version
	return chosen, err
}

// onItsWay tells whether an entry is exported or queued when the change is done.
func (c *Change) onItsWay(no string) bool {
	return slices.ContainsFunc(c.allDeliveries(), func(it export.Item) bool { return it.Entry == no && it.State.Active() })
}

// remake brings the system entries, and the bilagor that follow the plan, in line
// with the chosen alternative and all that it rests on. When they cannot be
// computed no entry stands, and the alternative says so: nothing wrong is left
// behind.
func (c *Change) remake(now time.Time) error {
	chosen, err := c.chosen()
	if err != nil {
		return err
	}
	v, err := c.view()
	if err != nil || c.Totals == nil || len(c.Totals.Years) == 0 {
		return err
	}
	if !chosen.InUse() && !v.followsPlan() {
		return nil
	}
	before := chosen
	facts, err := c.facts()
	if err != nil {
		return err
	}
	made, err := c.wanted(v, facts, chosen)
	chosen.Stopped = err != nil
	changes := c.putSystem(v, made.entries)
	chosen.note(changes, now)
	if string(encode(before)) != string(encode(chosen)) {
		c.replace(chosenPart(chosen))
	}
	return c.putPapers(made.papers, chosen.Stopped)
}

// followsPlan tells whether the binder holds something that a plan made.
func (v view) followsPlan() bool {
	return slices.ContainsFunc(v.entries, func(e closing.Entry) bool { return e.System != "" && !e.Deleted }) ||
		slices.ContainsFunc(v.workpapers, func(w workpaper.Digest) bool { return w.Kind.FollowsPlan() && !w.Deleted })
}

// errStopped says that a finding stops the entries.
type errStopped struct{ tax.Finding }

func (e errStopped) Error() string { return "the entries are stopped: " + e.Code }

// followers are what follows from a plan: the system entries that are left to
// make, and the bilagor.
type followers struct {
	entries []tax.Entry
	papers  []workpaper.Workpaper
}

func (c *Change) wanted(v view, facts TaxFacts, chosen Chosen) (followers, error) {
	switch chosen.Choice.Kind {
	case "":
		return followers{}, nil
	case tax.KindOwners:
		shared, err := c.shared(v, facts)
		if err == nil {
			err = stopping(shared.Findings)
		}
		if err != nil {
			return followers{}, err
		}
		return followers{entries: shared.Entries}, nil
	}
	basis, err := tax.Prepare(v.taxFacts(c.Head, facts))
	if err != nil {
		return followers{}, err
	}
	result, err := basis.Compute(chosen.Choice)
	if err != nil {
		return followers{}, err
	}
	entries, findings, err := result.Entries(tax.Orders{How: chosen.How, Sent: v.sent(c.onItsWay), Bookings: chosen.Bookings})
	if err == nil {
		err = stopping(slices.Concat(result.Findings, findings))
	}
	if err != nil {
		return followers{}, err
	}
	return followers{entries, schedule.OfPlan(result)}, nil
}

// stopping is the finding that stops the entries, nil when none does.
func stopping(findings []tax.Finding) error {
	for _, f := range findings {
		if f.Severity == tax.Error {
			return errStopped{f}
		}
	}
	return nil
}

// putSystem saves what differs between the system entries that stand and those
// wanted. An entry keeps its number as long as it is not exported.
func (c *Change) putSystem(v view, wanted []tax.Entry) []RemadeEntry {
	var changes []RemadeEntry
	given := c.numbers()
	used := map[string]bool{}
	save := func(old, e closing.Entry) {
		if old.Deleted == e.Deleted && slices.Equal(old.Rows, e.Rows) && old.Text == e.Text && old.Date == e.Date {
			return
		}
		p, _ := c.current(PartID{EntryPart, e.No})
		c.replace(entryPart(e, p.Version))
		was, is := old.Debit(), e.Debit()
		if old.Deleted {
			was = 0
		}
		if e.Deleted {
			is = 0
		}
		if was != is {
			changes = append(changes, RemadeEntry{No: e.No, Text: e.Text, Was: was, Is: is})
		}
	}
	for _, w := range wanted {
		old := c.reusable(v, systemKey(w), used)
		e := old
		if e.No == "" {
			e.No = closing.NextSystemNo(given)
			if ownNumber(w.Kind) {
				e.No = closing.NextNo(given)
			}
			given = append(given, e.No)
		}
		used[e.No] = true
		e.System, e.Date, e.Text, e.Deleted, e.Rows = systemKey(w), c.Head.Year.To, w.Text, false, nil
		for _, row := range w.Rows {
			e.Rows = append(e.Rows, closing.Row{Account: row.Account, Amount: row.Amount})
		}
		save(old, e)
	}
	for _, e := range v.entries {
		if e.System != "" && !used[e.No] && !c.onItsWay(e.No) {
			gone := e
			gone.Deleted = true
			save(e, gone)
		}
	}
	return changes
}

// reusable is an entry of the kind that is not exported, a deleted one too; an
// entry without number when there is none.
func (c *Change) reusable(v view, key string, used map[string]bool) closing.Entry {
	for _, e := range v.entries {
		if e.System == key && !used[e.No] && !c.onItsWay(e.No) {
			return e
		}
	}
	return closing.Entry{}
}

// replace puts a part among those to save, instead of what the change saved of
// it already.
func (c *Change) replace(p Part) {
	for i := range c.Save {
		if c.Save[i].ID == p.ID {
			p.Version = c.Save[i].Version
			c.Save[i] = p
			return
		}
	}
	c.Save = append(c.Save, p)
}

// note adds what became of the entries to what a person has not seen yet.
func (ch *Chosen) note(changes []RemadeEntry, now time.Time) {
	if len(changes) == 0 {
		return
	}
	all := Remade{At: now}
	if ch.Remade != nil {
		all.Entries = slices.Clone(ch.Remade.Entries)
	}
	for _, change := range changes {
		at := slices.IndexFunc(all.Entries, func(e RemadeEntry) bool { return e.No == change.No })
		if at < 0 {
			all.Entries = append(all.Entries, change)
			continue
		}
		all.Entries[at].Is, all.Entries[at].Text = change.Is, change.Text
	}
	all.Entries = slices.DeleteFunc(all.Entries, func(e RemadeEntry) bool { return e.Was == e.Is })
	ch.Remade = &all
	if len(all.Entries) == 0 {
		ch.Remade = nil
	}
}

// findBookings brings the earlier bookings that are to be taken back up to date
// with a book.
func (c *Change) findBookings(book *ledger.Book) error {
	chosen, err := c.chosen()
	if err != nil || len(chosen.How) == 0 {
		return err
	}
	chosen.Bookings = reversedBookings(book.Years[0], chosen.How)
	c.replace(chosenPart(chosen))
	return nil
}

// reversedBookings are the earlier bookings of the kinds that are to be taken back.
func reversedBookings(year ledger.Year, how map[tax.EntryKind]tax.How) []tax.Booking {
	var list []tax.Booking
	for _, b := range tax.FindBookings(year) {
		if how[b.Kind] == tax.Reverse {
			list = append(list, b)
		}
	}
	return list
}
