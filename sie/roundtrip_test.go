package sie_test

import (
	"bytes"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// FuzzRoundTrip writes whatever was read and reads it again. Without findings
// the content is the same; always the checksum is right, no figure has changed,
// and the written form is stable: at once without findings, else from the second
// writing on, for two names may become one when characters are replaced.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range append(seeds, canonical) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := sie.Read(data, sie.Limits{Size: 1 << 16})
		if err != nil {
			return
		}
		var first bytes.Buffer
		list, err := sie.Write(&first, file, sie.WriteOptions{Checksum: true})
		if err != nil {
			t.Fatal(err)
		}
		again, err := sie.Read(first.Bytes(), sie.ForceEncoding(sie.CP437))
		if err != nil {
			t.Fatalf("written file: %v\n%q", err, first.Bytes())
		}
		if !again.Checksum().OK() {
			t.Errorf("checksum = %+v\n%s", again.Checksum(), first.Bytes())
		}
		if len(list) == 0 {
			if diff := cmp.Diff(dump(file), dump(again)); diff != "" {
				t.Errorf("Read(Write(f)) (-f +read):\n%s\n%s", diff, first.Bytes())
			}
		}
		a, b := figures("", file), figures("", again)
		if a.Debit != b.Debit || a.Credit != b.Credit || a.SumIB0 != b.SumIB0 || a.SumUB0 != b.SumUB0 || a.SumRes0 != b.SumRes0 {
			t.Errorf("figures (-before +after):\n%s\n%s", cmp.Diff(a, b), first.Bytes())
		}
		before := first.Bytes()
		for round := 0; ; round++ {
			var next bytes.Buffer
			if _, err := sie.Write(&next, again, sie.WriteOptions{Checksum: true}); err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(before, next.Bytes()) {
				break
			}
			if len(list) == 0 || round > 0 {
				t.Fatalf("written again it differs:\n%q\n%q", before, next.Bytes())
			}
			before = bytes.Clone(next.Bytes())
			if again, err = sie.Read(before, sie.ForceEncoding(sie.CP437)); err != nil {
				t.Fatal(err)
			}
		}
	})
}
