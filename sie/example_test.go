package sie_test

import (
	"bytes"
	"errors"
	"fmt"
	"log"
	"strings"

	"bokslut/sie"
)

const ledger = `#FLAGGA 0
#PROGRAM "Exempel" 1.0
#FORMAT PC8
#GEN 20260115
#SIETYP 4
#ORGNR 5563343689
#FNAMN "Åkerö AB"
#RAR 0 20250101 20251231
#KONTO 1930 "Bank"
#KONTO 2640 "Ingående moms"
#KONTO 6110 "Kontorsmateriel"
#IB 0 1930 1000.00
#UB 0 1930 875.00
#UB 0 2640 25.00
#RES 0 6110 100.00
#VER A 1 20250203 "Pennor"
{
#TRANS 1930 {} -125.00
#TRANS 2640 {} 25.00
#TRANS 6110 {1 "10"} 100.00
}
`

// Read a file, look at who it belongs to, and add up its rows by account.
func Example() {
	f, err := sie.Read([]byte(ledger))
	if err != nil {
		log.Fatal(err)
	}
	organisation, _ := f.Header().Organisation()
	fmt.Println(f.Header().Name, organisation, f.Kind(), f.Encoding())

	totals := map[string]sie.Amount{}
	for v := range f.Vouchers() {
		fmt.Printf("%s%s %s %s, sum %s\n", v.Series(), v.Number(), v.Date(), v.Text(), v.Sum())
		for r := range v.Rows() {
			totals[r.Account()] += r.Amount()
		}
	}
	for a := range f.Accounts() {
		ub, _ := f.Balance(sie.UB, 0, a.Number)
		fmt.Println(a.Number, a.Name, totals[a.Number], ub)
	}
	// Output:
	// Åkerö AB 556334-3689 4E utf-8
	// A1 2025-02-03 Pennor, sum 0.00
	// 1930 Bank -125.00 875.00
	// 2640 Ingående moms 25.00 25.00
	// 6110 Kontorsmateriel 100.00 0.00
}

// Findings tell what is odd about the form, and Check what is wrong with the
// figures. A page makes its own sentences from Code and Args.
func ExampleCheck() {
	data := bytes.Replace([]byte(ledger), []byte("-125.00"), []byte("-120.00"), 1)
	data = append(data, "#IB 0 1931 tusen\n"...)
	f, err := sie.Read(data)
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range append(f.Findings(), sie.Check(f)...) {
		if d.Severity > sie.Info {
			fmt.Println(d.Line, d.Severity, d.Code, d.Args)
		}
	}
	// Output:
	// 22 error amount-unreadable [tusen]
	// 0 warning closing-differs [1930 880.00 875.00 5.00]
	// 0 warning opening-sum [1000.00]
	// 16 error voucher-unbalanced [A 1 2025-02-03 5.00]
}

// What is no SIE file is an error with a kind of its own.
func ExampleRead_errors() {
	_, err := sie.Read([]byte("<html>404</html>"))
	fmt.Println(errors.Is(err, sie.ErrNotSIE))

	var limit *sie.LimitError
	_, err = sie.Read([]byte(ledger), sie.Limits{Records: 10})
	fmt.Println(errors.As(err, &limit), err)
	// Output:
	// true
	// true line 11: records exceeds the limit of 10
}

// Make an import of year-end vouchers and write it, in code page 437 when
// Encoding is not set.
func ExampleBuilder() {
	day, err := sie.NewDate(2025, 12, 31)
	if err != nil {
		log.Fatal(err)
	}
	b := sie.Builder{
		Header:   sie.Header{Program: "Exempel", Version: "1.0", Generated: day, OrgNr: "556334-3689", Name: "Åkerö AB"},
		Accounts: []sie.Account{{Number: "2099", Name: "Årets resultat"}, {Number: "8999", Name: "Årets resultat"}},
		Vouchers: []sie.NewVoucher{{Date: day, Text: "Årets resultat", Rows: []sie.NewRow{
			{Account: "8999", Amount: 125_000_00},
			{Account: "2099", Amount: -125_000_00},
		}}},
	}
	f, err := b.File()
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := sie.Write(&out, f, sie.WriteOptions{Encoding: sie.UTF8}); err != nil {
		log.Fatal(err)
	}
	fmt.Print(strings.ReplaceAll(out.String(), "\r\n", "\n"))
	// Output:
	// #FLAGGA 0
	// #PROGRAM "Exempel" 1.0
	// #FORMAT UTF-8
	// #GEN 20251231
	// #SIETYP 4
	// #ORGNR 556334-3689
	// #FNAMN "Åkerö AB"
	// #KONTO 2099 "Årets resultat"
	// #KONTO 8999 "Årets resultat"
	// #VER "" "" 20251231 "Årets resultat"
	// {
	// #TRANS 8999 {} 125000.00
	// #TRANS 2099 {} -125000.00
	// }
}

// Write a file that was read for a program that asks for UTF-8, only its
// vouchers and with a checksum. The findings say what was left out.
func ExampleWrite_import() {
	f, err := sie.Read([]byte(ledger))
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	list, err := sie.Write(&out, f, sie.WriteOptions{Encoding: sie.UTF8, Kind: sie.Kind4I, Checksum: true})
	if err != nil {
		log.Fatal(err)
	}
	for _, d := range list {
		fmt.Println(d.Severity, d.Label, d.Text)
	}
	g, err := sie.Read(out.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(g.Kind(), g.NumVouchers(), g.Checksum().OK())
	// Output:
	// info #FORMAT "PC8" is written as "UTF-8"
	// info #IB 1 records are left out: they do not belong in an import
	// info #UB 2 records are left out: they do not belong in an import
	// info #RES 1 records are left out: they do not belong in an import
	// 4I 1 true
}

// Read a file whose encoding was found wrong, as a user sees it.
func ExampleForceEncoding() {
	data := []byte("#FLAGGA 0\n#FNAMN \"Sm\x84land\"\n")
	found, err := sie.Read(data)
	if err != nil {
		log.Fatal(err)
	}
	forced, err := sie.Read(data, sie.ForceEncoding(sie.Windows1252))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(found.Header().Name, found.Encoding(), forced.Header().Name, forced.Encoding())
	// Output: Smäland cp437 Sm„land cp1252
}
