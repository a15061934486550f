package tax

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Justering is one line of the skattemässiga justeringar, INK2S 4.3–4.13.
// Proposed and Amount are öre: what raises the surplus is positive. Amount is
// what counts: a doubtful proposal that nobody has judged counts only when it
// raises the surplus.
type Justering struct {
	ID       string // row and account, such as 4.3c/6072
	Row      string
	Proposed money.Amount
	Amount   money.Amount
	Status   Status
	Doubtful bool // the account alone does not decide it
	Note     string
	Accounts []Behind
	Step     Step
}

// Status is what a person has said of a proposal.
type Status string

// Open is a proposal that nobody has judged.
const (
	Open      Status = ""
	Confirm   Status = "confirmed"
	Changed   Status = "changed"
	Rejected  Status = "rejected"
	Added     Status = "added"
	Automatic Status = "automatic"
)

// A Decision is a person's word on a proposal. Amount counts when Changed.
type Decision struct {
	ID     string       `json:"id"`
	Status Status       `json:"status"`
	Amount money.Amount `json:"amount"`
	Note   string       `json:"note"`
}

// An Addition is an adjustment that a person adds: what raises the surplus is
// positive.
type Addition struct {
	ID     string       `json:"id"`
	Row    string       `json:"row"`
	Amount money.Amount `json:"amount"`
	Note   string       `json:"note"`
}

// An accountRule undoes what is booked on accounts: the balance of a cost
// raises the surplus, that of an income lowers it. Where loss is given, income
// goes to row and costs go to loss.
type accountRule struct {
	row, loss string
	ranges    []Range
	doubtful  bool
	until     civil.Date // the last beginning of a tax year that it covers
	rule      Rule
}

// accountRules are the proposals that accounts give.
var accountRules = []accountRule{
	{row: "4.3b", ranges: []Range{{8070, 8089}, {8170, 8189}, {8270, 8289}, {8370, 8389}}, doubtful: true, rule: Rule{"IL 16 kap. 1 §, 25 a kap.", OneSource}},
	{row: "4.3c", ranges: []Range{{5099, 5099}, {5199, 5199}}, until: civil.Of(2025, 12, 31), rule: Rule{"IL 16 kap. 1 §", Unconfirmed}},
	{row: "4.3c", ranges: []Range{{5982, 5982}, {6342, 6342}, {6392, 6392}, {6982, 6982}, {7622, 7623}}, rule: Rule{"IL 9 kap. 2 §, 16 kap.", Unconfirmed}},
	{row: "4.3c", ranges: []Range{{6072, 6072}, {7632, 7632}}, rule: Rule{"IL 16 kap. 2 §", Confirmed}},
	{row: "4.3c", ranges: []Range{{6992, 6993}}, rule: Rule{"IL 9 kap. 2 och 9 §§", Confirmed}},
	{row: "4.3c", ranges: []Range{{8423, 8423}}, rule: Rule{"IL 9 kap. 7 §", Confirmed}},
	{row: "4.5a", ranges: []Range{{8491, 8491}}, doubtful: true, rule: Rule{"IL 15 kap. 1 §", Unconfirmed}},
	{row: "4.5b", ranges: []Range{{8010, 8019}, {8110, 8119}, {8210, 8219}}, doubtful: true, rule: Rule{"IL 24 kap. 35 §", Unconfirmed}},
	{row: "4.5c", ranges: []Range{{8254, 8254}, {8314, 8314}}, rule: Rule{"IL 8 kap. 7 §", Confirmed}},
	{row: "4.7a", loss: "4.7b", ranges: []Range{{8020, 8029}, {8120, 8129}, {8220, 8221}}, doubtful: true, rule: Rule{"IL 25 a kap., 48 kap. 26 §", Unconfirmed}},
	{row: "4.8a", loss: "4.8c", ranges: []Range{{8030, 8039}, {8130, 8139}, {8240, 8249}}, doubtful: true, rule: Rule{"IL 14 kap. 21 §; bilaga N3B", Unconfirmed}},
}

// proposals are what the accounts give for a tax year, without decisions.
func proposals(year civil.Period, b books) []Justering {
	var list []Justering
	for _, r := range accountRules {
		if !r.until.IsZero() && year.From.After(r.until) {
			continue
		}
		for _, a := range b.in(r.ranges...) {
			amount := a.Closing()
			if amount == 0 {
				continue
			}
			row := r.row
			if amount > 0 && r.loss != "" {
				row = r.loss
			}
			j := Justering{ID: row + "/" + a.Number, Row: row, Proposed: amount, Doubtful: r.doubtful, Accounts: []Behind{{a.Number, amount}}}
			j.Step = Step{Code: StepAdjustment, Row: row, Args: []string{j.ID}, Accounts: j.Accounts, Rule: r.rule}
			list = append(list, j)
		}
	}
	return list
}

// decide applies what people have said.
func decide(list []Justering, decisions []Decision) []Justering {
	said := map[string]Decision{}
	for _, d := range decisions {
		said[d.ID] = d
	}
	for i := range list {
		j := &list[i]
		d := said[j.ID]
		j.Status, j.Note, j.Amount = d.Status, d.Note, j.Proposed
		switch {
		case d.Status == Changed:
			j.Amount = d.Amount
		case d.Status == Rejected, d.Status == Open && j.Doubtful && j.Proposed < 0:
			j.Amount = 0
		}
		j.Step.Amount = j.Amount
	}
	return list
}
