package fortnoxtest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSIE(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for _, year := range []string{"1", "3"} {
		want, err := os.ReadFile(filepath.Join(provbolaget, "sie", year+".se"))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.get("/3/sie/4?financialyear="+year, 200); !bytes.Equal(got, want) {
			t.Errorf("SIE of year %s differs (-want +got):\n%s", year, firstDifference(want, got))
		}
	}
}

func TestSIEText(t *testing.T) {
	for in, want := range map[string]string{
		"Åäö É ½ \u00a0":      "\"\x8f\x84\x94 \x90 \xab \xff\"",
		"rad\r\nrad\ttab\x7f": `"rad  rad tab "`,
		`"citat" \`:           `"\"citat\" \"`,
		"– €":                 `"? ?"`,
		"":                    `""`,
	} {
		var w sieWriter
		w.quoted(in)
		if string(w.buf) != " "+want {
			t.Errorf("%q: got %q, want %q", in, w.buf, want)
		}
	}
}

// TestSIETypes: 1 has year balances, 2 adds month sums, 3 objects, 4 vouchers (SIE 4B, section 4).
func TestSIETypes(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for kind, want := range map[string]string{
		"1": "#IB #UB #RES",
		"2": "#IB #UB #RES #PSALDO",
		"3": "#IB #UB #RES #PSALDO #DIM #OBJEKT",
		"4": "#IB #UB #RES #PSALDO #DIM #OBJEKT #VER #TRANS",
	} {
		sie := string(c.get("/3/sie/"+kind+"?financialyear=1", 200))
		if !strings.Contains(sie, "#SIETYP "+kind+"\r\n") {
			t.Errorf("type %s: no #SIETYP %s", kind, kind)
		}
		for label := range strings.SplitSeq("#IB #UB #RES #PSALDO #DIM #OBJEKT #VER #TRANS", " ") {
			wanted := strings.Contains(want+" ", label+" ")
			if got := strings.Contains(sie, "\n"+label+" "); got != wanted {
				t.Errorf("type %s: has %s: %v, want %v", kind, label, got, wanted)
			}
		}
	}
}

func TestSIEOfSomeVouchers(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for query, want := range map[string]string{
		"":                                       "A 1,A 2,A 3,B 1,B 2,D 1",
		"&selection=A,2,3;B,2,9":                 "A 2,A 3,B 2",
		"&fromdate=2025-03-01":                   "A 2,A 3,B 1,B 2,D 1",
		"&fromdate=2025-03-01&todate=2025-11-30": "A 2,A 3,B 1",
		"&exportall=true":                        "A 1,A 2,A 3,B 1,B 2,D 1",
	} {
		sie := string(c.get("/3/sie/4?financialyear=3"+query, 200))
		var got []string
		for line := range strings.SplitSeq(sie, "\r\n") {
			if f := strings.Fields(line); len(f) > 2 && f[0] == "#VER" {
				got = append(got, f[1]+" "+f[2])
			}
		}
		if diff := cmp.Diff(want, strings.Join(got, ",")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", query, diff)
		}
	}
	sie := string(c.get("/3/sie/4?financialyear=3&todate=2025-11-30", 200))
	for _, want := range []string{"#OMFATTN 20251130\r\n", "#UB 0 1930 45901.25 0\r\n", "#RES 0 3001 -10000 0\r\n"} {
		if !strings.Contains(sie, want) {
			t.Errorf("until November: the file lacks %q", want)
		}
	}
}
