package web

import (
	"context"

	"bokslut/internal/schedule"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// planStepText says what a line of a bilaga that follows the plan is, and how it
// was reached.
func planStepText(ctx context.Context, s workpaper.Step) (name, how string) {
	arg := func(i int) string {
		if i < len(s.Args) {
			return s.Args[i]
		}
		return ""
	}
	switch s.Code {
	case schedule.StepFundOpening:
		return t(ctx, "Ingående fond"), t(ctx, "Beskattningsår %s", arg(1))
	case schedule.StepTaxValue:
		return t(ctx, "Skattemässigt värde vid årets ingång"), ""
	case schedule.StepBought:
		return t(ctx, "Köpt under året och kvar"), ""
	case schedule.StepSold:
		return t(ctx, "Ersättning för sålt som köpts före året"), ""
	case schedule.StepTaxBase:
		return t(ctx, "Avskrivningsunderlag"), ""
	case schedule.StepLowestBy:
		return t(ctx, "Lägsta skattemässiga värde"), overRuleName(ctx, tax.Key(arg(0)))
	case schedule.StepBookValue:
		return t(ctx, "Bokfört värde vid årets utgång"), ""
	case schedule.StepHighest:
		return t(ctx, "Högsta ackumulerade överavskrivning"), t(ctx, "Bokfört värde minus lägsta värde enligt %s", overRuleName(ctx, tax.Key(arg(0))))
	case schedule.StepOpening:
		return t(ctx, "Ingående saldo"), ""
	case schedule.StepOwnTax:
		return t(ctx, "Bokförd skatt enligt eget belopp"), t(ctx, "Beräknad skatt är %s", kronaArg(arg(0)))
	case schedule.StepDebt:
		return entryKindName(ctx, tax.EntryKind(arg(0))), t(ctx, "Enligt beräkningen")
	}
	return stepText(ctx, tax.Step{Code: s.Code, Row: s.Row, Args: s.Args, Amount: s.Amount})
}

func planStepRule(ctx context.Context, s workpaper.Step) string {
	return ruleText(ctx, tax.Rule{Law: s.Law, Strength: tax.Strength(s.Strength)})
}

// planSource is the page that a bilaga follows.
func (v paperView) planSource(ctx context.Context) (url, label string) {
	if v.Paper.Kind == workpaper.Tax {
		return sheetURL(*v.Page.Engagement, "/skatt"), t(ctx, "Skatteberäkning")
	}
	return sheetURL(*v.Page.Engagement, "/skatt/planering"), t(ctx, "Resultatplanering")
}
