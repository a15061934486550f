package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// The tabs of the tax.
const (
	tabTax       = "skatt"
	tabPlan      = "planering"
	tabAdjust    = "justeringar"
	tabTaxFacts  = "skatteuppgifter"
	tabStatement = "ink2"
	tabOwners    = "agare" // the form of the owners, which shows itself
)

// taxTabs is their heading in the register.
var taxTabs = tabGroup{"Skatt", []tab{
	{Key: tabTax, Name: "Skatteberäkning", Path: "/skatt"},
	{Key: tabPlan, Name: "Resultatplanering", Path: "/skatt/planering", Under: true},
	{Key: tabAdjust, Name: "Skattemässiga justeringar", Path: "/skatt/justeringar", Under: true},
	{Key: tabTaxFacts, Name: "Ingående uppgifter", Path: "/skatt/uppgifter", Under: true},
	{Key: tabStatement, Name: "Inkomstdeklaration 2", Path: "/skatt/ink2", Under: true},
}}

func (s *server) taxRoutes(page registrar) {
	in := func(pattern string, h engagementHandler) { page(pattern, s.inEngagement(h)) }
	in("GET /u/{u}/skatt", s.taxSheet)
	in("POST /u/{u}/skatt/belopp", s.saveTaxAmount)
	in("POST /u/{u}/skatt/agare", s.shareResult)
	in("GET /u/{u}/skatt/planering", s.planning)
	in("POST /u/{u}/skatt/planering/valj", s.choosePlan)
	in("POST /u/{u}/skatt/planering/spara", s.savePlan)
	in("POST /u/{u}/skatt/planering/bort", s.deletePlan)
	in("POST /u/{u}/skatt/planering/slapp", s.dropPlan)
	in("POST /u/{u}/skatt/planering/sett", s.seePlan)
	in("POST /u/{u}/skatt/planering/bekrafta", s.confirmApart)
	in("POST /u/{u}/skatt/planering/gor-om", s.remakePlan)
	in("GET /u/{u}/skatt/justeringar", s.adjustments)
	in("POST /u/{u}/skatt/justeringar", s.decideAdjustment)
	in("POST /u/{u}/skatt/justeringar/ny", s.addAdjustment)
	in("POST /u/{u}/skatt/justeringar/bort", s.dropAdjustment)
	in("GET /u/{u}/skatt/uppgifter", s.taxFacts)
	in("POST /u/{u}/skatt/uppgifter", s.saveTaxFacts)
	in("POST /u/{u}/skatt/uppgifter/signera", s.signTaxFacts)
	in("POST /u/{u}/skatt/uppgifter/rulla", s.rollTaxFacts)
	in("GET /u/{u}/skatt/ink2", s.statement)
	in("GET /u/{u}/skatt/ink2.csv", s.statementFile)
}

// taxView is what the tax pages have in common.
type taxView struct {
	Page  Page
	Sheet engagement.TaxSheet
	Wrong *Flash // what was refused just now
	Today string // as in the args of a step
}

// taxLoad reads what the tax pages show. done is true when the answer is
// written already: nothing is imported, or the company's tax is not made.
func (s *server) taxLoad(w http.ResponseWriter, r *http.Request, e engagement.Engagement, tab, title string) (v taxView, done bool, err error) {
	if v.Page, err = s.sheetPage(r, e, tab, title); err != nil {
		return v, false, err
	}
	v.Today = day(s.now())
	if v.Sheet, err = s.engagements.Tax(r.Context(), v.Page.User, e); err != nil {
		err = s.withoutImport(w, r, v.Page, err)
		return v, err == nil, err
	}
	var refused *tax.RefusedError
	switch ok := errors.As(v.Sheet.Err, &refused); {
	case !ok || tab == tabOwners:
	case refused.Reason == "not_a_company":
		return v, true, s.showOwners(w, r, v, http.StatusOK, nil)
	case tab != tabTaxFacts:
		s.render(w, r, http.StatusOK, taxNotMadePage(v, refused.Reason))
		return v, true, nil
	}
	return v, false, nil
}

// deferred tells whether the accounting rules ask for deferred tax, which the
// program does not make.
func (v taxView) deferred() bool {
	scope, err := v.Sheet.Company.Scope()
	return err == nil && slices.Contains(scope.NotMade, "deferred_tax")
}

// trouble is why the computation cannot be made, told on the page.
func (v taxView) trouble(ctx context.Context) *Flash {
	for _, err := range []error{v.Sheet.Err, v.Sheet.ResultErr} {
		if err == nil {
			continue
		}
		if f, ok := explainTax(ctx, err); ok {
			return &Flash{"err", f.Title, f.Text}
		}
		return &Flash{"err", t(ctx, "Skatten går inte att beräkna"), t(ctx, "Kontrollera Ingående uppgifter och bokföringen.")}
	}
	if v.Sheet.Stop != nil {
		return &Flash{"err", t(ctx, "Systemverifikationerna kan inte göras"), taxFinding(ctx, *v.Sheet.Stop)}
	}
	return nil
}

func (v taxView) url(path string) string { return sheetURL(*v.Page.Engagement, path) }

// computed tells whether there is a result to show.
func (v taxView) computed() bool { return v.Sheet.Err == nil && v.Sheet.ResultErr == nil }

// findings are those that are worth a line, the same told once.
func (v taxView) findings(ctx context.Context) []findingLine {
	var lines []findingLine
	seen := map[string]bool{}
	for _, f := range slices.Concat(v.Sheet.Result.Findings, v.earlierFindings()) {
		text := taxFinding(ctx, f)
		if seen[text] {
			continue
		}
		seen[text] = true
		line := findingLine{Look{"info", "none"}, text}
		switch f.Severity {
		case tax.Error:
			line.Look = Look{"err", "err"}
		case tax.Warning:
			line.Look = Look{"chg", "chg"}
		}
		lines = append(lines, line)
	}
	return lines
}

// earlierFindings tell what the ledger books already of what the plan books.
func (v taxView) earlierFindings() []tax.Finding {
	var list []tax.Finding
	for _, e := range v.Sheet.Earlier {
		list = append(list, tax.Finding{Code: tax.FoundBooked, Severity: tax.Warning, Args: []string{string(e.Kind), e.Amount.String()}})
	}
	return list
}

type findingLine struct {
	Look Look
	Text string
}

// A taxLine is one line of Skatteberäkning.
type taxLine struct {
	Group    string
	Row      string
	Name     string
	Amount   money.Amount
	Signed   bool
	How      string
	Rule     string
	Accounts []tax.Behind
	Class    string // sub or tot
	Link     string
	Label    string
	Own      bool // a person has put another amount here
	Original money.Amount
}

func (s *server) taxSheet(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.showTax(w, r, e, http.StatusOK, nil, "")
}

func (s *server) showTax(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, wrong *Flash, typed string) error {
	ctx := r.Context()
	v, done, err := s.taxLoad(w, r, e, tabTax, t(ctx, "Skatteberäkning"))
	if done || err != nil {
		return err
	}
	v.Wrong = wrong
	v.Page.Keys = []Key{{[]string{"Ctrl", "P"}, t(ctx, "skriv ut")}}
	if typed == "" && v.Sheet.Chosen.Choice.Skatt != nil {
		typed = krona(*v.Sheet.Chosen.Choice.Skatt)
	}
	s.render(w, r, status, taxPage(v, typed))
	return nil
}

// lines are those of the page: from the imported result to the tax to pay.
func (v taxView) lines(ctx context.Context) []taxLine {
	sheet := v.Sheet
	lines := []taxLine{
		{Group: t(ctx, "Från importerat resultat till årets resultat")},
		{Name: t(ctx, "Importerat resultat"), Amount: sheet.Imported, How: t(ctx, "Resultatkonton 3000–8799 enligt importen %s", day(sheet.Snapshot.At)), Link: "/resultat", Label: t(ctx, "Resultatanalys")},
		{Name: t(ctx, "Bokslutsverifikationer"), Amount: sheet.Adjusted, Signed: true, How: t(ctx, "Det som inte redan finns i importen"), Link: "/verifikationer", Label: t(ctx, "Bokslutsverifikationer")},
	}
	for _, step := range sheet.Result.Steps {
		lines = append(lines, v.line(ctx, step, false))
	}
	lines = append(lines, taxLine{Group: t(ctx, "Skattemässiga justeringar")})
	grouped := false
	for _, step := range sheet.Result.TaxSteps {
		switch step.Code {
		case tax.StepBase, tax.StepMax:
			continue // belong to Resultatplanering
		case tax.StepTaxable:
			if !grouped {
				lines, grouped = append(lines, taxLine{Group: t(ctx, "Skatt")}), true
			}
		}
		lines = append(lines, v.line(ctx, step, !grouped && step.Code != tax.StepSurplus && step.Code != tax.StepResult))
	}
	for _, step := range sheet.Result.PaySteps {
		lines = append(lines, v.line(ctx, step, false))
	}
	return lines
}

func (v taxView) line(ctx context.Context, step tax.Step, signed bool) taxLine {
	name, how := stepText(ctx, step)
	l := taxLine{Row: step.Row, Name: name, Amount: step.Amount, How: how, Rule: ruleText(ctx, step.Rule), Accounts: step.Accounts, Signed: signed}
	switch step.Code {
	case tax.StepAfterFinance, tax.StepBeforeFund, tax.StepBeforeTax:
		l.Class = "sub"
	case tax.StepResult, tax.StepSurplus, tax.StepToPay:
		l.Class = "tot"
	case tax.StepAllocation, tax.StepVoluntary, tax.StepOver:
		l.Link, l.Label = "/skatt/planering", t(ctx, "Resultatplanering")
	case tax.StepAdjustment:
		l.Link, l.Label = "/skatt/justeringar", t(ctx, "Justera")
		v.decided(&l, step)
	case tax.StepExtraFirst, tax.StepExtraRest:
		if by := step.Args[len(step.Args)-1]; step.Amount > 0 && by < v.Today {
			l.How += ". " + t(ctx, "Dagen har passerat.")
		}
	case tax.StepTax:
		if r := v.Sheet.Result; r.Tax != r.Computed {
			l.Own, l.Original = true, -r.Computed
		}
	}
	return l
}

// decided marks an adjustment whose amount a person changed.
func (v taxView) decided(l *taxLine, step tax.Step) {
	for _, j := range v.Sheet.Basis.Justeringar() {
		if len(step.Args) > 0 && j.ID == step.Args[0] && (j.Status == tax.Changed || j.Status == tax.Rejected) {
			l.Own, l.Original = true, j.Proposed
		}
	}
}

func (l taxLine) amount() string {
	if l.Signed {
		return kronaSigned(l.Amount)
	}
	return krona(l.Amount)
}

// explained tells whether the line has more to show.
func (l taxLine) explained() bool { return len(l.Accounts) > 0 || l.Rule != "" }

// maxBehind bounds the accounts that a closed line names.
const maxBehind = 4

// summary is what a line shows before it is opened: how it is reached, or else
// the accounts behind it.
func (v taxView) summary(ctx context.Context, l taxLine) string {
	if l.How != "" {
		return l.How
	}
	var parts []string
	for i, b := range l.Accounts {
		if i == maxBehind {
			parts = append(parts, plural(ctx, len(l.Accounts)-i, "1 konto till", "%d konton till"))
			break
		}
		parts = append(parts, v.account(b)+" "+krona(b.Amount))
	}
	if len(parts) == 0 {
		return t(ctx, "Visa regel")
	}
	return strings.Join(parts, " · ")
}

func (v taxView) account(b tax.Behind) string {
	return strings.TrimSpace(b.Account + " " + v.Sheet.Names[b.Account])
}

// stamp is the ruled row of the page.
func (v taxView) stamp(ctx context.Context) []Cell {
	r := v.Sheet.Result
	cells := []Cell{
		{Label: t(ctx, "Skattesats"), Value: v.Sheet.Basis.Skattesats().Rate().String()},
		{Label: t(ctx, "Beskattningsbar inkomst"), Value: krona(r.Taxable), Big: true},
		{Label: t(ctx, "Bolagsskatt"), Value: krona(r.Tax), Big: true},
	}
	if r.BeforeTax > 0 {
		effective := tax.Rate(int64(r.Tax) * 1000 / int64(r.BeforeTax) * 10)
		cells = append(cells, Cell{Label: t(ctx, "Effektiv skatt på resultat före skatt"), Value: effective.String()})
	}
	plan := t(ctx, "Inget valt")
	if v.Sheet.Chosen.InUse() {
		plan = v.Sheet.Chosen.Name
	}
	return append(cells, Cell{Label: t(ctx, "Alternativ"), Value: plan})
}

// saveTaxAmount books another tax than the computed one, or the computed one
// again.
func (s *server) saveTaxAmount(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, user := r.Context(), s.user(r)
	sheet, err := s.engagements.Tax(ctx, user, e)
	if err != nil {
		return err
	}
	choice := sheet.Chosen.Choice
	if choice.Skatt = nil; formValue(r, "aterstall") == "" {
		amount, err := money.Parse(formValue(r, "skatt"))
		if err != nil {
			return s.showTax(w, r, e, http.StatusUnprocessableEntity, &Flash{"err", t(ctx, "Beloppet gick inte att läsa"), amountSentence(ctx, formValue(r, "skatt"))}, formValue(r, "skatt"))
		}
		choice.Skatt = &amount
	}
	err = s.engagements.ChoosePlan(ctx, user, e, sheet.Chosen.Name, choice, sheet.Chosen.How, versionOf(r))
	if f, ok := explainTax(ctx, err); ok {
		return s.showTax(w, r, e, f.Status, &Flash{"err", f.Title, f.Text}, formValue(r, "skatt"))
	}
	return s.taxBack(w, r, e, "/skatt", t(ctx, "Skatten är ändrad"), err)
}

// taxBack leads back to a page after a change, with a message.
func (s *server) taxBack(w http.ResponseWriter, r *http.Request, e engagement.Engagement, path, title string, err error) error {
	if err != nil {
		return err
	}
	s.flash(r, Flash{"ok", title, ""})
	http.Redirect(w, r, sheetURL(e, path), http.StatusSeeOther)
	return nil
}
