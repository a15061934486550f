package fortnoxtest

import (
	"encoding/json"
	"testing"
)

func TestEscapeJSON(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`"a/b"`, `"a\/b"`},
		{`"a\/b"`, `"a\/b"`},
		{`"a\\/b"`, `"a\\\/b"`},
		{`"\u00e5"`, `"\u00e5"`},
		{`"åÄ– 😀"`, `"\u00e5\u00c4\u2013 \ud83d\ude00"`},
		{`"\"<>&"`, `"\"<>&"`},
	} {
		got := escapeJSON([]byte(tt.in))
		if string(got) != tt.want {
			t.Errorf("escapeJSON(%s) = %s, want %s", tt.in, got, tt.want)
		}
		var before, after string
		if err := json.Unmarshal([]byte(tt.in), &before); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(got, &after); err != nil || after != before {
			t.Errorf("escapeJSON(%s) means %q, %v, want %q", tt.in, after, err, before)
		}
	}
}

func TestOre(t *testing.T) {
	for _, tt := range []struct {
		in, out string
		want    Ore
	}{
		{"0", "0", 0}, {"-0.98", "-0.98", -98}, {"5.40", "5.4", 540}, {"292255.3", "292255.3", 29225530}, {"29266.000", "29266", 2926600},
		{"0.01", "0.01", 1}, {"-12", "-12", -1200}, {"9999999999999.99", "9999999999999.99", 999999999999999},
	} {
		got, err := parseOre(tt.in)
		if err != nil || got != tt.want || got.String() != tt.out {
			t.Errorf("parseOre(%q) = %d (%s), %v, want %d (%s)", tt.in, got, got, err, tt.want, tt.out)
		}
	}
	for _, bad := range []string{"", "-", ".5", "5.", "0.001", "1,5", "1e3", "+1", "--1", " 1", "1.x", "10000000000000000", "NaN"} {
		if got, err := parseOre(bad); err == nil {
			t.Errorf("parseOre(%q) = %d, want an error", bad, got)
		}
	}
}
