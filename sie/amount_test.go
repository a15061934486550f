package sie

import (
	"errors"
	"testing"
	"time"
)

func TestParseAmount(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Amount
		odd  bool
		err  error
	}{
		{"5", 500, false, nil},
		{"-3142.1", -314210, false, nil},
		{"0", 0, false, nil},
		{"-0.00", 0, false, nil},
		{".50", 50, false, nil},
		{"-.5", -50, false, nil},
		{"1279565.00", 127956500, false, nil},
		{"10000000000000", 1e15, false, nil},
		{"-10000000000000.00", -1e15, false, nil},
		{"00000000000000012.34", 1234, false, nil},
		{"10000000000000.01", 0, false, errAmountRange},
		{"99999999999999999999", 0, false, errAmountRange},
		{"1.230", 123, true, nil},
		{"1.2300000000000000", 123, true, nil},
		{"1.234", 0, false, errAmountDecimals},
		{"12,50", 1250, true, nil},
		{"+7", 700, true, nil},
		{"\u22127", -700, true, nil},
		{"\u20137", -700, true, nil},
		{"1 234.50", 123450, true, nil},
		{"1\u00a0234\u00a0567,8", 123456780, true, nil},
		{" 7 ", 700, true, nil},
		{"7.", 700, true, nil},
		{"12 34", 0, false, errAmount},
		{"1,234.50", 0, false, errAmount},
		{"1.234,50", 0, false, errAmount},
		{"1,234,567", 0, false, errAmount},
		{"1.2.3", 0, false, errAmount},
		{"--7", 0, false, errAmount},
		{"7-", 0, false, errAmount},
		{"1e3", 0, false, errAmount},
		{"0x10", 0, false, errAmount},
		{"", 0, false, errAmount},
		{"-", 0, false, errAmount},
		{".", 0, false, errAmount},
		{"kr", 0, false, errAmount},
	} {
		got, odd, err := parseAmount([]byte(tt.in))
		if got != tt.want || !errors.Is(err, tt.err) || err == nil && odd != tt.odd {
			t.Errorf("parseAmount(%q) = %d, %t, %v, want %d, %t, %v", tt.in, got, odd, err, tt.want, tt.odd, tt.err)
		}
	}
}

func TestAmountString(t *testing.T) {
	for a, want := range map[Amount]string{
		0: "0.00", 5: "0.05", -5: "-0.05", 123450: "1234.50", -100: "-1.00",
		-1 << 63: "-92233720368547758.08", 1<<63 - 1: "92233720368547758.07",
	} {
		if got := a.String(); got != want {
			t.Errorf("Amount(%d) = %q, want %q", int64(a), got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		fails    bool
	}{
		{"20251231", "2025-12-31", false},
		{"20240229", "2024-02-29", false},
		{"20000229", "2000-02-29", false},
		{"2018-05-01", "2018-05-01", false},
		{"", "", false},
		{"00000000", "", false},
		{"20250229", "", true},
		{"19000229", "", true},
		{"20251301", "", true},
		{"20250100", "", true},
		{"20250132", "", true},
		{"00000101", "", true},
		{"2025010", "", true},
		{"202501011", "", true},
		{"2025-1-01x", "", true},
		{"rappakalja", "", true},
		{"+2025010", "", true},
	} {
		d, err := ParseDate(tt.in)
		if d.String() != tt.want || (err != nil) != tt.fails {
			t.Errorf("ParseDate(%q) = %q, %v, want %q, error %t", tt.in, d, err, tt.want, tt.fails)
		}
	}
}

// TestDateEveryDay walks a leap cycle beside the standard library's calendar.
func TestDateEveryDay(t *testing.T) {
	at := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	d, err := NewDate(1899, 12, 31)
	if err != nil {
		t.Fatal(err)
	}
	for range 366 * 110 {
		if got, want := d.String(), at.Format(time.DateOnly); got != want {
			t.Fatalf("date = %s, want %s", got, want)
		}
		next := d.Next()
		if next <= d {
			t.Fatalf("%v.Next() = %v, which does not order after it", d, next)
		}
		d, at = next, at.AddDate(0, 0, 1)
	}
	if last, _ := NewDate(9999, 12, 31); last.Next() != 0 {
		t.Errorf("the day after %v = %v, want none", last, last.Next())
	}
}

func TestParsePeriod(t *testing.T) {
	if p, err := parsePeriod([]byte("202512")); err != nil || p.Year() != 2025 || p.Month() != 12 {
		t.Errorf("parsePeriod(202512) = %v, %v", p, err)
	}
	for _, bad := range []string{"", "202513", "202500", "20251", "2025-1", "000001", "2025012"} {
		if p, err := parsePeriod([]byte(bad)); err == nil {
			t.Errorf("parsePeriod(%q) = %v, want an error", bad, p)
		}
	}
}
