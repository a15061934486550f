package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// paperView is one bilaga with its forms as they were typed.
type paperView struct {
	Page    Page
	Paper   engagement.WorkpaperView
	Items   []workpaper.Item // those of the page
	Pages   paging
	Ages    []age
	Grid    gridView
	Block   string // pasted rows, as they were typed
	Linked  string // accounts, as they were typed
	Against againstForm
	signView
	Wrong     map[string]string
	Trouble   *Flash // what stopped the last change
	ReadDay   string // when the sub-ledger was read
	Documents documentsView
	Late      lateView
	Former    *engagement.FormerPaper // last year's bilaga, or nil
	Mark      string                  // key of the item that is being marked
	Note      string                  // what is typed there
	Doubtful  bool
	accounts  map[string]string
	chart     []ledger.Account
	years     []civil.Period // those imported, the engagement's first
}

// againstForm is name and evidence of a bilaga.
type againstForm struct {
	Name, What, Date, Note, Document string
}

func (s *server) paper(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if no := r.PathValue("nr"); no == groupOf(no) {
		return s.mainPaper(w, r, e, no)
	}
	v, err := s.paperView(r, e, r.PathValue("nr"))
	if err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, paperPage(v))
	return nil
}

// paperView loads a bilaga with empty forms.
func (s *server) paperView(r *http.Request, e engagement.Engagement, no string) (paperView, error) {
	ctx := r.Context()
	p, err := s.sheetPage(r, e, tabWorkpapers, "")
	if err != nil {
		return paperView{}, err
	}
	paper, err := s.engagements.Workpaper(ctx, p.User, e, no)
	if err != nil {
		return paperView{}, err
	}
	if paper.Deleted {
		return paperView{}, engagement.ErrNotFound
	}
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return paperView{}, err
	}
	p.Title = t(ctx, "%s %s", no, paper.Name)
	p.Keys, p.Scripts = paperKeys(ctx), []string{"grid.js", "amount.js", "sheet.js", "sheet_keys.js"}
	v := paperView{Page: p, Paper: paper, Wrong: map[string]string{}, accounts: namesOf(snap.Totals.Years[0]), chart: chartOf(snap.Totals.Years[0])}
	for _, year := range snap.Totals.Years {
		v.years = append(v.years, year.Period)
	}
	if v.Documents, err = s.paperDocuments(r, p, paper); err != nil {
		return paperView{}, err
	}
	sortItems(paper.Items)
	v.Pages = newPaging(len(paper.Items), r.FormValue("sida"))
	v.Items, v.Mark = paper.Items[v.Pages.From:v.Pages.To], r.FormValue("post")
	v.Note, v.Doubtful = paper.Marks[v.Mark].Note, paper.Marks[v.Mark].Doubtful
	if paper.Kind.SubLedger() {
		v.Ages = ages(ctx, paper.Workpaper, e.Year.To)
	}
	if !paper.ReadAt.IsZero() {
		v.ReadDay = day(paper.ReadAt)
	}
	if err := s.readSigning(r, e, &v); err != nil {
		return paperView{}, err
	}
	v.Linked = strings.Join(paper.Workpaper.Accounts, " ")
	if v.Late.Invoices, err = s.engagements.LateInvoices(ctx, p.User, e, paper.Workpaper); err != nil {
		return paperView{}, err
	}
	if v.Former, err = s.engagements.FormerPaper(ctx, p.User, e, paper.Workpaper); err != nil {
		return paperView{}, err
	}
	if v.Late.first() != "" && mayEdit(p) {
		v.Page.Keys = append(v.Page.Keys, Key{[]string{"L"}, t(ctx, "ta faktura som kostnad")})
	}
	v.fillGrid(ctx, r.FormValue("sida"))
	v.Documents.choose(ctx, v.Grid.Pages.From, v.Grid.Pages.To)
	v.Against = againstForm{paper.Name, string(paper.Against.What), paper.Against.Date.String(), paper.Against.Note, paper.Against.Document}
	return v, nil
}

// paperAgain shows a bilaga afresh after a change that failed: what was typed is
// kept, the sentence stands beside its cause, and a conflict is named.
func (s *server) paperAgain(w http.ResponseWriter, r *http.Request, e engagement.Engagement, wrong map[string]string, failed error, keep func(*paperView)) error {
	fields, rest := fieldErrors(r.Context(), failed)
	for field, text := range wrong {
		fields[field] = text
	}
	status, trouble := http.StatusUnprocessableEntity, (*Flash)(nil)
	if rest != nil {
		f := explain(r.Context(), rest)
		if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
			return rest
		}
		status, trouble = f.Status, &Flash{"err", f.Title, f.Text}
		if errors.Is(rest, engagement.ErrConflict) {
			trouble = s.conflict(r, e, r.PathValue("nr"), t(r.Context(), "bilaga %s", r.PathValue("nr")))
		}
	}
	v, err := s.paperView(r, e, r.PathValue("nr"))
	if err != nil {
		return err
	}
	keep(&v)
	v.Wrong, v.Trouble = fields, trouble
	s.render(w, r, status, paperPage(v))
	return nil
}

// conflict says who changed a part while this person wrote, and what to do. name
// is how people call the part.
func (s *server) conflict(r *http.Request, e engagement.Engagement, object, name string) *Flash {
	ctx, by := r.Context(), s.user(r)
	f := Flash{Kind: "chg", Title: t(ctx, "Någon annan ändrade %s medan du skrev", name), Text: t(ctx, "Det du skrev är inte sparat men står kvar nedan. Sidan visar den andras version. Jämför och spara igen om din ska gälla.")}
	events, err := s.engagements.Events(ctx, by, e.ID, 100)
	if err != nil {
		return &f // the sentence holds without the name
	}
	for _, event := range events {
		if event.Object != object {
			continue
		}
		person := t(ctx, "Du själv")
		if event.User != by.ID {
			person = t(ctx, "Någon annan")
			if u, err := s.offices.User(ctx, by, event.User); err == nil {
				person = u.Name
			}
		}
		f.Title = t(ctx, "%s ändrade %s medan du skrev, %s", person, name, clock(event.At))
		break
	}
	return &f
}

func paperKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"[", "]"}, t(ctx, "föregående/nästa bilaga")},
		{[]string{"V"}, t(ctx, "bokslutsverifikation")},
		{[]string{"K"}, t(ctx, "klarmarkera")},
		{[]string{"B"}, t(ctx, "bifoga")},
		{[]string{"C"}, t(ctx, "kommentar")},
	}
}

func versionOf(r *http.Request) int64 { return versionField(r, "version") }

func versionField(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(formValue(r, name), 10, 64)
	if err != nil {
		return -1 // no part has it: the change meets a conflict
	}
	return n
}

func (v paperView) url(path string) string {
	return sheetURL(*v.Page.Engagement, "/bilagor/"+v.Paper.No+path)
}

func (v paperView) sub(ctx context.Context) string {
	switch {
	case v.Paper.Kind.SubLedger() && v.Paper.Missing != "":
		return t(ctx, "Skapad vid importen")
	case v.Paper.Kind.FollowsPlan():
		return t(ctx, "Automatisk bilaga som följer Resultatplanering · klar först när du har klarmarkerat den")
	case v.Paper.Kind.SubLedger():
		return t(ctx, "Skapad vid importen · ombyggd till bokslutsdagen ur fakturor och betalningar")
	}
	return t(ctx, "Egen bilaga till kontogrupp %s", v.Paper.No[:strings.Index(v.Paper.No+".", ".")])
}

func (v paperView) cells(ctx context.Context) []Cell {
	w := v.Paper
	against, signed, reviewed := againstText(ctx, w.Workpaper), t(ctx, "–"), t(ctx, "–")
	if against == "" {
		against = t(ctx, "–")
	}
	if w.SignOff != nil {
		signed = signedText(w.SignOff)
	}
	if w.Review != nil {
		reviewed = w.Review.Name + " " + day(w.Review.At)
	}
	return []Cell{
		{Label: t(ctx, "Konto"), Value: strings.Join(w.Workpaper.Accounts, " ")},
		{Label: t(ctx, "Per datum"), Value: v.Page.Engagement.Year.To.String()},
		{Label: t(ctx, "Status"), Value: v.statusText(ctx), Shape: statusShape(w.Status)},
		{Label: t(ctx, "Klarmarkerad"), Value: signed},
		{Label: t(ctx, "Granskad"), Value: reviewed},
		{Label: t(ctx, "Avstämt mot"), Value: upperFirst(against)},
	}
}

func (v paperView) statusText(ctx context.Context) string {
	if v.Paper.Status == engagement.Differs {
		return t(ctx, "Avviker %s", v.diff())
	}
	return t(ctx, statusWord(v.Paper.Status))
}

// diff is the difference of all the accounts of the bilaga.
func (v paperView) diff() money.Amount {
	var diff money.Amount
	for _, row := range v.Paper.Accounts {
		diff += row.Diff
	}
	return diff
}

// onAccount sums what the bilaga holds on an account: items with the tax
// agency's parts, and own rows.
func (v paperView) onAccount(account string) (items, rows money.Amount) {
	for _, all := range [][]workpaper.Item{v.Paper.Items, v.Paper.Claims} {
		for _, i := range all {
			if i.Account == account {
				items += i.Open
			}
		}
	}
	if v.Paper.Computed != nil {
		return items, v.Paper.Computed[account]
	}
	for _, row := range v.Paper.Rows {
		if row.Account == account {
			rows += row.Amount
		}
	}
	return items, rows
}

// rowsWord names what people wrote in the bilaga.
func (v paperView) rowsWord(ctx context.Context) string {
	switch {
	case v.Paper.Kind.FollowsPlan():
		return t(ctx, "Enligt beräkningen")
	case v.Paper.Computed != nil:
		return t(ctx, "Enligt bilagan")
	}
	return t(ctx, "Egna rader")
}

func chartOf(y ledger.YearTotals) []ledger.Account {
	var all []ledger.Account
	for _, a := range y.Accounts {
		all = append(all, ledger.Account{Number: a.Number, Name: a.Name})
	}
	return all
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// choices are the accounts of a bilaga with their names.
func (v paperView) choices() []ledger.Account {
	var accounts []ledger.Account
	for _, number := range v.Paper.Workpaper.Accounts {
		accounts = append(accounts, ledger.Account{Number: number, Name: v.accounts[number]})
	}
	return accounts
}
