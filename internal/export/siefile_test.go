package export_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/sie"
)

var sieHead = export.SIEHead{Program: "Skatt & Bokslut", Version: "1", Generated: civil.MustParse("2026-02-17")}

// received is a year as another program wrote it, with what this program has no
// use for.
const received = "#FLAGGA 0\r\n#PROGRAM Annat 2\r\n#FORMAT PC8\r\n#GEN 20260115\r\n#SIETYP 4\r\n#FNAMN Prov\r\n#ORGNR 556000-4615\r\n#KPTYP EUBAS97\r\n" +
	"#RAR 0 20250101 20251231\r\n#RAR -1 20240101 20241231\r\n" +
	"#KONTO 1930 Bank\r\n#KTYP 1930 T\r\n#SRU 1930 7281\r\n#KONTO 2990 Upplupet\r\n#KONTO 3001 Salu\r\n#KONTO 6530 Redovisning\r\n#DIM 1 Enhet\r\n#OBJEKT 1 BUTIK Butiken\r\n" +
	"#IB 0 1930 100\r\n#UB 0 1930 350\r\n#IB -1 1930 0\r\n#UB -1 1930 100\r\n#OUB 0 2990 {1 BUTIK} -5 0\r\n#RES 0 3001 -250\r\n#PSALDO 0 202512 6530 {} 40 0\r\n#PBUDGET 0 202512 6530 {} 999 0\r\n" +
	"#VER A 1 20250301 Salu 20250302\r\n{\r\n#TRANS 1930 {} 250\r\n#TRANS 3001 {1 BUTIK} -250\r\n}\r\n"

func sieBook() *ledger.Book {
	return &ledger.Book{Company: ledger.Company{Name: "Prov", OrgNr: "556000-4615"}, Years: []ledger.Year{{
		Period:   civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")},
		Accounts: []ledger.Account{{Number: "1930", Name: "Bank"}, {Number: "2990", Name: "Upplupet"}, {Number: "3001", Name: "Salu", Result: true}, {Number: "6530", Name: "Redovisning", Result: true}},
		Balances: []ledger.Balance{{Account: "1930", Opening: 100_00, Moved: 250_00, Stated: 350_00}, {Account: "3001", Moved: -250_00, Stated: -250_00}},
		Objects:  []ledger.NamedObject{{Dimension: "1", Code: "BUTIK", Name: "Butiken"}, {Dimension: "1", Code: "LAGER"}},
	}}}
}

func sieEntries() []closing.Entry {
	return []closing.Entry{
		{No: "B1", Date: civil.MustParse("2025-12-31"), Text: "Upplupet arvode ½", Rows: []closing.Row{
			{Account: "6530", Amount: 140_00, CostCentre: "BUTIK"}, {Account: "2990", Amount: -140_00, CostCentre: "BUTIK", Text: "Byrån"},
		}},
		{No: "B2", Date: civil.MustParse("2025-06-30"), Text: "Rättelse", Rows: []closing.Row{{Account: "1930", Amount: -1}, {Account: "3001", Amount: 1}}},
	}
}

func readSIE(t *testing.T, data []byte) *sie.File {
	t.Helper()
	f, err := sie.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	if found := append(f.Findings(), sie.Check(f)...); slices.ContainsFunc(found, func(f sie.Finding) bool { return f.Severity == sie.Error }) {
		t.Errorf("the file has errors: %+v", found)
	}
	return f
}

func TestEntriesFile(t *testing.T) {
	data, lossy, err := export.EntriesFile(sieHead, "u1", sieBook().Totals(), "I", sieEntries())
	if err != nil || lossy != 0 {
		t.Fatalf("EntriesFile: %v, %d texts changed", err, lossy)
	}
	again, _, err := export.EntriesFile(sieHead, "u1", sieBook().Totals(), "I", sieEntries())
	if err != nil || !bytes.Equal(data, again) {
		t.Error("the same entries gave other bytes")
	}
	f := readSIE(t, data)
	if f.Kind() != sie.Kind4I || f.NumVouchers() != 2 || !f.Checksum().Present {
		t.Errorf("kind %s, %d vouchers, checksum %+v", f.Kind(), f.NumVouchers(), f.Checksum())
	}
	v := f.Voucher(0)
	if v.Series() != "I" || v.Number() != "" || !strings.HasPrefix(v.Text(), "Upplupet arvode ½ #") {
		t.Errorf("voucher %q %q %q", v.Series(), v.Number(), v.Text())
	}
	if got := export.FindMarker(v.Text()); got != export.FileMarker("u1", sieEntries()[0]) || got == export.FileMarker("u2", sieEntries()[0]) {
		t.Errorf("marker %q", got)
	}
	if row := slices.Collect(v.Rows())[0]; row.Account() != "6530" || row.Amount() != 140_00 {
		t.Errorf("row %s %d", row.Account(), row.Amount())
	} else if code, _ := row.Object("1"); code != "BUTIK" {
		t.Errorf("cost centre %q", code)
	}
	var objects []string
	for o := range f.Objects() {
		objects = append(objects, o.Code)
	}
	if !slices.Equal(objects, []string{"BUTIK"}) {
		t.Errorf("objects %v, want the used one", objects)
	}
}

func TestLossyTexts(t *testing.T) {
	entries := sieEntries()
	entries[0].Text = "Köp av 木 i €"
	_, lossy, err := export.EntriesFile(sieHead, "u1", sieBook().Totals(), "I", entries)
	if err != nil || lossy != 1 {
		t.Errorf("%d texts changed, %v; want 1", lossy, err)
	}
}

func TestLedgerFile(t *testing.T) {
	for name, from := range map[string][][]byte{"received": {[]byte(received)}, "typed": nil} {
		t.Run(name, func(t *testing.T) {
			data, _, err := export.LedgerFile(sieHead, "u1", from, sieBook(), "I", sieEntries())
			if err != nil {
				t.Fatal(err)
			}
			f := readSIE(t, data)
			for _, tt := range []struct {
				kind    sie.BalanceKind
				account string
				want    sie.Amount
			}{
				{sie.IB, "1930", 100_00}, {sie.UB, "1930", 349_99}, {sie.UB, "2990", -140_00}, {sie.RES, "3001", -249_99}, {sie.RES, "6530", 140_00},
			} {
				if got, _ := f.Balance(tt.kind, 0, tt.account); got != tt.want {
					t.Errorf("%v %s is %d, want %d", tt.kind, tt.account, got, tt.want)
				}
			}
			if f.Kind() != sie.Kind4E || f.Voucher(f.NumVouchers()-1).Number() != "2" {
				t.Errorf("kind %s, last voucher %s", f.Kind(), f.Voucher(f.NumVouchers()-1).Number())
			}
		})
	}
	data, _, err := export.LedgerFile(sieHead, "u1", [][]byte{[]byte(received)}, sieBook(), "A", sieEntries())
	if err != nil {
		t.Fatal(err)
	}
	f := readSIE(t, data)
	if v := f.Voucher(0); v.Number() != "1" || v.Registered().String() != "2025-03-02" || f.Voucher(1).Number() != "2" {
		t.Errorf("the received voucher is %s, registered %s; the next is %s, want 2", v.Number(), v.Registered(), f.Voucher(1).Number())
	}
	if a, _ := f.Account("1930"); !slices.Equal(a.SRU, []string{"7281"}) || a.Type != sie.Asset {
		t.Errorf("account %+v lost its tax code or type", a)
	}
	months := map[string]sie.Amount{}
	for b := range f.Balances(sie.PSALDO, sie.PBUDGET, sie.OUB) {
		if b.Account == "6530" && b.Kind != sie.OUB || b.Account == "2990" && b.Kind == sie.OUB {
			months[b.Kind.String()] = b.Amount
		}
	}
	if months["#PSALDO"] != 180_00 || months["#PBUDGET"] != 999_00 || months["#OUB"] != -145_00 {
		t.Errorf("months and objects %v", months)
	}
}

// TestHandedOverComesBack: an entry that was read in as a file leaves the
// adjustment column with the next import, by its mark or by its rows.
func TestHandedOverComesBack(t *testing.T) {
	entries := map[string]closing.Entry{}
	var items []export.Item
	for _, e := range sieEntries() {
		entries[e.No] = e
		it, err := export.HandOver("d-"+e.No, sieHead, "u1", sieBook().Totals(), "I", e, time.Date(2026, 2, 17, 9, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	twin := entries["B2"]
	twin.No = "B3"
	entries["B3"] = twin
	it, err := export.HandOver("d-B3", sieHead, "u1", sieBook().Totals(), "I", twin, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	items = append(items, it)

	voucher := func(number, text string, e closing.Entry) ledger.Voucher {
		v := ledger.Voucher{Series: "A", Number: number, Date: e.Date, Text: text}
		for _, r := range e.Rows {
			v.Rows = append(v.Rows, ledger.Row{Account: r.Account, Amount: r.Amount})
		}
		return v
	}
	year := sieBook().Years[0]
	year.Vouchers = []ledger.Voucher{
		voucher("7", "Importerad #"+items[0].Marker, entries["B1"]),
		voucher("8", "Importerad", entries["B2"]),
	}
	want := []export.Recognised{
		{Entry: "B1", Series: "A", Number: "7", State: export.Equal},
		{Entry: "B2", Series: "A", Number: "8", State: export.Equal},
		{Entry: "B3", Series: "I", Number: "0", State: export.Missing}, // one voucher is not two entries
	}
	if got := export.Recognise(items, entries, year); !slices.Equal(got, want) {
		t.Errorf("Recognise = %+v, want %+v", got, want)
	}
	back, err := export.Decide(items[0], export.Cancel, 0, time.Time{})
	if err != nil || back.State != export.Cancelled {
		t.Fatalf("taken back: %v, %v", back.State, err)
	}
	if got := export.Recognise([]export.Item{back}, entries, year); len(got) != 0 {
		t.Errorf("what was taken back is recognised as %+v", got)
	}
}
