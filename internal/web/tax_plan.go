package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// planView is Resultatplanering: five alternatives from the same result, and
// those that are saved.
type planView struct {
	taxView
	Form     planForm
	Own      tax.Choice
	Goal     tax.Goal
	Errors   map[string]string // by field
	Columns  []planColumn
	Bookings []tax.Booking
}

// A planColumn is one alternative of the table.
type planColumn struct {
	Key, Name, Hint string
	Result          tax.Result
	Alt             tax.Alternative
	Err             string
	Chosen          bool // marked in the form
	InUse           bool
	Saved           *engagement.Plan
	Blank           bool // nothing is wished for yet
}

// computed tells whether the column has figures.
func (c planColumn) computed() bool { return c.Err == "" && !c.Blank }

var planNames = map[tax.Kind][2]string{
	tax.KindNone:    {"Ingen frivillig avsättning", "Tvingande återföringar ligger alltid kvar"},
	tax.KindMax:     {"Max periodiseringsfond", "25 % av underlaget, avrundat nedåt"},
	tax.KindGoal:    {"Önskat resultat, skatt eller utdelning", "Avsättningen beräknas baklänges"},
	tax.KindOwn:     {"Egen avsättning", "Du skriver beloppet"},
	tax.KindRelease: {"Max återföring", "Alla fonder återförs, ingen avsättning"},
}

var goalKinds = []choice{
	{string(tax.GoalResult), "Resultat efter skatt"}, {string(tax.GoalTax), "Bolagsskatt"}, {string(tax.GoalDividend), "Fritt eget kapital"},
}

var overKinds = []choice{{string(tax.OverBest), "Högsta möjliga"}, {string(tax.OverCompulsory), "Bara tvingande återföring"}, {string(tax.OverOwn), "Eget belopp"}}

func (s *server) planning(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	return s.showPlanning(w, r, e, http.StatusOK, nil)
}

func (s *server) showPlanning(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, wrong *Flash) error {
	ctx := r.Context()
	base, done, err := s.taxLoad(w, r, e, tabPlan, t(ctx, "Resultatplanering"))
	if done || err != nil {
		return err
	}
	v := planView{taxView: base, Errors: map[string]string{}}
	v.Wrong = wrong
	v.Page.Keys, v.Page.Scripts = planKeys(ctx), []string{"plan.js"}
	if v.Sheet.Basis != nil {
		v.fill(ctx, r.Form)
		if v.Bookings, err = s.engagements.EarlierBookings(ctx, v.Page.User, e); err != nil {
			return err
		}
	}
	s.render(w, r, status, planPage(v))
	return nil
}

func planKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"←", "→"}, t(ctx, "alternativ")}, {[]string{"Tab"}, t(ctx, "fält")},
		{[]string{"K"}, t(ctx, "eller")}, {[]string{"Ctrl", "Enter"}, t(ctx, "använd markerat alternativ")},
		{[]string{"J"}, t(ctx, "skattemässiga justeringar")},
	}
}

// fill computes the alternatives with what was typed, else with the saved one
// that is to be changed, else with the one in use.
func (v *planView) fill(ctx context.Context, typed url.Values) {
	v.Form = planFormOf(v.Sheet.Chosen.Choice, v.Sheet.Chosen.How)
	v.Form.Dividend = blankKrona(v.Sheet.Facts.Utdelning)
	if _, asked := typed["egen"]; asked {
		v.Form = typedPlan(typed)
	} else if plan, ok := v.saved(typed.Get("andra")); ok {
		how, dividend := v.Form.How, v.Form.Dividend
		v.Form = planFormOf(plan.Choice, nil)
		v.Form.How, v.Form.Dividend, v.Form.Name = how, dividend, plan.Name
		v.Form.Plan, v.Form.PlanVersion = plan.ID, strconv.FormatInt(plan.Version, 10)
	}
	v.Own, v.Goal = v.Form.choices(ctx, v.Errors)
	v.tryDividend(ctx)
	var saved []tax.Choice
	for _, plan := range v.Sheet.Plans {
		saved = append(saved, plan.Choice)
	}
	for i, alt := range v.Sheet.Basis.Alternatives(v.Own, v.Goal, saved...) {
		if i < len(planOrder) {
			v.Columns = append(v.Columns, v.column(ctx, planOrder[i], alt))
		} else {
			v.Columns = append(v.Columns, v.savedColumn(ctx, i-len(planOrder), alt))
		}
	}
}

// planOrder are the alternatives that are always there.
var planOrder = []tax.Kind{tax.KindNone, tax.KindMax, tax.KindGoal, tax.KindOwn, tax.KindRelease}

func (v *planView) column(ctx context.Context, kind tax.Kind, alt tax.Alternative) planColumn {
	names := planNames[kind]
	c := planColumn{Key: string(kind), Name: t(ctx, names[0]), Hint: t(ctx, names[1]), Result: alt.Result, Alt: alt}
	switch {
	case kind == tax.KindGoal && v.Form.Goal == "":
		c.Blank, c.Hint = true, t(ctx, "Skriv beloppet i kolumnen")
	case alt.Err != nil:
		c.Err = planError(ctx, alt.Err)
	}
	c.Chosen = v.Form.Alt == c.Key
	c.InUse = v.Sheet.Chosen.InUse() && v.Sheet.Chosen.Choice.Kind == kind && alt.Err == nil && v.Sheet.Result.BeforeTax == alt.Result.BeforeTax
	return c
}

func (v *planView) savedColumn(ctx context.Context, at int, alt tax.Alternative) planColumn {
	plan := &v.Sheet.Plans[at]
	c := planColumn{
		Key: plan.ID, Name: plan.Name, Hint: t(ctx, "Sparat %s av %s", clock(plan.At), plan.By), Saved: plan,
		Result: alt.Result, Alt: alt, Chosen: v.Form.Alt == plan.ID,
	}
	if alt.Err != nil {
		c.Err = planError(ctx, alt.Err)
	}
	c.InUse = v.Sheet.Chosen.InUse() && v.Sheet.Chosen.Name == plan.Name
	return c
}

// saved finds a saved alternative.
func (v *planView) saved(id string) (engagement.Plan, bool) {
	at := slices.IndexFunc(v.Sheet.Plans, func(p engagement.Plan) bool { return p.ID == id })
	if at < 0 {
		return engagement.Plan{}, false
	}
	return v.Sheet.Plans[at], true
}

// tryDividend holds the alternatives against another planned dividend than the
// saved one. Nothing is saved.
func (v *planView) tryDividend(ctx context.Context) {
	if v.Form.Dividend == "" {
		v.Form.Dividend = "0"
	}
	amount, err := money.Parse(v.Form.Dividend)
	if err != nil {
		v.Errors["utdelning"] = amountSentence(ctx, v.Form.Dividend)
		return
	}
	facts := v.Sheet.Facts
	facts.Utdelning = amount
	basis, err := tax.Prepare(facts)
	if err != nil {
		v.Errors["utdelning"] = planError(ctx, err)
		return
	}
	v.Sheet.Facts, v.Sheet.Basis = facts, basis
}

func planError(ctx context.Context, err error) string {
	if f, ok := explainTax(ctx, err); ok {
		return f.Title + ". " + f.Text
	}
	return t(ctx, "Alternativet går inte att beräkna.")
}

// choice is the alternative that the form has marked, with its name.
func (v planView) choice() (tax.Choice, string, bool) {
	c, ok := v.marked()
	if !ok {
		return tax.Choice{}, "", false
	}
	if c.Saved != nil {
		return c.Saved.Choice, c.Name, true
	}
	choice := v.Own
	switch choice.Kind = tax.Kind(c.Key); choice.Kind {
	case tax.KindGoal:
		choice.Goal, choice.Avsattning = v.Goal, 0
	case tax.KindOwn:
	default:
		choice = tax.Choice{Kind: choice.Kind}
	}
	return choice, c.Name, true
}

// earlier are the kinds that the ledger books already: by its vouchers, or by its
// balances where vouchers are not known.
func (v planView) earlier() []tax.EntryKind {
	var kinds []tax.EntryKind
	for _, kind := range tax.EntryKinds {
		booked := slices.ContainsFunc(v.Bookings, func(b tax.Booking) bool { return b.Kind == kind })
		if booked || slices.ContainsFunc(v.Sheet.Earlier, func(e tax.Earlier) bool { return e.Kind == kind }) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// earlierName is a kind with what the ledger holds of it.
func (v planView) earlierName(ctx context.Context, kind tax.EntryKind) string {
	for _, e := range v.Sheet.Earlier {
		if e.Kind == kind {
			return t(ctx, "%s, bokfört %s", entryKindName(ctx, kind), e.Amount.Signed())
		}
	}
	return entryKindName(ctx, kind)
}

// marked is the column that the form has marked.
func (v planView) marked() (planColumn, bool) {
	at := slices.IndexFunc(v.Columns, func(c planColumn) bool { return c.Chosen })
	if at < 0 {
		return planColumn{}, false
	}
	return v.Columns[at], true
}

// voluntary are the funds that need not go back this year.
func (v planView) voluntary() []tax.FundState {
	var funds []tax.FundState
	for _, s := range v.Sheet.Basis.Funds() {
		if !s.Must {
			funds = append(funds, s)
		}
	}
	return funds
}
