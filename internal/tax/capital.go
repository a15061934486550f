package tax

import "bokslut/internal/money"

// Kapital is the balance sheet that a plan leaves, öre, positive.
type Kapital struct {
	Eget         money.Amount // equity with the year's result
	Fritt        money.Amount // of it free
	Aktiekapital money.Amount // registered share capital
	Reserver     money.Amount // untaxed reserves
	Justerat     money.Amount // equity and reserves less the tax on them
	Tillgangar   money.Amount // total assets
	Soliditet    Rate         // Justerat of Tillgangar; 0 without assets
	// HalvtKapital is true when equity is below half the share capital: a
	// kontrollbalansräkning is then to be drawn up. Source: ABL 25 kap. 13 §.
	HalvtKapital bool
	// UtdelningOver is what the planned dividend exceeds free equity by. Source:
	// ABL 17 kap. 3 §.
	UtdelningOver money.Amount
}

// freeEquity is free equity without the year's result, whatever of it is booked.
func (b *Basis) freeEquity() money.Amount { return -b.books.sum(2090, 2099) - b.resultOut }

// capital is what the plan leaves.
func (b *Basis) capital(r Result) Kapital {
	k := Kapital{
		Fritt:        b.freeEquity() + r.Net,
		Aktiekapital: orElse(b.facts.Aktiekapital, -b.books.sum(2081, 2081)),
		Reserver:     -b.books.opening(2110, 2139) + r.Allocation + r.Over.Closing + b.otherReserves(),
	}
	for _, s := range r.Funds {
		k.Reserver -= s.Reversed()
	}
	k.Eget = k.Fritt - b.books.sum(2080, 2089)
	k.Justerat = k.Eget + k.Reserver - b.law.rate(Bolagsskatt).Of(k.Reserver)
	k.Tillgangar = b.books.sum(1000, 1999) + max(0, b.books.sum(2510, 2519)-r.Betalning.Tax+b.books.sum(8910, 8919))
	if b.facts.Koncernbidrag.Mottaget != nil {
		k.Tillgangar += r.Received + b.books.sum(8820, 8829)
	}
	if k.Tillgangar > 0 {
		k.Soliditet = Rate(mulDiv(k.Justerat, int64(whole), int64(k.Tillgangar)))
	}
	k.HalvtKapital = b.facts.Company.Form == AB && k.Eget < k.Aktiekapital/2
	k.UtdelningOver = max(0, b.facts.Utdelning-max(0, k.Fritt))
	return k
}

// otherReserves are untaxed reserves that no plan changes, positive.
func (b *Basis) otherReserves() money.Amount {
	return -b.books.sum(2140, 2149) - b.books.sum(2151, 2152) - b.books.sum(2154, 2199)
}
