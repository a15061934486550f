package tax

import "bokslut/internal/money"

// mainRows are the bases on INK2 that properties and avkastningsskatt have.
// Source: Skatteverket, field table SKV 2002-33-01-24-04.
var mainRows = []struct{ row, code, label string }{
	{"1.6a", "7153", "Avkastningsskatt 15 %: försäkringsföretag m.fl. samt avsatt till pensioner"},
	{"1.6b", "7154", "Avkastningsskatt 15 %: utländska pensionsförsäkringar"},
	{"1.7a", "7155", "Avkastningsskatt 30 %: försäkringsföretag m.fl."},
	{"1.7b", "7156", "Avkastningsskatt 30 %: utländska kapitalförsäkringar"},
	{"1.8", "80", "Småhus, ägarlägenhet"},
	{"1.9", "93", "Hyreshus: bostäder"},
	{"1.10", "84", "Småhus, ägarlägenhet: tomtmark, byggnad under uppförande"},
	{"1.11", "86", "Hyreshus: tomtmark, bostäder under uppförande"},
	{"1.12", "95", "Hyreshus: lokaler"},
	{"1.13", "96", "Industrienhet och elproduktionsenhet: värmekraftverk"},
	{"1.14", "97", "Elproduktionsenhet, vattenkraftverk"},
	{"1.15", "98", "Elproduktionsenhet, vindkraftverk"},
}

// mainForm is INK2: what is taxed. A deficit that waits for koncernbidrags-
// spärren is also entered at 1.2.
func (r Result) mainForm() []Field {
	fields := r.days("INK2")
	add := func(row, code, label string, amount money.Amount, behind []Behind) {
		if amount = Kronor(amount); amount != 0 {
			fields = append(fields, Field{Form: "INK2", Row: row, Code: code, Label: label, Amount: amount, Accounts: behind})
		}
	}
	b := r.basis
	add("1.1", "7104", "Överskott av näringsverksamhet", max(0, r.Surplus), nil)
	add("1.2", "7114", "Underskott av näringsverksamhet", max(0, -r.Surplus)+r.Underskott.Barred, nil)
	pension := b.facts.pensionBase(b.books)
	add("1.4", "7132", "Underlag för särskild löneskatt på pensionskostnader", max(0, pension), b.books.behind(1, pensionCosts))
	add("1.5", "7133", "Negativt underlag för särskild löneskatt på pensionskostnader", max(0, -pension), b.books.behind(-1, pensionCosts))
	for _, row := range mainRows {
		var sum money.Amount
		for _, p := range b.facts.Fastigheter {
			if p.Rad == row.row {
				sum += Kronor(p.Taxeringsvarde)
			}
		}
		for _, a := range b.facts.Avkastning {
			if a.Rad == row.row {
				base, _ := a.base(b.facts.Year) // the plan was computed with it
				sum += base
			}
		}
		add(row.row, row.code, row.label, sum, nil)
	}
	return fields
}

// ownerLoans are debts to owners and their families.
var ownerLoans = []Range{{2393, 2393}, {2893, 2893}}

// adjustmentForm is INK2S.
func (r Result) adjustmentForm(after books) []Field {
	var fields []Field
	add := func(row, code, label string, amount money.Amount, behind []Behind) {
		if amount = Kronor(amount); amount != 0 {
			fields = append(fields, Field{Form: "INK2S", Row: row, Code: code, Label: label, Amount: amount, Accounts: behind})
		}
	}
	net := r.FormResult()
	add("4.1", "7650", "Årets resultat, vinst", max(0, net), nil)
	add("4.2", "7750", "Årets resultat, förlust", max(0, -net), nil)
	add("4.3a", "7651", "Skatt på årets resultat", r.FormTax(), after.behind(1, Range{8900, 8989}))
	for _, total := range r.Rows {
		row, _ := findRow(total.Row)
		code, sign := row.plus, money.Amount(1)
		if row.plus == "" || row.minus != "" && total.Amount < 0 {
			code, sign = row.minus, -1
		}
		add(row.row, code, row.label, sign*total.Amount, total.behind(sign))
	}
	add("4.15", "7670", "Överskott", max(0, r.Surplus), nil)
	add("4.16", "7770", "Underskott", max(0, -r.Surplus), nil)
	u := r.basis.facts.Upplysningar
	add("4.17", "8020", "Värdeminskningsavdrag på byggnader som finns kvar vid årets utgång", u.Byggnader, nil)
	add("4.18", "8021", "Värdeminskningsavdrag på markanläggningar som finns kvar vid årets utgång", u.Markanlaggningar, nil)
	add("4.19", "8023", "Vid restvärdesavskrivning: återförda belopp för av- och nedskrivning, försäljning, utrangering", u.RestvardeAterfort, nil)
	loans := after.behind(-1, ownerLoans...)
	add("4.20", "8026", "Lån från aktieägare (fysisk person) vid räkenskapsårets utgång", orElse(u.Aktieagarlan, sumBehind(loans)), loans)
	pension := after.behind(1, pensionCosts)
	add("4.21", "8022", "Pensionskostnader som ingår i 3.8", orElse(u.Pensionskostnader, sumBehind(pension)), pension)
	add("4.22", "8028", "Koncernbidragsspärrat och fusionsspärrat underskott m.m.", r.Utgaende().Underskott.Sparrat, nil)
	return append(fields, u.boxes()...)
}

func (t RowTotal) behind(sign money.Amount) []Behind {
	var list []Behind
	for _, step := range t.Steps {
		for _, a := range step.Accounts {
			list = append(list, Behind{a.Account, sign * a.Amount})
		}
	}
	return list
}

func (u Upplysningar) boxes() []Field {
	var fields []Field
	add := func(answer *bool, yes, no, label string) {
		if answer == nil {
			return
		}
		f := Field{Form: "INK2S", Code: yes, Label: label + ": ja", Text: "X"}
		if !*answer {
			f.Code, f.Label = no, label+": nej"
		}
		fields = append(fields, f)
	}
	add(u.Bitradd, "8040", "8041", "Uppdragstagare har biträtt vid upprättandet av årsredovisningen")
	add(u.Revision, "8044", "8045", "Årsredovisningen har varit föremål för revision")
	return fields
}
