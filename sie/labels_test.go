package sie_test

import (
	"strings"
	"testing"

	"bokslut/sie"
)

// labelTable has one canonical record for every label of the standard, and
// where it belongs [§6]: m mandatory, o optional, - forbidden, in the types 1,
// 2, 3, 4I and 4E. Show is how the content appears in dump.
var labelTable = []struct{ label, record, types, show string }{
	{"#FLAGGA", "#FLAGGA 0", "mmmmm", "Flag:0"},
	{"#PROGRAM", `#PROGRAM "Bokslut" 1.0`, "mmmmm", "Program:Bokslut Version:1.0"},
	{"#FORMAT", "#FORMAT PC8", "mmmmm", "Format:PC8"},
	{"#GEN", `#GEN 20260115 "AN"`, "mmmmm", "Generated:2026-01-15 GeneratedBy:AN"},
	{"#SIETYP", "#SIETYP 4", "ommmm", "TypeWritten:4"},
	{"#PROSA", `#PROSA "hej där"`, "ooooo", "Comments:[hej där]"},
	{"#FTYP", "#FTYP AB", "ooooo", "Ftyp:AB"},
	{"#FNR", `#FNR "7"`, "ooooo", "Fnr:7"},
	{"#ORGNR", "#ORGNR 556334-3689 1 2", "ooooo", "OrgNr:556334-3689 AcqNr:1 ActNr:2"},
	{"#BKOD", "#BKOD 43341", "ooo-o", "Bkod:43341"},
	{"#ADRESS", `#ADRESS "A" "B" "C" "D"`, "ooooo", "Address:{Contact:A Street:B Post:C Phone:D}"},
	{"#FNAMN", `#FNAMN "Åkerö AB"`, "mmmmm", "Name:Åkerö AB"},
	{"#RAR", "#RAR 0 20250101 20251231", "mmmom", "{No:0 Start:2025-01-01 End:2025-12-31"},
	{"#TAXAR", "#TAXAR 2026", "ooooo", "Taxar:2026"},
	{"#OMFATTN", "#OMFATTN 20250630", "-mm-o", "Omfattn:2025-06-30"},
	{"#KPTYP", "#KPTYP EUBAS97", "ooooo", "KpTyp:EUBAS97"},
	{"#VALUTA", "#VALUTA EUR", "ooooo", "Currency:EUR"},
	{"#KONTO", `#KONTO 1910 "Kassa"`, "mmmom", "{Number:1910 Name:Kassa"},
	{"#KTYP", "#KTYP 1910 T", "ooooo", ""},
	{"#ENHET", `#ENHET 1910 "st"`, "ooooo", ""},
	{"#SRU", "#SRU 1910 7281", "mmooo", ""},
	{"#DIM", `#DIM 20 "Del"`, "--ooo", "{Number:20 Name:Del Parent:"},
	{"#UNDERDIM", `#UNDERDIM 21 "Underdel" 20`, "--ooo", "{Number:21 Name:Underdel Parent:20"},
	{"#OBJEKT", `#OBJEKT 20 "0101" "Norr"`, "--ooo", "{Dimension:20 Code:0101 Name:Norr"},
	{"#IB", "#IB 0 1910 5.00 2", "mmm-m", `#IB 0 0 1910 5.00 "2"`},
	{"#UB", "#UB 0 1910 -5.00", "mmm-m", `#UB 0 0 1910 -5.00 ""`},
	{"#RES", "#RES -1 3010 5.00", "mmm-m", `#RES -1 0 3010 5.00 ""`},
	{"#OIB", `#OIB 0 1910 {1 "a"} 5.00`, "--o-o", `#OIB 0 0 1910 5.00 "" {1 a}`},
	{"#OUB", `#OUB 0 1910 {1 "a"} 5.00`, "--o-o", `#OUB 0 0 1910 5.00 "" {1 a}`},
	{"#PSALDO", "#PSALDO 0 202501 1910 {} 5.00", "-mm-o", `#PSALDO 0 202501 1910 5.00 ""`},
	{"#PBUDGET", "#PBUDGET 0 202501 1910 {} 5.00 1", "-oo-o", `#PBUDGET 0 202501 1910 5.00 "1"`},
	{"#VER", "#VER A 1 20250103\n{\n}", "---oo", `A/1 2025-01-03 ""`},
	{"#TRANS", "#VER A 1 20250103\n{\n#TRANS 1910 {} 5.00\n}", "---oo", "#TRANS 1910 5.00"},
	{"#RTRANS", "#VER A 1 20250103\n{\n#RTRANS 1910 {} 5.00\n#TRANS 1910 {} 5.00\n}", "---oo", "#RTRANS 1910 5.00"},
	{"#BTRANS", "#VER A 1 20250103\n{\n#BTRANS 1910 {} 5.00\n}", "---oo", "#BTRANS 1910 5.00"},
}

// TestEveryLabel reads, writes and checks a file with each record.
func TestEveryLabel(t *testing.T) {
	for _, tt := range labelTable {
		t.Run(tt.label, func(t *testing.T) {
			data := "#FORMAT PC8\n" + tt.record + "\n"
			if tt.label != "#FLAGGA" {
				data = "#FLAGGA 0\n" + data
			}
			f := read(t, data)
			if n := f.Count(tt.label); n < 1 {
				t.Errorf("Count(%s) = %d, want at least 1", tt.label, n)
			}
			for r := range f.Raws() {
				t.Errorf("record %q was not read", r.Text)
			}
			if !strings.Contains(dump(f), tt.show) {
				t.Errorf("content lacks %q:\n%s", tt.show, dump(f))
			}
			got, _ := write(t, f, sie.WriteOptions{Encoding: sie.UTF8})
			if want := strings.ReplaceAll(tt.record, "\n", "\r\n") + "\r\n"; !strings.Contains(string(got), want) && tt.label != "#FORMAT" {
				t.Errorf("written without %q:\n%s", want, got)
			}
		})
	}
}

// TestRecordsOfType checks each record in each type, present and absent.
func TestRecordsOfType(t *testing.T) {
	kinds := []string{"#SIETYP 1\n", "#SIETYP 2\n", "#SIETYP 3\n", "#SIETYP 4\n", "#SIETYP 4\n#IB 0 1910 5\n"}
	for _, tt := range labelTable {
		if tt.label == "#SIETYP" {
			continue // it tells the type
		}
		balance := tt.label == "#IB" || tt.label == "#UB" || tt.label == "#RES"
		for i, kind := range kinds {
			if balance && i == 3 {
				continue // with a balance it is a 4E
			}
			has := func(f *sie.File, code sie.Code) bool {
				for _, d := range sie.Check(f) {
					if d.Code == code && d.Label == tt.label {
						return true
					}
				}
				return false
			}
			with := read(t, "#FLAGGA 0\n"+kind+tt.record+"\n")
			if got, want := has(with, sie.CodeRecordForbidden), tt.types[i] == '-'; got != want {
				t.Errorf("%s in type %s: forbidden %t, want %t", tt.label, with.Kind(), got, want)
			}
			if has(with, sie.CodeRecordMissing) {
				t.Errorf("%s in type %s is reported missing", tt.label, with.Kind())
			}
			other := "#FLAGGA 0\n"
			if tt.label == "#FLAGGA" {
				other = "#FORMAT PC8\n"
			}
			without := read(t, other+kind)
			wanted := tt.types[i] == 'm' && !(balance && i == 4) // one kind of balance is enough
			if got := has(without, sie.CodeRecordMissing); got != wanted {
				t.Errorf("no %s in type %s: missing %t, want %t", tt.label, without.Kind(), got, wanted)
			}
		}
	}
}
