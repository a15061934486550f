package schedule

import (
	"cmp"

	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// The rules of contracts: by stage of completion (huvudregeln,
// successiv vinstavräkning), or at cost until they are done (alternativregeln).
const (
	mainRule        = "main"
	alternativeRule = "alternative"
)

// workInProgress values contracts that are not finished (pågående arbeten), each
// by itself: a claim on the customer or a debt. Source: BFNAR 2016:10 kapitel 6;
// ÅRL 4 kap. 9–10 §§; the treatment of expected losses is read from one source.
var workInProgress = kind(Form{
	Kind: workpaper.WorkInProgress, Accounts: []string{"147", "162", "243", "245"}, Evidence: "avtal",
	Rows: []Column{
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: "price", Type: Amount, Required: true, Sum: true},
		{ID: "costs", Type: Amount, Required: true, Sum: true},
		{ID: "estimate", Type: Amount, Sum: true}, // all costs of the contract
		{ID: "stage", Type: Percent},
		{ID: "invoiced", Type: Amount, Sum: true},
		{ID: "stage_used", Type: Percent, Computed: true},
		{ID: "value", Type: Amount, Computed: true, Sum: true},
		{ID: "loss", Type: Amount, Computed: true, Sum: true},
		{ID: "claim", Type: Amount, Computed: true, Sum: true},
		{ID: "debt", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "rule", Type: Choice, Choices: []string{mainRule, alternativeRule}},
		{ID: "claim_account", Type: Account}, {ID: "debt_account", Type: Account}, {ID: "contra", Type: Account},
	},
}, func(s *sheet) {
	claimOn, debtOn, contra := "1620", "2450", ""
	rule := s.text("rule")
	if rule == alternativeRule {
		claimOn, debtOn, contra = "1470", "2430", s.usual("4970")
	}
	claimOn, debtOn, contra = cmp.Or(s.text("claim_account"), claimOn), cmp.Or(s.text("debt_account"), debtOn), cmp.Or(s.text("contra"), contra)
	begun := false
	for r := range s.rows() {
		begun = true
		value, loss := s.contract(r, rule)
		net := plus(value, -r.amount("invoiced"))
		r.set("value", value)
		r.set("loss", loss)
		r.set("claim", max(net, 0))
		r.set("debt", max(-net, 0))
		s.explain(claimOn, max(net, 0))
		s.explain(debtOn, min(net, 0))
		s.checkContract(r, rule, loss)
	}
	if begun {
		s.explain(claimOn, 0)
		s.explain(debtOn, 0)
		s.close("work_in_progress", claimOn, contra)
		s.close("work_in_progress", debtOn, contra)
	}
})

// contract is what has been earned of a contract, or what it has cost, less the
// loss that is expected of it and not in that already.
func (s *sheet) contract(r gridRow, rule string) (value, loss money.Amount) {
	price, costs, estimate := r.amount("price"), r.amount("costs"), r.amount("estimate")
	if rule == alternativeRule {
		value = costs
		if estimate != 0 && price != 0 {
			value = min(costs, max(0, price-(estimate-costs)))
		}
		return value, costs - value
	}
	stage := stageOf(r)
	r.setText("stage_used", stage.String())
	if done := min(max(costs, 0), estimate); !r.has("stage") && estimate > 0 { // to the öre, not by the rounded stage
		if estimate > price {
			loss = share(estimate-price, int64(estimate-done), int64(estimate))
		}
		return share(price, int64(done), int64(estimate)) - loss, loss
	}
	if estimate > price {
		loss = (100*one - stage).of(estimate - price)
	}
	return stage.of(price) - loss, loss
}

// stageOf is the stage that was typed, or costs as a part of all costs; as it is
// shown, to four decimals, and never beyond the whole.
func stageOf(r gridRow) decimal {
	if r.has("stage") {
		return min(max(r.decimal("stage"), 0), 100*one)
	}
	costs, estimate := r.amount("costs"), r.amount("estimate")
	if estimate <= 0 || costs <= 0 {
		return 0
	}
	tenThousandths := share(100_0000, int64(costs), int64(estimate))
	return min(decimal(tenThousandths), 100_0000) * one / 10000
}

func (s *sheet) checkContract(r gridRow, rule string, loss money.Amount) {
	if loss > 0 {
		r.note(Warning, "loss", "loss", loss.String())
	}
	if rule == mainRule && !r.has("stage") && !r.has("estimate") {
		r.note(Warning, "missing", "stage")
	}
	if d := r.decimal("stage"); d < 0 || d > 100*one {
		r.note(Wrong, "share", "stage")
	}
	if r.has("estimate") && r.amount("costs") > r.amount("estimate") {
		r.note(Warning, "over_estimate", "costs")
	}
	if r.amount("invoiced") > r.amount("price") {
		r.note(Warning, "over_price", "invoiced")
	}
}
