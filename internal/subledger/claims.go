package subledger

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// ClaimsAccount is where BAS has the tax agency's part of invoices: delad faktura.
const ClaimsAccount = "1513"

// A ClaimItem is a claim on the tax agency that was not paid on the date.
type ClaimItem struct {
	Document string
	Party    string
	Name     string
	Date     civil.Date // of the invoice
	Total    money.Amount
	Amount   money.Amount // of it not paid, SEK
	Marks    []Mark
}

// PayoutDateUnknown: the books do not hold the voucher of the tax agency's
// payment, so only its financial year says whether it came before the date.
const PayoutDateUnknown Mark = "payout_date_unknown"

// claims lists what the tax agency owed at the end of d. A part that it refused
// stays owed here until a person has moved it.
func (r Register) claims(d civil.Date) []ClaimItem {
	byNumber := r.claimsByDocument()
	var items []ClaimItem
	for _, doc := range r.Documents {
		c, ok := byNumber[doc.Number]
		if !ok || !doc.Booked || doc.Cancelled || doc.Date.After(d) {
			continue
		}
		item := ClaimItem{Document: doc.Number, Party: doc.Party, Name: doc.Name, Date: doc.Date, Total: c.Amount, Amount: c.Amount}
		paid, sure := c.paidOn(d)
		if item.Amount -= paid; !sure {
			item.Marks = append(item.Marks, PayoutDateUnknown)
		}
		if item.Amount != 0 {
			items = append(items, item)
		}
	}
	return items
}

// payout is what the tax agency paid, and on which day; without the voucher in
// the books it is the first day of its year, which is not sure.
func (c Claim) payout() (amount money.Amount, on civil.Date, sure bool) {
	if c.Paid.IsZero() {
		return 0, civil.Date{}, true
	}
	amount = c.Amount
	if c.Approved != 0 {
		amount = c.Approved
	}
	if c.Paid.Date.IsZero() {
		return amount, c.Paid.Year.From, false
	}
	return amount, c.Paid.Date, true
}

func (c Claim) paidOn(d civil.Date) (paid money.Amount, sure bool) {
	amount, on, sure := c.payout()
	if amount == 0 || on.After(d) {
		return 0, true
	}
	return amount, sure || c.Paid.Year.To.Before(d)
}

// claimEffects lists what the register says about the account of the claims.
func (r Register) claimEffects() []effect {
	byNumber := r.claimsByDocument()
	var all []effect
	for _, doc := range r.Documents {
		c, ok := byNumber[doc.Number]
		if !ok || !doc.Booked || doc.Cancelled || len(doc.Vouchers) == 0 {
			continue
		}
		all = append(all, effect{date: doc.Date, since: doc.Date, amount: c.Amount, document: doc.Number, voucher: doc.Vouchers[0]})
		if paid, on, _ := c.payout(); paid != 0 {
			all = append(all, effect{date: on, since: doc.Date, amount: -paid, by: ByPayment, document: doc.Number, voucher: c.Paid})
		}
	}
	return all
}
