package sie_test

import (
	"errors"
	"strings"
	"testing"

	"bokslut/sie"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func date(t testing.TB, s string) sie.Date {
	t.Helper()
	d, err := sie.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// closing is a year-end import like the standard's textbook case.
func closing(t testing.TB) sie.Builder {
	return sie.Builder{
		Header: sie.Header{
			Program: "Bokslut", Version: "1.0", Generated: date(t, "20260115"), GeneratedBy: "AN", Fnr: "7",
			OrgNr: "556334-3689", Name: "Målerifirman Axelsson & Johnsson AB",
			Years: []sie.Year{{No: 0, Start: date(t, "20250101"), End: date(t, "20251231")}},
		},
		Accounts: []sie.Account{{Number: "2099", Name: "Årets resultat"}, {Number: "8999", Name: "Årets resultat"}},
		Vouchers: []sie.NewVoucher{{
			Date: date(t, "20251231"), Text: "Årets \"resultat\"",
			Rows: []sie.NewRow{
				{Account: "8999", Amount: 12_500_000},
				{Account: "2099", Amount: -12_500_000, Objects: []sie.ObjectID{{Dimension: "1", Code: "10"}}},
			},
		}},
	}
}

func TestBuilder(t *testing.T) {
	b := closing(t)
	f, err := b.File()
	if err != nil {
		t.Fatal(err)
	}
	got, list := write(t, f, sie.WriteOptions{})
	want := `#FLAGGA 0
#PROGRAM "Bokslut" 1.0
#FORMAT PC8
#GEN 20260115 "AN"
#SIETYP 4
#FNR "7"
#ORGNR 556334-3689
#FNAMN "Målerifirman Axelsson & Johnsson AB"
#RAR 0 20250101 20251231
#KONTO 2099 "Årets resultat"
#KONTO 8999 "Årets resultat"
#VER "" "" 20251231 "Årets \"resultat\""
{
#TRANS 8999 {} 125000.00
#TRANS 2099 {1 "10"} -125000.00
}
`
	if diff := cmp.Diff(string(toCP437(strings.ReplaceAll(want, "\n", "\r\n"))), string(got)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	if len(list) > 0 {
		t.Errorf("findings %v, want none", list)
	}
	if f.Kind() != sie.Kind4I {
		t.Errorf("kind %s, want 4I", f.Kind())
	}
	if diff := cmp.Diff(dump(f), dump(read(t, string(got)))); diff != "" {
		t.Errorf("read again (-built +read):\n%s", diff)
	}
}

func TestBuilderExport(t *testing.T) {
	b := closing(t)
	b.Accounts = append(b.Accounts, sie.Account{Number: "1930", Name: "Bank", Type: sie.Asset, Unit: "st", SRU: []string{"7281"}})
	b.Dimensions = []sie.Dimension{{Number: "20", Name: "Del"}, {Number: "21", Name: "Underdel", Parent: "20"}}
	b.Objects = []sie.Object{{Dimension: "20", Code: "a", Name: "A"}}
	b.Balances = []sie.NewBalance{
		{Kind: sie.IB, Account: "1930", Amount: 100, Quantity: "2"},
		{Kind: sie.OUB, Year: -1, Account: "1930", Objects: []sie.ObjectID{{Dimension: "20", Code: "a"}}, Amount: 7},
		{Kind: sie.PSALDO, Period: 202502, Account: "1930", Amount: -5},
	}
	b.Vouchers[0].Rows = append(b.Vouchers[0].Rows, sie.NewRow{Kind: sie.Removed, Account: "1930", Amount: 9, Sign: "BO"})
	f, err := b.File()
	if err != nil {
		t.Fatal(err)
	}
	got, _ := write(t, f, sie.WriteOptions{Checksum: true})
	again := read(t, string(got))
	if again.Kind() != sie.Kind4E || !again.Checksum().OK() {
		t.Errorf("kind %s, checksum %+v", again.Kind(), again.Checksum())
	}
	if diff := cmp.Diff(dump(f), dump(again)); diff != "" {
		t.Errorf("read again (-built +read):\n%s", diff)
	}
	for _, want := range []string{
		`#IB 0 1930 1.00 2`, `#OUB -1 1930 {20 "a"} 0.07`, `#PSALDO 0 202502 1930 {} -0.05`,
		`#BTRANS 1930 {} 0.09 "" "" "" "BO"`, `#UNDERDIM 21 "Underdel" 20`, `#ENHET 1930 "st"`, "#SRU 1930 7281",
	} {
		if !strings.Contains(string(got), want+"\r\n") {
			t.Errorf("written without %q", want)
		}
	}
	imported, list := write(t, f, sie.WriteOptions{Kind: sie.Kind4I})
	if g := read(t, string(imported)); g.Kind() != sie.Kind4I || g.NumVouchers() != 1 {
		t.Errorf("as an import: kind %s, %d vouchers", g.Kind(), g.NumVouchers())
	}
	if diff := cmp.Diff([]string{"19 info record-left-out", "19 info record-left-out", "19 info record-left-out"}, found(list)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestBuilderRefuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*sie.Builder)
		want   string
	}{
		{"unbalanced", func(b *sie.Builder) { b.Vouchers[0].Rows[0].Amount++ }, "voucher 0 ( ) does not balance: its rows sum to 0.01"},
		{"no_date", func(b *sie.Builder) { b.Vouchers[0].Date = 0 }, "voucher 0 ( ) has no date"},
		{"account_not_declared", func(b *sie.Builder) { b.Accounts = b.Accounts[:1] }, `account "8999" of voucher 0 ( ) is not among the accounts`},
		{"balance_account", func(b *sie.Builder) { b.Balances = []sie.NewBalance{{Account: "1"}} }, `account "1" of a #IB record is not among the accounts`},
		{"account_without_number", func(b *sie.Builder) { b.Accounts[0].Number = "" }, `account "Årets resultat" has no number`},
		{"amount", func(b *sie.Builder) { b.Vouchers[0].Rows[0].Amount = sie.MaxAmount + 1 }, "amount 10000000000000.01 of voucher 0 ( ): amount too large"},
		{"period", func(b *sie.Builder) {
			b.Balances = []sie.NewBalance{{Kind: sie.PSALDO, Account: "2099", Period: 202513}}
		}, `line 12: error period-unreadable: #PSALDO: period "202513" is not a month, want YYYYMM; the record is left out of sums`},
	} {
		b := closing(t)
		tt.change(&b)
		if _, err := b.File(); err == nil || err.Error() != tt.want {
			t.Errorf("%s: File = %v, want %q", tt.name, err, tt.want)
		}
	}
	b := closing(t)
	b.Vouchers[0].Rows[0].Amount = 0
	_, err := b.File()
	var unbalanced *sie.UnbalancedError
	if !errors.As(err, &unbalanced) || unbalanced.Sum != -12_500_000 {
		t.Errorf("File = %v, want an UnbalancedError of -125000.00", err)
	}
}

func TestWriteText(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		code     sie.Code
	}{
		{"Åkerö", "Åkerö", ""},
		{"\u00a0½ æ ß µ", "\u00a0½ æ ß µ", ""},
		{`a "b" c`, `a \"b\" c`, ""},
		{`C:\SIE\fil`, `C:\SIE\fil`, ""},
		{`C:\SIE\`, `C:\SIE/`, sie.CodeBackslashChanged},
		{`C:\\SIE`, `C:\SIE`, sie.CodeBackslashChanged},
		{`a\"b`, `a/\"b`, sie.CodeBackslashChanged},
		{"5 €", "5 EUR", sie.CodeTransliterated},
		{"a – b’s “c” …", `a - b's \"c\" ...`, sie.CodeTransliterated},
		{"Dvořák, Łódź, Ærø, šč", "Dvorák, Lódz, Ærö, sc", sie.CodeTransliterated},
		{"§ 5", "par. 5", sie.CodeTransliterated},
		{"😀 日", "? ?", sie.CodeTransliterated},
		{"a\nb\tc\x7f", "a b c ", sie.CodeControlReplaced},
		{"a\xffb", "a?b", sie.CodeTransliterated},
		{"", "", ""},
	} {
		b := closing(t)
		b.Accounts[0].Name = tt.in
		f, err := b.File()
		if err != nil {
			t.Fatal(err)
		}
		got, list := write(t, f, sie.WriteOptions{})
		if want := toCP437Full(t, "#KONTO 2099 \""+tt.want+"\"\r\n"); !strings.Contains(string(got), want) {
			t.Errorf("%q written in %q, want %q", tt.in, got, want)
		}
		code := sie.Code("")
		if len(list) > 0 {
			code = list[0].Code
		}
		if code != tt.code || len(list) > 1 {
			t.Errorf("%q: findings %v, want %q", tt.in, list, tt.code)
		}
		again, more := write(t, read(t, string(got)), sie.WriteOptions{})
		if string(again) != string(got) || len(more) > 0 {
			t.Errorf("%q: written again %q, findings %v", tt.in, again, more)
		}
	}
}

// toCP437Full is s in CP437 by golang.org/x/text.
func toCP437Full(t *testing.T, s string) string {
	t.Helper()
	out, err := charmap.CodePage437.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWriteRefuses(t *testing.T) {
	b := closing(t)
	f, err := b.File()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []sie.WriteOptions{{Encoding: sie.Windows1252}, {Kind: sie.Kind1}, {Kind: sie.Kind4E}} {
		var w strings.Builder
		if _, err := sie.Write(&w, f, o); err == nil || w.Len() > 0 {
			t.Errorf("Write with %+v = %v, %d bytes, want an error and none", o, err, w.Len())
		}
	}
	if _, err := sie.Write(failing{}, f, sie.WriteOptions{}); !errors.Is(err, errFull) {
		t.Errorf("Write to a full disk = %v, want %v", err, errFull)
	}
}

var errFull = errors.New("disk is full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

// TestChecksumInUTF8 leaves the checksum out when a text has no CP437 bytes.
func TestChecksumInUTF8(t *testing.T) {
	for name, want := range map[string]bool{"Åkerö": true, "5 €": false} {
		b := closing(t)
		b.Header.Name = name
		f, err := b.File()
		if err != nil {
			t.Fatal(err)
		}
		got, list := write(t, f, sie.WriteOptions{Encoding: sie.UTF8, Checksum: true})
		g := read(t, string(got))
		if g.Header().Name != name || g.Checksum().OK() != want || g.Checksum().Present != want {
			t.Errorf("name %q, checksum %+v, want OK %t; %v", g.Header().Name, g.Checksum(), want, list)
		}
	}
}
