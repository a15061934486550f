package source_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
)

// randomSeeds is how many companies are made up. More were run when the rules
// were written: set it higher for a longer look.
const randomSeeds = 40

func TestOpenItemsOfRandomCompanies(t *testing.T) {
	for seed := range uint64(randomSeeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newRandomCompany(seed)
			parts := c.imported(t)
			book, _, err := source.Book(parts)
			if err != nil {
				t.Fatal(err)
			}
			customers, suppliers, err := source.Registers(parts)
			if err != nil {
				t.Fatal(err)
			}
			customers, suppliers = customers.WithBook(book), suppliers.WithBook(book)
			days := []civil.Date{c.closing().To}
			for range 6 {
				days = append(days, c.years[0].period.From.AddDays(c.IntN(c.years[0].period.From.DaysUntil(c.closing().To))))
			}
			for _, day := range days {
				c.compareItems(t, customers.AsOf(day), false)
				c.compareItems(t, suppliers.AsOf(day), true)
			}
			c.compareProofs(t, customers.AsOf(days[0]), book, false)
			c.compareProofs(t, suppliers.AsOf(days[0]), book, true)
		})
	}
}

// imported is the company as an import at the closing date reads it.
func (c *randomCompany) imported(t *testing.T) []source.Part {
	t.Helper()
	srv := fortnoxtest.New(fortnoxtest.Options{Rate: fortnoxtest.Rate{Requests: -1}})
	if err := srv.Load(c.folder(t)); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(srv)
	defer web.Close()
	tokens, err := srv.Grant(randomClient, randomTenant, false)
	if err != nil {
		t.Fatal(err)
	}
	client, err := fortnox.New(fortnox.Config{Tokens: fixedToken(tokens.Access), BaseURL: web.URL, Pace: noPace{}})
	if err != nil {
		t.Fatal(err)
	}
	parts, err := source.Fetch(t.Context(), connect(client), source.Want{OrgNr: randomOrgNr, Period: c.closing()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

// compareItems compares item by item. Of those whose set-offs the source does
// not date only the sum is known; they must be marked.
func (c *randomCompany) compareItems(t *testing.T, got subledger.Ledger, supplier bool) {
	t.Helper()
	want, sums := map[string]string{}, map[string]money.Amount{}
	setOff := map[string]bool{}
	for _, d := range c.docs {
		if d.supplier != supplier || !d.inLedger() || d.date.After(got.Date) {
			continue
		}
		if left, sek := d.left(got.Date); left != 0 || sek != 0 {
			want[d.number] = fmt.Sprintln(d.sign()*left, d.sign()*sek, d.account)
			sums[d.currency] += money.Amount(d.sign() * left)
		}
		setOff[d.number] = slices.ContainsFunc(d.moves, func(m randomMove) bool { return m.setOff })
	}
	for _, i := range got.Items {
		sums[i.Currency] -= i.Open
		account := i.Account
		if len(i.Vouchers) == 0 && i.Carried.IsZero() || i.Assumed { // nothing says which it is
			account = c.accountOf(i.Number, supplier)
		}
		line := fmt.Sprintln(int64(i.Open), int64(i.SEK), account)
		uncertain := i.Marked(subledger.SetOffDateUnknown) || i.Marked(subledger.SetOffGuessed)
		switch {
		case uncertain && setOff[i.Number]:
		case len(i.Marks) > 0 && !i.Assumed:
			t.Errorf("%s: item %s is marked %v", got.Date, i.Number, i.Marks)
		case want[i.Number] != line:
			t.Errorf("%s: item %s = %q, want %q", got.Date, i.Number, line, want[i.Number])
		}
		delete(want, i.Number)
	}
	for number, line := range want {
		t.Errorf("%s: no item %s, want %q", got.Date, number, line)
	}
	for currency, sum := range sums {
		if sum != 0 {
			t.Errorf("%s: sum of items in %s is %d too low", got.Date, currency, sum)
		}
	}
}

func (c *randomCompany) accountOf(number string, supplier bool) string {
	for _, d := range c.docs {
		if d.number == number && d.supplier == supplier {
			return fmt.Sprint(d.account)
		}
	}
	return ""
}

// compareProofs wants every öre explained, with the vouchers that do it.
func (c *randomCompany) compareProofs(t *testing.T, got subledger.Ledger, book *ledger.Book, supplier bool) {
	t.Helper()
	for _, r := range got.Reconcile(book) {
		if balance := c.balance(r.Account, got.Date); int64(r.Ledger) != balance {
			t.Errorf("balance of %s is %d, want %d", r.Account, r.Ledger, balance)
		}
		if r.Unexplained != 0 {
			t.Errorf("%s: %d of the difference %d is unexplained: %v", r.Account, r.Unexplained, r.Difference, r.Explanations)
		}
		var manual []string
		for _, e := range r.Explanations {
			switch e.Cause {
			case subledger.ManualVoucher:
				manual = append(manual, fmt.Sprintln(e.Voucher.Series, e.Voucher.Number, e.Voucher.Date, int64(e.Amount)))
			case subledger.UnknownSettlement, subledger.AlteredVoucher:
				t.Errorf("%s: cause %v, which nothing in the company is", r.Account, e)
			}
		}
		var want []string
		for _, v := range c.manual {
			if fmt.Sprint(v.rows[0].account) == r.Account && !v.date.After(got.Date) && c.isRead(v.date) {
				want = append(want, fmt.Sprintln(v.series, v.number, v.date, v.on(v.rows[0].account)))
			}
		}
		slices.Sort(manual)
		slices.Sort(want)
		compare(t, r.Account+" manual vouchers", want, manual)
	}
}

// isRead tells whether the import reads the year of a day: the one to close and
// two before it.
func (c *randomCompany) isRead(day civil.Date) bool {
	first := max(0, len(c.years)-4)
	return !day.Before(c.years[first].period.From)
}

func (c *randomCompany) balance(account string, day civil.Date) int64 {
	var sum int64
	for _, y := range c.years {
		for _, v := range y.vouchers {
			for _, r := range v.rows {
				if fmt.Sprint(r.account) == account && !v.date.After(day) {
					sum += r.amount
				}
			}
		}
	}
	return sum
}
