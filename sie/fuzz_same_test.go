package sie_test

import (
	"bytes"
	"slices"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// FuzzSame reads a file in all ways there are: quickly and slowly, as a whole, as
// a stream and as a sum. All say the same.
func FuzzSame(f *testing.F) {
	for _, s := range append(seeds, canonical) {
		f.Add([]byte(s))
	}
	f.Fuzz(sameAllWays)
}

// pieces are parts of lines that FuzzPieces puts together, one for each byte.
var pieces = []string{
	"\n", "\r\n", "\r", " ", "\t", "\"\"", "\"å\"", "\"a \\\"b\"", "\"a\\\"", "\"öppen", "x\"y", "\x84\x94", "\xe4\xf6", "├Ñ", "\x01", "\x1a",
	"\n#TRANS 1910 {} 5.00\n", "\n#TRANS 3010 {1 \"100\"} -5 20250103 \"rad\" 2 AN\n", "\n#TRANS 1910 {} 1000000000000.01 \"\" \"text\"\n",
	"\n#TRANS FEL {} 5,5\n", "\n#TRANS 1910 {1} x\n", "\n#RTRANS 1910 {} 5\n", "\n#BTRANS 1910 {} 5\n", "\n\t#TRANS 1910{}-100\n", "#TRANS 1910 {",
	"\n{\n", "\n}\n", "{", "}", "\n#VER A 1 20250103\n{\n", "\n#VER B \"7\" 20250103 \"text\" 20250104 \"AN\"\n{\n", "\n#VER \"\" \"\" 20250231\n", "\n#ver a 007 2025-01-03 {\n",
	"\n#KONTO 1910 \"Kassa\"\n", "\n#SRU 1910 7281\n", "\n#IB 0 1910 5\n", "\n#UB 0 1910 10.5 2\n", "\n#RES 0 3010 -5\n", "\n#PSALDO 0 202501 1910 {} 5\n",
	"\n#OUB 0 1910 {6 \"P\"} 3\n", "\n#DIM 20 Del\n", "\n#EGEN\n", "\n#EGEN 1\n{\nx\n", "\n#KSUMMA\n", "\n#KSUMMA 5\n", "\n#RAR 0 20250101 20251231\n", "\n#FNAMN \"AB\"\n", "\n#FNAMN a b\n",
	"\n#VER A 2 20250103 { #TRANS 1910 {} 5 }\n", "\n#VER A 3 20250103 {}\n", " }", " {",
	"\nskräp\n", " 5", " {}", " 20250103", " \"text\"", "1", ".", "-",
}

// FuzzPieces is FuzzSame on files put together of pieces that mean something.
func FuzzPieces(f *testing.F) {
	f.Add([]byte{29, 16, 17, 26, 33, 35, 36, 37})
	f.Add([]byte{29, 21, 16, 22, 42, 26, 26, 29, 33, 16, 26, 30, 26})
	f.Fuzz(func(t *testing.T, picks []byte) {
		var b bytes.Buffer
		b.WriteString("#FLAGGA 0\n")
		for _, pick := range picks[:min(len(picks), 200)] {
			b.WriteString(pieces[int(pick)%len(pieces)])
		}
		sameAllWays(t, b.Bytes())
	})
}

func sameAllWays(t *testing.T, data []byte) {
	if len(data) > 1<<16 {
		return
	}
	file, err := sie.Read(data)
	if err != nil {
		return
	}
	if slow, err := sie.Read(data, slowly); err == nil {
		if a, b := everything(slow), everything(file); a != b {
			t.Errorf("read quickly it differs (-slow +quick):\n%s\n%q", cmp.Diff(a, b), data)
		}
	}
	for _, piece := range []int{40, 1 << 17} {
		got, err := streamed(sie.NewScannerInPieces(bytes.NewReader(data), piece))
		if err != nil {
			t.Fatalf("Scanner: %v", err)
		}
		if a, b := sorted(whole(file)), sorted(got); !slices.Equal(a, b) {
			t.Errorf("scanned in pieces of %d it differs (-read +scanned):\n%s\n%q", piece, cmp.Diff(a, b), data)
		}
		s, err := sie.SummarizeInPieces(bytes.NewReader(data), piece)
		if err != nil {
			t.Fatalf("Summarize: %v", err)
		}
		if a, b := figuresOf(file), summaryOf(s); a != b {
			t.Errorf("summary in pieces of %d differs (-read +summary):\n%s\n%q", piece, cmp.Diff(a, b), data)
		}
	}
}

// FuzzRead5 reads any XML without a panic. What it reads can be written as SIE 4
// and read again with the same figures.
func FuzzRead5(f *testing.F) {
	f.Add([]byte(sie5))
	f.Add([]byte(`<SieEntry xmlns="http://www.sie.se/sie5"><FileInfo><Company name="x"/></FileInfo><Journal id=""><JournalEntry journalDate="2025-01-01"><LedgerEntry accountId="1" amount="5"/></JournalEntry></Journal></SieEntry>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := sie.Read5(data, sie.Limits{Size: 1 << 16, Records: 5000})
		if err != nil {
			return
		}
		sie.Check(file)
		var out bytes.Buffer
		if _, err := sie.Write(&out, file, sie.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		again, err := sie.Read(out.Bytes(), sie.ForceEncoding(sie.CP437))
		if err != nil {
			t.Fatalf("written: %v\n%s", err, out.Bytes())
		}
		a, b := figures("", file), figures("", again)
		if a.Debit != b.Debit || a.Credit != b.Credit || a.SumIB0 != b.SumIB0 || a.SumUB0 != b.SumUB0 || a.Vouchers != b.Vouchers {
			t.Errorf("figures (-before +after):\n%s\n%s", cmp.Diff(a, b), out.Bytes())
		}
		if file.Type() != 4 {
			return
		}
		if _, err := sie.Write5(&out, file); err != nil {
			t.Fatal(err)
		}
	})
}
