package fortnox

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCleanText(t *testing.T) {
	for in, want := range map[string]string{
		"Hyra jan–mars 50 % (åäö) & moms": "Hyra jan–mars 50 % (åäö) & moms",
		"a\u0308r":                        "är",
		"<b>\"x\"</b>":                    "(b)’x’(/b)",
		"[1] {2} | ~ — …":                 "(1) (2) / - – ...",
		"rad 1\r\nrad 2\t!":               "rad 1\r\nrad 2 !",
		"glad 😀 kund":                     "glad  kund",
		"\xff\x00a\u200b":                 "a",
		"  kant  ":                        "kant",
		"Ελλάδα Москва":                   "Ελλάδα Москва",
	} {
		if got := CleanText(in, MaxComments); got != want {
			t.Errorf("CleanText(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CleanText(strings.Repeat("å", 300), MaxDescription); utf8.RuneCountInString(got) != 200 {
		t.Errorf("%d characters, want 200", utf8.RuneCountInString(got))
	}
	if got := CleanText("……", 4); got != "...." {
		t.Errorf("got %q, want 4 characters", got)
	}
}

func FuzzCleanText(f *testing.F) {
	f.Add("a<b>|\xff😀\u0308", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit < 0 || limit > 2000 {
			return
		}
		got := CleanText(s, limit)
		if !isClean(got) || utf8.RuneCountInString(got) > limit {
			t.Errorf("CleanText(%q, %d) = %q", s, limit, got)
		}
		if again := CleanText(got, limit); again != got {
			t.Errorf("cleaned twice: %q, then %q", got, again)
		}
	})
}

// FuzzDecode holds that no answer panics, and that an amount that was read is
// written and read as the same.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"Voucher":{"VoucherRows":[{"Account":"1930","Debit":"12 500,00","Removed":"false"}]}}`))
	f.Add([]byte(`{"Voucher":{"VoucherNumber":1e2,"TransactionDate":"2025-12-31T00:00:00"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		v, err := DecodeVoucher(raw)
		DecodeInvoices(raw)
		decodeToken(raw)
		bodyError(400, raw)
		if err != nil {
			return
		}
		text, err := json.Marshal(map[string]Voucher{"Voucher": v})
		if err != nil {
			t.Fatal(err)
		}
		again, err := DecodeVoucher(text)
		if err != nil || len(again.VoucherRows.Items) != len(v.VoucherRows.Items) {
			t.Fatalf("%s read again: %v", text, err)
		}
		for i, r := range v.VoucherRows.Items {
			if got := again.VoucherRows.Items[i]; got.Ore() != r.Ore() || got.Account != r.Account || got.Quantity != r.Quantity {
				t.Errorf("row %d: got %+v, want %+v", i, got, r)
			}
		}
	})
}
