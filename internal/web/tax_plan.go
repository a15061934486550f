package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

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

// planForm is what was typed, as it was.
type planForm struct {
	Alt, Allocation, Goal, GoalKind, Over, OverValue, Name string
	Funds                                                  map[string]string
	How                                                    map[string]string
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
	v.Page.Keys = []Key{{[]string{"Tab"}, t(ctx, "fält")}, {[]string{"Ctrl", "Enter"}, t(ctx, "räkna om")}}
	if v.Sheet.Basis != nil {
		v.fill(ctx, r.Form)
		if v.Bookings, err = s.engagements.EarlierBookings(ctx, v.Page.User, e); err != nil {
			return err
		}
	}
	s.render(w, r, status, planPage(v))
	return nil
}

// fill computes the alternatives with what was typed, else with those in use.
func (v *planView) fill(ctx context.Context, typed url.Values) {
	if _, asked := typed["egen"]; asked {
		v.Form = typedPlan(typed)
	} else {
		v.Form = planFormOf(v.Sheet.Chosen)
	}
	v.Own, v.Goal = v.Form.choices(ctx, v.Errors)
	for _, alt := range v.Sheet.Basis.Alternatives(v.Own, v.Goal) {
		names := planNames[alt.Kind]
		c := planColumn{Key: string(alt.Kind), Name: t(ctx, names[0]), Hint: t(ctx, names[1]), Result: alt.Result, Alt: alt}
		switch {
		case alt.Kind == tax.KindGoal && v.Form.Goal == "":
			c.Blank, c.Hint = true, t(ctx, "Skriv beloppet under Egna belopp")
		case alt.Err != nil:
			c.Err = planError(ctx, alt.Err)
		}
		c.Chosen = v.Form.Alt == c.Key
		c.InUse = v.Sheet.Chosen.InUse() && v.Sheet.Chosen.Choice.Kind == alt.Kind && alt.Err == nil && v.Sheet.Result.Net == alt.Result.Net
		v.Columns = append(v.Columns, c)
	}
	for i, plan := range v.Sheet.Plans {
		c := planColumn{Key: plan.ID, Name: plan.Name, Hint: t(ctx, "Sparat %s av %s", clock(plan.At), plan.By), Saved: &v.Sheet.Plans[i], Chosen: v.Form.Alt == plan.ID}
		result, err := v.Sheet.Basis.Compute(plan.Choice)
		if err != nil {
			c.Err = planError(ctx, err)
		} else {
			c.Result = result
		}
		c.InUse = v.Sheet.Chosen.InUse() && v.Sheet.Chosen.Name == plan.Name
		v.Columns = append(v.Columns, c)
	}
}

func planError(ctx context.Context, err error) string {
	if f, ok := explainTax(ctx, err); ok {
		return f.Title + ". " + f.Text
	}
	return t(ctx, "Alternativet går inte att beräkna.")
}

const fundField, howField = "fond.", "tidigare."

func typedPlan(typed url.Values) planForm {
	one := func(name string) string { return strings.TrimSpace(typed.Get(name)) }
	f := planForm{
		Alt: one("alternativ"), Allocation: one("egen"), Goal: one("mal"), GoalKind: one("malsort"), Over: one("over"), OverValue: one("overvarde"), Name: one("namn"),
		Funds: map[string]string{}, How: map[string]string{},
	}
	for name := range typed {
		if id, ok := strings.CutPrefix(name, fundField); ok {
			f.Funds[id] = one(name)
		}
		if kind, ok := strings.CutPrefix(name, howField); ok {
			f.How[kind] = one(name)
		}
	}
	return f
}

func planFormOf(c engagement.Chosen) planForm {
	f := planForm{Alt: string(tax.KindNone), GoalKind: string(tax.GoalResult), Funds: map[string]string{}, How: map[string]string{}}
	if !c.InUse() {
		return f
	}
	choice := c.Choice
	f.Alt, f.Over = string(choice.Kind), string(choice.Over)
	f.Allocation = blankKrona(choice.Avsattning)
	f.OverValue = blankKrona(choice.Overvarde)
	if choice.Goal.Kind != "" {
		f.GoalKind, f.Goal = string(choice.Goal.Kind), blankKrona(choice.Goal.Amount)
	}
	for id, amount := range choice.Aterforing {
		f.Funds[id] = blankKrona(amount)
	}
	for kind, how := range c.How {
		f.How[string(kind)] = string(how)
	}
	return f
}

func blankKrona(a money.Amount) string {
	if a == 0 {
		return ""
	}
	return krona(a)
}

// choices reads the form; what is wrong is told beside its field.
func (f planForm) choices(ctx context.Context, wrong map[string]string) (tax.Choice, tax.Goal) {
	amount := func(field, text string) money.Amount {
		if text == "" {
			return 0
		}
		a, err := money.Parse(text)
		if err != nil {
			wrong[field] = amountSentence(ctx, text)
		}
		return a
	}
	own := tax.Choice{Avsattning: amount("egen", f.Allocation), Over: tax.Over(f.Over), Overvarde: amount("overvarde", f.OverValue), Aterforing: map[string]money.Amount{}}
	for id, text := range f.Funds {
		if a := amount(fundField+id, text); a != 0 {
			own.Aterforing[id] = a
		}
	}
	return own, tax.Goal{Kind: tax.GoalKind(f.GoalKind), Amount: amount("mal", f.Goal)}
}

// choice is the alternative that the form has marked, with its name.
func (v planView) choice() (tax.Choice, string, bool) {
	at := slices.IndexFunc(v.Columns, func(c planColumn) bool { return c.Chosen })
	if at < 0 {
		return tax.Choice{}, "", false
	}
	c := v.Columns[at]
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

func (v planView) how() map[tax.EntryKind]tax.How {
	how := map[tax.EntryKind]tax.How{}
	for _, kind := range tax.EntryKinds {
		if v.Form.How[string(kind)] == string(tax.Reverse) {
			how[kind] = tax.Reverse
		}
	}
	return how
}

// earlier are the kinds that vouchers of the ledger book already.
func (v planView) earlier() []tax.EntryKind {
	var kinds []tax.EntryKind
	for _, b := range v.Bookings {
		if !slices.Contains(kinds, b.Kind) {
			kinds = append(kinds, b.Kind)
		}
	}
	return kinds
}
