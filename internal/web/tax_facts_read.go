package web

import (
	"context"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// factsReader reads the fields of Ingående uppgifter. What is wrong is told
// beside its field, and all of it at once.
type factsReader struct {
	values map[string]string
	wrong  map[string]string
	ctx    context.Context
}

// maxTableRows bounds the rows that are read of one table.
const maxTableRows = 60

func (f factsReader) into(t *engagement.TaxFacts) {
	f.opening(&t.Opening)
	t.Group = tax.Koncernbidrag{Mottaget: f.maybe("mottaget"), Lamnat: f.maybe("lamnat")}
	t.Equipment = f.equipment()
	t.Interest = tax.Rantor{
		Intakter: f.maybe("ranteintakter"), Kostnader: f.maybe("rantekostnader"), Avskrivningar: f.maybe("ranteavskrivningar"),
		Ovrigt: f.amount("ranteovrigt"), ForenklingAndra: f.amount("forenklingandra"), Intressegemenskap: f.checked("intressegemenskap"), Regel: f.values["ranteregel"],
	}
	t.FundUnits, t.Dividend = f.amount("fondandelar"), f.amount("utdelning")
	if f.checked("loneskatt") {
		t.Pension = &tax.Pension{Underlag: f.maybe("pensionsunderlag")}
	}
	f.table("fastighet", "rad", func(row func(string) string) {
		t.Properties = append(t.Properties, tax.Fastighet{Rad: f.values[row("rad")], Taxeringsvarde: f.amount(row("varde")), Avgift: f.maybe(row("avgift"))})
	})
	f.table("avkastning", "rad", func(row func(string) string) {
		t.Yield = append(t.Yield, tax.Avkastning{Rad: f.values[row("rad")], Underlag: f.amount(row("underlag")), Kapital: f.amount(row("kapital"))})
	})
	t.EarlierTax, t.ShareCapital = f.maybe("tidigareskatt"), f.maybe("aktiekapital")
	if f.values["debiterad"] != "" || f.values["andraar"] != "" {
		t.Preliminary = &tax.Preliminarskatt{Debiterad: f.amount("debiterad"), AndraAr: f.amount("andraar")}
	}
	t.Disclosures = tax.Upplysningar{
		Byggnader: f.amount("byggnader"), Markanlaggningar: f.amount("mark"), RestvardeAterfort: f.amount("restvardeaterfort"),
		Aktieagarlan: f.maybe("agarlan"), Pensionskostnader: f.maybe("pensionskostnader"), Bitradd: f.yesNo("bitradd"), Revision: f.yesNo("revision"),
	}
	t.Last, t.Housing = f.checked("sista"), f.checked("privatbostad")
}

func (f factsReader) opening(o *tax.Ingaende) {
	o.Source = f.values["kalla"]
	f.table("fond", "konto", func(row func(string) string) {
		o.Fonder = append(o.Fonder, tax.Periodiseringsfond{
			Account: f.values[row("konto")], Year: f.period(row("fran"), row("till")), Amount: f.amount(row("belopp")), Confirmed: true,
		})
	})
	u := &o.Underskott
	u.Belopp, u.Sparrat = f.amount("underskott"), f.amount("sparrat")
	if f.values["sparrattill"] != "" {
		u.SparratTill = f.date("sparrattill")
	}
	if f.values["agaraldre"] != "" {
		u.Agarforandring = &tax.Agarforandring{Aldre: f.amount("agaraldre"), Utgift: f.amount("agarutgift"), Kapitaltillskott: f.amount("agartillskott")}
	}
	f.table("rantenetto", "belopp", func(row func(string) string) {
		o.Rantenetto = append(o.Rantenetto, tax.Kvarstaende{Year: f.period(row("fran"), row("till")), Amount: f.amount(row("belopp"))})
	})
}

func (f factsReader) equipment() *tax.Inventarier {
	if f.values["inventariemetod"] == "" {
		return nil
	}
	i := &tax.Inventarier{
		Metod: f.values["inventariemetod"], Ingaende: f.amount("invingaende"), Anskaffningar: f.amount("invkopt"),
		Ersattning: f.amount("invsalt"), Bokfort: f.amount("invbokfort"),
	}
	f.table("kvar", "belopp", func(row func(string) string) {
		i.Kvar = append(i.Kvar, tax.Argang{Year: f.period(row("fran"), row("till")), Belopp: f.amount(row("belopp"))})
	})
	return i
}

// table calls each for every row that has something in its main column. A row
// without it must be empty.
func (f factsReader) table(name, main string, each func(row func(string) string)) {
	for i := range maxTableRows {
		field := func(column string) string { return tableField(name, i, column) }
		if f.values[field(main)] != "" {
			each(field)
		} else if f.begun(tableField(name, i, "")) {
			f.wrong[field(main)] = t(f.ctx, "Fyll i fältet, eller töm raden.")
		}
	}
}

// begun tells whether any field of a row has something in it.
func (f factsReader) begun(row string) bool {
	for name, value := range f.values {
		if value != "" && strings.HasPrefix(name, row) {
			return true
		}
	}
	return false
}

func (f factsReader) amount(field string) money.Amount {
	text := f.values[field]
	if text == "" {
		return 0
	}
	a, err := money.Parse(text)
	if err != nil {
		f.wrong[field] = amountSentence(f.ctx, text)
	}
	return a
}

// maybe is nil when the field is empty.
func (f factsReader) maybe(field string) *money.Amount {
	if f.values[field] == "" {
		return nil
	}
	a := f.amount(field)
	return &a
}

func (f factsReader) date(field string) civil.Date {
	d, err := civil.Parse(f.values[field])
	if err != nil {
		f.wrong[field] = dateSentence(f.ctx, f.values[field])
	}
	return d
}

func (f factsReader) period(from, to string) civil.Period {
	p := civil.Period{From: f.date(from), To: f.date(to)}
	if f.wrong[from] == "" && f.wrong[to] == "" {
		if err := p.CheckYear(); err != nil {
			f.wrong[to] = t(f.ctx, "Ett beskattningsår slutar den sista i en månad och är högst 18 månader.")
		}
	}
	return p
}

func (f factsReader) checked(field string) bool { return f.values[field] != "" }

func (f factsReader) yesNo(field string) *bool {
	yes := f.values[field] == "ja"
	if !yes && f.values[field] != "nej" {
		return nil
	}
	return &yes
}
