package sie_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// TestCoverage does with each label of the standard what the package can do, and
// keeps the table of docs/sie.md equal to the outcome.
func TestCoverage(t *testing.T) {
	var table strings.Builder
	table.WriteString("| Label | `Read` | `Scanner` | `Write` | `Write5`, `Read5` | `Check`: type 1 | 2 | 3 | 4I | 4E |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, tt := range labelTable {
		fmt.Fprintf(&table, "| `%s` | %s | %s | %s | %s |", tt.label, readLabel(t, tt.label, tt.record, tt.show), scanLabel(tt.label, tt.record), writeLabel(t, tt.label, tt.record), sie5Label(t, tt.label, tt.record, tt.show))
		for i := range 5 {
			fmt.Fprintf(&table, " %s |", checkLabel(t, tt.label, tt.record, i))
		}
		table.WriteByte('\n')
	}
	fmt.Fprintf(&table, "| `#KSUMMA` | %s | %s | %s | – |%s\n", checksumRead(t), checksumScanned(), checksumWritten(t), strings.Repeat(" allowed |", 5))
	page, err := os.ReadFile(filepath.Join("..", "docs", "sie.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "<!-- labels -->\n")
	section, _, ok := strings.Cut(rest, "<!-- /labels -->")
	if !ok || section != table.String() {
		t.Errorf("docs/sie.md is not current between <!-- labels --> and <!-- /labels --> (-page +now):\n%s\n%s", cmp.Diff(section, table.String()), table.String())
	}
}

const withChecksum = "#FLAGGA 0\n#KSUMMA\n#KONTO 1915 \"Kassa \\\"special\\\"\"\n#KSUMMA 1921122205\n"

func checksumRead(t *testing.T) string { return yes(read(t, withChecksum).Checksum().OK()) }

func checksumScanned() string {
	s := sie.NewScanner(strings.NewReader(withChecksum))
	for s.Scan() {
	}
	return yes(s.Checksum().OK())
}

func checksumWritten(t *testing.T) string {
	data, _ := write(t, read(t, withChecksum), sie.WriteOptions{Checksum: true})
	return yes(read(t, string(data)).Checksum().OK())
}

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "no"
}

func readLabel(t *testing.T, label, record, show string) string {
	f := read(t, "#FLAGGA 0\n"+record+"\n")
	for range f.Raws() {
		return "no"
	}
	return yes(f.Count(label) > 0 && strings.Contains(dump(f), show))
}

func scanLabel(label, record string) string {
	s := sie.NewScanner(strings.NewReader("#FLAGGA 0\n" + record + "\n"))
	met := false
	for s.Scan() {
		v, ok := s.Voucher()
		met = met || s.Record().Label == label
		if ok {
			for r := range v.AllRows() {
				met = met || r.Kind().String() == label
			}
		}
	}
	return yes(s.Err() == nil && met && s.Count(label) > 0)
}

func writeLabel(t *testing.T, label, record string) string {
	data, _ := write(t, read(t, "#FLAGGA 0\n"+record+"\n"), sie.WriteOptions{Encoding: sie.UTF8})
	want := strings.ReplaceAll(record, "\n", "\r\n") + "\r\n"
	if label == "#FORMAT" {
		want = "#FORMAT UTF-8\r\n"
	}
	return yes(bytes.Contains(data, []byte(want)))
}

// sie5Label tells whether a record survives SIE 5. The company, its years and
// account 1910 stand beside it.
func sie5Label(t *testing.T, label, record, show string) string {
	base := "#FLAGGA 0\n#PROGRAM \"Bokslut\" 1.0\n#GEN 20260115 \"AN\"\n#SIETYP 4\n#ORGNR 556334-3689 1 2\n#FNAMN \"Åkerö AB\"\n#RAR 0 20250101 20251231\n" +
		"#RAR -1 20240101 20241231\n#KONTO 1910 \"Kassa\"\n#KONTO 3010 \"Sälj\"\n#UB 0 1910 7.00\n"
	f := read(t, base+record+"\n")
	var out bytes.Buffer
	if _, err := sie.Write5(&out, f); err != nil {
		t.Fatal(err)
	}
	g, err := sie.Read5(out.Bytes())
	if err != nil {
		t.Fatalf("%s: %v\n%s", label, err, out.Bytes())
	}
	switch label {
	case "#FLAGGA", "#FORMAT":
		return "–"
	case "#KTYP", "#ENHET", "#SRU":
		a, _ := f.Account("1910")
		b, _ := g.Account("1910")
		return yes((a.Type == 0 || a.Type == b.Type) && a.Unit == b.Unit && cmp.Equal(a.SRU, b.SRU))
	case "#ORGNR":
		return yes(g.Header().OrgNr == f.Header().OrgNr)
	}
	return yes(g.Count(label) > 0 && strings.Contains(dump(g), show))
}

// checkLabel tells what Check says of a record in a type of file: wanted when it
// is missed, refused when it is reported, else allowed.
func checkLabel(t *testing.T, label, record string, kind int) string {
	head := []string{"#SIETYP 1\n", "#SIETYP 2\n", "#SIETYP 3\n", "#SIETYP 4\n", "#SIETYP 4\n#IB 0 1910 5\n"}[kind]
	if label == "#SIETYP" && kind > 0 {
		return "tells the type"
	}
	if kind == 3 && (label == "#IB" || label == "#UB" || label == "#RES") {
		return "makes it 4E"
	}
	has := func(data string, code sie.Code) bool {
		for _, d := range sie.Check(read(t, data)) {
			if d.Code == code && d.Label == label {
				return true
			}
		}
		return false
	}
	flag := "#FLAGGA 0\n"
	if label == "#FLAGGA" {
		flag = "#FORMAT PC8\n"
	}
	switch {
	case has("#FLAGGA 0\n"+head+record+"\n", sie.CodeRecordForbidden):
		return "refused"
	case has(flag+head, sie.CodeRecordMissing):
		return "wanted"
	}
	return "allowed"
}
