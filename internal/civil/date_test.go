package civil

import (
	"encoding/json"
	"testing"
)

func TestParse(t *testing.T) {
	for _, s := range []string{"2025-12-31", "20251231"} {
		if d, err := Parse(s); err != nil || d.String() != "2025-12-31" || d.Compact() != "20251231" {
			t.Errorf("Parse(%q) = %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "20250230", "2025-02-30", "2025-1-1", "00000000", "2025123", "abc"} {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, d)
		}
	}
}

func TestArithmetic(t *testing.T) {
	if got := MustParse("2025-01-31").AddMonths(1); got != MustParse("2025-02-28") {
		t.Errorf("31 January + a month = %v", got)
	}
	if got := MustParse("2024-12-31").AddDays(1); got != MustParse("2025-01-01") {
		t.Errorf("the day after = %v", got)
	}
	if got := MustParse("2025-03-29").DaysUntil(MustParse("2025-03-31")); got != 2 {
		t.Errorf("days over the change to summer time = %d, want 2", got)
	}
}

func TestCompare(t *testing.T) {
	a, b := MustParse("2024-12-31"), MustParse("2025-01-01")
	if !a.Before(b) || a.After(b) || b.Compare(a) != 1 || a.Compare(a) != 0 {
		t.Error("31 December does not come before 1 January")
	}
}

func TestCheckYear(t *testing.T) {
	for _, tt := range []struct {
		from, to string
		ok       bool
	}{
		{"2025-01-01", "2025-12-31", true},
		{"2024-05-01", "2025-04-30", true},
		{"2024-03-17", "2025-08-31", true},
		{"2024-01-01", "2025-07-31", false},
		{"2025-01-01", "2025-12-30", false},
		{"2025-12-31", "2025-01-31", false},
	} {
		p := Period{MustParse(tt.from), MustParse(tt.to)}
		if err := p.CheckYear(); (err == nil) != tt.ok {
			t.Errorf("CheckYear(%s) = %v, want ok %v", p, err, tt.ok)
		}
	}
}

func TestJSON(t *testing.T) {
	want := Period{MustParse("2025-01-01"), Date{}}
	b, err := json.Marshal(want)
	if err != nil || string(b) != `{"from":"2025-01-01","to":""}` {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	var got Period
	if err := json.Unmarshal(b, &got); err != nil || got != want {
		t.Errorf("Unmarshal = %v, %v, want %v", got, err, want)
	}
}
