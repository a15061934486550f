package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/tax"
)

// taxFinding says what is odd in a computation and what to do.
func taxFinding(ctx context.Context, f tax.Finding) string {
	arg := func(i int) string {
		if i < len(f.Args) {
			return f.Args[i]
		}
		return ""
	}
	kr := func(i int) string { return kronaArg(arg(i)) }
	switch f.Code {
	case tax.FoundFundYear:
		return t(ctx, "Beskattningsåret för fonden på konto %s är antaget till %s. Bekräfta det under Ingående uppgifter.", arg(0), arg(1))
	case tax.FoundFundAccount:
		return t(ctx, "Konto %s brukar höra till ett annat år än fondens beskattningsår %s. Kontrollera uppgiften.", arg(0), arg(1))
	case tax.FoundFundBroken:
		return t(ctx, "Fonden på konto %s har beskattningsår %s, men inget känt beskattningsår slutar så. Kontrollera uppgiften.", arg(0), arg(1))
	case tax.FoundFundOverdue:
		return t(ctx, "Fonden på konto %s, beskattningsår %s, skulle ha återförts tidigare: i år är det %s beskattningsåret efter. Den återförs nu.", arg(0), arg(1), ordinal(arg(2)))
	case tax.FoundFundNegative:
		return t(ctx, "Fonden på konto %s är negativ, %s. Rätta bokföringen eller uppgiften.", arg(0), kr(1))
	case tax.FoundFundLedger:
		return t(ctx, "Fonden på konto %s är %s enligt uppgifterna och %s i ingående balans. Rätta uppgiften eller bokföringen.", arg(0), kr(1), kr(2))
	case tax.FoundFundBooked:
		return t(ctx, "Fondkontona har ändrats med %s i år men 881x säger %s. Rätta bokföringen, så att avsättning och återföring stämmer.", kr(0), kr(1))
	case tax.FoundLoss:
		return t(ctx, "Året ger ett underskott, %s. Det sparas till nästa beskattningsår och ingen bolagsskatt tas ut.", kr(0))
	case tax.FoundNoBase:
		return t(ctx, "Underlaget är %s, så ingen avsättning till periodiseringsfond kan göras.", kr(0))
	case tax.FoundOddLength:
		return t(ctx, "Beskattningsåret är %s. Schablonintäkt och avskrivning räknas efter längden.", monthCount(ctx, arg(0)))
	case tax.FoundPropertyLength:
		return t(ctx, "Beskattningsåret är %s. Fastighetsskatten räknas inte om: skriv beloppet själv.", monthCount(ctx, arg(0)))
	case tax.FoundNotBAS:
		return t(ctx, "Konton som inte följer BAS-kontoplanen, %s st: %s. Skatten kan inte beräknas säkert förrän de är omförda.", arg(0), arg(1))
	case tax.FoundAccountMissing:
		return t(ctx, "Konto %s finns inte i kontoplanen. Lägg upp det i bokföringen och importera igen, så görs systemverifikationerna.", arg(0))
	case tax.FoundUncoupled:
		return t(ctx, "Konto %s med %s hör inte till någon rad i INK2R. För om beloppet till ett konto i BAS.", arg(0), kr(1))
	}
	return taxWarning(ctx, f, arg, kr)
}

func taxWarning(ctx context.Context, f tax.Finding, arg, kr func(int) string) string {
	switch f.Code {
	case tax.FoundResultLeft:
		return t(ctx, "På 2099 står %s som inte är årets resultat. För om det till 2098 innan årets resultat bokförs.", kr(0))
	case tax.FoundBooked:
		return t(ctx, "%s är redan bokfört med %s. Systemverifikationen bygger vidare på det, om du inte väljer att vända det.", entryKindName(ctx, tax.EntryKind(arg(0))), kr(1))
	case tax.FoundToConfirm:
		return t(ctx, "Justeringen %s, %s, behöver bekräftas.", strings.ReplaceAll(arg(0), "/", " konto "), kr(1))
	case tax.FoundBothGroup:
		return t(ctx, "Koncernbidraget finns både på konto %s och på rad %s. Ta bort det ena.", arg(0), arg(1))
	case tax.FoundPlanAboveTax:
		return t(ctx, "Bokfört värde %s är lägre än lägsta skattemässiga värde %s. Det medger inga överavskrivningar.", kr(0), kr(1))
	case tax.FoundResidualOver:
		return t(ctx, "Restvärdesavskrivning kan inte förenas med överavskrivningar, men på 2150–2159 står %s.", kr(0))
	case tax.FoundPreliminary:
		return t(ctx, "Debiterad preliminärskatt är %s och på 2518 står %s för året. Skriv debiterad preliminärskatt under Ingående uppgifter.", kr(0), kr(1))
	case tax.FoundHalfCapital:
		return t(ctx, "Eget kapital %s är lägre än halva aktiekapitalet %s. En kontrollbalansräkning ska upprättas (25 kap. 13 § ABL).", kr(0), kr(1))
	case tax.FoundDividend:
		return t(ctx, "Planerad utdelning %s är högre än fritt eget kapital %s (17 kap. 3 § ABL).", kr(0), kr(1))
	case tax.FoundDeferred:
		return t(ctx, "Företaget följer K3. Uppskjuten skatt görs inte av programmet: bokför den själv.")
	case tax.FoundInterestGroup:
		return t(ctx, "Bilaga N9 behövs till deklarationen. Den görs inte av programmet.")
	case tax.FoundBarredRow:
		return t(ctx, "Det spärrade underskottet %s hör också till INK2 1.2.", kr(0))
	case tax.FoundUnused:
		return t(ctx, "Ett beslut om %s används inte längre: kontot har inget saldo.", strings.ReplaceAll(arg(0), "/", " konto "))
	case tax.FoundReversalGuess:
		return t(ctx, "%s bokfördes tillsammans med annat. Motkontot vid vändningen är antaget, kontrollera verifikationen.", entryKindName(ctx, tax.EntryKind(arg(0))))
	}
	return f.Code + " " + strings.Join(f.Args, " ")
}

var entryKindNames = map[tax.EntryKind]string{
	tax.EntryPension: "Särskild löneskatt", tax.EntryProperty: "Fastighetsskatt", tax.EntryYield: "Avkastningsskatt",
	tax.EntryOver: "Överavskrivningar", tax.EntryGroup: "Koncernbidrag", tax.EntryReversal: "Återföring av periodiseringsfond",
	tax.EntryFund: "Avsättning till periodiseringsfond", tax.EntryPrior: "Skatt för tidigare år",
	tax.EntryTax: "Skatt på årets resultat", tax.EntryResult: "Årets resultat",
}

func entryKindName(ctx context.Context, k tax.EntryKind) string { return t(ctx, entryKindNames[k]) }

// explainTax says why a computation cannot be made; ok is false for other
// errors.
func explainTax(ctx context.Context, err error) (f failure, ok bool) {
	var (
		year       *tax.YearError
		fund       *tax.FundError
		field      *tax.FieldError
		reversal   *tax.ReversalError
		allocation *tax.AllocationError
		goal       *tax.GoalError
		unbalanced *tax.UnbalancedError
		refused    *tax.RefusedError
	)
	told := func(title, text string) (failure, bool) {
		return failure{Status: http.StatusUnprocessableEntity, Title: title, Text: text}, true
	}
	switch {
	case errors.As(err, &year):
		return told(t(ctx, "Skattereglerna saknas för %s", year.Day), t(ctx, "Programmet har satser från %s till %s. Inget beräknas för andra år.", year.First, year.Last))
	case errors.As(err, &fund) && fund.Year.From.IsZero():
		return told(t(ctx, "Beskattningsåret för fonden på konto %s är inte känt", fund.Account), t(ctx, "Kontots nummer säger inte vilket år avsättningen gjordes. Skriv det under Ingående uppgifter."))
	case errors.As(err, &fund):
		return told(t(ctx, "Fonden på konto %s har ett beskattningsår som inte kan stämma", fund.Account), t(ctx, "%s ligger inte före året som avslutas. Rätta det under Ingående uppgifter.", fund.Year))
	case errors.As(err, &field):
		return told(taxFieldName(ctx, field), taxFieldText(ctx, field))
	case errors.As(err, &reversal):
		account, _, _ := strings.Cut(reversal.Fund, "/")
		return told(t(ctx, "Återföringen av fonden på konto %s går inte att göra", account), t(ctx, "%s är inte mellan 0 och %s.", reversal.Wanted, krona(reversal.Amount)))
	case errors.As(err, &allocation):
		return told(t(ctx, "Avsättningen går inte att göra"), t(ctx, "%s är inte hela kronor mellan 0 och %s.", allocation.Wanted, krona(allocation.Max)))
	case errors.As(err, &goal):
		return told(t(ctx, "Målet går inte att nå"), goalText(ctx, goal))
	case errors.As(err, &unbalanced):
		return told(t(ctx, "Det som redan är bokfört går inte att bygga vidare på"), t(ctx, "%s: kontona skiljer %s. Rätta bokföringen, eller välj att vända det som är bokfört.", entryKindName(ctx, unbalanced.Kind), unbalanced.Diff))
	case errors.As(err, &refused):
		return told(t(ctx, "Skatten beräknas inte för företaget"), t(ctx, "Företagsformen har andra regler."))
	case errors.Is(err, tax.ErrTooLarge):
		return told(t(ctx, "Beloppen är för stora"), t(ctx, "Tillsammans ryms de inte i deklarationens fält. Kontrollera beloppen."))
	}
	return failure{}, false
}

func goalText(ctx context.Context, g *tax.GoalError) string {
	switch g.Reason {
	case "too_high":
		return t(ctx, "Det högsta som går att nå är %s.", krona(g.Highest))
	case "too_low":
		return t(ctx, "Det lägsta som går att nå är %s.", krona(g.Lowest))
	case "between":
		return t(ctx, "Skatten rör sig i steg. Närmast ligger %s och %s.", krona(g.Lowest), krona(g.Highest))
	}
	return t(ctx, "Välj vad som ska nås.")
}

// taxFields are the fields of tax.FieldError as the pages name them.
var taxFields = map[string]string{
	"fonder": "Periodiseringsfonder", "underskott": "Underskott", "rantenetto": "Kvarstående negativt räntenetto", "koncernbidrag": "Koncernbidrag",
	"inventarier": "Inventarier", "rantor": "Räntor", "fastigheter": "Fastigheter", "avkastning": "Avkastningsskatt", "fondandelar": "Fondandelar",
	"utdelning": "Planerad utdelning", "aktiekapital": "Aktiekapital", "upplysningar": "Upplysningar 4.17–4.21", "decisions": "Justeringar",
	"additions": "Justeringar", "skatt": "Skatt", "overvarde": "Överavskrivningar", "over": "Överavskrivningar", "kind": "Alternativ", "delagare": "Ägare",
}

func taxFieldName(ctx context.Context, f *tax.FieldError) string {
	if name, ok := taxFields[f.Field]; ok {
		return t(ctx, "%s: en uppgift kan inte stämma", t(ctx, name))
	}
	return t(ctx, "En uppgift kan inte stämma")
}

func taxFieldText(ctx context.Context, f *tax.FieldError) string {
	reasons := map[string]string{
		"negative": "Beloppet får inte vara negativt.", "not_whole": "Beloppet ska vara hela kronor.", "unknown_row": "Raden finns inte eller kan inte skrivas.",
		"unknown_kind": "Valet finns inte.", "twice": "Samma uppgift finns två gånger.", "no_year": "Beskattningsåret saknas.",
		"range": "Beloppet är utanför det tillåtna.", "shares": "Andelarna ska bli 100 % tillsammans.",
		"no_rate": "Programmet har ingen sats för raden. Skriv egen skatt eller avgift.",
		"capital": "Kapital skrivs på rad 1.7a eller 1.7b, och då utan eget underlag.",
	}
	if text, ok := reasons[f.Reason]; ok {
		return t(ctx, text)
	}
	return f.Field
}
