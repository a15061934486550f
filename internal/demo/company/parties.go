package company

import "fmt"

// se is a Swedish party with terms in days.
func se(name, city string, terms int) *party {
	return &party{name: name, city: city, kind: inSweden, country: "SE", currency: "SEK", terms: terms}
}

// eu and world are foreign parties.
func eu(name, city, country string) *party {
	return &party{name: name, city: city, kind: inEU, country: country, currency: "EUR", terms: 30}
}

func world(name, city, country, currency string) *party {
	return &party{name: name, city: city, kind: outsideEU, country: country, currency: currency, terms: 30}
}

func (p *party) ore() *party { p.noRounding = true; return p }

func (p *party) late(days int) *party { p.slow = days; return p }

func (p *party) building() *party { p.reverse = true; return p }

func (p *party) gone() *party { p.inactive = true; return p }

// numbered gives the parties numbers from 1 and the Swedish ones organisation
// numbers. A name has the same number wherever it occurs.
func numbered(list []*party) []*party {
	for i, p := range list {
		p.number = i + 1
		if p.kind == inSweden {
			p.organisation = organisation(int(newRNG(5599, p.name).next() % 10_000))
		}
	}
	return list
}

// organisation is number n of the 10 000 invented ones, 55999n-nnnX.
func organisation(n int) string {
	digits := fmt.Sprintf("55999%04d", n)
	digits += luhn(digits)
	return digits[:6] + "-" + digits[6:]
}
