package subledger

import (
	"math/big"

	"bokslut/internal/money"
)

// A Share is what a document books on an account other than its own. Only the
// proportions to the other shares of the document count.
type Share struct {
	Account string
	Amount  money.Amount
}

// Posting is what årsomföring books for an item: what is open, on its account,
// and income or cost and VAT in proportion, each rounded to the öre; what the
// rounding leaves is on the first. Nil when the source did not tell how the
// document is booked. Source: Fortnox books one voucher for each unpaid invoice
// of the cash method, as its payment would have been.
func (i Item) Posting() []Share {
	var whole money.Amount
	for _, s := range i.Split {
		whole -= s.Amount
	}
	if whole == 0 || i.SEK == 0 {
		return nil
	}
	rows := []Share{{i.Account, i.SEK}}
	rest := i.SEK
	for _, s := range i.Split {
		part := proportion(s.Amount, i.SEK, whole)
		rows, rest = append(rows, Share{s.Account, part}), rest+part
	}
	rows[1].Amount -= rest
	return rows
}

// proportion is a × part ÷ whole, rounded to the öre, half away from zero.
func proportion(a, part, whole money.Amount) money.Amount {
	product := new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(part)))
	if whole < 0 {
		product, whole = product.Neg(product), -whole
	}
	return divide(product, big.NewInt(int64(whole)))
}
