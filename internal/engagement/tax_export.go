package engagement

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// A TogetherError says that system entries that rest on all others (S1, S2 …)
// are exported together with them or not at all. Missing are those that were
// left out.
type TogetherError struct{ Missing []string }

func (e *TogetherError) Error() string {
	return "system entries are exported with all others: left out " + strings.Join(e.Missing, ", ")
}

// An ApartError says that closing entries that are not to be exported change
// the result, by Amount (income positive), and that nobody has confirmed that
// the year's result in the books will differ by it.
type ApartError struct {
	Amount  money.Amount
	Entries []string
}

func (e *ApartError) Error() string {
	return fmt.Sprintf("the result of %s is not exported: %s", strings.Join(e.Entries, ", "), e.Amount.Plain())
}

// Together is what is missing among the chosen entries for the system entries
// among them to be exported: every other entry that counts and can be sent.
// Empty when no such system entry is chosen, or nothing is missing.
func Together(all []EntryView, chosen func(no string) bool) []string {
	if !slices.ContainsFunc(all, func(v EntryView) bool { return DependsOnAll(v.Entry) && !v.Deleted && chosen(v.No) && v.unsent() }) {
		return nil
	}
	var missing []string
	for _, v := range all {
		if v.unsent() && v.Whole() && !v.Deleted && !v.Excluded && v.Next == closing.ThisYear && !chosen(v.No) {
			missing = append(missing, v.No)
		}
	}
	return missing
}

func (v EntryView) unsent() bool { return !v.Delivery.State.Active() || v.Delivery.ID == "" }

// Apart is the *ApartError that stands in the way of system entries, nil when
// nothing does.
func (s *Service) Apart(ctx context.Context, by office.User, e Engagement, all []EntryView) (*ApartError, error) {
	c, err := s.store.Load(ctx, by.Office, e.ID, nil)
	if err != nil {
		return nil, err
	}
	chosen, err := c.chosen()
	if err != nil {
		return nil, err
	}
	return apart(all, chosen), nil
}

func apart(all []EntryView, chosen Chosen) *ApartError {
	var e ApartError
	for _, v := range all {
		if v.Deleted || !v.Excluded || v.Next != closing.ThisYear || !v.unsent() || v.Recognised.State.InBooks() {
			continue
		}
		if effect := v.ResultEffect(ledger.IsResult); effect != 0 {
			e.Amount += effect
			e.Entries = append(e.Entries, v.No)
		}
	}
	if e.Amount == 0 || chosen.Apart != nil && *chosen.Apart == e.Amount {
		return nil
	}
	return &e
}

// checkSystem holds the rules for system entries against the entries that are
// to be exported now.
func (c *Change) checkSystem(now time.Time, numbers []string) error {
	if err := c.checkFresh(now, numbers); err != nil {
		return err
	}
	views, err := c.entryViews()
	if err != nil {
		return err
	}
	chosen := func(no string) bool { return slices.Contains(numbers, no) }
	if missing := Together(views, chosen); len(missing) > 0 {
		return &TogetherError{missing}
	}
	if !slices.ContainsFunc(views, func(v EntryView) bool { return DependsOnAll(v.Entry) && chosen(v.No) && v.unsent() }) {
		return nil
	}
	plan, err := c.chosen()
	if err != nil {
		return err
	}
	if a := apart(views, plan); a != nil {
		return a
	}
	return nil
}

// entryViews are the entries as the change found them.
func (c *Change) entryViews() ([]EntryView, error) {
	v, err := c.view()
	if err != nil {
		return nil, err
	}
	recognised := map[string]export.Recognised{}
	for _, r := range c.Taken.Recognised {
		recognised[r.Entry] = r
	}
	return v.entryViews(map[string]int64{}, latestDeliveries(c.Deliveries), recognised), nil
}

// checkFresh makes the system entries anew before they are exported: one that no
// longer stands as the person saw it is ErrConflict.
func (c *Change) checkFresh(now time.Time, numbers []string) error {
	if err := c.remake(now); err != nil {
		return err
	}
	for _, p := range c.Save {
		if p.ID.Kind == EntryPart && slices.Contains(numbers, p.ID.Key) {
			return fmt.Errorf("entry %s: %w", p.ID.Key, ErrConflict)
		}
	}
	return nil
}
