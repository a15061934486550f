package sie_test

import (
	"fmt"
	"log"
	"strings"

	"bokslut/sie"
)

// Add up a file of any size without holding it in memory.
func ExampleScanner() {
	s := sie.NewScanner(strings.NewReader(ledger))
	var turnover sie.Amount
	for s.Scan() {
		if v, ok := s.Voucher(); ok {
			for r := range v.Rows() {
				turnover += max(0, r.Amount())
			}
		} else if b, ok := s.Balance(); ok && b.Kind == sie.UB {
			fmt.Println(b.Account, b.Amount)
		} else if r := s.Record(); r.Label == "#KONTO" {
			fmt.Println(r.Fields)
		}
	}
	if err := s.Err(); err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.Header().Name, s.Count("#VER"), turnover)
	// Output:
	// [1930 Bank]
	// [2640 Ingående moms]
	// [6110 Kontorsmateriel]
	// 1930 875.00
	// 2640 25.00
	// Åkerö AB 1 125.00
}

// Count and add up, on all processors.
func ExampleSummarize() {
	s, err := sie.Summarize(strings.NewReader(ledger))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s.File().Count("#TRANS"), s.Debit, s.NumUnbalanced)
	for account, sum := range s.Rows() {
		fmt.Println(account, sum)
	}
	// Output:
	// 3 125.00 0
	// 1930 -125.00
	// 2640 25.00
	// 6110 100.00
}
