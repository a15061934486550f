package web

import (
	"context"
	"strings"

	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// krona writes an amount in whole kronor, the öre dropped.
func krona(a money.Amount) string { return strings.TrimSuffix(tax.Kronor(a).String(), ",00") }

// kronaSigned is the same with its sign, for what is added or taken away.
func kronaSigned(a money.Amount) string {
	if a = tax.Kronor(a); a == 0 {
		return "0"
	}
	return strings.TrimSuffix(a.Signed(), ",00")
}

// ordinal writes a counted year as 6:e or 21:a.
func ordinal(n string) string {
	last, teen := n[max(0, len(n)-1):], len(n) > 1 && n[len(n)-2] == '1'
	if !teen && (last == "1" || last == "2") {
		return n + ":a"
	}
	return n + ":e"
}

// monthCount writes the length of a tax year.
func monthCount(ctx context.Context, n string) string {
	if n == "1" {
		return t(ctx, "1 månad")
	}
	return t(ctx, "%s månader", n)
}

// kronaArg writes an amount that stands among the args of a step or a finding.
func kronaArg(arg string) string {
	a, err := money.Parse(arg)
	if err != nil {
		return arg
	}
	return krona(a)
}

// stepText says what a line of the computation is, and how it was reached.
func stepText(ctx context.Context, s tax.Step) (name, how string) {
	arg := func(i int) string {
		if i < len(s.Args) {
			return s.Args[i]
		}
		return ""
	}
	kr := func(i int) string { return kronaArg(arg(i)) }
	switch s.Code {
	case tax.StepBooked:
		return t(ctx, "Justerat resultat efter finansiella poster"), t(ctx, "Resultatkonton 3000–8799 med bokslutsverifikationerna")
	case tax.StepSpecialTaxes:
		return t(ctx, "Särskild löneskatt, fastighetsskatt och avkastningsskatt som återstår att bokföra"), ""
	case tax.StepAfterFinance:
		return t(ctx, "Resultat före bokslutsdispositioner"), ""
	case tax.StepReceived:
		return t(ctx, "Mottaget koncernbidrag"), t(ctx, "Konto 8820")
	case tax.StepGiven:
		return t(ctx, "Lämnat koncernbidrag"), t(ctx, "Konto 8830")
	case tax.StepOver:
		return t(ctx, "Förändring av överavskrivningar"), t(ctx, "IB %s, UB %s", kr(0), kr(1))
	case tax.StepCompulsory:
		return t(ctx, "Återföring av periodiseringsfond %s, tvingande", arg(0)), t(ctx, "Beskattningsår %s. I år är det %s beskattningsåret efter.", arg(1), ordinal(arg(2)))
	case tax.StepVoluntary:
		return t(ctx, "Återföring av periodiseringsfond %s, frivillig", arg(0)), t(ctx, "Beskattningsår %s", arg(1))
	case tax.StepOther:
		return t(ctx, "Övriga bokslutsdispositioner"), t(ctx, "Som bokfört")
	case tax.StepBeforeFund:
		return t(ctx, "Resultat före avsättning"), ""
	case tax.StepAllocation:
		return t(ctx, "Avsättning till periodiseringsfond"), t(ctx, "Högst %s", kr(0))
	case tax.StepBeforeTax:
		return t(ctx, "Resultat före skatt"), t(ctx, "INK2R före rad 3.25")
	case tax.StepTax:
		return t(ctx, "Skatt på årets resultat"), t(ctx, "%s på %s, beräknad nedan", arg(1), kr(0))
	case tax.StepOtherTaxes:
		return t(ctx, "Skatt för tidigare år och övriga skatter"), t(ctx, "Konto 8920–8989")
	case tax.StepResult:
		return t(ctx, "Årets resultat"), ""
	case tax.StepTaxBack:
		return t(ctx, "Skatt på årets resultat"), t(ctx, "Läggs tillbaka. Skatten beror därför aldrig på sig själv.")
	}
	return taxStepText(ctx, s, arg, kr)
}

func taxStepText(ctx context.Context, s tax.Step, arg, kr func(int) string) (name, how string) {
	switch s.Code {
	case tax.StepAdjustment:
		return rowName(ctx, s.Row), ""
	case tax.StepSchablon:
		return rowName(ctx, s.Row), t(ctx, "Fonder vid årets ingång %s × %s × %s/12", kr(0), arg(1), arg(2))
	case tax.StepUplift:
		return rowName(ctx, s.Row), t(ctx, "Fond %s, %s × %s", arg(0), kr(1), arg(2))
	case tax.StepFundUnits:
		return rowName(ctx, s.Row), t(ctx, "%s × %s", kr(0), arg(1))
	case tax.StepResidual:
		return rowName(ctx, s.Row), t(ctx, "Skattemässig avskrivning %s, bokförd %s", kr(0), kr(1))
	case tax.StepInterest:
		return t(ctx, "Räntekostnader som inte får dras av"), t(ctx, "Negativt räntenetto %s, utrymme %s enligt %s", kr(0), kr(1), interestRule(ctx, arg(2)))
	case tax.StepInterestOld:
		return t(ctx, "Kvarstående negativt räntenetto från tidigare år"), ""
	case tax.StepDeficit:
		return t(ctx, "Outnyttjat underskott från tidigare år"), ""
	case tax.StepDeficitLost:
		return t(ctx, "Underskott som faller bort enligt beloppsspärren"), t(ctx, "Underskott %s, högst %s får utnyttjas", kr(0), kr(1))
	case tax.StepDeficitBarred:
		return t(ctx, "Underskott som väntar enligt koncernbidragsspärren"), t(ctx, "Spärrat %s, i år får %s utnyttjas", kr(0), kr(1))
	case tax.StepSurplus:
		if s.Amount < 0 {
			return t(ctx, "Skattemässigt resultat, underskott"), t(ctx, "Till INK2 1.2")
		}
		return t(ctx, "Skattemässigt resultat, överskott"), t(ctx, "Till INK2 1.1")
	case tax.StepBase:
		return t(ctx, "Underlag för avsättning"), t(ctx, "Överskottet före årets avsättning")
	case tax.StepMax:
		return t(ctx, "Högsta avsättning"), t(ctx, "%s av %s, nedåt till hel krona", arg(1), kr(0))
	case tax.StepTaxable:
		return t(ctx, "Beskattningsbar inkomst"), t(ctx, "Avrundat nedåt till tiotal kronor")
	case tax.StepIncomeTax:
		return t(ctx, "Bolagsskatt %s", arg(1)), t(ctx, "%s × %s, öretal faller bort", kr(0), arg(1))
	}
	return payStepText(ctx, s, arg, kr)
}

func payStepText(ctx context.Context, s tax.Step, arg, kr func(int) string) (name, how string) {
	switch s.Code {
	case tax.StepPayroll:
		return t(ctx, "Särskild löneskatt"), t(ctx, "%s × %s, öretal faller bort. INK2 1.4", kr(0), arg(1))
	case tax.StepProperty:
		return t(ctx, "Fastighetsskatt eller fastighetsavgift"), t(ctx, "INK2 %s, taxeringsvärde %s", arg(0), kr(1))
	case tax.StepYield:
		return t(ctx, "Avkastningsskatt"), t(ctx, "INK2 %s, underlag %s × %s", arg(0), kr(1), arg(2))
	case tax.StepPreliminary:
		return t(ctx, "Debiterad preliminärskatt för beskattningsåret"), t(ctx, "Varav bokförd på 2518 %s, återstår efter bokslutsdagen %s", kr(1), kr(2))
	case tax.StepToPay:
		if s.Amount < 0 {
			return t(ctx, "Skatt att få tillbaka"), t(ctx, "Före ränta")
		}
		return t(ctx, "Skatt att betala"), t(ctx, "Före ränta")
	case tax.StepExtraFirst:
		return t(ctx, "Extra inbetalning: delen över %s", kr(0)), t(ctx, "Senast %s, för att undvika kostnadsränta", arg(1))
	case tax.StepExtraRest:
		return t(ctx, "Extra inbetalning: resten"), t(ctx, "Senast %s, för att undvika kostnadsränta", arg(0))
	}
	return s.Code, strings.Join(s.Args, " ")
}

func interestRule(ctx context.Context, rule string) string {
	if rule == tax.RuleEBITDA {
		return t(ctx, "EBITDA-regeln")
	}
	return t(ctx, "förenklingsregeln")
}

// ruleText is where a line comes from, with a word when the source is weak.
func ruleText(ctx context.Context, r tax.Rule) string {
	law := strings.TrimSuffix(r.Law, ".") // "SFL 65 kap." ends a sentence already
	switch {
	case law == "":
		return ""
	case r.Strength == tax.OneSource:
		return t(ctx, "%s. Vilar på en enda källa.", law)
	case r.Strength == tax.Unconfirmed:
		return t(ctx, "%s. Obekräftat, kontrollera innan du litar på det.", law)
	}
	return r.Law
}

// rowNames are the rows of INK2S that adjustments go to.
var rowNames = map[string]string{
	"4.3b": "Nedskrivning av finansiella tillgångar", "4.3c": "Andra bokförda kostnader som inte ska dras av",
	"4.4a": "Lämnat koncernbidrag som inte är bokfört", "4.4b": "Andra kostnader som inte är bokförda men ska dras av",
	"4.5a": "Ackordsvinster", "4.5b": "Utdelning som inte ska tas upp", "4.5c": "Andra bokförda intäkter som inte ska tas upp",
	"4.6a": "Schablonintäkt på periodiseringsfonder", "4.6b": "Schablonintäkt på fondandelar", "4.6c": "Mottaget koncernbidrag som inte är bokfört",
	"4.6d": "Uppräkning av återförd periodiseringsfond", "4.6e": "Andra intäkter som ska tas upp men inte är bokförda",
	"4.7a": "Delägarrätter: bokförd vinst", "4.7b": "Delägarrätter: bokförd förlust", "4.7c": "Delägarrätter: uppskov med vinst",
	"4.7d": "Delägarrätter: återfört uppskov", "4.7e": "Delägarrätter: vinst att ta upp", "4.7f": "Delägarrätter: förlust att dra av",
	"4.8a": "Andel i handelsbolag: bokförd intäkt", "4.8b": "Andel i handelsbolag: överskott enligt N3B",
	"4.8c": "Andel i handelsbolag: bokförd kostnad", "4.8d": "Andel i handelsbolag: underskott enligt N3B",
	"4.9": "Byggnader och inventarier vid restvärdesavskrivning", "4.10": "Avyttring av näringsfastighet och bostadsrätt",
	"4.11": "Skogs- och substansminskningsavdrag", "4.12": "Återföringar vid avyttring av fastighet", "4.13": "Andra skattemässiga justeringar",
	"4.14a": "Outnyttjat underskott från tidigare år", "4.14b": "Reduktion enligt beloppsspärren", "4.14c": "Reduktion enligt koncernbidragsspärren",
}

func rowName(ctx context.Context, row string) string {
	if name, ok := rowNames[row]; ok {
		return t(ctx, name)
	}
	return row
}
