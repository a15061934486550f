package report_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/report"
	"bokslut/internal/report/excel"
)

// BenchmarkLedgerAsSpreadsheet writes a general ledger of 100 000 rows.
func BenchmarkLedgerAsSpreadsheet(b *testing.B) {
	const rows = 100_000
	year := ledger.Year{Period: civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}}
	for n := range rows / 2 {
		year.Vouchers = append(year.Vouchers, ledger.Voucher{
			Series: "A", Number: fmt.Sprint(n), Date: year.Period.From.AddDays(n % 365), Text: "Kundfaktura Öberg & Co",
			Rows: []ledger.Row{{Account: fmt.Sprint(1000 + n%300*20), Amount: money.Amount(n)}, {Account: fmt.Sprint(1000 + (n+7)%300*20), Amount: -money.Amount(n)}},
		})
	}
	d := report.GeneralLedger(context.Background(), report.Head{Client: "Prov AB", Year: year.Period}, year, nil, report.LedgerChoice{})
	b.ReportAllocs()
	for b.Loop() {
		if err := excel.Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
