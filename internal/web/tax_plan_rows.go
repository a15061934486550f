package web

import (
	"context"
	"strconv"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// A planRow is one line of the table of alternatives.
type planRow struct {
	Group string
	Name  string
	Code  string
	Class string
	Cell  func(planColumn) string
	Field func(planColumn) string // name of the field that stands in the cell; nil or empty: none
}

// onlyIn is the field of a cell in one column.
func onlyIn(kind tax.Kind, name string) func(planColumn) string {
	return func(c planColumn) string {
		if c.Key == string(kind) {
			return name
		}
		return ""
	}
}

// goalRow lets the wished amount be typed in a row, when the wish is of its kind.
func (v planView) goalRow(row planRow, kind tax.GoalKind) planRow {
	if v.Form.GoalKind == string(kind) {
		row.Field = onlyIn(tax.KindGoal, "mal")
	}
	return row
}

// any tells whether an amount is not zero in some column.
func (v planView) any(f func(tax.Result) money.Amount) bool {
	for _, c := range v.Columns {
		if c.computed() && f(c.Result) != 0 {
			return true
		}
	}
	return false
}

// rows are those of the table, from the result to what follows from the plan.
func (v planView) rows(ctx context.Context) []planRow {
	signed := func(name, code string, f func(tax.Result) money.Amount) planRow {
		return planRow{Name: name, Code: code, Cell: func(c planColumn) string { return kronaSigned(f(c.Result)) }}
	}
	plain := func(name, code, class string, f func(tax.Result) money.Amount) planRow {
		return planRow{Name: name, Code: code, Class: class, Cell: func(c planColumn) string { return krona(f(c.Result)) }}
	}
	compulsory := func(r tax.Result) money.Amount {
		return sumFunds(r, func(s tax.FundState) money.Amount { return s.Compulsory })
	}
	voluntary := func(r tax.Result) money.Amount {
		return sumFunds(r, func(s tax.FundState) money.Amount { return s.Voluntary })
	}
	rows := []planRow{plain(t(ctx, "Justerat resultat efter finansiella poster"), "", "", func(r tax.Result) money.Amount { return r.AfterFinance })}
	some := func(name, code string, f func(tax.Result) money.Amount) {
		if v.any(f) {
			rows = append(rows, signed(name, code, f))
		}
	}
	some(t(ctx, "Koncernbidrag"), "8820 8830", func(r tax.Result) money.Amount { return r.Received - r.Given })
	some(t(ctx, "Återföring av periodiseringsfonder, tvingande"), "8819", compulsory)
	some(t(ctx, "Frivillig återföring av periodiseringsfonder"), "8819", voluntary)
	some(t(ctx, "Förändring av överavskrivningar"), "8850 8853", func(r tax.Result) money.Amount { return r.Over.Change })
	some(t(ctx, "Övriga bokslutsdispositioner, som bokfört"), "884x 886x", func(r tax.Result) money.Amount { return r.Other })
	allocation := signed(t(ctx, "Avsättning till periodiseringsfond %d", v.Page.Engagement.Year.To.Year), "8811", func(r tax.Result) money.Amount { return -r.Allocation })
	allocation.Field = onlyIn(tax.KindOwn, "egen")
	rows = append(rows,
		plain(t(ctx, "Resultat före avsättning"), "", "sub", func(r tax.Result) money.Amount { return r.BeforeAllocation }),
		allocation,
		plain(t(ctx, "Resultat före skatt"), "", "sub", func(r tax.Result) money.Amount { return r.BeforeTax }),
		signed(t(ctx, "Skattemässiga justeringar"), "INK2S 4.3–4.14", func(r tax.Result) money.Amount { return r.Surplus - tax.Kronor(r.BeforeTax) }),
		plain(t(ctx, "Skattemässigt resultat"), "4.15", "", func(r tax.Result) money.Amount { return r.Surplus }),
		plain(t(ctx, "Beskattningsbar inkomst, nedåt till tiotal kronor"), "", "", func(r tax.Result) money.Amount { return r.Taxable }),
		v.goalRow(signed(t(ctx, "Skatt %s", v.Sheet.Basis.Skattesats().Rate()), "8910", func(r tax.Result) money.Amount { return -r.Tax }), tax.GoalTax),
	)
	some(t(ctx, "Skatt för tidigare år och övriga skatter"), "8920–8989", func(r tax.Result) money.Amount { return -r.OtherTaxes })
	rows = append(rows,
		v.goalRow(plain(t(ctx, "Årets resultat"), "", "tot", func(r tax.Result) money.Amount { return r.Net }), tax.GoalResult),
		planRow{Group: t(ctx, "Följder")},
		plain(t(ctx, "Obetald skatt efter preliminärskatt %s", krona(v.Sheet.Facts.Preliminar.Debiterad)), "", "", func(r tax.Result) money.Amount { return r.Betalning.ToPay }),
		plain(t(ctx, "Outnyttjat utrymme för avsättning"), "", "", func(r tax.Result) money.Amount { return r.MaxAllocation - r.Allocation }),
		plain(t(ctx, "Periodiseringsfonder totalt efter avsättning"), "", "", tax.Result.FundsLeft),
	)
	return append(rows, v.consequences(ctx)...)
}

func (v planView) consequences(ctx context.Context) []planRow {
	return []planRow{
		{Name: t(ctx, "Sparad skatt i år mot ingen frivillig avsättning"), Cell: func(c planColumn) string { return kronaSigned(c.Alt.Now) }},
		{Name: t(ctx, "Schablonintäkt nästa år"), Code: v.laterRate(), Cell: func(c planColumn) string { return laterText(ctx, c.Alt, c.Alt.Later.Schablon) }},
		{Name: t(ctx, "Skatt på schablonintäkten"), Cell: func(c planColumn) string { return laterText(ctx, c.Alt, c.Alt.Later.Tax) }},
		{Name: t(ctx, "Eget kapital"), Cell: func(c planColumn) string { return krona(c.Result.Kapital.Eget) }},
		v.goalRow(planRow{Name: t(ctx, "Fritt eget kapital"), Cell: func(c planColumn) string { return krona(c.Result.Kapital.Fritt) }}, tax.GoalDividend),
		{Name: t(ctx, "Soliditet"), Cell: func(c planColumn) string { return oneDecimal(c.Result.Kapital.Soliditet) }},
		{Name: t(ctx, "Eget kapital mot halva aktiekapitalet"), Cell: func(c planColumn) string {
			if c.Result.Kapital.HalvtKapital {
				return t(ctx, "kontrollbalansräkning")
			}
			return t(ctx, "över")
		}},
		{Name: t(ctx, "Planerad utdelning %s", krona(v.Sheet.Facts.Utdelning)), Cell: func(c planColumn) string {
			if over := c.Result.Kapital.UtdelningOver; over > 0 {
				return t(ctx, "%s för mycket", krona(over))
			}
			return t(ctx, "ryms")
		}},
	}
}

// laterRate is the rate of next year's standard income, empty while no column
// knows it.
func (v planView) laterRate() string {
	for _, c := range v.Columns {
		if c.Alt.Later.Rate > 0 {
			return c.Alt.Later.Rate.String()
		}
	}
	return ""
}

func laterText(ctx context.Context, a tax.Alternative, amount money.Amount) string {
	if a.Later.Err != nil {
		return t(ctx, "satsen är inte känd")
	}
	return krona(amount)
}

func sumFunds(r tax.Result, f func(tax.FundState) money.Amount) money.Amount {
	var sum money.Amount
	for _, s := range r.Funds {
		sum += f(s)
	}
	return sum
}

// shown is the result that the fund list and the bridge are about: that of the
// marked alternative.
func (v planView) shown() (planColumn, bool) {
	for _, c := range v.Columns {
		if c.Chosen && c.computed() {
			return c, true
		}
	}
	return planColumn{}, false
}

// latest says when a fund is to be reversed at the latest.
func (v planView) latest(ctx context.Context, s tax.FundState) string {
	if s.Reversed() == s.Amount {
		return t(ctx, "återförd nu")
	}
	return strconv.Itoa(s.LatestYear(v.Page.Engagement.Year, maxFundYears))
}

// maxFundYears is how many tax years a fund may stand. Source: IL 30 kap. 7 §.
const maxFundYears = 6

// upliftTexts tell what is added in the declaration for funds that go back.
func upliftTexts(ctx context.Context, r tax.Result) []string {
	var texts []string
	for _, s := range r.Funds {
		if s.Added != 0 {
			texts = append(texts, t(ctx, "Fonden på konto %s räknas upp med %s i deklarationen, %s på rad 4.6d.", s.Account, s.Uplift, krona(s.Added)))
		}
	}
	return texts
}

// oneDecimal writes a share as 45,3 %, rounded half away from zero.
func oneDecimal(r tax.Rate) string { return strings.TrimPrefix(percent(money.Amount(r), 100_00), "+") }
