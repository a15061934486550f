package engagement

import (
	"context"
	"errors"
	"slices"
	"strings"

	"bokslut/internal/audit"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// A TaxSheet is what the tax pages show. Basis is nil when Err says why nothing
// can be computed; Result then is empty. ResultErr says why the chosen
// alternative cannot be.
type TaxSheet struct {
	Company   tax.Company
	Typed     TaxFacts
	Version   int64 // of Typed
	Facts     tax.Facts
	Basis     *tax.Basis
	Err       error
	Result    tax.Result // of the chosen alternative, else without voluntary allocation
	ResultErr error

	// Shared is the result of an enskild firma or a handelsbolag, whose Err is a
	// *tax.RefusedError; SharedErr says why it cannot be divided.
	Shared    tax.Agarresultat
	SharedErr error
	Owners    []tax.Delagare

	Earlier []tax.Earlier // what the ledger holds of what the plan books
	Plans   []Plan
	Chosen  Chosen
	Entries []EntryView // system entries that stand
	Stop    *tax.Finding
	// Stale is true when the system entries that stand are not those that are
	// computed now, with the sums that differ: the rules of another version of the
	// program made them. The next change makes them anew.
	Stale   bool
	Remakes []RemadeEntry

	Names    map[string]string // of the accounts
	Imported money.Amount      // result of 3000–8799 as imported, income positive
	Adjusted money.Amount      // what closing entries that are not system entries add to it
	Apart    money.Amount      // result effect of entries that are not transferred (ej aktuell)
	Snapshot Snapshot
	LastYear string // the engagement before it, from which facts can be rolled on; empty: none
}

// Tax computes the tax of the year from what is imported, the closing entries
// and what people have said. ErrNoImport before the first import.
func (s *Service) Tax(ctx context.Context, by office.User, e Engagement) (TaxSheet, error) {
	c, err := s.store.Load(ctx, by.Office, e.ID, nil)
	if err != nil {
		return TaxSheet{}, err
	}
	if c.Totals == nil || len(c.Totals.Years) == 0 {
		return TaxSheet{}, ErrNoImport
	}
	v, err := c.view()
	if err != nil {
		return TaxSheet{}, err
	}
	var sheet TaxSheet
	if err := sheet.read(c); err != nil {
		return sheet, err
	}
	sheet.Facts = v.taxFacts(c.Head, sheet.Typed)
	sheet.Company = sheet.Facts.Company
	sheet.compute(c, v)
	sheet.sum(c, v)
	if sheet.Entries, err = s.systemEntries(ctx, by, e); err != nil {
		return sheet, err
	}
	last, err := s.LastYear(ctx, by, e)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return sheet, err
	}
	sheet.LastYear = last.ID
	snap, err := s.Snapshot(ctx, by, e)
	sheet.Snapshot = snap.Snapshot
	return sheet, err
}

// read takes what people said out of the parts.
func (t *TaxSheet) read(c *Change) error {
	facts := c.Parts[PartID{TaxPart, factsKey}]
	t.Version = facts.Version
	var err error
	if t.Typed, err = decode[TaxFacts](facts.Digest); err != nil {
		return err
	}
	if t.Chosen, err = c.chosen(); err != nil {
		return err
	}
	for id, p := range c.Parts {
		if id.Kind != PlanPart || id.Key == chosenKey {
			continue
		}
		plan, err := decode[Plan](p.Digest)
		if err != nil {
			return err
		}
		if plan.Version = p.Version; !plan.Deleted {
			t.Plans = append(t.Plans, plan)
		}
	}
	slices.SortFunc(t.Plans, func(a, b Plan) int { return a.At.Compare(b.At) })
	return nil
}

func (t *TaxSheet) compute(c *Change, v view) {
	made, err := c.wanted(v, t.Typed, t.Chosen)
	var stop errStopped
	if errors.As(err, &stop) {
		t.Stop = &stop.Finding
	}
	t.Remakes = c.putSystem(v, made.entries)
	t.Stale = len(c.Save) > 0
	t.Owners = t.Typed.owners(t.Company.Form)
	if scope, err := t.Company.Scope(); err == nil && !scope.IncomeTax {
		t.Shared, t.SharedErr = c.shared(v, t.Typed)
	}
	if t.Basis, t.Err = tax.Prepare(t.Facts); t.Err != nil {
		return
	}
	t.Earlier = t.Basis.Earlier(v.sent(c.onItsWay))
	choice := t.Chosen.Choice
	if choice.Kind == "" || choice.Kind == tax.KindOwners {
		choice = tax.Choice{Kind: tax.KindNone}
	}
	t.Result, t.ResultErr = t.Basis.Compute(choice)
	if t.ResultErr == nil && t.Stop == nil && t.Chosen.Choice.Kind != tax.KindOwners {
		t.ResultErr = err
	}
}

// sum follows the result from the import over the closing entries.
func (t *TaxSheet) sum(c *Change, v view) {
	t.Names = map[string]string{}
	for _, a := range c.Totals.Years[0].Accounts {
		t.Names[a.Number] = a.Name
		if a.Result && a.Number < "8800" {
			t.Imported -= a.Closing()
		}
	}
	for _, e := range v.entries {
		if e.Deleted || e.System != "" {
			continue
		}
		effect := e.ResultEffect(ledger.IsResult)
		if !v.inBooks[e.No] {
			t.Adjusted += e.ResultEffect(func(account string) bool { return ledger.IsResult(account) && account < "8800" })
		}
		if e.Excluded && !v.inBooks[e.No] && !c.onItsWay(e.No) {
			t.Apart += effect
		}
	}
}

func (s *Service) systemEntries(ctx context.Context, by office.User, e Engagement) ([]EntryView, error) {
	all, err := s.Entries(ctx, by, e)
	return slices.DeleteFunc(all, func(v EntryView) bool { return v.System == "" || v.Deleted }), err
}

// SaveTaxFacts changes what the tax is computed on. Facts that cannot be right
// are refused with the errors of tax.Prepare, but the company's form, the table
// of law and unknown fund years, which other facts mend. version is the one
// that the person saw; another one is ErrConflict.
func (s *Service) SaveTaxFacts(ctx context.Context, by office.User, id string, version int64, f func(*TaxFacts)) error {
	return s.change(ctx, by, id, nil, func(c *Change) (audit.Event, error) {
		if c.Totals == nil {
			return audit.Event{}, ErrNoImport
		}
		part := c.Parts[PartID{TaxPart, factsKey}]
		if part.Version != version {
			return audit.Event{}, ErrConflict
		}
		before, err := decode[TaxFacts](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		after, err := decode[TaxFacts](part.Digest)
		if err != nil {
			return audit.Event{}, err
		}
		f(&after)
		if string(encode(before.Opening)) != string(encode(after.Opening)) {
			after.Signed = nil
		}
		if err := c.checkTaxFacts(after); err != nil {
			return audit.Event{}, err
		}
		c.Save = append(c.Save, taxPart(after, version))
		return s.event(by, id, "tax.facts-changed", "", map[string]any{"from": before, "to": after}), nil
	})
}

func (c *Change) checkTaxFacts(f TaxFacts) error {
	v, err := c.view()
	if err != nil {
		return err
	}
	_, err = tax.Prepare(v.taxFacts(c.Head, f))
	if wrong := typedWrong(err); wrong != nil {
		return wrong
	}
	return nil
}

// SignTaxFacts says that the opening facts are right as they stand.
func (s *Service) SignTaxFacts(ctx context.Context, by office.User, id string, version int64) error {
	return s.SaveTaxFacts(ctx, by, id, version, func(f *TaxFacts) {
		f.Signed = &TaxSignature{By: by.ID, Name: by.Name, At: s.now()}
	})
}

// RollTaxFacts takes the opening facts from last year's engagement, as its
// chosen alternative leaves them. ErrNotFound when there is none.
func (s *Service) RollTaxFacts(ctx context.Context, by office.User, e Engagement, version int64) error {
	last, err := s.LastYear(ctx, by, e)
	if err != nil {
		return err
	}
	sheet, err := s.Tax(ctx, by, last)
	if err != nil {
		return err
	}
	if len(sheet.Typed.Owners) > 0 && sheet.Err != nil {
		return s.SaveTaxFacts(ctx, by, e.ID, version, func(f *TaxFacts) { f.Owners, f.From = sheet.Typed.Owners, last.ID })
	}
	if sheet.Err != nil || sheet.ResultErr != nil || !sheet.Chosen.InUse() {
		return ErrNotFound
	}
	opening := sheet.Result.Utgaende()
	opening.Source = strings.TrimSpace(last.Year.String())
	return s.SaveTaxFacts(ctx, by, e.ID, version, func(f *TaxFacts) {
		f.Opening, f.From, f.EquipmentBefore = opening, last.ID, sheet.Result.InventarierNext()
	})
}

// bookings are the vouchers of the year that book what a plan books.
func (s *Service) bookings(ctx context.Context, by office.User, e Engagement) ([]tax.Booking, error) {
	book, err := s.book(ctx, by, e)
	if err != nil {
		return nil, err
	}
	return tax.FindBookings(book.Years[0]), nil
}

// EarlierBookings lists the vouchers of the imported year that book what the
// plan books, without those that came from the program's own system entries.
func (s *Service) EarlierBookings(ctx context.Context, by office.User, e Engagement) ([]tax.Booking, error) {
	list, err := s.bookings(ctx, by, e)
	if err != nil {
		return nil, err
	}
	entries, err := s.Entries(ctx, by, e)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for _, v := range entries {
		if v.System != "" && v.Recognised.State.InBooks() {
			own[v.Recognised.Series+" "+v.Recognised.Number] = true
		}
	}
	return slices.DeleteFunc(list, func(b tax.Booking) bool { return own[b.Voucher] }), nil
}
