package money

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Amount
	}{
		{"1234567,89", 123456789},
		{"1 234 567,89", 123456789},
		{"1\u00a0234\u00a0567,89", 123456789},
		{"1234567.89", 123456789},
		{"1.234.567,89", 123456789},
		{"1,234,567.89", 123456789},
		{"-5", -500},
		{"\u22125", -500},
		{"5-", -500},
		{"(1 234)", -123400},
		{"1200+350", 155000},
		{"1200+350-20,50", 152950},
		{",5", 50},
		{"0,500", 50},
		{"12 kr", 1200},
	} {
		got, err := Parse(tt.text)
		if err != nil || got != tt.want {
			t.Errorf("Parse(%q) = %d, %v, want %d", tt.text, int64(got), err, int64(tt.want))
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "abc", "1,2,3", "1,234", "1.000", "12,500", "1.2.3", "0,005", "12+", "1e5", "NaN", "()",
		"99999999999999999999", "1,23,4.5", ".", "1--", "+-", "12a",
	} {
		if got, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, got)
		}
	}
	var pe *ParseError
	if _, err := Parse("tolv"); !errors.As(err, &pe) || pe.Text != "tolv" {
		t.Errorf("Parse(tolv) error = %v, want a ParseError that names the text", err)
	}
}

func TestString(t *testing.T) {
	for a, want := range map[Amount]string{
		0: "0,00", 5: "0,05", -5: "\u22120,05", 123450: "1\u00a0234,50",
		-107204000: "\u22121\u00a0072\u00a0040,00", math.MinInt64: "\u221292\u00a0233\u00a0720\u00a0368\u00a0547\u00a0758,08",
	} {
		if got := a.String(); got != want {
			t.Errorf("Amount(%d).String() = %q, want %q", int64(a), got, want)
		}
	}
	if got := Amount(8000000).Signed(); got != "+80\u00a0000,00" {
		t.Errorf("Signed = %q", got)
	}
	if got := Amount(-123450).Plain(); got != "-1234,50" {
		t.Errorf("Plain = %q", got)
	}
}

func TestPrintedAmountsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount(rapid.Int64Range(-1e15, 1e15).Draw(t, "öre"))
		for _, text := range []string{a.String(), a.Plain(), a.Signed()} {
			if got, err := Parse(text); err != nil || got != a {
				t.Fatalf("Parse(%q) = %v, %v, want %v", text, got, err, a)
			}
		}
	})
}

func TestSumOverflows(t *testing.T) {
	if _, err := Sum(math.MaxInt64, 1); !errors.Is(err, ErrOverflow) {
		t.Errorf("Sum over the edge: error = %v, want ErrOverflow", err)
	}
	if _, err := Sum(math.MinInt64, -1); !errors.Is(err, ErrOverflow) {
		t.Errorf("Sum under the edge: error = %v, want ErrOverflow", err)
	}
	if got, err := Sum(1, -3, 2); got != 0 || err != nil {
		t.Errorf("Sum(1, -3, 2) = %v, %v, want 0", got, err)
	}
}
