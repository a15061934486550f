package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// canonical is the book with every list in an order of its own.
func canonical(b *Book) *Book {
	sorted := &Book{Company: b.Company}
	for _, y := range b.Years {
		y.Vouchers = slices.Clone(y.Vouchers)
		for i := range y.Vouchers {
			y.Vouchers[i].Rows = sortedRows(y.Vouchers[i].Rows)
		}
		slices.SortFunc(y.Vouchers, func(a, b Voucher) int { return compareWhole(&a, &b) })
		sorted.Years = append(sorted.Years, y)
	}
	slices.SortFunc(sorted.Years, func(a, b Year) int { return latestFirst(a.Period, b.Period) })
	return sorted
}

var accountNumbers = []string{"1510", "1930", "2440", "3001", "6530"}

func drawRow(t *rapid.T) Row {
	row := Row{
		Account: rapid.SampledFrom(accountNumbers).Draw(t, "account"),
		Amount:  money.Amount(rapid.Int64Range(-3, 3).Draw(t, "amount")),
		Struck:  rapid.IntRange(0, 5).Draw(t, "struck") == 0,
	}
	if rapid.IntRange(0, 4).Draw(t, "with object") == 0 {
		row.Objects = []Object{{"1", rapid.SampledFrom([]string{"10", "20"}).Draw(t, "code")}}
	}
	return row
}

// drawVoucher often gives a number that another voucher has too, and sometimes
// none at all.
func drawVoucher(t *rapid.T) Voucher {
	v := Voucher{
		Series: rapid.SampledFrom([]string{"A", "B", ""}).Draw(t, "series"),
		Number: rapid.SampledFrom([]string{"", "1", "2", "3", "10", "0010", "x"}).Draw(t, "number"),
		Date:   civil.Of(2025, 1, 1).AddDays(rapid.IntRange(0, 2).Draw(t, "day")),
		Text:   rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "text"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		v.Rows = append(v.Rows, drawRow(t))
	}
	return v
}

func drawBook(t *rapid.T) *Book {
	b := &Book{Company: Company{Name: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "company")}}
	for n := range 3 {
		if rapid.IntRange(0, 3).Draw(t, "no such year") == 0 {
			continue
		}
		y := Year{Period: civil.Period{From: civil.Of(2025-n, 1, 1), To: civil.Of(2025-n, 12, 31)}}
		for _, no := range accountNumbers {
			if rapid.Bool().Draw(t, "in chart") {
				y.Accounts = append(y.Accounts, Account{Number: no, Name: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "name")})
			}
			if rapid.Bool().Draw(t, "has balance") {
				y.Balances = append(y.Balances, Balance{
					Account: no, Opening: money.Amount(rapid.Int64Range(0, 2).Draw(t, "opening")), Moved: money.Amount(rapid.Int64Range(0, 2).Draw(t, "moved")),
				})
			}
		}
		for _, code := range []string{"1", "10", "2"} {
			if rapid.Bool().Draw(t, "object") {
				y.Objects = append(y.Objects, NamedObject{Dimension: Project, Code: code, Name: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "name")})
			}
		}
		y.Vouchers = rapid.SliceOfN(rapid.Custom(drawVoucher), 0, 8).Draw(t, "vouchers")
		b.Years = append(b.Years, y)
	}
	return b
}

// drawSuccessor is a book that has most in common with the one before it.
func drawSuccessor(t *rapid.T, b *Book) *Book {
	other := drawBook(t)
	next := &Book{Company: b.Company}
	for _, y := range b.Years {
		y.Vouchers = slices.DeleteFunc(slices.Clone(y.Vouchers), func(Voucher) bool { return rapid.IntRange(0, 4).Draw(t, "deleted") == 0 })
		if o := other.year(y.Period); o != nil {
			y.Vouchers = append(y.Vouchers, o.Vouchers[:len(o.Vouchers)/2]...)
		}
		next.Years = append(next.Years, y)
	}
	return next
}

var sameBook = cmp.Options{cmpopts.EquateEmpty()}

// TestCompareAndApply: what differs between two books, applied to the older one,
// gives the newer one; a book does not differ from itself.
func TestCompareAndApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := drawBook(t)
		after := drawBook(t)
		if rapid.Bool().Draw(t, "successor") {
			after = drawSuccessor(t, before)
		}
		got := canonical(Compare(before, after).Apply(before))
		if diff := cmp.Diff(canonical(after), got, sameBook); diff != "" {
			t.Fatalf("applied to the old book (-new +got):\n%s", diff)
		}
		if c := Compare(after, after); !c.Empty() {
			t.Fatalf("a book differs from itself: %+v", c)
		}
		if empty, equal := Compare(before, after).Empty(), cmp.Equal(canonical(before), canonical(after), sameBook); empty != equal {
			t.Fatalf("Empty is %v for books of which equal is %v", empty, equal)
		}
	})
}

// TestCompareWhateverTheOrder: vouchers and their rows may stand in any order.
func TestCompareWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := drawBook(t), drawBook(t)
		want := Compare(before, after)
		got := Compare(shuffled(t, before), shuffled(t, after))
		sortRows := cmp.Transformer("sorted", func(v Voucher) string {
			v.Rows = sortedRows(v.Rows)
			return fmt.Sprintf("%+v", v)
		})
		if diff := cmp.Diff(want, got, sortRows, cmpopts.SortSlices(func(a, b Voucher) bool { return compareWhole(&a, &b) < 0 }), sameBook); diff != "" {
			t.Fatalf("in another order (-want +got):\n%s", diff)
		}
	})
}

func shuffled(t *rapid.T, b *Book) *Book {
	s := &Book{Company: b.Company, Years: rapid.Permutation(b.Years).Draw(t, "years")}
	for i := range s.Years {
		y := &s.Years[i]
		y.Vouchers = rapid.Permutation(y.Vouchers).Draw(t, "vouchers")
		for j := range y.Vouchers {
			y.Vouchers[j].Rows = rapid.Permutation(y.Vouchers[j].Rows).Draw(t, "rows")
		}
	}
	return s
}

func voucher(id, day, text string, rows ...Row) Voucher {
	return Voucher{Series: id[:1], Number: id[1:], Date: civil.MustParse(day), Text: text, Rows: rows}
}

func TestCompareNamesEachVoucher(t *testing.T) {
	row := func(account string, amount money.Amount) Row { return Row{Account: account, Amount: amount} }
	before, after := testYear(), testYear()
	before.Vouchers = []Voucher{
		voucher("A1", "2024-05-03", "Lika", row("1930", 1), row("3001", -1)),
		voucher("A9", "2024-05-03", "Stavfel", row("1930", 2), row("3001", -2)),
		voucher("A10", "2024-05-03", "Struken", row("1930", 3), row("3001", -3)),
		voucher("B2", "2024-05-03", "Borttagen", row("1930", 4), row("3001", -4)),
		{Date: civil.MustParse("2024-06-01"), Text: "Utan nummer", Rows: []Row{row("1510", 5), row("3001", -5)}},
	}
	struckRow := row("1930", 3)
	struckRow.Struck = true
	after.Vouchers = []Voucher{
		voucher("C1", "2024-05-03", "Ny", row("1930", 6), row("3001", -6)),
		voucher("A10", "2024-05-03", "Struken", row("3001", -3), struckRow, row("1510", 3)),
		voucher("A9", "2024-05-03", "Rättad", row("1930", 2), row("3001", -2)),
		voucher("A1", "2024-05-03", "Lika", row("3001", -1), row("1930", 1)),
		{Date: civil.MustParse("2024-06-01"), Text: "Utan nummer, ändrad text", Rows: []Row{row("1510", 5), row("3001", -5)}},
	}
	after.Balances = []Balance{{Account: "1510", Opening: 5100, Moved: -5000}, {Account: "1930", Moved: 15000}, {Account: "2440", Moved: -10000}}
	earlier := Year{Period: civil.Period{From: civil.MustParse("2023-05-01"), To: civil.MustParse("2024-04-30")}, Vouchers: make([]Voucher, 7)}

	c := Compare(&Book{Years: []Year{before}}, &Book{Years: []Year{after, earlier}})
	var got []string
	for _, v := range c.Years[0].Vouchers {
		line := string(v.Kind()) + " " + v.Voucher().ID() + ":"
		for _, r := range v.Rows() {
			sign := " -"
			if r.Came {
				sign = " +"
			}
			line += sign + r.Account
			if r.Struck {
				line += "s"
			}
		}
		got = append(got, line)
	}
	want := []string{
		"changed :",
		"changed A 9:",
		"changed A 10: +1510 -1930 +1930s",
		"deleted B 2: -1930 -3001",
		"new C 1: +1930 +3001",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("vouchers (-want +got):\n%s", diff)
	}
	if got, want := c.Years[0].Counts(), (Counts{New: 1, Changed: 3, Deleted: 1, Struck: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
	var balances []string
	for _, b := range c.Years[0].Balances {
		balances = append(balances, fmt.Sprintf("%s %d %d", b.Account, b.Opening(), b.Effect()))
	}
	if diff := cmp.Diff([]string{"1510 100 100", "2440 0 -10000", "3001 0 10000"}, balances); diff != "" {
		t.Errorf("account, opening, effect (-want +got):\n%s", diff)
	}
	if y := c.Years[1]; y.Came == nil || y.Counts().New != 7 || len(y.Vouchers) != 0 {
		t.Errorf("the year that only the new book has is %+v", y)
	}
}

// benchmarkYear is a year of n vouchers with three rows each.
func benchmarkYear(n int) Year {
	y := Year{Period: civil.Period{From: civil.Of(2025, 1, 1), To: civil.Of(2025, 12, 31)}}
	for i := range n {
		amount := money.Amount(i%977 + 1)
		y.Vouchers = append(y.Vouchers, Voucher{
			Series: string(rune('A' + i*5/n)), Number: strconv.Itoa(i%(n/5) + 1), Date: y.Period.From.AddDays(i * 364 / n), Text: "Faktura " + strconv.Itoa(i),
			Rows: []Row{{Account: "1510", Amount: amount * 5}, {Account: "3001", Amount: amount * -4}, {Account: "2611", Amount: -amount}},
		})
	}
	return y
}

// BenchmarkCompare compares two books of 200 000 vouchers: one that is equal but
// for a few vouchers, as a later import is, and one in which all differ.
func BenchmarkCompare(b *testing.B) {
	const n = 200_000
	before := &Book{Years: []Year{benchmarkYear(n)}}
	few, all := &Book{Years: []Year{benchmarkYear(n)}}, &Book{Years: []Year{benchmarkYear(n)}}
	late := voucher("A999999", "2025-12-31", "Ny", Row{Account: "1510", Amount: 1}, Row{Account: "3001", Amount: -1})
	few.Years[0].Vouchers = append(few.Years[0].Vouchers[:n/2:n/2], append([]Voucher{late}, few.Years[0].Vouchers[n/2+1:]...)...)
	for i := range all.Years[0].Vouchers {
		all.Years[0].Vouchers[i].Text += " rättad"
	}
	for name, after := range map[string]*Book{"few": few, "all": all} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if Compare(before, after).Empty() {
					b.Fatal("the books are equal")
				}
			}
		})
	}
}
