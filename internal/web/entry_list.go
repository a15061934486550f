package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// entryListView is Bokslutsverifikationer.
type entryListView struct {
	Page    Page
	Show    string
	Filters []filterLink
	Lines   []entryLine
	Account string // only entries on this account
	Search  string // only entries with this in number, text, account, name or amount
	Deleted int    // how many are deleted
	Shown   bool   // those are shown
	All     int    // entries, without deleted ones
	After   []afterPoint
	NoWay   string // why nothing can be exported, empty when it can
	ToDo    int    // deliveries that are unknown or wait for a person

	names map[string]string // of accounts
}

// entryLine is one entry of the list.
type entryLine struct {
	engagement.EntryView
	Rows   []voucherRow
	Open   bool
	Clips  int    // documents
	Note   string // what stands in the way or is known
	Colour string // of Note
	Lock   string // why it cannot be changed, empty when it can
}

// showNext is the filter for entries of the next year.
const showNext = "nasta-ar"

var entryShows = []struct {
	Show, Name string
	Rare       bool // not offered when there is none
	Lets       func(engagement.EntryView) bool
}{
	{"att-avgora", "Att avgöra", true, func(e engagement.EntryView) bool { return toSettle(e.Transfer) }},
	{"ej-overforda", "Ej överförda", false, func(e engagement.EntryView) bool {
		return e.Whole() && (e.Transfer == engagement.TransferNone || e.Transfer == engagement.TransferSending)
	}},
	{"utkast", "Utkast", true, func(e engagement.EntryView) bool { return e.Draft != nil }},
	{"overforda", "Överförda", false, func(e engagement.EntryView) bool { return e.Transfer == engagement.TransferSent }},
	{"ej-aktuella", "Ej aktuella", false, func(e engagement.EntryView) bool { return e.Transfer == engagement.TransferExcluded }},
	{showNext, "Nästa år", true, func(e engagement.EntryView) bool { return e.Next != closing.ThisYear }},
	{"system", "Systemverifikationer", true, func(e engagement.EntryView) bool { return e.Kind() == closing.System }},
}

// toSettle tells whether a delivery is unknown or waits for a person.
func toSettle(tr engagement.Transfer) bool {
	return tr == engagement.TransferUnknown || tr == engagement.TransferDecide || tr == engagement.TransferRefused
}

func (s *server) entries(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabEntries, t(ctx, "Bokslutsverifikationer"))
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return s.withoutImport(w, r, p, err)
	}
	entries, err := s.engagements.Entries(ctx, p.User, e)
	if err != nil {
		return err
	}
	v := entryListView{Page: p, Show: r.FormValue("visa"), Account: r.FormValue("konto"), Search: searchOf(r), Shown: r.FormValue("borttagna") == "1"}
	v.NoWay = noWay(ctx, p)
	v.fill(ctx, entries, snap, r.FormValue("oppen"))
	clips, err := s.countDocuments(r, p)
	if err != nil {
		return err
	}
	for i, line := range v.Lines {
		v.Lines[i].Clips = clips.entry(line.No)
	}
	if v.After, err = s.afterPoints(r, e); err != nil {
		return err
	}
	v.Page.Keys, v.Page.Scripts = entryKeys(ctx), []string{"grid.js"}
	s.render(w, r, http.StatusOK, entryListPage(v))
	return nil
}

func (v *entryListView) fill(ctx context.Context, entries []engagement.EntryView, snap engagement.Current, open string) {
	names := namesOf(snap.Totals.Years[0])
	v.names = names
	nextKnown := snap.Next != nil || v.Page.Engagement.Source != engagement.Fortnox
	counts := map[string]int{}
	for _, one := range entries {
		if one.Deleted {
			v.Deleted++
		} else {
			v.All++
			for _, show := range entryShows {
				if show.Lets(one) {
					counts[show.Show]++
				}
			}
			if toSettle(one.Transfer) {
				v.ToDo++
			}
		}
		if !v.lets(one) {
			continue
		}
		line := entryLine{EntryView: one, Open: one.No == open, Lock: lockText(ctx, one)}
		line.Note, line.Colour = entryNote(ctx, one, entries, v.Page)
		if line.Note == "" && line.follows() {
			line.Note, line.Colour = waitsForYear(ctx, one, nextKnown), "sec"
		}
		line.Rows = rowsOfEntry(ctx, *v.Page.Engagement, one, names)
		v.Lines = append(v.Lines, line)
	}
	v.Filters = []filterLink{{Name: t(ctx, "Alla"), URL: v.url(""), Count: count(v.All), Current: v.Show == ""}}
	for _, show := range entryShows {
		if show.Rare && counts[show.Show] == 0 {
			continue
		}
		v.Filters = append(v.Filters, filterLink{Name: t(ctx, show.Name), URL: v.url(show.Show), Count: count(counts[show.Show]), Current: v.Show == show.Show})
	}
}

func (v entryListView) lets(e engagement.EntryView) bool {
	if e.Deleted && !v.Shown {
		return false
	}
	for _, show := range entryShows {
		if show.Show == v.Show && (e.Deleted || !show.Lets(e)) {
			return false
		}
	}
	return (v.Account == "" || touches(e, v.Account)) && entryHas(e, v.Search, v.names)
}

func touches(e engagement.EntryView, account string) bool {
	for _, row := range e.Rows {
		if row.Account == account {
			return true
		}
	}
	return false
}

func (v entryListView) url(show string) string {
	return sheetURL(*v.Page.Engagement, "/verifikationer", "visa", show, "konto", v.Account, "sok", v.Search, "borttagna", v.shownText())
}

// shownText is how the address says that deleted entries are shown.
func (v entryListView) shownText() string {
	if v.Shown {
		return "1"
	}
	return ""
}

// counting are the lines that count: neither deleted nor only a draft, and not of
// the next year when there are others.
func (v entryListView) counting() []entryLine {
	counts := slices.DeleteFunc(slices.Clone(v.Lines), func(l entryLine) bool { return l.Deleted || !l.Whole() })
	if v.onlyNext() {
		return counts
	}
	return slices.DeleteFunc(counts, func(l entryLine) bool { return l.Next != closing.ThisYear })
}

// onlyNext tells whether the list shows nothing but entries of the next year.
func (v entryListView) onlyNext() bool {
	return !slices.ContainsFunc(v.Lines, func(l entryLine) bool { return l.Next == closing.ThisYear })
}

// sum is the debit of the lines that are shown and count.
func (v entryListView) sum() (sum money.Amount) {
	for _, l := range v.counting() {
		sum += l.Debit()
	}
	return sum
}

// resultEffect is what these lines do to the result, income positive. Moving
// the result to the balance sheet does nothing to it.
func (v entryListView) resultEffect() (sum money.Amount) {
	for _, l := range v.counting() {
		sum += l.ResultEffect(func(account string) bool { return ledger.IsResult(account) && !strings.HasPrefix(account, "899") })
	}
	return sum
}

func sumTitle(ctx context.Context, v entryListView) string {
	return plural(ctx, len(v.counting()), "Summa 1 verifikation", "Summa %d verifikationer")
}

// follows tells whether the entry is of the next year and not on its way yet.
func (l entryLine) follows() bool {
	return l.Next != closing.ThisYear && (l.Delivery.ID == "" || !l.Delivery.State.Active())
}

// saysDate and saysText are those of the draft while there is nothing else.
func (l entryLine) saysDate() string {
	if !l.Whole() && l.Draft != nil {
		return l.Draft.Date
	}
	return l.Date.String()
}

func (l entryLine) saysText() string {
	if !l.Whole() && l.Draft != nil {
		return l.Draft.Text
	}
	return l.Text
}

// accounts lists the accounts of an entry once each, in order of row.
func (l entryLine) accounts() []string {
	var all []string
	for _, row := range l.EntryView.Rows {
		if !slices.Contains(all, row.Account) {
			all = append(all, row.Account)
		}
	}
	return all
}

func rowsOfEntry(ctx context.Context, e engagement.Engagement, entry engagement.EntryView, names map[string]string) []voucherRow {
	var rows []voucherRow
	for _, row := range entry.Rows {
		rows = append(rows, voucherRow{
			Account: row.Account, Name: names[row.Account], URL: accountURL(e, 0, row.Account), Amount: row.Amount,
			Text: rowText(ctx, ledger.Row{Text: row.Text, Objects: objectsOf(row)}),
		})
	}
	return rows
}

func objectsOf(row closing.Row) []ledger.Object {
	var all []ledger.Object
	for _, o := range []ledger.Object{{Dimension: ledger.CostCentre, Code: row.CostCentre}, {Dimension: ledger.Project, Code: row.Project}} {
		if o.Code != "" {
			all = append(all, o)
		}
	}
	return all
}

// entrySub says what an entry does and how it reaches the books.
func entrySub(ctx context.Context, p Page) string {
	if p.Engagement.Source != engagement.Fortnox {
		return t(ctx, "Påverkar Justering i balansavstämningen direkt. Förs över med en SIE-fil.")
	}
	return t(ctx, "Påverkar Justering i balansavstämningen direkt. Bokförs i Fortnox först när du exporterar.")
}

// entryChecks is what the editor's script needs to judge a text as it is typed.
func entryChecks(ctx context.Context, p Page) templ.Attributes {
	checks := templ.Attributes{"data-long": t(ctx, "%s tecken för långt.", "{}")}
	if p.Engagement.Source == engagement.Fortnox {
		checks["data-signs"] = export.AllowedSigns
		checks["data-refused"] = t(ctx, "Fortnox tar inte emot %s. Vid exporten skrivs det om.", "{}")
	}
	return checks
}

// lockText says why an entry cannot be changed, or nothing.
func lockText(ctx context.Context, e engagement.EntryView) string {
	switch {
	case e.Deleted:
		return t(ctx, "Borttagen")
	case e.Delivery.State == "" || !e.Delivery.State.Active():
		return followsText(ctx, e)
	case e.Delivery.State == export.Sent:
		return t(ctx, "Överförd, kan inte ändras")
	case e.Delivery.State == export.Queued:
		return t(ctx, "Väntar i exporten, kan inte ändras")
	}
	return t(ctx, "%s, kan inte ändras", t(ctx, transferWord(e.Transfer)))
}

// noWay says why the export button leads nowhere, or nothing.
func noWay(ctx context.Context, p Page) string {
	switch {
	case p.Connection == nil || !p.Connection.Usable(p.Now) && !p.Connection.Lapsed(p.Now):
		return t(ctx, "Klienten är inte kopplad till Fortnox.")
	case p.Connection.Lapsed(p.Now):
		return t(ctx, "Kopplingen till Fortnox har löpt ut.")
	}
	return ""
}

func entryKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"↑", "↓"}, t(ctx, "verifikation")},
		{[]string{"Enter"}, t(ctx, "visa rader")},
		{[]string{"N"}, t(ctx, "ny")},
		{[]string{"R"}, t(ctx, "redigera")},
		{[]string{"E"}, t(ctx, "exportera till Fortnox")},
	}
}

// toggle is the list with the rows of one entry shown or hidden.
func (v entryListView) toggle(line entryLine) string {
	open := line.No
	if line.Open {
		open = ""
	}
	return sheetURL(*v.Page.Engagement, "/verifikationer", "visa", v.Show, "konto", v.Account, "sok", v.Search, "borttagna", v.shownText(), "oppen", open) + "#" + line.No
}

func (v entryListView) sentAny() bool {
	for _, line := range v.Lines {
		if line.Delivery.ID != "" {
			return true
		}
	}
	return false
}

func settleTitle(ctx context.Context, n int) string {
	return plural(ctx, n, "1 verifikation är inte avgjord", "%d verifikationer är inte avgjorda")
}
