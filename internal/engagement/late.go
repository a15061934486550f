package engagement

import (
	"context"
	"errors"
	"slices"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// LateDays is how long after the year a supplier's invoice may be dated, or
// registered, to be listed beside accrued costs.
const LateDays = 183

// Errors of TakeCost.
var (
	ErrInvoiceTaken = errors.New("the invoice is in the bilaga already")
	ErrLateVAT      = errors.New("the VAT is more than the invoice, or has another sign")
)

// A LateInvoice is a supplier's invoice that came after the year. Its VAT is
// typed by a person where the source does not tell it.
type LateInvoice struct {
	schedule.Invoice
	Within bool // dated in the year, and not booked in it
	Taken  bool // a row of the bilaga has its number
}

// LateInvoices lists the suppliers' invoices of the current import that may be a
// cost of the closed year, the earliest first, beside a bilaga of accrued costs.
// Other bilagor, and sources without a supplier ledger, have none.
func (s *Service) LateInvoices(ctx context.Context, by office.User, e Engagement, w workpaper.Workpaper) ([]LateInvoice, error) {
	if w.Kind != workpaper.Accrued {
		return nil, nil
	}
	p, err := s.store.Part(ctx, by.Office, e.ID, PartID{DrawnPart, invoicesKey})
	if err != nil {
		return nil, unlessMissing(err)
	}
	kept, err := decode[[]schedule.Invoice](p.Body)
	if err != nil {
		return nil, err
	}
	var all []LateInvoice
	for _, i := range schedule.After(kept, e.Year, LateDays) {
		all = append(all, LateInvoice{Invoice: i, Within: e.Year.Contains(i.Date), Taken: takes(w, i.Number)})
	}
	return all, nil
}

func takes(w workpaper.Workpaper, number string) bool {
	return slices.ContainsFunc(w.Rows, func(r workpaper.Row) bool { return r.Cells["number"] == number })
}

// TakeCost makes a supplier's invoice a cost of the closed year: a row of a
// bilaga of accrued costs, without VAT, on one of its accounts. VAT is öre with
// the sign of the invoice. Errors: ErrNotFound for an invoice that is not listed,
// *office.FieldError of account, vat (ErrLateVAT) or invoice (ErrInvoiceTaken).
func (s *Service) TakeCost(ctx context.Context, by office.User, id, no, number, account string, vat money.Amount) error {
	paperID, drawnID := PartID{WorkpaperPart, no}, PartID{DrawnPart, invoicesKey}
	return s.change(ctx, by, id, []PartID{paperID, drawnID}, func(c *Change) (audit.Event, error) {
		part := c.Parts[paperID]
		w, err := decode[workpaper.Workpaper](part.Body)
		if err != nil {
			return audit.Event{}, err
		}
		kept, err := decode[[]schedule.Invoice](c.Parts[drawnID].Body)
		if err != nil {
			return audit.Event{}, err
		}
		late := schedule.After(kept, c.Head.Year, LateDays)
		at := slices.IndexFunc(late, func(i schedule.Invoice) bool { return i.Number == number })
		switch {
		case w.Kind != workpaper.Accrued || w.Deleted || at < 0:
			return audit.Event{}, ErrNotFound
		case takes(w, number):
			return audit.Event{}, &office.FieldError{Field: "invoice", Err: ErrInvoiceTaken}
		case !slices.Contains(w.Accounts, account):
			return audit.Event{}, &office.FieldError{Field: "account", Err: ErrAccount}
		case vat.Abs() > late[at].Total.Abs() || vat != 0 && (vat < 0) != (late[at].Total < 0):
			return audit.Event{}, &office.FieldError{Field: "vat", Err: ErrLateVAT}
		case len(w.Rows) >= MaxRows:
			return audit.Event{}, &office.FieldError{Field: "rows", Err: ErrManyRows}
		}
		invoice := late[at]
		invoice.VAT = vat
		row := schedule.CostOfYear(invoice, account)
		row.ID, row.By, row.At = office.NewID(), by.ID, s.now()
		w.Rows = append(w.Rows, row)
		w.Prepared = &workpaper.Stamp{By: by.ID, Name: by.Name, At: s.now()}
		c.Save = append(c.Save, workpaperPart(w, part.Version))
		return s.event(by, id, "workpaper.cost-taken", no, invoice), nil
	})
}
