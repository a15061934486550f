package source_test

import (
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"testing"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
)

// seeds is how many companies are made up: 40, or BOKSLUT_TEST_SEEDS.
func seeds() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("BOKSLUT_TEST_SEEDS"), 10, 32); err == nil {
		return n
	}
	return 40
}

func TestOpenItemsOfRandomCompanies(t *testing.T) {
	for seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := newCompanyOf(seed, 4)
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
			c.compareToCarry(t, customers.AsOf(days[0]), book, false)
			c.compareToCarry(t, suppliers.AsOf(days[0]), book, true)
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
			want[d.number] = c.line(d, d.sign()*left, d.sign()*sek, fmt.Sprint(d.account))
			sums[d.currency] += money.Amount(d.sign() * left)
		}
		setOff[d.number] = d.isSetOff()
	}
	for _, i := range got.Items {
		sums[i.Currency] -= i.Open
		line := c.line(c.find(i.Number, supplier), int64(i.Open), int64(i.SEK), i.Account)
		if i.Marked(subledger.BalanceHidden) && c.find(i.Number, supplier).hidden {
			i.Marks = slices.DeleteFunc(i.Marks, func(m subledger.Mark) bool { return m == subledger.BalanceHidden })
		}
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
		if sum != 0 && (currency != "JPY" || !supplier) {
			t.Errorf("%s: sum of items in %s is %d too low", got.Date, currency, sum)
		}
	}
}

// line is an open item without what the source does not tell: hundredths of yen
// where the balance is in SEK, and the account where no voucher was read.
func (c *randomCompany) line(d *randomDoc, open, sek int64, account string) string {
	if d.supplier && d.currency == "JPY" {
		open = 0
	}
	for _, v := range []*randomVoucher{d.voucher, d.carried} {
		if v != nil && c.isRead(v.date) {
			return fmt.Sprintln(open, sek, account)
		}
	}
	return fmt.Sprintln(open, sek)
}

func (d *randomDoc) isSetOff() bool {
	return slices.ContainsFunc(d.moves, func(m randomMove) bool { return m.setOff })
}

func (c *randomCompany) find(number string, supplier bool) *randomDoc {
	i := slices.IndexFunc(c.docs, func(d *randomDoc) bool { return d.number == number && d.supplier == supplier })
	return c.docs[i]
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
				if d := c.find(e.Document, supplier); d.carried != nil && d.isSetOff() {
					continue // what was open at the closing date is not told
				}
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
	return !day.Before(c.years[first].period.From) && !day.After(c.closing().To)
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

// compareToCarry wants årsomföring proposed for what it should book, and for
// nothing when it was run.
func (c *randomCompany) compareToCarry(t *testing.T, got subledger.Ledger, book *ledger.Book, supplier bool) {
	t.Helper()
	want, found := map[string]bool{}, map[string]bool{}
	for _, d := range c.docs {
		if left, _ := d.left(got.Date); c.cash && d.supplier == supplier && d.inLedger() && !d.date.After(got.Date) && left != 0 {
			want[d.number] = d.carried == nil
		}
	}
	for _, i := range got.ToCarry(got.Reconcile(book)) {
		found[i.Number] = true
		if !want[i.Number] && !i.Marked(subledger.SetOffDateUnknown) {
			t.Errorf("årsomföring of %s is proposed", i.Number)
		}
	}
	for number, is := range want {
		if is && !found[number] && !c.find(number, supplier).isSetOff() {
			t.Errorf("årsomföring of %s is not proposed", number)
		}
	}
}
