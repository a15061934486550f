package subledger

import (
	"maps"
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// books is the part of a book that a register can be about: the vouchers by
// name, and what they do to the accounts of its side.
type books struct {
	book    *ledger.Book
	byName  map[name]*entry
	touched map[string][]*entry // by account, in order of date
	rows    map[row][]*entry    // the same, by amount as well
	more    map[string]bool     // accounts of the side beyond its group
}

// row is an amount on an account.
type row struct {
	account string
	amount  money.Amount
}

// name identifies a voucher. The year is named by its first day.
type name struct {
	year           civil.Date
	series, number string
}

func (v Voucher) name() name { return name{v.Year.From, v.Series, v.Number} }

// An entry is a voucher with its effect on the accounts of one side.
type entry struct {
	Voucher
	rows []ledger.Row // on accounts of the side, struck ones too
	all  []ledger.Row
}

// on is what the voucher does to an account.
func (e *entry) on(account string) money.Amount {
	var sum money.Amount
	for _, r := range e.rows {
		if r.Account == account && !r.Struck {
			sum += r.Amount
		}
	}
	return sum
}

// against are the other accounts of the voucher, sorted.
func (e *entry) against(account string) []string {
	var all []string
	for _, r := range e.all {
		if !r.Struck && r.Account != account {
			all = append(all, r.Account)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// altered tells whether rows on an account were struck or added afterwards.
func (e *entry) altered(account string) bool {
	return slices.ContainsFunc(e.rows, func(r ledger.Row) bool { return r.Account == account && (r.Struck || r.Added) })
}

// ours tells whether an account can hold debts of the side: 15xx are claims on
// customers and 24xx debts to suppliers in every BAS chart.
func (s Side) ours(account string) bool {
	return strings.HasPrefix(account, s.group())
}

// beyond finds accounts outside the group that documents stand on, such as 2893
// for a supplier who is an owner: the document's voucher has nothing in the
// group, and the document's amount on an account of the balance sheet.
func (r Register) beyond(book *ledger.Book) map[string]bool {
	amounts := map[name]money.Amount{}
	for _, d := range r.Documents {
		for _, v := range d.Vouchers {
			amounts[v.name()] = d.Rate.SEK(d.Total)
		}
	}
	found := map[string]bool{}
	for _, year := range book.Years {
		for _, v := range year.Vouchers {
			sek, ok := amounts[name{year.Period.From, v.Series, v.Number}]
			if !ok || slices.ContainsFunc(v.Rows, func(row ledger.Row) bool { return r.Side.ours(row.Account) }) {
				continue
			}
			for _, row := range v.Rows {
				if row.Amount == sek && sek != 0 && onBalanceSheet(row.Account) {
					found[row.Account] = true
				}
			}
		}
	}
	return found
}

// onBalanceSheet leaves out what a document's voucher has anyway: 19xx is money
// and 26xx VAT.
func onBalanceSheet(account string) bool {
	return account != "" && (account[0] == '1' || account[0] == '2') &&
		!strings.HasPrefix(account, "19") && !strings.HasPrefix(account, "26")
}

func (s Side) group() string {
	if s == Payable {
		return "24"
	}
	return "15"
}

// usual is the account that BAS has for the side.
func (s Side) usual() string {
	if s == Payable {
		return "2440"
	}
	return "1510"
}

func newBooks(r Register, book *ledger.Book) *books {
	b := &books{book: book, byName: map[name]*entry{}, touched: map[string][]*entry{}, rows: map[row][]*entry{}, more: r.beyond(book)}
	for _, year := range book.Years {
		for _, v := range year.Vouchers {
			if e := b.entry(r.Side, year.Period, v); len(e.rows) > 0 {
				b.add(e)
			}
		}
	}
	for _, entries := range b.touched {
		slices.SortStableFunc(entries, byDate)
	}
	for _, entries := range b.rows {
		slices.SortStableFunc(entries, byDate)
	}
	return b
}

func byDate(x, y *entry) int { return x.Date.Compare(y.Date) }

func (b *books) entry(side Side, year civil.Period, v ledger.Voucher) *entry {
	e := &entry{Voucher: Voucher{Year: year, Series: v.Series, Number: v.Number, Date: v.Date, Text: v.Text}, all: v.Rows}
	for _, r := range v.Rows {
		if side.ours(r.Account) || b.more[r.Account] {
			e.rows = append(e.rows, r)
		}
	}
	return e
}

func (b *books) add(e *entry) {
	b.byName[e.name()] = e
	for i, r := range e.rows {
		seen := slices.ContainsFunc(e.rows[:i], func(o ledger.Row) bool { return o.Account == r.Account })
		if !seen {
			b.touched[r.Account] = append(b.touched[r.Account], e)
		}
		if key := (row{r.Account, r.Amount}); !r.Struck && (len(b.rows[key]) == 0 || b.rows[key][len(b.rows[key])-1] != e) {
			b.rows[key] = append(b.rows[key], e)
		}
	}
}

// accounts are those of the side that any voucher touches, sorted.
func (b *books) accounts() []string { return slices.Sorted(maps.Keys(b.touched)) }

// between are the vouchers on an account from one day to another.
func (b *books) between(account string, from, to civil.Date) []*entry {
	return cut(b.touched[account], from, to)
}

// with are those of them that have a row of the amount on the account.
func (b *books) with(account string, amount money.Amount, from, to civil.Date) []*entry {
	return cut(b.rows[row{account, amount}], from, to)
}

// cut takes the vouchers of some days out of a list in order of date.
func cut(all []*entry, from, to civil.Date) []*entry {
	byDay := func(e *entry, d civil.Date) int { return e.Date.Compare(d) }
	first, _ := slices.BinarySearchFunc(all, from, byDay)
	end, _ := slices.BinarySearchFunc(all, to.AddDays(1), byDay)
	return all[first:end]
}

// known fills in the day and text of a voucher that the books hold.
func (b *books) known(v Voucher) Voucher {
	if e, ok := b.byName[v.name()]; ok {
		return e.Voucher
	}
	return v
}

// years are the book's years from the one that holds d backwards, as long as
// each continues the next and has its vouchers.
func (b *books) years(d civil.Date) []ledger.Year {
	var chain []ledger.Year
	for _, y := range b.book.Years {
		switch n := len(chain); {
		case n == 0 && !y.Period.Contains(d):
			continue
		case n > 0 && y.Period.To.AddDays(1) != chain[n-1].Period.From, !hasVouchers(y):
			return chain
		}
		chain = append(chain, y)
	}
	return chain
}

// hasVouchers tells a year that is empty from one whose vouchers are not known.
func hasVouchers(y ledger.Year) bool {
	return len(y.Vouchers) > 0 ||
		!slices.ContainsFunc(y.Balances, func(b ledger.Balance) bool { return b.Moved != 0 })
}
