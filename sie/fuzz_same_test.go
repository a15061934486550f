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
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		file, err := sie.Read(data)
		if err != nil {
			return
		}
		if slow, err := sie.Read(data, slowly); err == nil {
			if a, b := everything(slow), everything(file); a != b {
				t.Errorf("read quickly it differs (-slow +quick):\n%s", cmp.Diff(a, b))
			}
		}
		got, err := streamed(sie.NewScanner(bytes.NewReader(data)))
		if err != nil {
			t.Fatalf("Scanner: %v", err)
		}
		if a, b := sorted(whole(file)), sorted(got); !slices.Equal(a, b) {
			t.Errorf("scanned it differs (-read +scanned):\n%s", cmp.Diff(a, b))
		}
		s, err := sie.Summarize(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("Summarize: %v", err)
		}
		if a, b := figuresOf(file), summaryOf(s); a != b {
			t.Errorf("summary differs (-read +summary):\n%s", cmp.Diff(a, b))
		}
	})
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
