package engagement

import (
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// Opening is how the year after the engagement's began in the bookkeeping
// program when it was read. Amounts are öre, debit positive; accounts that open
// at zero are left out.
type Opening struct {
	Period   civil.Period            `json:"period"`
	Balances map[string]money.Amount `json:"balances"`
}

// lastClosing is the engagement of the year before.
type lastClosing struct {
	engagement Engagement
	position   position
	entries    []EntryView
}

// carried is what next year should open with per account: the final balances
// without what is never transferred. The second figure is the result that is
// not booked against equity yet; a bookkeeping program adds it to one account.
func (p position) carried() (balances map[string]money.Amount, unbooked money.Amount) {
	balances = map[string]money.Amount{}
	for _, r := range p.balance {
		if ledger.IsBalance(r.Account) {
			balances[r.Account] = r.Final - p.kept[r.Account]
		}
	}
	for _, r := range p.result {
		unbooked += r.Final - p.kept[r.Account]
	}
	return balances, unbooked
}

// A stale account does not open as it should.
type stale struct {
	account         string
	should, opening money.Amount
}

// staleOf compares, in order of account. Equity may have moved within itself,
// and may hold the result that was not booked.
func staleOf(should, opening map[string]money.Amount, unbooked money.Amount) []stale {
	var all []stale
	var moved money.Amount
	add := func(account string) {
		s := stale{account, should[account], opening[account]}
		if s.should == s.opening {
			return
		}
		if bas.IsEquity(account) {
			moved += s.opening - s.should
		}
		all = append(all, s)
	}
	for account := range should {
		add(account)
	}
	for account := range opening {
		if _, ok := should[account]; !ok {
			add(account)
		}
	}
	if moved == unbooked {
		all = slices.DeleteFunc(all, func(s stale) bool { return bas.IsEquity(s.account) })
	}
	slices.SortFunc(all, func(a, b stale) int { return strings.Compare(a.account, b.account) })
	return all
}

// lastClosing holds the opening balances against the final balances of last
// year's closing here. What last year's books in this import say already is
// told by itself; nothing is said of a year that began with nothing.
func (p position) lastClosing(last *lastClosing) []Control {
	if last == nil || len(p.years) == 0 {
		return nil
	}
	opening := map[string]money.Amount{}
	for _, a := range p.years[0].Accounts {
		if a.Opening != 0 && ledger.IsBalance(a.Number) {
			opening[a.Number] = a.Opening
		}
	}
	if len(opening) == 0 {
		return nil
	}
	var all []Control
	should, unbooked := last.position.carried()
	for _, s := range staleOf(should, opening, unbooked) {
		if len(p.years) > 1 {
			if a, ok := p.years[1].Account(s.account); ok && a.Closing() == s.should {
				continue
			}
		}
		c := control(FindingFinalDiffers, "warning", s.account, s.should.String(), s.opening.String())
		c.Engagement = last.engagement.ID
		all = append(all, c)
	}
	for _, e := range last.entries {
		if !awaited(e) {
			continue
		}
		c := control(FindingNotTransferred, "warning", e.No, e.Text, e.Debit().String(), last.engagement.Year.To.String())
		c.Engagement = last.engagement.ID
		all = append(all, c)
	}
	return all
}

// movedThere says of last year's result that is left where it was that an entry
// of last year's closing moves it, so that it is not moved twice.
func movedThere(all []Control, last *lastClosing) []Control {
	if last == nil {
		return all
	}
	at := slices.IndexFunc(last.entries, func(v EntryView) bool {
		return v.Next == closing.ResultMoved && !v.Deleted && !v.Excluded
	})
	if at < 0 {
		return all
	}
	entry := last.entries[at]
	for i, c := range all {
		if c.Code != FindingResultLeft {
			continue
		}
		code, severity := FindingResultOnItsWay, "warning"
		if entry.Transfer == TransferSent {
			code, severity = FindingResultBooked, "info"
		}
		all[i] = control(code, severity, c.Args[0], c.Args[1], entry.No)
		all[i].Engagement = last.engagement.ID
	}
	return all
}

// maxStale is how many accounts of next year are named.
const maxStale = 5

// nextYear watches how next year opened when it was read. Before the books hold
// the closing entries it cannot be right.
func (p position) nextYear(next *Opening) []Control {
	if next == nil {
		return nil
	}
	period := next.Period.String()
	if len(next.Balances) == 0 {
		return []Control{control(FindingNextEmpty, "info", period)}
	}
	should, unbooked := p.carried()
	differ := staleOf(should, next.Balances, unbooked)
	switch {
	case len(differ) == 0:
		return nil
	case p.waiting > 0:
		return []Control{control(FindingNextWaits, "info", period, strconv.Itoa(p.waiting))}
	}
	var named []string
	for _, s := range differ[:min(len(differ), maxStale)] {
		named = append(named, s.account+" "+(s.opening-s.should).Signed())
	}
	return []Control{control(FindingNextDiffers, "warning", period, strconv.Itoa(len(differ)), strings.Join(named, ", "))}
}
