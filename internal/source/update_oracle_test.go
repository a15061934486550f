package source_test

import (
	"testing"

	"bokslut/fortnox"
	"bokslut/internal/source"
)

// TestLaterImportOfTheOraclesCompanies imports each company twice although
// nothing has changed. The second import makes the same of fewer requests: each
// list and file once more, a question for each kind of single objects instead of
// the objects, and the claims that the tax agency has not paid.
func TestLaterImportOfTheOraclesCompanies(t *testing.T) {
	companies(t, func(t *testing.T, _ []source.Part, answers oracle) {
		srv, client := localFortnox(t, companyDir(t, answers.Label))
		for i, year := range answers.Years {
			if year.Status != "to close" {
				continue
			}
			first, err := source.Fetch(t.Context(), connect(client), want(answers, year), nil)
			if err != nil {
				t.Fatal(err)
			}
			srv.ResetJournal()
			later, err := source.Update(t.Context(), connect(client), want(answers, year), first, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := len(srv.Journal())
			compare(t, "requests of a later import", fewest(answers, i)-singles(year)+questions(first)+unpaid(t, first), got)
			t.Logf("%s: %d requests, then %d", answers.Label, fewest(answers, i), got)
			sameBooks(t, first, later)
		}
	})
}

// singles is how many objects the oracle reads one by one.
func singles(year oracleYear) int {
	b := year.Requests.Breakdown
	return b["invoicepayment_singles"] + b["supplierinvoicepayment_singles"] + b["credit_note_singles"] + max(b["taxreductions"]-1, 0)
}

// questions is how many kinds of single objects there are that Fortnox can be
// asked about; of a single one, the object is read again instead.
func questions(parts []source.Part) int {
	kinds := map[string]bool{}
	for _, p := range parts {
		switch p.Kind {
		case source.KindInvoice, source.KindInvoicePayment, source.KindSupplierInvoice, source.KindSupplierInvoicePayment:
			kinds[p.Kind] = true
		}
	}
	return len(kinds)
}

func unpaid(t *testing.T, parts []source.Part) int {
	t.Helper()
	n := 0
	for _, p := range parts {
		if p.Kind != source.KindTaxReduction {
			continue
		}
		claim, err := fortnox.DecodeTaxReduction(p.Body)
		if err != nil {
			t.Fatal(err)
		}
		if claim.VoucherNumber.Int == 0 {
			n++
		}
	}
	return n
}
