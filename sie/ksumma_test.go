package sie

import (
	"fmt"
	"strings"
	"testing"
)

func TestChecksum(t *testing.T) {
	for _, tt := range []struct {
		name, records string
		want          uint32
	}{
		{"escaped_quotes", `#KONTO 1915 "Kassa \"special\""`, 1921122205},
		{"swedish_letters", `#KONTO 6250 "Postbefordran åäöÅÄÖ"`, 2889324665},
		{"whole_file", strings.Join([]string{
			`#PROGRAM "Prov" 1.0`, `#FORMAT PC8`, `#GEN 20250101`, `#SIETYP 4`, `#FNAMN "Åkerö AB"`,
			`#VER A 1 20250103 "Löner"`, `{`, `#TRANS 7010 {"1" "456" "7" "47"} 13200.00`,
			`#TRANS 1910 {} -13200.00`, `}`,
		}, "\n"), 3456670024},
	} {
		for _, e := range []Encoding{CP437, Windows1252, UTF8} {
			for _, declared := range []string{fmt.Sprint(tt.want), fmt.Sprint(int32(tt.want))} {
				data := encode(t, "#FLAGGA 0\n#KSUMMA\n"+tt.records+"\n#KSUMMA "+declared+"\n", e)
				f, err := Read(data)
				if err != nil {
					t.Fatal(err)
				}
				if c := f.Checksum(); !c.OK() || c.Computed != tt.want {
					t.Errorf("%s in %s: checksum = %+v, want %d", tt.name, e, c, tt.want)
				}
			}
		}
	}
}

func TestChecksumFindings(t *testing.T) {
	for _, tt := range []struct {
		name, data string
		want       Code
	}{
		{"wrong", "#FLAGGA 0\n#KSUMMA\n#KONTO 1 a\n#KSUMMA 1\n", CodeChecksumWrong},
		{"never_closed", "#FLAGGA 0\n#KSUMMA\n#KONTO 1 a\n", CodeTruncated},
		{"outside_cp437", "#FLAGGA 0\n#KSUMMA\n#KONTO 1 \"5 €\"\n#KSUMMA 1\n", CodeChecksumUnchecked},
		{"no_number", "#FLAGGA 0\n#KSUMMA\n#KONTO 1 a\n#KSUMMA x\n", CodeChecksumUnchecked},
		{"only_closing", "#FLAGGA 0\n#KONTO 1 a\n#KSUMMA 1\n", CodeChecksumUnchecked},
		{"begins_late", "#FLAGGA 0\n#VER A 1 20250103\n{\n}\n#SIETYP 4\n#KSUMMA\n#KONTO 1 a\n#KSUMMA 1\n", CodeChecksumUnchecked},
		{"records_after", "#FLAGGA 0\n#KSUMMA\n#KSUMMA 0\n#KONTO 1 a\n#KONTO 2 b\n", CodeChecksumNotLast},
	} {
		f, err := Read([]byte(tt.data))
		if err != nil {
			t.Fatal(err)
		}
		if got := codes(f.Findings()); got != string(tt.want) && got != "encoding "+string(tt.want) {
			t.Errorf("%s: findings %q, want %q", tt.name, got, tt.want)
		}
	}
}

func codes(list []Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, string(f.Code))
	}
	return strings.Join(out, " ")
}
