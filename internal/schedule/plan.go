package schedule

import (
	"slices"
	"strconv"

	"bokslut/internal/money"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// Codes of the steps that only bilagor of a plan have, with their args. Others
// are those of package tax.
const (
	StepFundOpening = "fund_opening"   // account, tax year of the fund
	StepTaxValue    = "over_tax_value" // –
	StepBought      = "over_bought"    // –
	StepSold        = "over_sold"      // –
	StepTaxBase     = "over_base"      // –
	StepLowestBy    = "over_rule"      // key of the rule
	StepBookValue   = "over_book"      // –
	StepHighest     = "over_highest"   // key of the rule that gives it
	StepOpening     = "opening"        // account
	StepOwnTax      = "own_tax"        // computed tax
	StepDebt        = "debt"           // tax.EntryKind
)

// OfPlan gives the bilagor that follow a plan: funds, överavskrivningar and
// taxes, those that have something to say, without number. Computed is what the
// plan says that each account shows at the end of the year, whether the books do
// or not.
func OfPlan(r tax.Result) []workpaper.Workpaper {
	var papers []workpaper.Workpaper
	for _, w := range []workpaper.Workpaper{funds(r), excess(r), taxes(r)} {
		if len(w.Accounts) > 0 {
			slices.Sort(w.Accounts)
			papers = append(papers, w)
		}
	}
	return papers
}

// explain adds a line that explains an account.
func explain(w *workpaper.Workpaper, account, code string, amount money.Amount, args ...string) {
	if !slices.Contains(w.Accounts, account) {
		w.Accounts = append(w.Accounts, account)
	}
	w.Computed[account] += amount
	w.Steps = append(w.Steps, workpaper.Step{Code: code, Args: args, Account: account, Amount: amount})
}

func planned(kind workpaper.Kind, name string) workpaper.Workpaper {
	return workpaper.Workpaper{Kind: kind, Name: name, Computed: map[string]money.Amount{}}
}

// step is a line of the computation on the way to an account.
func step(s tax.Step) workpaper.Step {
	return workpaper.Step{Code: s.Code, Row: s.Row, Args: s.Args, Amount: s.Amount, Law: s.Rule.Law, Strength: string(s.Rule.Strength)}
}

func funds(r tax.Result) workpaper.Workpaper {
	w := planned(workpaper.Funds, "Periodiseringsfonder")
	for _, f := range r.Funds {
		explain(&w, f.Account, StepFundOpening, -f.Amount, f.Account, f.Year.String())
		args := []string{f.Account, f.Year.String(), strconv.Itoa(f.YearsAfter)}
		if f.Compulsory != 0 {
			explain(&w, f.Account, tax.StepCompulsory, f.Compulsory, args...)
		}
		if f.Voluntary != 0 {
			explain(&w, f.Account, tax.StepVoluntary, f.Voluntary, args[:2]...)
		}
	}
	if r.Allocation != 0 {
		explain(&w, r.FundAccount(), tax.StepAllocation, -r.Allocation, r.MaxAllocation.Plain())
	}
	return w
}

func excess(r tax.Result) workpaper.Workpaper {
	w := planned(workpaper.Excess, "Överavskrivningar")
	o, ok := r.Overavskrivning()
	if !ok || o.Opening == 0 && o.Closing == 0 {
		return w
	}
	way := func(code string, amount money.Amount, args ...string) {
		w.Steps = append(w.Steps, workpaper.Step{Code: code, Args: args, Amount: amount})
	}
	way(StepTaxValue, o.Inventarier.Ingaende)
	way(StepBought, o.Inventarier.Anskaffningar)
	way(StepSold, -o.Inventarier.Ersattning)
	way(StepTaxBase, o.Avskrivningsunderlag.Base)
	for _, rule := range o.Avskrivningsunderlag.Rules {
		way(StepLowestBy, rule.Value, string(rule.Key))
	}
	way(StepBookValue, o.Inventarier.Bokfort)
	way(StepHighest, o.Max, string(o.Avskrivningsunderlag.Best))
	if o.Elsewhere != 0 {
		explain(&w, o.Other, StepOpening, -o.Elsewhere, o.Other)
	}
	explain(&w, o.Account, StepOpening, o.Elsewhere-o.Opening, o.Account)
	explain(&w, o.Account, tax.StepOver, o.Opening-o.Closing, o.Opening.Plain(), o.Closing.Plain())
	return w
}

func taxes(r tax.Result) workpaper.Workpaper {
	w := planned(workpaper.Tax, "Skatter")
	for _, debt := range r.Skatteskulder() {
		if debt.Kind == "" {
			for _, s := range debt.Steps {
				explain(&w, debt.Account, s.Code, debt.Amount, s.Args...)
			}
			continue
		}
		for _, s := range debt.Steps {
			w.Steps = append(w.Steps, step(s))
		}
		if debt.Kind == tax.EntryTax && r.Tax != r.Computed {
			w.Steps = append(w.Steps, workpaper.Step{Code: StepOwnTax, Args: []string{r.Computed.Plain()}, Amount: r.Tax})
		}
		explain(&w, debt.Account, StepDebt, debt.Amount, string(debt.Kind))
	}
	return w
}
