package engagement

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// DrawnPart is what was drawn from the current import for bilagor that look
// further than balances, so that no page and no change reads books or parts
// again. Key: movementsKey or invoicesKey.
const DrawnPart PartKind = "drawn"

const (
	movementsKey = "vat"              // body: []drawnMovement
	invoicesKey  = "supplierinvoices" // body: []schedule.Invoice
)

// A drawnMovement is a schedule.Movement as it is kept: there may be many. The
// rows of a voucher on one account are one.
type drawnMovement struct {
	Account    string       `json:"a"`
	Voucher    string       `json:"v"`
	Date       civil.Date   `json:"d"`
	Registered civil.Date   `json:"r,omitzero"`
	Amount     money.Amount `json:"m"`
}

// draw keeps what bilagor need of an import.
func (c *Change) draw(imp Import) {
	c.keepDrawn(movementsKey, vatMovements(imp.Book.Years[0]))
	c.keepDrawn(invoicesKey, imp.Late)
}

func (c *Change) keepDrawn(key string, what any) {
	id := PartID{DrawnPart, key}
	c.Save = append(c.Save, Part{ID: id, Version: c.Parts[id].Version, Digest: encode(struct{}{}), Body: encode(what)})
}

// vatMovements sums the booked rows of the accounts that moms looks at, per
// voucher and account.
func vatMovements(year ledger.Year) []drawnMovement {
	form, _ := schedule.FormOf(workpaper.VAT)
	all := []drawnMovement{}
	for _, v := range year.Vouchers {
		begins := len(all)
		for _, row := range v.Rows {
			made := slices.ContainsFunc(form.Accounts, func(beginning string) bool { return strings.HasPrefix(row.Account, beginning) })
			if !made || row.Struck {
				continue
			}
			at := slices.IndexFunc(all[begins:], func(m drawnMovement) bool { return m.Account == row.Account })
			if at < 0 {
				all = append(all, drawnMovement{Account: row.Account, Voucher: v.ID(), Date: v.Date, Registered: v.Registered, Amount: row.Amount})
				continue
			}
			all[begins+at].Amount += row.Amount
		}
	}
	return all
}

// drawnMovements are those of the current import; nil when the program that took
// it in did not keep any.
func drawnMovements(r Reader, engagement string) ([]schedule.Movement, error) {
	p, err := r.Part(engagement, PartID{DrawnPart, movementsKey})
	if err != nil {
		return nil, unlessMissing(err)
	}
	kept, err := decode[[]drawnMovement](p.Body)
	if err != nil || kept == nil {
		return nil, err
	}
	all := make([]schedule.Movement, 0, len(kept))
	for _, m := range kept {
		all = append(all, schedule.Movement{Account: m.Account, Voucher: m.Voucher, Date: m.Date, Registered: m.Registered, Amount: m.Amount})
	}
	return all, nil
}

// changed is a Reader that sees what the change is going to save.
type changed struct {
	Reader
	change *Change
}

// Part implements Reader.
func (r changed) Part(engagement string, id PartID) (Part, error) {
	if p, ok := r.change.current(id); ok && engagement == r.change.Head.ID && len(p.Body) > 0 {
		return p, nil
	}
	return r.Reader.Part(engagement, id)
}
