package subledger

import (
	"fmt"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
)

// The closing date of all tests.
var yearEnd = civil.MustParse("2025-12-31")

func on(d string) civil.Date {
	if d == "" {
		return civil.Date{}
	}
	return civil.MustParse(d)
}

// doc is a customer document in SEK. balance is what is left at reading, paid
// the day when nothing was.
func doc(number, date string, total, balance money.Amount, paid string) Document {
	return Document{
		Number: number, Party: "7", Date: on(date), Due: on(date).AddDays(30), Currency: "SEK", Rate: One,
		Total: total, Balance: Balance{Amount: balance}, FinalPaid: on(paid), Booked: true, Credit: total < 0,
	}
}

func credit(number, date string, total, balance money.Amount, paid, of string) Document {
	d := doc(number, date, total, balance, paid)
	d.Credits = of
	return d
}

func paid(document, date string, amount money.Amount) Payment {
	return Payment{Number: "p" + document, Document: document, Date: on(date), Currency: "SEK", Amount: -amount, SEK: -amount, Booked: true}
}

// shown is the items as text: number, open amount, marks.
func shown(l Ledger) []string {
	var lines []string
	for _, i := range l.Items {
		line := fmt.Sprintf("%s %d", i.Number, i.SEK)
		for _, m := range i.Marks {
			line += " " + string(m)
		}
		lines = append(lines, line)
	}
	return lines
}

func TestOpenItems(t *testing.T) {
	unbooked := doc("5", "2025-12-01", 100, 100, "")
	unbooked.Booked = false
	cancelled := doc("6", "2025-12-01", 100, 0, "")
	cancelled.Cancelled = true
	draft := paid("1", "2025-12-05", 100)
	draft.Booked = false
	refund := paid("2", "2025-12-28", -50)
	for _, tt := range []struct {
		name      string
		documents []Document
		payments  []Payment
		want      []string
	}{
		{"unpaid", []Document{doc("1", "2025-12-01", 100, 100, "")}, nil, []string{"1 100"}},
		{"dated_on_the_day", []Document{doc("1", "2025-12-31", 100, 100, "")}, nil, []string{"1 100"}},
		{"dated_the_day_after", []Document{doc("1", "2026-01-01", 100, 100, "")}, nil, nil},
		{"paid_on_the_day", []Document{doc("1", "2025-12-01", 100, 0, "2025-12-31")}, []Payment{paid("1", "2025-12-31", 100)}, nil},
		{"paid_the_day_after", []Document{doc("1", "2025-12-01", 100, 0, "2026-01-01")}, []Payment{paid("1", "2026-01-01", 100)}, []string{"1 100"}},
		{"part_paid", []Document{doc("1", "2025-12-01", 100, 40, "")}, []Payment{paid("1", "2025-12-20", 60)}, []string{"1 40"}},
		{"payment_not_booked", []Document{doc("1", "2025-12-01", 100, 100, "")}, []Payment{draft}, []string{"1 100"}},
		{"overpaid", []Document{doc("1", "2025-12-01", 100, -20, "")}, []Payment{paid("1", "2025-12-20", 120)}, []string{"1 -20"}},
		{"refunded", []Document{doc("2", "2025-12-01", -50, 0, "2025-12-28")}, []Payment{refund}, nil},
		{"unbooked_and_cancelled", []Document{unbooked, cancelled}, nil, nil},
		{"credited_before", []Document{
			doc("1", "2025-12-01", 100, 0, "2025-12-20"), credit("2", "2025-12-20", -100, 0, "2025-12-20", "1"),
		}, nil, nil},
		{"credited_after", []Document{
			doc("1", "2025-12-01", 100, 0, "2026-01-09"), credit("2", "2026-01-09", -100, 0, "2026-01-09", "1"),
		}, nil, []string{"1 100"}},
		{"credit_note_set_off_after", []Document{
			doc("1", "2025-12-01", 100, 0, "2026-02-01"), credit("2", "2025-12-20", -30, 0, "2026-01-03", "9"),
		}, []Payment{paid("1", "2026-02-01", 70)}, []string{"1 100", "2 -30"}},
		{"credit_note_set_off_before", []Document{
			doc("1", "2025-12-01", 100, 0, "2026-02-01"), credit("2", "2025-12-20", -30, 0, "2025-12-22", "1"),
		}, []Payment{paid("1", "2026-02-01", 70)}, []string{"1 70"}},
		{"split_over_two_that_were_paid_later", []Document{
			doc("1", "2025-12-01", 100, 0, "2026-02-01"), doc("2", "2025-12-02", 90, 0, "2026-02-02"),
			credit("3", "2025-12-20", -50, 0, "2026-01-03", ""),
		}, []Payment{paid("1", "2026-02-01", 80), paid("2", "2026-02-02", 60)}, []string{
			"1 100 set_off_date_unknown", "2 90 set_off_date_unknown", "3 -50 set_off_date_unknown",
		}},
		{"split_over_two_one_of_which_it_closed", []Document{
			doc("1", "2025-12-01", 20, 0, "2025-12-22"), doc("2", "2025-12-02", 90, 0, "2026-02-02"),
			credit("3", "2025-12-20", -50, 0, "2026-01-03", ""),
		}, []Payment{paid("2", "2026-02-02", 60)}, []string{"2 90", "3 -30"}},
		{"final_day_not_told", []Document{
			doc("1", "2025-12-01", 100, 0, ""), credit("2", "2025-12-20", -100, 0, "", "1"),
		}, nil, []string{"1 100 set_off_date_unknown", "2 -100 set_off_date_unknown"}},
		{"two_of_the_same_amount", []Document{
			doc("1", "2025-12-01", 100, 40, ""), doc("2", "2025-12-02", 100, 40, ""),
			credit("3", "2025-12-03", -60, 0, "2025-12-10", ""), credit("4", "2025-12-04", -60, 0, "2026-01-10", ""),
		}, nil, []string{"1 40 set_off_guessed", "2 100", "4 -60"}},
		{"balance_fell_for_no_reason", []Document{doc("1", "2025-12-01", 100, 70, "")}, nil, []string{"1 100 balance_disagrees"}},
		{"balance_is_too_high", []Document{doc("1", "2025-12-01", 100, 100, "")}, []Payment{paid("1", "2025-12-10", 60)},
			[]string{"1 40 balance_disagrees"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Register{Side: Receivable, Read: on("2026-03-01"), Documents: tt.documents, Payments: tt.payments}
			if diff := cmp.Diff(tt.want, shown(r.AsOf(yearEnd))); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUnbookedAreTold(t *testing.T) {
	early, late, gone := doc("1", "2025-12-31", 100, 100, ""), doc("2", "2026-01-01", 100, 100, ""), doc("3", "2025-12-01", 100, 0, "")
	early.Booked, late.Booked, gone.Booked, gone.Cancelled = false, false, false, true
	l := Register{Side: Receivable, Documents: []Document{early, late, gone}}.AsOf(yearEnd)
	if len(l.Unbooked) != 1 || l.Unbooked[0].Number != "1" {
		t.Errorf("unbooked = %v, want document 1 alone", l.Unbooked)
	}
}

func TestAForeignDocumentKeepsItsOwnRate(t *testing.T) {
	rate, err := ParseRate("10.5555", 1)
	if err != nil {
		t.Fatal(err)
	}
	d := doc("1", "2025-11-01", 99999, 0, "2026-01-20")
	d.Currency, d.Rate = "EUR", rate
	first, last := paid("1", "2025-12-01", 33333), paid("1", "2026-01-20", 66666)
	l := Register{Side: Receivable, Documents: []Document{d}, Payments: []Payment{first, last}}.AsOf(yearEnd)
	total, part := rate.SEK(99999), rate.SEK(33333)
	if got := l.Items[0]; got.Open != 66666 || got.SEK != total-part {
		t.Errorf("open = %d, %d SEK, want 66666, %d", got.Open, got.SEK, total-part)
	}
	if sek, day := l.Items[0].PaidAfter(); sek != total-part || day != on("2026-01-20") {
		t.Errorf("paid after = %d on %s, want all that was left", sek, day)
	}
	if got := l.Items[0].AtReading; got != 0 {
		t.Errorf("at reading = %d, want 0", got)
	}
}

func TestBalanceOfASupplierInvoiceIsInSEK(t *testing.T) {
	rate, err := ParseRate("11.1", 1)
	if err != nil {
		t.Fatal(err)
	}
	d := doc("1", "2025-11-01", -1000, 0, "")
	d.Currency, d.Rate, d.Balance = "EUR", rate, Balance{Amount: -6660, SEK: true}
	note := credit("2", "2025-12-01", 400, 0, "2025-12-05", "1")
	note.Currency, note.Rate, note.Balance.SEK = "EUR", rate, true
	l := Register{Side: Payable, Documents: []Document{d, note}}.AsOf(yearEnd)
	if diff := cmp.Diff([]string{"1 -6660"}, shown(l)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHiddenFields(t *testing.T) {
	hide := func(d Document, h Hidden) Document { d.Hidden = h; return d }
	for _, tt := range []struct {
		name string
		docs []Document
		want []string
	}{
		{"balance_of_a_paid_one", []Document{hide(doc("1", "2025-12-01", 100, 0, "2026-01-05"), HiddenBalance)}, []string{"1 100"}},
		{"balance_of_an_open_one", []Document{hide(doc("1", "2025-12-01", 100, 0, ""), HiddenBalance)}, []string{"1 100 balance_hidden"}},
		{"final_day", []Document{
			hide(doc("1", "2025-12-01", 100, 0, ""), HiddenFinalPaid), credit("2", "2025-12-20", -100, 0, "2025-12-20", "1"),
		}, nil},
		{"balance_and_final_day", []Document{
			hide(doc("1", "2025-12-01", 100, 0, ""), HiddenBalance|HiddenFinalPaid), credit("2", "2025-12-20", -100, 0, "2025-12-20", "1"),
		}, nil},
		{"total", []Document{hide(doc("1", "2025-12-01", 0, 80, ""), HiddenTotal)}, []string{"1 80 total_hidden"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var payments []Payment
			if strings.HasPrefix(tt.name, "balance_of_a_paid") {
				payments = append(payments, paid("1", "2026-01-05", 100))
			}
			l := Register{Side: Receivable, Read: on("2026-03-01"), Documents: tt.docs, Payments: payments}.AsOf(yearEnd)
			if diff := cmp.Diff(tt.want, shown(l)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPaymentThatIsEstimatedIsProvedByTheBalance(t *testing.T) {
	rate, err := ParseRate("6.7", 100)
	if err != nil {
		t.Fatal(err)
	}
	d := doc("1", "2025-11-01", 9137100, 0, "2025-12-01")
	d.Currency, d.Rate = "JPY", rate
	p := paid("1", "2025-12-01", 9137090) // ten hundredths off
	p.Unknown = true
	r := Register{Side: Receivable, Documents: []Document{d}, Payments: []Payment{p}}
	if got := shown(r.AsOf(yearEnd)); got != nil {
		t.Errorf("items = %v, want none: the balance is zero", got)
	}
	d.Balance, d.FinalPaid, d.Hidden = Balance{}, civil.Date{}, HiddenBalance
	r.Documents = []Document{d}
	want := []string{"1 1 balance_hidden payment_unknown"}
	if diff := cmp.Diff(want, shown(r.AsOf(yearEnd))); diff != "" {
		t.Errorf("items without a balance (-want +got):\n%s", diff)
	}
}

func TestLaterDocumentsThatWereNotReadExplainAFall(t *testing.T) {
	r := Register{
		Side: Receivable, Read: on("2026-03-01"), Through: yearEnd,
		Documents: []Document{doc("1", "2025-12-01", 100, 0, "2026-02-01")},
		Payments:  []Payment{paid("1", "2026-02-01", 70)},
	}
	if diff := cmp.Diff([]string{"1 100"}, shown(r.AsOf(yearEnd))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if l := r.AsOf(on("2026-01-31")); !l.Partial {
		t.Error("a ledger after the last day read is not said to be partial")
	}
}

func TestSumsOfALedger(t *testing.T) {
	a, b := doc("1", "2025-12-01", 100, 100, ""), doc("2", "2025-10-01", 40, 40, "")
	a.Account, b.Account = "1510", "1511"
	c := doc("3", "2025-10-02", -10, -10, "")
	c.Account = "1511"
	l := Register{Side: Receivable, Documents: []Document{a, b, c}}.AsOf(yearEnd)
	if l.Sum() != 130 || l.Overdue() != 30 {
		t.Errorf("sum, overdue = %d, %d, want 130, 30", l.Sum(), l.Overdue())
	}
	want := []AccountSum{{"1510", 100, 1}, {"1511", 30, 2}}
	if diff := cmp.Diff(want, l.ByAccount()); diff != "" {
		t.Errorf("by account (-want +got):\n%s", diff)
	}
}
