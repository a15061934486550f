package company

import "bokslut/internal/civil"

// currencies are invented levels near those of the years shown, in 1/10 000
// SEK for unit units of the currency.
var currencies = map[string]struct{ level, unit int64 }{
	"SEK": {10_000, 1},
	"EUR": {113_200, 1},
	"USD": {103_800, 1},
	"JPY": {71_400, 100},
}

func unitOf(currency string) int64 { return currencies[currency].unit }

// rate moves on a line between monthly points within three per cent of the
// level; SEK is always 1.
func (s *sim) rate(currency string, d civil.Date) int64 {
	level := currencies[currency].level
	if currency == "SEK" {
		return level
	}
	from, to := point(currency, level, d), point(currency, level, on(d, 31).AddDays(1))
	return from + (to-from)*int64(d.Day-1)/31
}

func point(currency string, level int64, d civil.Date) int64 {
	r := newRNG(uint64(d.Year*12+int(d.Month)), currency)
	return level + level*int64(r.between(-300, 300))/10_000
}
