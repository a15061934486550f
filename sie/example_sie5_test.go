package sie_test

import (
	"errors"
	"fmt"
	"log"
	"os"

	"bokslut/sie"
)

// Read SIE 5 when a file turns out to be that.
func ExampleRead5() {
	data := []byte(`<SieEntry xmlns="http://www.sie.se/sie5">
		<FileInfo><Company organizationId="556334-3689" name="Åkerö AB"/></FileInfo>
		<Journal id="A"><JournalEntry id="1" journalDate="2025-02-03" text="Pennor">
			<LedgerEntry accountId="1930" amount="-125"/><LedgerEntry accountId="6110" amount="125"/>
		</JournalEntry></Journal></SieEntry>`)
	f, err := sie.Read(data)
	if errors.Is(err, sie.ErrSIE5) {
		f, err = sie.Read5(data)
	}
	if err != nil {
		log.Fatal(err)
	}
	for v := range f.Vouchers() {
		fmt.Println(v.Series(), v.Number(), v.Date(), v.Text(), v.NumRows(), v.Sum())
	}
	// Output: A 1 2025-02-03 Pennor 2 0.00
}

// Write SIE 5.
func ExampleWrite5() {
	f, err := sie.Read([]byte("#FLAGGA 0\n#PROGRAM P 1\n#GEN 20260115 AN\n#SIETYP 4\n#ORGNR 556334-3689\n#FNAMN AB\n#KONTO 1930 Bank\n" +
		"#VER A 1 20250203\n{\n#TRANS 1930 {} 0.00\n}\n"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := sie.Write5(os.Stdout, f); err != nil {
		log.Fatal(err)
	}
	// Output:
	// <?xml version="1.0" encoding="utf-8"?>
	// <SieEntry xmlns="http://www.sie.se/sie5">
	//   <FileInfo>
	//     <SoftwareProduct name="P" version="1"/>
	//     <FileCreation time="2026-01-15T00:00:00Z" by="AN"/>
	//     <Company organizationId="556334-3689" name="AB"/>
	//     <AccountingCurrency currency="SEK"/>
	//   </FileInfo>
	//   <Accounts>
	//     <Account id="1930" name="Bank" type="asset">
	//     </Account>
	//   </Accounts>
	//   <Journal id="A">
	//     <JournalEntry id="1" journalDate="2025-02-03">
	//       <OriginalEntryInfo date="2025-02-03" by="AN"/>
	//       <LedgerEntry accountId="1930" amount="0.00">
	//       </LedgerEntry>
	//     </JournalEntry>
	//   </Journal>
	// </SieEntry>
}
