package web

import (
	"context"
	"net/http"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// ownersView is the page of an enskild firma or a handelsbolag: the year's
// result goes to the owners, and no tax is booked.
type ownersView struct {
	taxView
	Rows    []ownerRow
	Told    string // what is wrong with the owners; empty when nothing is
	NotMade string // forms that the program does not make
}

// An ownerRow is an owner as typed, with the part of the result.
type ownerRow struct {
	Account, Share, Part string
	AccountWrong         string
	ShareWrong           string
}

// ownersTabs is the register of a company whose tax is its owners'.
var ownersTabs = tabGroup{taxTabs.Name, []tab{{Key: tabTax, Name: "Årets resultat", Path: "/skatt"}}}

// tabsOf is the register of an engagement.
func tabsOf(p Page) []tabGroup {
	form := p.Engagement.Client.Form
	if form != office.EF && form != office.HB {
		return tabGroups
	}
	groups := append([]tabGroup(nil), tabGroups...)
	for i := range groups {
		if groups[i].Name == taxTabs.Name {
			groups[i] = ownersTabs
		}
	}
	return groups
}

// showOwners answers with the page of the owners; typed is nil unless the form
// was refused.
func (s *server) showOwners(w http.ResponseWriter, r *http.Request, v taxView, status int, typed []ownerRow) error {
	ctx := r.Context()
	v.Page.Tab, v.Page.Title = tabTax, t(ctx, "Årets resultat")
	v.Page.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(ctx, "använd fördelningen")}, {[]string{"Ctrl", "P"}, t(ctx, "skriv ut")}}
	page := ownersView{taxView: v, Rows: typed}
	if scope, err := v.Sheet.Company.Scope(); err == nil {
		page.NotMade = strings.Join(scope.NotMade, ", ")
	}
	if f, ok := explainTax(ctx, v.Sheet.SharedErr); ok && v.Sheet.SharedErr != nil && len(v.Sheet.Owners) > 0 {
		page.Told = f.Text
	}
	if typed == nil {
		for i, o := range v.Sheet.Owners {
			row := ownerRow{Account: o.Account, Share: strings.TrimSuffix(o.Andel.String(), "\u00a0%")}
			if i < len(v.Sheet.Shared.Parts) {
				row.Part = v.Sheet.Shared.Parts[i].String()
			}
			page.Rows = append(page.Rows, row)
		}
	}
	if v.Sheet.Company.Form == tax.HB {
		page.Rows = append(page.Rows, ownerRow{}, ownerRow{})
	}
	s.render(w, r, status, ownersPage(page))
	return nil
}

// maxOwners bounds the rows that are read.
const maxOwners = 60

// typedOwners reads the rows; ok is false when something is wrong in them.
func typedOwners(ctx context.Context, r *http.Request) (owners []tax.Delagare, rows []ownerRow, ok bool) {
	ok = true
	for i := range maxOwners {
		row := ownerRow{Account: formValue(r, tableField("delagare", i, "konto")), Share: formValue(r, tableField("delagare", i, "andel"))}
		if row.Account == "" && row.Share == "" {
			continue
		}
		if n := len(row.Account); n < 4 || n > 6 {
			row.AccountWrong, ok = t(ctx, "Skriv ett konto mellan 2010 och 2079, till exempel 2019."), false
		}
		share, err := money.Parse(strings.TrimSuffix(strings.TrimSpace(row.Share), "%"))
		if err != nil || share < 0 || share > 100_00 {
			row.ShareWrong, ok = t(ctx, "Skriv andelen i procent, till exempel 50 eller 33,33."), false
		}
		owners = append(owners, tax.Delagare{Account: row.Account, Andel: tax.Rate(share)})
		rows = append(rows, row)
	}
	return owners, rows, ok
}

// shareResult saves who shares the result, and makes the system entry.
func (s *server) shareResult(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	again := func(status int, rows []ownerRow, told *Flash) error {
		v, done, err := s.taxLoad(w, r, e, tabOwners, t(ctx, "Årets resultat"))
		if done || err != nil {
			return err
		}
		v.Wrong = told
		return s.showOwners(w, r, v, status, rows)
	}
	owners, rows, ok := typedOwners(ctx, r)
	if !ok {
		return again(http.StatusUnprocessableEntity, rows, &Flash{"err", t(ctx, "Några uppgifter gick inte att läsa"), t(ctx, "Inget är sparat. Rätta fälten som är markerade.")})
	}
	err := s.engagements.ShareResult(ctx, s.user(r), e.ID, owners, versionField(r, "uppgifter"), versionOf(r))
	if f, ok := explainTax(ctx, err); ok {
		return again(f.Status, rows, &Flash{"err", f.Title, f.Text})
	}
	if f, ok := keptConflict(ctx, err); ok {
		return again(http.StatusConflict, rows, f)
	}
	return s.taxBack(w, r, e, "/skatt", t(ctx, "Årets resultat är fördelat. Systemverifikationen är gjord."), err)
}

// net is the year's result.
func (v ownersView) net() string { return v.Sheet.Shared.Net.String() }

// ownersText says what follows for the owners, and what the program leaves.
func (v ownersView) ownersText(ctx context.Context) string {
	if v.Sheet.Company.Form == tax.EF {
		return t(ctx, "Näringsidkaren beskattas själv, så ingen skatt och ingen periodiseringsfond bokförs. Blanketten %s görs inte av programmet: räkna periodiseringsfond, räntefördelning, expansionsfond och egenavgifter i ett deklarationsprogram.", v.NotMade)
	}
	return t(ctx, "Delägarna beskattas var för sig, så ingen skatt och ingen periodiseringsfond bokförs. Blanketterna %s görs inte av programmet: räkna delägarnas skatt i ett deklarationsprogram.", v.NotMade)
}

// stopped is why the entry cannot be made.
func (v ownersView) stopped(ctx context.Context) []string {
	var list []string
	for _, f := range v.Sheet.Shared.Findings {
		list = append(list, taxFinding(ctx, f))
	}
	return list
}
