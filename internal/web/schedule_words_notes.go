package web

import (
	"context"
	"strings"

	"bokslut/internal/schedule"
)

// noteWords are the sentences of the checks; each %s takes one of the note's
// arguments, in their order.
var noteWords = map[string]string{
	"above_net_selling":      "97 %% av lagret är mer än värdet post för post, %s. Då går det inte att använda.",
	"account_missing":        "Konto %s har en förändring men ingen rad.",
	"after_year_end":         "Datumet ligger efter bokslutsdagen.",
	"below_cost":             "Marknadsvärdet är lägre än anskaffningsvärdet.",
	"below_limit":            "Beloppet är under K2-gränsen %s och behöver inte periodiseras.",
	"by_days":                "Perioden är inte hela månader och räknas i dagar.",
	"cash_negative":          "En kassa kan inte vara negativ.",
	"cell":                   "”%s” passar inte i fältet och räknas som tomt.",
	"class_not_in_force":     "Avgiftsklassen gäller inte det här året. Fulla avgifter används.",
	"counted_other_day":      "Inventeringen är gjord en annan dag än bokslutsdagen %s.",
	"credit":                 "Posten är en kredit.",
	"currency":               "”%s” är ingen valutakod. Skriv tre bokstäver, till exempel EUR.",
	"days_ahead":             "Dagarna är negativa: semester i förskott.",
	"debit":                  "Lånet har debetsaldo.",
	"disposed_before":        "Tillgången är avyttrad före räkenskapsåret.",
	"disposed_before_bought": "Avyttringen ligger före anskaffningen.",
	"dividend_sign":          "En utdelning minskar kapitalet. Skriv den med minus.",
	"due_before_date":        "Förfallodagen ligger före datumet.",
	"duplicate":              "Nummer %s finns på flera rader.",
	"fund_units":             "Fondandelar ger schablonintäkt, %s av värdet.",
	"group_differs":          "Motparten har ett annat saldo.",
	"half_period":            "Skriv både från och till.",
	"instalment_in_year":     "Nästa amortering ligger inom räkenskapsåret.",
	"insurance":              "En kapitalförsäkring ger avkastningsskatt.",
	"interest_prepaid":       "Räntan är betald förbi bokslutsdagen.",
	"goodwill":               "En nedskrivning av goodwill får inte återföras.",
	"impaired_opening":       "Avskrivningen före året är beräknad efter planen. Skriv in den i Avskr. före om tillgången skrevs ned tidigare än förra bokslutet.",
	"impaired_too_much":      "Nedskrivningen är större än det bokförda värdet.",
	"reversed_above_plan":    "Värdet blir högre än om tillgången aldrig hade skrivits ned.",
	"reversed_too_much":      "Mer återförs än vad som var nedskrivet före året.",
	"k2_life":                "K2 godtar %s år utan egen bedömning.",
	"last_month_missing":     "Månaden som slutar %s saknas.",
	"late_posting":           "%s på konto %s, %s, är bokförd efter att deklarationen lämnades. Den hör till nästa deklaration.",
	"law_unknown":            "Årets värde saknas i programmet: %s. Kontrollera beloppet själv.",
	"long_period":            "Perioden är längre än fem år.",
	"loss":                   "Uppdraget väntas gå med förlust, %s. Hela förlusten tas nu.",
	"low_value":              "Värdet är under gränsen för inventarier av mindre värde, %s.",
	"lower_by_lump":          "97 %% av lagret ger ett lägre värde, %s.",
	"many_days":              "Det är ovanligt många dagar.",
	"missing":                "Fältet är tomt.",
	"month_twice":            "Månaden finns på flera rader.",
	"months_missing":         "%s månader av året saknas.",
	"negative":               "Beloppet är negativt.",
	"next_year":              "Hela perioden ligger i nästa år.",
	"no_life":                "Livslängden saknas. Ingen avskrivning beräknas.",
	"no_lump":                "97 % går inte att använda på den här posten.",
	"no_plan":                "Amorteringsplanen saknas. Kortfristig del beräknas inte.",
	"no_statement":           "Saldo enligt kontoutdrag saknas för konto %s.",
	"none_with_rows":         "Det står att inga finns, men det finns rader.",
	"not_confirmed":          "Motpartens saldo saknas.",
	"not_counted":            "Det står inte när lagret inventerades.",
	"not_decided":            "Årsstämmans dag saknas.",
	"not_deductible":         "Nedskrivningen är inte avdragsgill.",
	"not_depreciated":        "Tillgången skrivs inte av på det här kontot.",
	"not_linked":             "Raderna rör konto %s, som bilagan inte är länkad till.",
	"nothing_left":           "Perioden lämnar inget att periodisera.",
	"old":                    "Förfallen sedan mer än 90 dagar. Är den osäker?",
	"opening_differs":        "IB på konto %s skiljer %s från raderna.",
	"outside_year":           "Månaden ligger utanför räkenskapsåret.",
	"over_estimate":          "Utgifterna är mer än de beräknade.",
	"over_price":             "Det fakturerade är mer än det avtalade priset.",
	"overdraft":              "Konto %s är negativt. Är det en skuld till banken?",
	"owner_loan":             "Fordran på en närstående kan vara ett förbjudet lån, 21 kap. aktiebolagslagen.",
	"owner_loan_booked":      "Konto %s har debetsaldo och kan vara ett förbjudet lån, 21 kap. aktiebolagslagen.",
	"pay_differs":            "Bokfört och deklarerat skiljer %s.",
	"period":                 "Till ligger före från.",
	"period_missing":         "Perioden %s – %s saknas.",
	"period_twice":           "Perioden från %s finns på flera rader.",
	"rate":                   "Kursen ska vara mer än noll.",
	"rate_far":               "Kursen ligger långt från den bokförda. Stämmer den?",
	"residual":               "Restvärdet ska ligga mellan noll och anskaffningsvärdet.",
	"result_unbalanced":      "Resultatdispositionen går inte jämnt ut: %s återstår.",
	"share":                  "Andelen ska ligga mellan 0 och 100 %.",
	"short_life":             "Livslängden är högst tre år.",
	"sign":                   "Beloppet i valuta och det bokförda har olika tecken.",
	"statement_date":         "Underlaget gäller inte bokslutsdagen %s.",
	"statement_differs":      "Saldobeskedet skiljer %s från årets rörelse.",
	"unit":                   "Enheten ska vara minst 1.",
	"vat_differs":            "Bokfört och deklarerat skiljer %s.",
	"vat_rate":               "%s %% är ingen momssats.",
	"youth_cap":              "Lägre avgift för unga gäller bara upp till ett tak per månad.",
}

// proposalWords are the texts of the closing entries that bilagor propose.
var proposalWords = map[string]string{
	"accrual":               "Periodisering, konto %s",
	"accrual_release":       "Återföring av förra årets periodisering, konto %s",
	"accrued_interest":      "Upplupen ränta",
	"accrued_pay":           "Upplupna löner",
	"confirmed_loss":        "Konstaterade kundförluster",
	"contributions":         "Arbetsgivaravgifter enligt deklaration",
	"depreciation":          "Årets avskrivningar, konto %s",
	"difference":            "Rättelse av %s till bilagan",
	"impairment":            "Nedskrivning av tillgång, konto %s",
	"impairment_reversed":   "Återförd nedskrivning, konto %s",
	"disposal":              "Avyttring av tillgång, konto %s",
	"equity":                "Omföring av eget kapital",
	"financial_write_down":  "Nedskrivning av värdepapper, konto %s",
	"holiday_contributions": "Avgifter på semesterlöneskuld",
	"holiday_pay":           "Förändring av semesterlöneskuld",
	"inventory":             "Förändring av lager, konto %s",
	"revaluation":           "Valutaomvärdering, konto %s",
	"short_part":            "Kortfristig del av lån, konto %s",
	"tax_account":           "Rättelse av skattekonto",
	"tax_account_side":      "Skattekonto med skuld, omföring till %s",
	"vat_settlement":        "Momsredovisning, konto %s",
	"work_in_progress":      "Pågående arbeten, konto %s",
	"write_down":            "Nedskrivning av osäkra kundfordringar",
}

// noteText is the sentence of a note, with the head of its column first.
func noteText(ctx context.Context, columns []gridColumn, n schedule.Note) string {
	text := sentenceOf(ctx, noteWords[n.Code], n.Code, n.Args)
	for _, c := range columns {
		if c.ID == n.Column && !names(text, c.Head) {
			return c.Head + ": " + text
		}
	}
	return text
}

// names tells whether a sentence begins with what its column is called, as
// Beloppet does of Belopp.
func names(text, head string) bool {
	word, _, _ := strings.Cut(strings.TrimRight(head, "."), ",")
	return len(word) > 3 && strings.HasPrefix(strings.ToLower(text), strings.ToLower(word))
}

// proposalText is the text of a proposed closing entry.
func proposalText(ctx context.Context, p schedule.Proposal) string {
	return sentenceOf(ctx, proposalWords[p.Code], p.Code, p.Args)
}

// sentenceOf fills a sentence with arguments; those that it does not ask for are
// left out.
func sentenceOf(ctx context.Context, text, code string, args []string) string {
	if text == "" {
		return code
	}
	n := strings.Count(strings.ReplaceAll(text, "%%", ""), "%s")
	filled := make([]any, n)
	for i := range filled {
		filled[i] = ""
		if i < len(args) {
			filled[i] = args[i]
		}
	}
	return t(ctx, text, filled...)
}
