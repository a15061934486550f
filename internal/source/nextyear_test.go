package source_test

import (
	"testing"

	"bokslut/internal/money"
	"bokslut/internal/source"
)

// The balances that the next year opens with are read whole, and are no year of
// the books.
func TestNextOpening(t *testing.T) {
	companies(t, func(t *testing.T, _ []source.Part, answers oracle) {
		_, client := localFortnox(t, companyDir(t, answers.Label))
		for i, year := range answers.Years {
			parts, err := source.Fetch(t.Context(), connect(client), want(answers, year), nil)
			if err != nil {
				t.Fatal(err)
			}
			got, ok, err := source.NextOpening(parts)
			if err != nil {
				t.Fatal(err)
			}
			if last := i+1 == len(answers.Years); ok == last {
				t.Fatalf("%s: a next year is known: %v, want %v", year.From, ok, !last)
			}
			if !ok {
				continue
			}
			next := answers.Years[i+1]
			opening, sum := map[string]money.Amount{}, money.Amount(0)
			for account, b := range next.TrialBalance {
				if b.IB != 0 {
					opening[account] = b.IB
					sum += b.IB
				}
			}
			compare(t, year.From.String()+" period of the next", period(next.From.String(), next.To.String()), got.Period)
			compare(t, year.From.String()+" opening of the next", opening, got.Balances)
			compare(t, year.From.String()+" sum of the next", sum, got.Sum)
			book, _, err := source.Book(parts)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, year.From.String()+" latest year of the books", period(year.From.String(), year.To.String()), book.Years[0].Period)
		}
	})
}

func TestNoNextYearInAFile(t *testing.T) {
	if _, ok, err := source.NextOpening([]source.Part{part(source.KindSIE, "sie/1", thisYear)}); ok || err != nil {
		t.Errorf("a next year is known: %v, %v, want false", ok, err)
	}
	if _, _, err := source.NextOpening([]source.Part{part(source.KindNextYear, "nextyear/1", "<html>")}); err == nil {
		t.Error("what is no SIE file gives no error")
	}
}
