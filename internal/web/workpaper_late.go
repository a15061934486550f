package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// lateView are suppliers' invoices that came after the year, beside a bilaga of
// accrued costs, with what was typed for one of them.
type lateView struct {
	Invoices []engagement.LateInvoice
	Number   string // of the invoice that something is typed for
	VAT      string
	Wrong    string
}

// errNoVAT says that nothing tells the VAT of an invoice: without it the row could
// hold more than the cost.
var errNoVAT = errors.New("the VAT of the invoice is not known")

// takeCost makes one of the invoices a cost of the closed year.
func (s *server) takeCost(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	number, typed := formValue(r, "faktura"), formValue(r, "moms")
	var vat money.Amount
	var err error
	if typed == "" {
		err = &office.FieldError{Field: "vat", Err: errNoVAT}
	} else if vat, err = money.Parse(typed); err != nil {
		err = &office.FieldError{Field: "vat", Err: err}
	}
	if err == nil {
		err = s.engagements.TakeCost(r.Context(), s.user(r), e.ID, r.PathValue("nr"), number, formValue(r, "konto"), vat)
	}
	if err == nil {
		http.Redirect(w, r, sheetURL(e, "/bilagor/"+r.PathValue("nr"))+"#sena", http.StatusSeeOther)
		return nil
	}
	fields, _ := fieldErrors(r.Context(), err)
	return s.paperAgain(w, r, e, nil, err, func(v *paperView) {
		v.Late.Number, v.Late.VAT = number, typed
		for _, field := range []string{"vat", "invoice", "account", "rows"} {
			if v.Late.Wrong == "" {
				v.Late.Wrong = fields[field]
			}
		}
	})
}

// vatOf is what stands in the field for the VAT of an invoice.
func (v lateView) vatOf(i engagement.LateInvoice) string {
	switch {
	case v.Number == i.Number:
		return v.VAT
	case i.VAT != 0:
		return i.VAT.String()
	}
	return ""
}

func (v lateView) wrongOf(i engagement.LateInvoice) string {
	if v.Number == i.Number {
		return v.Wrong
	}
	return ""
}

// first is the number of the first invoice that is not taken, which the key takes.
func (v lateView) first() string {
	for _, i := range v.Invoices {
		if !i.Taken {
			return i.Number
		}
	}
	return ""
}

// lateNote says why an invoice is listed.
func lateNote(ctx context.Context, i engagement.LateInvoice) string {
	if i.Within {
		return t(ctx, "Daterad i året men inte bokförd i det.")
	}
	return t(ctx, "Daterad efter bokslutsdagen.")
}
