package subledger

import (
	"math"
	"testing"

	"bokslut/internal/money"

	"pgregory.net/rapid"
)

func TestRateRoundsHalfAwayFromZero(t *testing.T) {
	for _, tt := range []struct {
		rate string
		unit int64
		in   money.Amount
		want money.Amount
	}{
		{"1", 1, 12345, 12345},
		{"11.1666", 1, 1045751, 11677483},
		{"6.7253", 100, 9137100, 614497},
		{"0.5", 1, 1, 1},
		{"0.5", 1, -1, -1},
		{"0.5", 1, 3, 2},
		{"0.4999", 1, 1, 0},
		{"10.0000", 1, 7, 70},
	} {
		r, err := ParseRate(tt.rate, tt.unit)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.SEK(tt.in); got != tt.want {
			t.Errorf("%s per %d of %d = %d, want %d", tt.rate, tt.unit, tt.in, got, tt.want)
		}
	}
}

func TestRatesThatAreNone(t *testing.T) {
	for _, text := range []string{"", "-1", "1,5", "0", "0.000", "1e3", "1.2.3", "12345678901234567890", "."} {
		if r, err := ParseRate(text, 1); err == nil {
			t.Errorf("ParseRate(%q) = %v, want an error", text, r)
		}
	}
	if _, err := ParseRate("1", 0); err == nil {
		t.Error("ParseRate with unit 0 gave no error")
	}
	if got := (Rate{}).SEK(100); got != 0 || (Rate{}).Known() {
		t.Errorf("the unknown rate gives %d, want 0", got)
	}
}

func TestRateNeverOverflows(t *testing.T) {
	r, err := ParseRate("999999999999999999", 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.SEK(math.MaxInt64); got != 0 {
		t.Errorf("a sum that does not fit = %d, want 0", got)
	}
}

func TestCurrencyIsTheInverseOfSEK(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount(rapid.Int64Range(-1e13, 1e13).Draw(t, "amount"))
		r := Rate{digits: rapid.Int64Range(10000, 2_000_000).Draw(t, "digits"), scale: 4, unit: 1}
		if got := r.Currency(r.SEK(a)); got != a {
			t.Fatalf("%d × %v and back = %d", a, r, got)
		}
	})
}
