package sie_test

import (
	"testing"

	"bokslut/sie"
)

var seeds = []string{
	file("#VER A 1 20250103 \"Löner\"", "{", "#TRANS 1910 {1 \"100\"} 5.00", "#TRANS 3010 {} -5", "}"),
	file("#VER A 1 20250103", "{", "#RTRANS 1910 {} 5", "#TRANS 1910 {} 5", "#BTRANS 3010 {} 1 \"\" \"\" 2 x", "}"),
	"#FLAGGA 0\r\n#KSUMMA\r\n#KONTO 1915 \"Kassa \\\"special\\\"\"\r\n#KSUMMA 1921122205\r\n",
	file("#IB 0 1910 100", "#UB 0 1910 100.5 2", "#PSALDO 0 202501 1910 {} 7", "#OUB 0 1910 {6 \"P\"} 3", "#SRU 1910 7281"),
	file("#EGEN 1", "{", "x", "}", "#DIM 21 \"Del\"", "#UNDERDIM 22 \"Del\" 21", "#OBJEKT 21 a \"A\""),
	"\xEF\xBB\xBF#FLAGGA 1\r#TAXAR 2018 \xC3\x85RL\r",
}

// FuzzRead reads anything without a panic, and Check reports exactly the
// vouchers whose booked rows do not sum to zero.
func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := sie.Read(data, sie.Limits{Size: 1 << 16})
		if err != nil {
			return
		}
		unbalanced := map[int]string{}
		for v := range file.Vouchers() {
			var sum sie.Amount
			for r := range v.Rows() {
				sum += r.Amount()
				_, _, _, _ = r.Text(), r.Date(), r.Quantity(), r.Sign()
				for d, o := range r.Objects() {
					_, _ = d, o
				}
			}
			if sum != v.Sum() {
				t.Fatalf("line %d: rows sum to %s, Sum = %s", v.Line(), sum, v.Sum())
			}
			if sum != 0 {
				unbalanced[v.Line()] = sum.String()
			}
		}
		reported := 0
		for _, d := range sie.Check(file) {
			if d.Code == sie.CodeVoucherUnbalanced {
				reported++
				if want := unbalanced[d.Line]; d.Args[3] != want {
					t.Errorf("%v, want %s", d, want)
				}
			}
		}
		if reported != min(len(unbalanced), 1000) && reported < 900 {
			t.Errorf("%d unbalanced vouchers reported, want %d", reported, len(unbalanced))
		}
		for b := range file.Balances() {
			if _, ok := file.Balance(b.Kind, b.Year, b.Account); b.Kind <= sie.RES && !ok {
				t.Errorf("line %d: %s %s is not found", b.Line, b.Kind, b.Account)
			}
		}
	})
}
