package schedule

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// law is a figure for the year. Where the table does not reach the year, the
// bilaga says so and the figure is zero.
func (s *sheet) law(key tax.Key) int64 {
	f, err := key.For(s.Year)
	return s.figure(key, f, err)
}

// lawOn is a figure on a day.
func (s *sheet) lawOn(key tax.Key, day civil.Date) int64 {
	f, err := key.On(day)
	return s.figure(key, f, err)
}

func (s *sheet) figure(key tax.Key, f tax.Figure, err error) int64 {
	if err != nil {
		s.noteOnce(Warning, "law_unknown", "", string(key))
		return 0
	}
	return f.Value
}

// noteOnce adds a note that several rows may call for.
func (s *sheet) noteOnce(severity Severity, code, column, arg string) {
	for _, n := range s.result.Notes {
		if n.Code == code && n.Column == column && n.Args[0] == arg {
			return
		}
	}
	s.note(severity, code, column, arg)
}

// rate is a percentage of the law as a number: 3142 is 31,42.
func rate(hundredths int64) decimal { return decimal(hundredths) * one / 100 }

// of is a percentage of an amount, to the nearest öre.
func (d decimal) of(a money.Amount) money.Amount { return share(a, int64(d), int64(100*one)) }
