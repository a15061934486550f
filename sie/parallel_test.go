package sie_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
)

// TestSideBySide reads large files on one and on several processors. All say the
// same, odd lines in any part included.
func TestSideBySide(t *testing.T) {
	large := generate(20_500, false)
	cut := func(n int) int { // before the voucher that follows a part of n per cent
		at := len(large) / 100 * n
		return at + bytes.Index(large[at:], []byte("#VER"))
	}
	with := func(n int, text string) []byte {
		return append(append(bytes.Clone(large[:cut(n)]), toCP437(text)...), large[cut(n):]...)
	}
	row := "#VER A 1 20250103\n{\n%s\n}\n"
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"plain", large},
		{"distinct", generate(12_000, true)},
		{"odd_first_part", with(10, fmt.Sprintf(row, "#TRANS FEL {} 0"))},
		{"odd_second_part", with(70, fmt.Sprintf(row, "#TRANS FEL {} 5,5"))},
		{"unknown_label", with(60, fmt.Sprintf(row, "#MOMSKOD 5"))},
		{"undeclared_in_all", with(10, strings.Repeat(fmt.Sprintf(row, "#TRANS 9 {21 x} 0"), 20_000))},
		{"balances_in_the_middle", with(55, "#IB 0 1930 5\n#KONTO 9 Ny\n#RAR -1 20240101 20241231\n")},
		{"open_block_at_the_cut", with(50, strings.Repeat("#VER A 1 20250103\n{\n#RTRANS 1930 {} 5\n#VER A 2 20250103\n{\n", 2))},
		{"checksum_opened_late", with(80, "#KSUMMA\n#KSUMMA 5\n")},
		{"indented_at_first", append([]byte(head+"  #VER A 1 20250103\n{\n#TRANS 1 {} 5\n}\n"), large[cut(0):]...)},
		{"cr_alone", append(bytes.ReplaceAll(large[:cut(50)], []byte("\r\n"), []byte("\r")), large[cut(50):]...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			want := everything(read(t, string(tt.data)))
			runtime.GOMAXPROCS(3)
			if got := everything(read(t, string(tt.data))); got != want {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				from, to := max(0, i-80), i+200
				t.Errorf("on 3 processors it differs (-one +three):\n%s", cmp.Diff(want[from:min(len(want), to)], got[from:min(len(got), to)]))
			}
		})
	}
	limit := sie.Limits{Records: bytes.Count(large, []byte("#")) - 2}
	if _, err := sie.Read(large, limit); err == nil || !strings.Contains(err.Error(), "records exceeds") {
		t.Errorf("Read with a record too many = %v, want a LimitError", err)
	}
}
