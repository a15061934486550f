package schedule

import (
	"bokslut/internal/closing"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// doubtful writes receivables down (osäkra kundfordringar). A write-down leaves
// out the VAT that was charged, since that comes back when the loss is
// confirmed; it then leaves 1519 and becomes a loss of the year. Source:
// mervärdesskattelagen (2023:200) 8 kap. 13–14 §§; faronline.se (E11),
// ekonomiforetag.se (E12).
var doubtful = kind(Form{
	Kind: workpaper.Doubtful, Accounts: []string{"1516", "1519"}, Evidence: "egen-berakning",
	Rows: []Column{
		{ID: "number", Type: Text},
		{ID: TextColumn, Type: Text, Required: true},
		{ID: DateColumn, Type: Date},
		{ID: "open", Type: Amount, Required: true, Sum: true},
		{ID: "vat", Type: Percent},
		{ID: "share", Type: Percent, Usual: "100"},
		{ID: "confirmed", Type: Flag},
		{ID: "vat_amount", Type: Amount, Computed: true, Sum: true},
		{ID: "net", Type: Amount, Computed: true, Sum: true},
		{ID: "write_down", Type: Amount, Computed: true, Sum: true},
	},
	Facts: []Column{
		{ID: "allowance", Type: Account, Usual: "1519"},
		{ID: "receivable", Type: Account, Usual: "1510"},
		{ID: "expense", Type: Account, Usual: "6352"},
		{ID: "loss", Type: Account, Usual: "6351"},
	},
}, func(s *sheet) {
	allowance := s.text("allowance")
	var losses []gridRow
	for r := range s.rows() {
		open := r.amount("open")
		net := open
		if vat := r.decimal("vat"); vat > 0 {
			net = share(open, int64(100*one), int64(100*one+vat))
		}
		r.set("net", net)
		r.set("vat_amount", open-net)
		s.checkDoubtful(r)
		if r.flag("confirmed") {
			losses = append(losses, r)
			r.set("write_down", 0)
			continue
		}
		down := share(net, int64(r.part()), int64(100*one))
		r.set("write_down", down)
		s.explain(allowance, -down)
	}
	if s.said[allowance] || len(losses) > 0 {
		s.explain(allowance, 0)
		s.close("write_down", allowance, s.text("expense"))
	}
	s.confirm(losses)
})

// part is how much of a receivable is written down: all of it, unless said.
func (r gridRow) part() decimal {
	if !r.has("share") {
		return 100 * one
	}
	return min(max(r.decimal("share"), 0), 100*one)
}

func (s *sheet) checkDoubtful(r gridRow) {
	switch vat := r.cell("vat"); vat {
	case "", "0", "6", "12", "25":
	default:
		r.note(Warning, "vat_rate", "vat", vat)
	}
	if p := r.decimal("share"); p < 0 || p > 100*one {
		r.note(Wrong, "share", "share")
	}
	if r.amount("open") < 0 {
		r.note(Warning, "credit", "open")
	}
	if r.date(DateColumn).After(s.Year.To) {
		r.note(Warning, "after_year_end", DateColumn)
	}
}

// outputVAT is where the VAT of a sale was booked. Source: BAS 2026.
var outputVAT = map[string]string{"25": "2611", "12": "2621", "6": "2631"}

// confirm proposes the losses that the loss account does not hold yet.
func (s *sheet) confirm(losses []gridRow) {
	loss, receivable := s.text("loss"), s.text("receivable")
	booked := s.Balances[loss].Final
	p := Proposal{Code: "confirmed_loss"}
	for _, r := range losses {
		net, vat := r.computed("net"), r.computed("vat_amount")
		if net <= 0 || booked >= net {
			booked -= max(net, 0)
			continue
		}
		p.Rows = append(p.Rows, closing.Row{Account: loss, Amount: net},
			closing.Row{Account: vatAccount(r, vat), Amount: vat}, closing.Row{Account: receivable, Amount: -net - vat})
	}
	s.propose(p)
}

func vatAccount(r gridRow, vat money.Amount) string {
	if vat == 0 {
		return ""
	}
	return outputVAT[r.cell("vat")]
}
