package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/sie"
)

// LedgerFile writes the whole books of the year with the entries in them as a
// SIE file of type 4E: opening balances, vouchers, and closing balances that
// hold the entries. received are the SIE files that were imported, of which the
// year's own is written back with all that this program has no use for (tax
// codes, account types, budgets); none when the books came otherwise. Entries that the books hold already must
// not be among entries.
func LedgerFile(h SIEHead, engagement string, received [][]byte, book *ledger.Book, series string, entries []closing.Entry) (file []byte, lossy int, err error) {
	b, err := before(h, received, book)
	if err != nil {
		return nil, 0, err
	}
	last := lastNumber(b.Vouchers, series)
	for i, e := range entries {
		b.Vouchers = append(b.Vouchers, voucher(engagement, e, series, strconv.Itoa(last+i+1)))
	}
	add(&b, book.Years[0], entries)
	return write(b, sie.Kind4E)
}

// lastNumber is the highest number of a series.
func lastNumber(vouchers []sie.NewVoucher, series string) int {
	last := 0
	for _, v := range vouchers {
		if n, err := strconv.Atoi(v.Number); err == nil && v.Series == series {
			last = max(last, n)
		}
	}
	return last
}

// before is the books without the entries.
func before(h SIEHead, received [][]byte, book *ledger.Book) (sie.Builder, error) {
	begins := sieDate(book.Years[0].Period.From)
	for _, data := range received {
		f, err := sie.Read(data)
		if err != nil {
			return sie.Builder{}, fmt.Errorf("imported SIE file: %w", err)
		}
		for _, y := range f.Header().Years {
			if y.No == 0 && y.Start == begins {
				return ofFile(h, f), nil
			}
		}
	}
	return ofBook(h, book), nil
}

// ofFile is a year that came as a file.
func ofFile(h SIEHead, f *sie.File) sie.Builder {
	b := sie.Builder{
		Header: f.Header(), Accounts: slices.Collect(f.Accounts()), Dimensions: slices.Collect(f.Dimensions()), Objects: slices.Collect(f.Objects()),
	}
	b.Header.Program, b.Header.Version, b.Header.Generated = h.Program, h.Version, sieDate(h.Generated)
	b.Header.GeneratedBy, b.Header.Flag, b.Header.Format, b.Header.TypeWritten = "", "0", "PC8", "4"
	for one := range f.Balances(sie.IB, sie.UB, sie.RES, sie.OIB, sie.OUB, sie.PSALDO, sie.PBUDGET) {
		n := sie.NewBalance{Kind: one.Kind, Year: one.Year, Period: one.Period, Account: one.Account, Amount: one.Amount, Quantity: one.Quantity}
		for dimension, code := range one.Objects() {
			n.Objects = append(n.Objects, sie.ObjectID{Dimension: dimension, Code: code})
		}
		b.Balances = append(b.Balances, n)
	}
	for v := range f.Vouchers() {
		b.Vouchers = append(b.Vouchers, copied(v))
	}
	return b
}

func copied(v sie.Voucher) sie.NewVoucher {
	n := sie.NewVoucher{Series: v.Series(), Number: v.Number(), Date: v.Date(), Text: v.Text(), Registered: v.Registered(), Sign: v.Sign()}
	for r := range v.AllRows() {
		row := sie.NewRow{Kind: r.Kind(), Account: r.Account(), Amount: r.Amount(), Date: r.OwnDate(), Text: r.Text(), Quantity: r.Quantity(), Sign: r.Sign()}
		for dimension, code := range r.Objects() {
			row.Objects = append(row.Objects, sie.ObjectID{Dimension: dimension, Code: code})
		}
		n.Rows = append(n.Rows, row)
	}
	return n
}

// ofBook is a year that came without a file: typed balances.
func ofBook(h SIEHead, book *ledger.Book) sie.Builder {
	b := sie.Builder{Header: header(h, book.Company)}
	for _, a := range book.Years[0].Accounts {
		b.Accounts = append(b.Accounts, sie.Account{Number: a.Number, Name: a.Name})
	}
	for no, year := range book.Years {
		b.Header.Years = append(b.Header.Years, sie.Year{No: -no, Start: sieDate(year.Period.From), End: sieDate(year.Period.To)})
		for _, balance := range year.Balances {
			if a, _ := year.Account(balance.Account); a.Result {
				b.Balances = append(b.Balances, sie.NewBalance{Kind: sie.RES, Year: -no, Account: balance.Account, Amount: sie.Amount(balance.Closing())})
				continue
			}
			b.Balances = append(b.Balances,
				sie.NewBalance{Kind: sie.IB, Year: -no, Account: balance.Account, Amount: sie.Amount(balance.Opening)},
				sie.NewBalance{Kind: sie.UB, Year: -no, Account: balance.Account, Amount: sie.Amount(balance.Closing())})
		}
	}
	return b
}

// A place is what a balance record is about.
type place struct {
	kind              sie.BalanceKind
	period            sie.Period
	account           string
	dimension, object string
}

// add puts the entries into the year's closing balances, and into those of
// objects and months where the file keeps such.
func add(b *sie.Builder, year ledger.Year, entries []closing.Entry) {
	at, keeps := map[place]int{}, map[sie.BalanceKind]bool{}
	for i, n := range b.Balances {
		keeps[n.Kind] = true
		if n.Year == 0 && len(n.Objects) < 2 {
			at[placeOf(n)] = i
		}
	}
	put := func(n sie.NewBalance) {
		if i, ok := at[placeOf(n)]; ok {
			b.Balances[i].Amount += n.Amount
			return
		}
		at[placeOf(n)] = len(b.Balances)
		b.Balances = append(b.Balances, n)
	}
	for _, e := range entries {
		month := sie.Period(e.Date.Year*100 + int(e.Date.Month))
		for _, row := range e.Rows {
			kind := sie.UB
			if a, _ := year.Account(row.Account); a.Result {
				kind = sie.RES
			}
			amount := sie.Amount(row.Amount)
			put(sie.NewBalance{Kind: kind, Account: row.Account, Amount: amount})
			if keeps[sie.PSALDO] {
				put(sie.NewBalance{Kind: sie.PSALDO, Period: month, Account: row.Account, Amount: amount})
			}
			for _, o := range rowObjects(row) {
				if keeps[sie.OUB] && kind == sie.UB {
					put(sie.NewBalance{Kind: sie.OUB, Account: row.Account, Objects: []sie.ObjectID{o}, Amount: amount})
				}
			}
		}
	}
	slices.SortStableFunc(b.Accounts, func(x, y sie.Account) int { return cmp.Compare(x.Number, y.Number) })
}

func placeOf(n sie.NewBalance) place {
	p := place{kind: n.Kind, period: n.Period, account: n.Account}
	if len(n.Objects) == 1 {
		p.dimension, p.object = n.Objects[0].Dimension, n.Objects[0].Code
	}
	return p
}
