package source_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/internal/ledger"
	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

// bigYear is a year of n vouchers with five rows each.
func bigYear(n int) []byte {
	var b strings.Builder
	b.WriteString(header + "#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#KONTO 3001 Försäljning\n#IB 0 1930 0\n")
	for i := range n {
		fmt.Fprintf(&b, "#VER A %d 2025%02d%02d \"Försäljning %d\" 20250101\n{\n", i+1, i%12+1, i%28+1, i)
		for range 4 {
			b.WriteString("#TRANS 1930 {1 \"10\"} 100.25 \"\" \"\" 0\n")
		}
		b.WriteString("#TRANS 3001 {} -401 \"\" \"\" 0\n}\n")
	}
	fmt.Fprintf(&b, "#UB 0 1930 %d\n#RES 0 3001 %d\n", n*401, -n*401)
	return []byte(b.String())
}

func BenchmarkFromSIE(b *testing.B) {
	data := bigYear(200_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := source.FromSIE(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTrialBalance reads a file of 1 050 000 rows and writes the balance of
// every account, as command-line programs for plain text accounting do.
func BenchmarkTrialBalance(b *testing.B) {
	name := filepath.Join(b.TempDir(), "ar.se")
	if err := os.WriteFile(name, bigYear(210_000), 0o600); err != nil {
		b.Fatal(err)
	}
	most, used := testenv.Peak(), 0.0
	for b.Loop() {
		body, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		s, _, err := source.FromSIE(body)
		if err != nil {
			b.Fatal(err)
		}
		book := ledger.Book{Years: []ledger.Year{s.Year}}
		totals := book.Totals()
		if totals.Years[0].Rows != 1_050_000 {
			b.Fatalf("%d rows", totals.Years[0].Rows)
		}
		for _, a := range totals.Years[0].Accounts {
			fmt.Fprintf(io.Discard, "%s %s %s %s\n", a.Number, a.Name, a.Opening, a.Closing())
		}
		used = max(used, most())
	}
	b.ReportMetric(used, "peak-MB")
}
