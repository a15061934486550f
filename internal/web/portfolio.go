package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// portfolioPageSize is how many engagements a page lists.
const portfolioPageSize = 200

// A portfolioLine is an engagement in the list of Uppdrag.
type portfolioLine struct {
	engagement.Listed
	Responsible string
	Days        string // left of the connection
	DaysLook    Look
	Expires     bool // the connection has a week left or less, or none
}

// portfolioView is the list with what was chosen of it.
type portfolioView struct {
	Invite      *Invitation
	Lines       []portfolioLine
	All         int // of the office
	Matching    int // before paging
	NeedsAction int
	Overdue     []string // engagements of the user with a delivery that has waited for a day
	Counts      map[string]int
	Users       []office.User
	Years       []string
	Query       portfolioQuery
	Pages       int
}

// portfolioQuery is the part of the address that narrows and sorts the list.
type portfolioQuery struct {
	Text, Show, Responsible, Year, Sort string
	Page                                int
}

// shows are the segments of the filter, with what they let through.
var shows = []struct {
	Key, Name string
	Lets      func(portfolioLine) bool
}{
	{"", "Alla", func(portfolioLine) bool { return true }},
	{"differenser", "Differenser", func(l portfolioLine) bool { return l.Summary.Differences > 0 }},
	{"andrade", "Ändrade", func(l portfolioLine) bool { return l.Summary.Drifted > 0 }},
	{"koppling", "Koppling löper ut", func(l portfolioLine) bool { return l.Expires }},
	{"lasta", "Låsta", func(l portfolioLine) bool { return l.Locked }},
}

func (s *server) portfolio(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	listed, err := s.engagements.List(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	connections, err := s.connections.List(ctx, by.Office)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := portfolioView{Users: users, Query: readPortfolioQuery(r), All: len(listed), Invite: s.invited(listed)}
	v.Overdue = overdue(listed, by, s.now())
	v.choose(portfolioLines(ctx, listed, connections, users, s.now()))
	p := s.page(r, t(ctx, "Uppdrag"))
	p.Keys = []Key{
		{[]string{"↑", "↓"}, t(ctx, "uppdrag")}, {[]string{"Enter"}, t(ctx, "öppna")},
		{[]string{"N"}, t(ctx, "nytt uppdrag")}, {[]string{"/"}, t(ctx, "filtrera")},
	}
	s.render(w, r, http.StatusOK, portfolioPage(p, v))
}

func readPortfolioQuery(r *http.Request) portfolioQuery {
	q := r.URL.Query()
	page, err := strconv.Atoi(q.Get("sida"))
	if err != nil || page < 1 {
		page = 1
	}
	return portfolioQuery{
		Text: strings.TrimSpace(q.Get("sok")), Show: q.Get("visa"), Responsible: q.Get("ansvarig"),
		Year: q.Get("ar"), Sort: q.Get("sortera"), Page: page,
	}
}

// URL is the address of the list with one thing changed; the page starts over.
func (q portfolioQuery) URL(name, value string) string {
	values := map[string]string{"sok": q.Text, "visa": q.Show, "ansvarig": q.Responsible, "ar": q.Year, "sortera": q.Sort}
	values[name] = value
	return withQuery("/uppdrag", "sok", values["sok"], "visa", values["visa"], "ansvarig", values["ansvarig"],
		"ar", values["ar"], "sortera", values["sortera"], "sida", values["sida"])
}

func portfolioLines(ctx context.Context, listed []engagement.Listed, connections map[string]connection.Connection, users []office.User, now time.Time) []portfolioLine {
	names := userNames(users)
	lines := make([]portfolioLine, len(listed))
	for i, l := range listed {
		line := portfolioLine{Listed: l, Responsible: names[l.Engagement.Responsible]}
		c, ok := connections[l.Client.ID]
		if l.Source == engagement.Fortnox && ok {
			line.connect(ctx, c, now)
		}
		lines[i] = line
	}
	return lines
}

func (l *portfolioLine) connect(ctx context.Context, c connection.Connection, now time.Time) {
	switch {
	case c.Lapsed(now):
		l.Days, l.DaysLook, l.Expires = t(ctx, "Har löpt ut"), Look{"err", "err"}, true
	case !c.Usable(now):
	case c.Service:
		l.Days = t(ctx, "tills vidare")
	default:
		left := c.DaysLeft(now)
		l.Days = days(ctx, left)
		if left <= 7 {
			l.DaysLook, l.Expires = Look{"chg", "chg"}, true
		}
	}
}

// overdue names the engagements that the user is responsible for and in which a
// delivery has been unknown, or has waited for a decision, for a day.
func overdue(listed []engagement.Listed, by office.User, now time.Time) []string {
	var names []string
	for _, l := range listed {
		if l.Engagement.Responsible == by.ID && !l.Locked && l.Summary.Overdue(now) {
			names = append(names, l.Client.Name+" "+strconv.Itoa(l.Engagement.Year.To.Year))
		}
	}
	return names
}

// needsAction tells whether somebody has to do something about it now.
func (l portfolioLine) needsAction() bool {
	return !l.Locked && (l.Summary.Differences > 0 || l.Summary.Drifted > 0 || l.Summary.ToDecide > 0 || l.Expires)
}

// look is the status as the list shows it.
func (l portfolioLine) look(ctx context.Context) (Look, string) {
	switch {
	case l.Locked:
		return Look{"lock", "lock"}, t(ctx, "Låst")
	case l.Summary.Status == engagement.Drifted:
		return statusShape(l.Summary.Status), t(ctx, "Ändrad")
	}
	return statusShape(l.Summary.Status), t(ctx, statusWord(l.Summary.Status))
}

// choose narrows, counts, sorts and pages the list.
func (v *portfolioView) choose(lines []portfolioLine) {
	v.Counts = map[string]int{}
	for _, l := range lines {
		if year := yearOf(l); !slices.Contains(v.Years, year) {
			v.Years = append(v.Years, year)
		}
	}
	slices.Sort(v.Years)
	slices.Reverse(v.Years)
	for _, l := range lines {
		if !v.Query.lets(l) {
			continue
		}
		if l.needsAction() {
			v.NeedsAction++
		}
		for _, show := range shows {
			if !show.Lets(l) {
				continue
			}
			v.Counts[show.Key]++
			if show.Key == v.Query.Show {
				v.Lines = append(v.Lines, l)
			}
		}
	}
	v.Query.sort(v.Lines)
	v.Matching = len(v.Lines)
	v.Pages = (v.Matching + portfolioPageSize - 1) / portfolioPageSize
	from := min((v.Query.Page-1)*portfolioPageSize, v.Matching)
	v.Lines = v.Lines[from:min(from+portfolioPageSize, v.Matching)]
}

func yearOf(l portfolioLine) string { return strconv.Itoa(l.Year.To.Year) }

func (q portfolioQuery) lets(l portfolioLine) bool {
	text := strings.ToLower(q.Text)
	switch {
	case q.Responsible != "" && l.Engagement.Responsible != q.Responsible:
		return false
	case q.Year != "" && yearOf(l) != q.Year:
		return false
	}
	return text == "" || strings.Contains(strings.ToLower(l.Client.Name), text) ||
		strings.Contains(strings.ReplaceAll(l.Client.OrgNr, "-", ""), strings.ReplaceAll(text, "-", ""))
}

// sort orders the lines; they come by client name. A minus turns the order.
func (q portfolioQuery) sort(lines []portfolioLine) {
	key, down := strings.CutPrefix(q.Sort, "-")
	compare, ok := map[string]func(a, b portfolioLine) int{
		"ar":          func(a, b portfolioLine) int { return a.Year.To.Compare(b.Year.To) },
		"import":      func(a, b portfolioLine) int { return a.ImportedAt.Compare(b.ImportedAt) },
		"differenser": func(a, b portfolioLine) int { return cmp.Compare(a.Summary.Differences, b.Summary.Differences) },
		"andrade":     func(a, b portfolioLine) int { return cmp.Compare(a.Summary.Drifted, b.Summary.Drifted) },
	}[key]
	switch {
	case ok && down:
		slices.SortStableFunc(lines, func(a, b portfolioLine) int { return compare(b, a) })
	case ok:
		slices.SortStableFunc(lines, compare)
	case down:
		slices.Reverse(lines)
	}
}

// sorted says how a column is sorted, for aria-sort, and where its head leads.
func (q portfolioQuery) sorted(column string) (order, next string) {
	switch q.Sort {
	case column:
		return "ascending", q.URL("sortera", "-"+column)
	case "-" + column:
		return "descending", q.URL("sortera", column)
	case "":
		if column == "klient" {
			return "ascending", q.URL("sortera", "-klient")
		}
	}
	return "none", q.URL("sortera", column)
}

func userNames(users []office.User) map[string]string {
	names := map[string]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	return names
}
