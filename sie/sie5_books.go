package sie

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// yearsInOrder is #RAR with the earliest first.
func (f *File) yearsInOrder() []Year {
	years := slices.Clone(f.header.Years)
	slices.SortFunc(years, func(a, b Year) int { return cmp.Compare(a.No, b.No) })
	return years
}

// accounts writes the chart with the balances of each account.
func (x *writer5) accounts() {
	by := map[string][]int{}
	for i := range x.f.balances {
		account := x.f.text(x.f.balances[i].account)
		by[account] = append(by[account], i)
	}
	x.begin("Accounts")
	for a := range x.f.Accounts() {
		x.begin("Account", "id!", a.Number, "name!", a.Name, "type!", x.type5(a), "unit", a.Unit)
		for _, i := range by[a.Number] {
			x.balance(x.f.balance(i))
		}
		x.end("Account")
		delete(by, a.Number)
	}
	x.end("Accounts")
	for _, list := range by { // of accounts without #KONTO
		for _, i := range list {
			x.left[x.f.balances[i].label()]++
		}
	}
}

// type5 is the type of an account by #KTYP, else by its number. Class 8 is cost
// or income as its balance says.
func (x *writer5) type5(a Account) string {
	switch a.Type {
	case Asset:
		return "asset"
	case Cost:
		return "cost"
	case Income:
		return "income"
	}
	first := byte('0')
	if a.Number != "" {
		first = a.Number[0]
	}
	switch {
	case a.Type == Liability || first == '2':
		if len(a.Number) > 1 && a.Number[:2] == "20" {
			return "equity"
		}
		return "liability"
	case first == '1':
		return "asset"
	case first == '3' || first == '8' && x.f.result(0, a.Number) < 0:
		return "income"
	}
	return "cost"
}

// balance writes a balance of the account that is open. Month movements have no
// place in SIE 5.
func (x *writer5) balance(b Balance) {
	name, month := "ClosingBalance", ""
	var err error
	switch b.Kind {
	case IB, OIB:
		name = "OpeningBalance"
		month, err = x.monthOf(b.Year, false)
	case UB, OUB, RES:
		month, err = x.monthOf(b.Year, true)
	case PBUDGET:
		name, month = "Budget", fmt.Sprintf("%04d-%02d", b.Period.Year(), b.Period.Month())
	default:
		return // counted with all of its label
	}
	if err != nil || b.Kind == RES && x.hasClosing(b) {
		x.left[lIB+label(b.Kind)]++
		return
	}
	if x.entry && name != "Budget" {
		x.left[lIB+label(b.Kind)]++
		return
	}
	var objects []ObjectID
	for dim, object := range b.Objects() {
		objects = append(objects, ObjectID{dim, object})
	}
	if len(objects) > 1 {
		name += "Multidim"
	}
	x.begin(name, "month!", month, "amount!", b.Amount.String(), "quantity", b.Quantity)
	x.objects(objects)
	x.end(name)
}

// hasClosing is true when the account's #UB says what a #RES would say again.
func (x *writer5) hasClosing(b Balance) bool {
	_, ok := x.f.Balance(UB, b.Year, b.Account)
	return ok
}

func (x *writer5) objects(list []ObjectID) {
	for _, o := range list {
		x.empty("ObjectReference", "dimId!", o.Dimension, "objectId!", o.Code)
	}
}

// names5 are the reserved dimensions, which need no #DIM.
var names5 = map[string]string{
	"1": "Kostnadsställe", "2": "Kostnadsbärare", "6": "Projekt", "7": "Anställd", "8": "Kund", "9": "Leverantör", "10": "Faktura",
}

// dimensions writes the dimensions with their objects, also those that have
// objects and no record.
func (x *writer5) dimensions() {
	objects := map[string][]Object{}
	names := map[string]string{}
	var order []string
	add := func(dim, name string) {
		if _, ok := names[dim]; !ok {
			order = append(order, dim)
			names[dim] = name
		}
	}
	for d := range x.f.Dimensions() {
		add(d.Number, d.Name)
		if d.Parent != "" {
			x.left[lUnderdim]++
		}
	}
	for o := range x.f.Objects() {
		add(o.Dimension, first5(names5[o.Dimension], o.Dimension))
		objects[o.Dimension] = append(objects[o.Dimension], o)
	}
	if len(order) == 0 {
		return
	}
	x.begin("Dimensions")
	for _, dim := range order {
		x.begin("Dimension", "id!", dim, "name!", names[dim])
		for _, o := range objects[dim] {
			x.empty("Object", "id!", o.Code, "name!", o.Name)
		}
		x.end("Dimension")
	}
	x.end("Dimensions")
}

// codes writes the SRU codes.
func (x *writer5) codes() {
	accounts := map[string][]string{}
	for a := range x.f.Accounts() {
		for _, code := range a.SRU {
			accounts[code] = append(accounts[code], a.Number)
		}
	}
	if len(accounts) == 0 {
		return
	}
	x.begin("AccountAggregations")
	x.begin("AccountAggregation", "id!", "SRU", "name!", "SRU", "taxonomy", "SRU")
	order := make([]string, 0, len(accounts))
	for code := range accounts {
		order = append(order, code)
	}
	slices.Sort(order)
	for _, code := range order {
		x.begin("Tag", "name!", code)
		for _, account := range accounts[code] {
			x.empty("AccountRef", "accountId!", account)
		}
		x.end("Tag")
	}
	x.end("AccountAggregation")
	x.end("AccountAggregations")
}

// journals writes the vouchers, a Journal for each run of one series.
func (x *writer5) journals() {
	open, series := false, ""
	for v := range x.f.Vouchers() {
		if !open || v.Series() != series {
			if open {
				x.end("Journal")
			}
			open, series = true, v.Series()
			if x.entry {
				x.begin("Journal", "id", series)
			} else {
				x.begin("Journal", "id!", series, "name!", series)
			}
		}
		x.voucher(v)
	}
	if open {
		x.end("Journal")
	}
}

func (x *writer5) voucher(v Voucher) {
	number := v.Number()
	if _, err := strconv.ParseUint(number, 10, 63); err != nil && number != "" || number == "" && !x.entry {
		x.find(lVer, CodeRecordChanged, number, "")
		number = ""
	}
	if v.Date() == 0 {
		x.find(lVer, CodeRecordMissing, "SIE 5")
	}
	h := x.f.header
	x.begin("JournalEntry", "id", number, "journalDate!", iso5(v.Date()), "text", v.Text())
	info := "EntryInfo"
	if x.entry {
		info = "OriginalEntryInfo"
	}
	registered := v.Registered()
	if registered == 0 {
		registered = v.Date()
	}
	x.empty(info, "date!", iso5(registered), "by!", first5(v.Sign(), first5(h.GeneratedBy, h.Program)))
	for r := range v.AllRows() {
		if r.Kind() == Added {
			continue // the booked row after it says the same
		}
		if r.Kind() == Removed && x.entry {
			x.left[lBtrans]++
			continue
		}
		x.row(v, r)
	}
	x.end("JournalEntry")
}

func (x *writer5) row(v Voucher, r Row) {
	var objects []ObjectID
	for dim, object := range r.Objects() {
		objects = append(objects, ObjectID{dim, object})
	}
	x.begin("LedgerEntry", "accountId!", r.Account(), "amount!", r.Amount().String(), "quantity", r.Quantity(), "text", r.Text(), "ledgerDate", r.OwnDate().String())
	x.objects(objects)
	if r.Kind() == Removed {
		x.empty("Overstrike", "date!", iso5(r.Date()), "by!", first5(r.Sign(), first5(v.Sign(), x.f.header.Program)))
	}
	x.end("LedgerEntry")
}
