package engagement

import (
	"testing"

	"bokslut/internal/money"
)

func TestUnusual(t *testing.T) {
	const limit = 5_000_00
	rent := func(special money.Amount) []money.Amount {
		m := []money.Amount{20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00, 20_000_00}
		m[3] = special
		return m
	}
	for _, c := range []struct {
		name    string
		row     Row
		hasLast bool
		want    Unusual
	}{
		{"as last year", Row{Final: 240_000_00, LastYear: 238_000_00, Months: rent(20_000_00)}, true, Unusual{Month: -1}},
		{"a third more than last year", Row{Final: 240_000_00, LastYear: 180_000_00}, true, Unusual{true, -1}},
		{"last year is not known", Row{Final: 240_000_00}, false, Unusual{Month: -1}},
		{"much in percent, little in kronor", Row{Final: 400_00, LastYear: 100_00}, true, Unusual{Month: -1}},
		{"new this year", Row{Final: 9_000_00}, true, Unusual{true, -1}},
		{"a month of rent thrice", Row{Final: 280_000_00, LastYear: 270_000_00, Months: rent(60_000_00)}, true, Unusual{false, 3}},
		{"a month with the wrong sign", Row{Final: 200_000_00, LastYear: 200_000_00, Months: rent(-20_000_00)}, true, Unusual{false, 3}},
		{"a month missing", Row{Final: 220_000_00, LastYear: 220_000_00, Months: rent(0)}, true, Unusual{Month: -1}},
		{"rent by the quarter", Row{Final: 60_000_00, LastYear: 60_000_00, Months: []money.Amount{15_000_00, 0, 0, 15_000_00, 0, 0, 15_000_00, 0, 0, 15_000_00, 0, 0}}, true, Unusual{Month: -1}},
		{"too few months", Row{Months: []money.Amount{10_000_00, 0, 90_000_00, 10_000_00}}, false, Unusual{Month: -1}},
	} {
		if got := c.row.unusual(limit, c.hasLast); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	if got := UnusualLimit(-3_000_000_00); got != 15_000_00 {
		t.Errorf("limit of three millions = %s", got)
	}
	if got := UnusualLimit(0); got != limit {
		t.Errorf("limit of nothing = %s", got)
	}
}
