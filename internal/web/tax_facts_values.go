package web

import (
	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// factsValues are the fields of Ingående uppgifter as they are shown.
type factsValues map[string]string

// valuesOf fills the fields with what is saved. Funds that the ledger shows and
// nobody has typed stand there to be confirmed.
func valuesOf(sheet engagement.TaxSheet) map[string]string {
	v, facts := factsValues{}, sheet.Typed
	v["kalla"] = facts.Opening.Source
	funds := facts.Opening.Fonder
	if len(funds) == 0 {
		funds = tax.ProposeFunds(sheet.Facts)
	}
	for i, fund := range funds {
		v.put("fond", i, "konto", fund.Account)
		v.period("fond", i, fund.Year)
		v.put("fond", i, "belopp", fund.Amount.String())
	}
	u := facts.Opening.Underskott
	v.amount("underskott", u.Belopp)
	v.amount("sparrat", u.Sparrat)
	v["sparrattill"] = blankDate(u.SparratTill)
	if a := u.Agarforandring; a != nil {
		v["agaraldre"], v["agarutgift"], v["agartillskott"] = a.Aldre.String(), a.Utgift.String(), a.Kapitaltillskott.String()
	}
	for i, k := range facts.Opening.Rantenetto {
		v.period("rantenetto", i, k.Year)
		v.put("rantenetto", i, "belopp", k.Amount.String())
	}
	if before := facts.EquipmentBefore; facts.Equipment == nil && before != nil {
		v.equipment(before)
		delete(v, "inventariemetod") // nothing is computed before a person has chosen
		delete(v, "invbokfort")
	} else {
		v.equipment(facts.Equipment)
	}
	v.taxes(facts)
	v.disclosures(facts)
	return v
}

func (v factsValues) equipment(i *tax.Inventarier) {
	if i == nil {
		return
	}
	v["inventariemetod"] = i.Metod
	v["invingaende"], v["invkopt"], v["invsalt"], v["invbokfort"] = i.Ingaende.String(), i.Anskaffningar.String(), i.Ersattning.String(), i.Bokfort.String()
	for n, k := range i.Kvar {
		v.period("kvar", n, k.Year)
		v.put("kvar", n, "belopp", k.Belopp.String())
	}
}

func (v factsValues) taxes(f engagement.TaxFacts) {
	v.maybe("mottaget", f.Group.Mottaget)
	v.maybe("lamnat", f.Group.Lamnat)
	v.maybe("ranteintakter", f.Interest.Intakter)
	v.maybe("rantekostnader", f.Interest.Kostnader)
	v.maybe("ranteavskrivningar", f.Interest.Avskrivningar)
	v.amount("ranteovrigt", f.Interest.Ovrigt)
	v.amount("forenklingandra", f.Interest.ForenklingAndra)
	v["intressegemenskap"], v["ranteregel"] = mark(f.Interest.Intressegemenskap), f.Interest.Regel
	v.amount("fondandelar", f.FundUnits)
	v.amount("utdelning", f.Dividend)
	if v["loneskatt"] = mark(f.Pension != nil); f.Pension != nil {
		v.maybe("pensionsunderlag", f.Pension.Underlag)
	}
	for i, p := range f.Properties {
		v.put("fastighet", i, "rad", p.Rad)
		v.put("fastighet", i, "varde", p.Taxeringsvarde.String())
		v.maybe(tableField("fastighet", i, "avgift"), p.Avgift)
	}
	for i, a := range f.Yield {
		v.put("avkastning", i, "rad", a.Rad)
		v.put("avkastning", i, "underlag", orBlank(a.Underlag))
		v.put("avkastning", i, "kapital", orBlank(a.Kapital))
	}
	v.maybe("tidigareskatt", f.EarlierTax)
	v.maybe("aktiekapital", f.ShareCapital)
	if p := f.Preliminary; p != nil {
		v["debiterad"] = p.Debiterad.String()
		v.amount("andraar", p.AndraAr)
	}
}

func (v factsValues) disclosures(f engagement.TaxFacts) {
	d := f.Disclosures
	v.amount("byggnader", d.Byggnader)
	v.amount("mark", d.Markanlaggningar)
	v.amount("restvardeaterfort", d.RestvardeAterfort)
	v.maybe("agarlan", d.Aktieagarlan)
	v.maybe("pensionskostnader", d.Pensionskostnader)
	for field, answer := range map[string]*bool{"bitradd": d.Bitradd, "revision": d.Revision} {
		if answer != nil {
			v[field] = yesNoOf(*answer)
		}
	}
	v["sista"], v["privatbostad"] = mark(f.Last), mark(f.Housing)
}

func (v factsValues) put(table string, row int, column, text string) {
	v[tableField(table, row, column)] = text
}

func (v factsValues) period(table string, row int, p civil.Period) {
	v.put(table, row, "fran", blankDate(p.From))
	v.put(table, row, "till", blankDate(p.To))
}

func (v factsValues) amount(field string, a money.Amount) { v[field] = orBlank(a) }

func (v factsValues) maybe(field string, a *money.Amount) {
	if v[field] = ""; a != nil {
		v[field] = a.String()
	}
}

func blankDate(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func mark(yes bool) string {
	if yes {
		return "ja"
	}
	return ""
}
