package source

import (
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
)

// outputVAT are the accounts on which Fortnox books output VAT by per cent,
// unless the company has chosen others. Source: Fortnox, predefined accounts
// OUTVAT_MP1–3; BAS 2026, 2611, 2621, 2631.
var outputVAT = map[string]string{"25": "2611", "12": "2621", "6": "2631"}

// rounding is the account of Öres- och kronutjämning. Source: BAS 2026, 3740.
const rounding = "3740"

// largestRounding is how far the total of an invoice in whole kronor may lie
// from its rows.
const largestRounding money.Amount = 50

// customerSplit is what an invoice books on other accounts than the customers':
// income by row, VAT by rate, rounding. Nil when its rows do not explain the
// total, as with freight and fees, or were not read.
func customerSplit(i fortnox.Invoice) []subledger.Share {
	var split shares
	base := map[string]money.Amount{}
	for _, row := range i.InvoiceRows.Items {
		if row.TotalExcludingVAT.Ore == 0 {
			continue
		}
		if !row.AccountNumber.Valid {
			return nil
		}
		split.add(row.AccountNumber.String(), -money.Amount(row.TotalExcludingVAT.Ore))
		base[perCent(row.VAT)] += money.Amount(row.TotalExcludingVAT.Ore)
	}
	var tax money.Amount
	for _, rate := range []string{"25", "12", "6"} {
		vat := shareOf(base[rate], rate)
		split.add(outputVAT[rate], -vat)
		tax += vat
		delete(base, rate)
	}
	delete(base, "0")
	rest := money.Amount(i.Total.Ore) + split.sum()
	if len(base) > 0 || len(split) == 0 || rest.Abs() > largestRounding || i.TotalVAT.Valid && tax != money.Amount(i.TotalVAT.Ore) {
		return nil
	}
	split.add(rounding, -rest)
	return split
}

// perCent is a rate without the decimals that say nothing; empty is 0.
func perCent(d fortnox.Decimal) string {
	whole, decimals, _ := strings.Cut(d.Text, ".")
	if strings.Trim(decimals, "0") != "" {
		return d.Text
	}
	if whole == "" {
		return "0"
	}
	return whole
}

// shareOf is a rate of outputVAT of an amount, rounded to the öre, half away
// from zero.
func shareOf(base money.Amount, rate string) money.Amount {
	per := map[string]money.Amount{"25": 25, "12": 12, "6": 6}[rate]
	half := money.Amount(50)
	if base < 0 {
		half = -half
	}
	return (base*per + half) / 100
}

// supplierSplit is the same of a supplier's invoice, whose rows are its posting.
func supplierSplit(i fortnox.SupplierInvoice) []subledger.Share {
	var split shares
	var debt money.Amount
	for _, row := range i.SupplierInvoiceRows.Items {
		amount := money.Amount(row.Debit.Ore - row.Credit.Ore)
		switch {
		case amount == 0:
		case !row.Account.Valid:
			return nil
		case row.Code.Text == "TOT":
			debt += amount
		default:
			split.add(row.Account.String(), amount)
		}
	}
	if debt == 0 || split.sum() != -debt {
		return nil
	}
	return split
}

// shares are summed by account, in the order in which accounts come.
type shares []subledger.Share

func (s *shares) add(account string, amount money.Amount) {
	if amount == 0 {
		return
	}
	for k := range *s {
		if (*s)[k].Account == account {
			(*s)[k].Amount += amount
			return
		}
	}
	*s = append(*s, subledger.Share{Account: account, Amount: amount})
}

func (s shares) sum() money.Amount {
	var sum money.Amount
	for _, one := range s {
		sum += one.Amount
	}
	return sum
}
