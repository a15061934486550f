package report_test

import (
	"context"
	"path/filepath"
	"testing"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/golden"
	"bokslut/internal/ledger"
	"bokslut/internal/report"
)

// counting are the entries that count and that the books lack.
func counting(t *testing.T, h *house, e engagement.Engagement) []closing.Entry {
	t.Helper()
	entries, err := h.Entries(t.Context(), h.by, e)
	must(t, err)
	return report.Counting(entries)
}

func TestReportsOfASmallCompany(t *testing.T) {
	h := newHouse(t)
	book := smallBook()
	e := h.engaged(book)
	h.entry(e, "Upplupen hyra", closing.Row{Account: "5010", Amount: 100_00}, closing.Row{Account: "2990", Amount: -100_00})
	e = h.again(e)
	balance, err := h.Balance(t.Context(), h.by, e)
	must(t, err)
	result, err := h.Result(t.Context(), h.by, e)
	must(t, err)
	ctx, head := context.Background(), h.head(e)
	entries := counting(t, h, e)
	for name, d := range map[string]report.Document{
		"balansrapport":      report.BalanceReport(ctx, head, balance, report.Both),
		"balansrapport-fore": report.BalanceReport(ctx, head, balance, report.Before),
		"resultatrapport":    report.ResultReport(ctx, head, result, report.Both),
		"resultat-manader":   report.MonthReport(ctx, head, result, []string{"jan", "feb", "mar"}),
		"huvudbok":           report.GeneralLedger(ctx, head, book.Years[0], entries, report.LedgerChoice{}),
		"huvudbok-konton":    report.GeneralLedger(ctx, head, book.Years[0], entries, report.LedgerChoice{From: "1510", To: "1510"}),
		"verifikationslista": report.VoucherList(ctx, head, book.Years[0], report.VoucherChoice{}),
	} {
		golden.Check(t, filepath.Join("testdata", name+".txt"), asText(d))
	}
}

// The rows of huvudbok lead from IB to the balance that Balansavstämning has.
func TestGeneralLedgerEndsAtTheFinalBalances(t *testing.T) {
	h := newHouse(t)
	book := smallBook()
	e := h.engaged(book)
	h.entry(e, "Upplupen hyra", closing.Row{Account: "5010", Amount: 100_00}, closing.Row{Account: "2990", Amount: -100_00})
	checkLedger(t, h, h.again(e), book.Years[0])
}

func checkLedger(t *testing.T, h *house, e engagement.Engagement, year ledger.Year) {
	t.Helper()
	d := report.GeneralLedger(context.Background(), h.head(e), year, counting(t, h, e), report.LedgerChoice{})
	last := map[string]report.Cell{}
	for row := range d.Sections[0].Tables[0].Rows {
		if row.IsSum() {
			last[row.Cell(0).Text] = row.Cell(7)
		}
	}
	accounts := 0
	for _, read := range []func(context.Context) (engagement.Sheet, error){
		func(ctx context.Context) (engagement.Sheet, error) { return h.Balance(ctx, h.by, e) },
		func(ctx context.Context) (engagement.Sheet, error) { return h.Result(ctx, h.by, e) },
	} {
		sheet, err := read(t.Context())
		must(t, err)
		for _, g := range sheet.Groups {
			for _, row := range g.Rows {
				if got := last[row.Account].Amount; got != row.Final {
					t.Errorf("huvudbok ends %s at %s, the sheet says %s", row.Account, got, row.Final)
				}
				accounts++
			}
		}
	}
	if accounts == 0 {
		t.Error("no account was compared")
	}
}
