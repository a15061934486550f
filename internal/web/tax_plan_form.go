package web

import (
	"context"
	"net/url"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// planForm is what was typed, as it was.
type planForm struct {
	Alt, Allocation, Goal, GoalKind, Over, OverValue, Name string
	Dividend                                               string
	Plan, PlanVersion                                      string // the saved alternative that is being changed
	Funds                                                  map[string]string
	How                                                    map[string]string
}

const fundField, howField = "fond.", "tidigare."

func typedPlan(typed url.Values) planForm {
	one := func(name string) string { return strings.TrimSpace(typed.Get(name)) }
	f := planForm{
		Alt: one("alternativ"), Allocation: one("egen"), Goal: one("mal"), GoalKind: one("malsort"), Over: one("over"), OverValue: one("overvarde"), Name: one("namn"),
		Dividend: one("utdelning"), Plan: one("plan"), PlanVersion: one("planversion"),
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

func planFormOf(choice tax.Choice, how map[tax.EntryKind]tax.How) planForm {
	f := planForm{Alt: string(tax.KindNone), GoalKind: string(tax.GoalResult), Funds: map[string]string{}, How: map[string]string{}}
	if choice.Kind == "" || choice.Kind == tax.KindOwners {
		return f
	}
	f.Alt, f.Over = string(choice.Kind), string(choice.Over)
	f.Allocation = blankKrona(choice.Avsattning)
	f.OverValue = blankKrona(choice.Overvarde)
	if choice.Goal.Kind != "" {
		f.GoalKind, f.Goal = string(choice.Goal.Kind), krona(choice.Goal.Amount)
	}
	for id, amount := range choice.Aterforing {
		f.Funds[id] = blankKrona(amount)
	}
	for kind, h := range how {
		f.How[string(kind)] = string(h)
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

func (v planView) how() map[tax.EntryKind]tax.How {
	how := map[tax.EntryKind]tax.How{}
	for _, kind := range tax.EntryKinds {
		if v.Form.How[string(kind)] == string(tax.Reverse) {
			how[kind] = tax.Reverse
		}
	}
	return how
}

// fieldOf is the name of the field in a cell, empty where an amount stands.
func (v planView) fieldOf(row planRow, c planColumn) string {
	if row.Field == nil {
		return ""
	}
	return row.Field(c)
}

func (f planForm) value(field string) string {
	if field == "egen" {
		return f.Allocation
	}
	return f.Goal
}

func fieldLabel(ctx context.Context, field string) string {
	if field == "egen" {
		return t(ctx, "Egen avsättning")
	}
	return t(ctx, "Belopp som ska nås")
}
