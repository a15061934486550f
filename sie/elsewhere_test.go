package sie_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// TestReadBackElsewhere has written files read by SIE readers that others wrote,
// in other languages. SIE_READERS names them, separated by commas: each a program
// with arguments that takes the path of a file in CP437 as its last argument and
// prints a line for every booked row, with tabs between series, number, date
// (YYYYMMDD), account, amount and text of the voucher. What a reader does not
// tell it prints as a question mark, which is not compared.
func TestReadBackElsewhere(t *testing.T) {
	readers := os.Getenv("SIE_READERS")
	if readers == "" {
		t.Skip("SIE_READERS is not set")
	}
	files := map[string][]byte{
		"canonical": []byte(strings.ReplaceAll(canonical, "#EGEN \"x\"\n{\ninre\n}\n", "")),
		"texts":     []byte(file(`#VER "A 1" 1 20250103 "citat \"här\" { och } # åäöÅÄÖéü"`, "{", `#TRANS 1910 {1 "a}b" 6 "c"} 5 "" "rad \"x\""`, "#TRANS 3010 {} -5.00", "}", `#VER "" "" 20250104`, "{", "#TRANS 1910 {} -0.05", "#TRANS 3010 {} .05", "}")),
		"generated": generate(200, true),
	}
	if dir := os.Getenv("BOKSLUT_SHARED"); dir != "" || os.Getenv("SIE_READERS_REAL") != "" {
		dir = sharedDir(t)
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if files[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, reader := range strings.Split(readers, ",") {
		for name, data := range files {
			f, err := sie.Read(data)
			if err != nil {
				continue
			}
			t.Run(filepath.Base(strings.Fields(reader)[0])+"/"+name, func(t *testing.T) { readElsewhere(t, reader, f) })
		}
	}
}

func readElsewhere(t *testing.T, reader string, f *sie.File) {
	path := filepath.Join(t.TempDir(), "out.se")
	data, _ := write(t, f, sie.WriteOptions{Checksum: true})
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	words := append(strings.Fields(reader), path)
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", reader, err, stderr.Bytes())
	}
	written := read(t, string(data))
	var want []string
	for v := range written.Vouchers() {
		for r := range v.Rows() {
			want = append(want, fmt.Sprintf("%s\t%s\t%s\t%s\t%s\t%s", v.Series(), v.Number(), v.Date().Compact(), r.Account(), r.Amount(), v.Text()))
		}
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(out) == 0 {
		got = nil
	}
	for i := range min(len(got), len(want)) {
		theirs, ours := strings.Split(got[i], "\t"), strings.Split(want[i], "\t")
		for j := range min(len(theirs), len(ours)) {
			if theirs[j] == "?" {
				theirs[j] = ours[j]
			}
		}
		got[i] = strings.Join(theirs, "\t")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s reads otherwise (-written +read):\n%s", reader, diff)
	}
}
