package web

import (
	"context"
	"errors"

	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"

	"github.com/a-h/templ"
)

// kindWords are the names of the kinds with a line about each.
var kindWords = map[workpaper.Kind]struct{ Name, Line string }{
	workpaper.Own:             {"Allmän specifikation", "Rader med text och belopp. Passar allt som saknar ett eget slag."},
	workpaper.Bank:            {"Kassa och bank", "Saldo enligt kontoutdrag, och det som är bokfört men inte framme hos banken."},
	workpaper.ReceivablesList: {"Kundfordringar", "Öppna kundfakturor, inklistrade ur en reskontra som inte kan importeras."},
	workpaper.PayablesList:    {"Leverantörsskulder", "Öppna leverantörsfakturor, inklistrade ur en reskontra som inte kan importeras."},
	workpaper.Doubtful:        {"Osäkra kundfordringar", "Nedskrivning utan moms, och konstaterade förluster."},
	workpaper.Inventory:       {"Varulager", "Anskaffningsvärde och nettoförsäljningsvärde, eller 97 % av hela lagret."},
	workpaper.WorkInProgress:  {"Pågående arbeten", "Uppdrag till fast pris enligt huvudregeln eller alternativregeln."},
	workpaper.Prepaid:         {"Förutbetalda kostnader och upplupna intäkter", "Perioden ger den del som hör till nästa år."},
	workpaper.Accrued:         {"Upplupna kostnader och förutbetalda intäkter", "Perioden ger den del som hör till det här året."},
	workpaper.Assets:          {"Anläggningstillgångar", "Register med avskrivning enligt plan, avyttringar och bokfört värde per konto."},
	workpaper.Loans:           {"Lån", "Årets rörelse, kortfristig del och upplupen ränta."},
	workpaper.TaxAccount:      {"Skattekonto", "Saldo enligt Skatteverket, och det som skiljer mot bokföringen."},
	workpaper.VAT:             {"Moms", "Bokförd moms mot lämnade deklarationer, period för period."},
	workpaper.PayrollTaxes:    {"Personalskatt och arbetsgivaravgifter", "Skuld enligt arbetsgivardeklarationerna."},
	workpaper.HolidayPay:      {"Löner och semesterlöneskuld", "Semesterlöneskuld, upplupen lön och avgifter per person."},
	workpaper.PayDeclared:     {"Löner mot arbetsgivardeklarationer", "Bokförda löner mot de deklarerade. Förklarar inget saldo."},
	workpaper.Currency:        {"Valutaomvärdering", "Poster i utländsk valuta till bokslutsdagens kurs."},
	workpaper.Related:         {"Närstående och ägarlån", "Årets rörelse per person eller företag, med varning för förbjudna lån."},
	workpaper.GroupBalances:   {"Koncernmellanhavanden", "Saldot här mot saldot hos motparten."},
	workpaper.Securities:      {"Värdepapper och fonder", "Anskaffningsvärde mot marknadsvärde, och nedskrivning."},
	workpaper.Pledges:         {"Ställda säkerheter och eventualförpliktelser", "Det som ska stå i noterna. Förklarar inget saldo."},
	workpaper.Equity:          {"Eget kapital", "Förändringen sedan förra året: resultat, utdelning och annat."},
}

// paperKindWord is the name of a kind.
func paperKindWord(ctx context.Context, k workpaper.Kind) string {
	switch k {
	case workpaper.Receivables:
		return t(ctx, "Kundreskontra")
	case workpaper.Payables:
		return t(ctx, "Leverantörsreskontra")
	}
	return word(ctx, kindWords[k].Name, string(k))
}

// kindLine says what a kind is for.
func kindLine(ctx context.Context, k workpaper.Kind) string {
	return word(ctx, kindWords[k].Line, "")
}

// kindHelpURL is the help about a kind.
func kindHelpURL(k workpaper.Kind) templ.SafeURL {
	if kindWords[k].Name == "" {
		return "/hjalp/bilagor"
	}
	return templ.SafeURL("/hjalp/bilageslag#" + string(k))
}

// amountsLine says how amounts are written in a bilaga: in the plain one and in those
// of statements with the signs of the ledger, else as people speak of them.
func amountsLine(ctx context.Context, k workpaper.Kind) string {
	switch {
	case k == workpaper.Own || k == workpaper.Bank || k == workpaper.TaxAccount || kindWords[k].Name == "":
		return t(ctx, "tillgång plus, skuld minus, som i huvudboken")
	case k == workpaper.Equity:
		return t(ctx, "ökning plus, minskning minus")
	}
	return t(ctx, "belopp utan minus, både tillgångar och skulder")
}

// word is a Swedish text, or the code where there is none.
func word(ctx context.Context, text, code string) string {
	if text == "" {
		return code
	}
	return t(ctx, text)
}

// columnWord is the head of a column or the label of a fact.
func columnWord(ctx context.Context, k workpaper.Kind, column string) string {
	if text, ok := columnWordsOf[string(k)+"."+column]; ok {
		return t(ctx, text)
	}
	return word(ctx, columnWords[column], column)
}

// choiceWord is the name of a choice of a column.
func choiceWord(ctx context.Context, column, choice string) string {
	if text, ok := choiceWords[column+"."+choice]; ok {
		return t(ctx, text)
	}
	return word(ctx, choiceWords[choice], choice)
}

// cellSentence says why a text does not fit its column.
func cellSentence(ctx context.Context, c schedule.Column, typed string, err error) string {
	if r := []rune(typed); len(r) > 40 {
		typed = string(r[:40]) + "…"
	}
	switch {
	case errors.Is(err, schedule.ErrTooLong):
		return t(ctx, "”%s” är för långt.", typed)
	case errors.Is(err, schedule.ErrTooLarge):
		return t(ctx, "”%s” är för stort.", typed)
	case errors.Is(err, schedule.ErrDateOutside):
		return t(ctx, "”%s” ligger utanför åren 1900–2199.", typed)
	case errors.Is(err, schedule.ErrDecimals):
		return t(ctx, "”%s” har för många decimaler.", typed)
	case errors.Is(err, schedule.ErrNegative):
		return t(ctx, "”%s” är negativt. Skriv ett tal utan minus.", typed)
	case errors.Is(err, schedule.ErrNotWhole):
		return t(ctx, "”%s” är inget heltal.", typed)
	}
	switch c.Type {
	case schedule.Amount:
		return t(ctx, "”%s” är inget belopp. Skriv som 1 234,50.", typed)
	case schedule.Date:
		return t(ctx, "”%s” är inget datum. Skriv som 2025-12-31.", typed)
	case schedule.Account:
		return t(ctx, "”%s” är inget konto. Skriv numret eller en del av namnet.", typed)
	case schedule.Choice:
		return t(ctx, "”%s” går inte att välja.", typed)
	case schedule.Flag:
		return t(ctx, "”%s” är varken ja eller nej. Skriv x för ja.", typed)
	}
	return t(ctx, "”%s” är inget tal. Skriv som 12,5.", typed)
}
