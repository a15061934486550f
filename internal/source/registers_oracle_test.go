package source_test

import (
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"

	"github.com/google/go-cmp/cmp"
)

func TestOpenItemsAreThoseOfTheOracle(t *testing.T) {
	companies(t, func(t *testing.T, parts []source.Part, answers oracle) {
		receivables, payables, err := source.Registers(parts)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range answers.Years {
			compareLedger(t, receivables.AsOf(year.AsOf), year.Receivables, 1)
			compareLedger(t, payables.AsOf(year.AsOf), year.Payables, -1)
		}
	})
}

// compareLedger compares item by item, but for those that the oracle says
// cannot be derived: of these only the sum is known, and ours are marked.
func compareLedger(t *testing.T, got subledger.Ledger, want oracleLedger, sign money.Amount) {
	t.Helper()
	type item struct {
		Number, Party, Name, Currency, Date, Due string
		Total, Open, SEK                         money.Amount
		Credit                                   bool
	}
	var wantItems, gotItems []item
	var wantUnknown, gotUnknown []string
	overdue := want.Overdue
	for _, w := range want.Items {
		if w.NotDerivable {
			wantUnknown = append(wantUnknown, w.Number)
			if w.DueDate.Before(got.Date) {
				overdue -= w.SEK
			}
			continue
		}
		wantItems = append(wantItems, item{w.Number, w.Party, w.Name, w.Currency, w.InvoiceDate.String(), w.DueDate.String(),
			sign * w.Total, sign * w.Open, sign * w.SEK, w.Credit})
	}
	gotOverdue := got.Overdue()
	for _, g := range got.Items {
		if g.Marked(subledger.SetOffDateUnknown) {
			gotUnknown = append(gotUnknown, g.Number)
			if g.Overdue(got.Date) {
				gotOverdue -= g.SEK
			}
			continue
		}
		for _, m := range g.Marks {
			if m != subledger.BalanceHidden || !g.Hidden.Has(subledger.HiddenBalance) {
				t.Errorf("%s: item %s is marked %v", got.Date, g.Number, g.Marks)
			}
		}
		gotItems = append(gotItems, item{g.Number, g.Party, g.Name, g.Currency, g.Date.String(), g.Due.String(),
			g.Total, g.Open, g.SEK, g.Credit})
	}
	var unbooked []string
	for _, d := range got.Unbooked {
		unbooked = append(unbooked, d.Number)
	}
	compare(t, got.Date.String()+" items", wantItems, gotItems)
	compare(t, got.Date.String()+" items that cannot be told", wantUnknown, gotUnknown)
	compare(t, got.Date.String()+" unbooked", append([]string(nil), want.Unbooked...), unbooked)
	compare(t, got.Date.String()+" sum", sign*want.Sum, got.Sum())
	compare(t, got.Date.String()+" overdue", sign*overdue, gotOverdue)
}

func compare(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
