package sie

import (
	"strconv"
	"strings"
	"time"
)

type year5 struct {
	start, end Date
	primary    bool
}

type balance5 struct {
	name                    string // of the element, without Multidim
	month, amount, quantity string
	objects                 []ObjectID
	line                    int
}

type entry5 struct {
	id, date, text string
	info           [2]string // date and by
	rows           []*row5
	line           int
}

type row5 struct {
	account, amount, quantity, text, date string
	objects                               []ObjectID
	struck                                bool
	sign                                  string
	line                                  int
}

// element takes an element that has a meaning in SIE 4; it is false for others.
func (r *reader5) element(path string, a attributes5) bool {
	switch path {
	case "FileInfo", "FileInfo/FiscalYears", "Accounts", "Dimensions", "AccountAggregations":
	case "FileInfo/SoftwareProduct":
		r.header.Program, r.header.Version = a["name"], a["version"]
	case "FileInfo/FileCreation":
		r.header.Generated, _ = ParseDate(a["time"][:min(len(a["time"]), len("2006-01-02"))])
		r.header.GeneratedBy = a["by"]
	case "FileInfo/Company":
		r.header.OrgNr, r.header.Name, r.header.Fnr = a["organizationId"], a["name"], a["clientId"]
		if a["multiple"] != "1" {
			r.header.AcqNr = a["multiple"]
		}
	case "FileInfo/AccountingCurrency":
		r.header.Currency = a["currency"]
	case "FileInfo/FiscalYears/FiscalYear":
		if len(r.years) < maxIdent {
			r.years = append(r.years, year5{monthDay(a["start"], false), monthDay(a["end"], true), a["primary"] == "true" || a["primary"] == "1"})
		}
	case "Dimensions/Dimension":
		r.dim = a["id"]
		r.feed(r.line(), lDim, nil, a["id"], a["name"])
	case "Dimensions/Dimension/Object":
		r.feed(r.line(), lObjekt, nil, r.dim, a["id"], a["name"])
	case "Accounts/Account":
		r.openAccount(a)
	default:
		return r.balanceElement(path, a) || r.aggregation(path, a) || r.journal(path, a)
	}
	return true
}

// monthDay is the first or the last day of a month written YYYY-MM.
func monthDay(month string, last bool) Date {
	d, err := ParseDate(month + "-01")
	if err != nil || len(month) != len("2006-01") {
		return 0
	}
	if last {
		d, _ = NewDate(d.Year(), d.Month(), daysIn(d.Year(), int(d.Month())))
	}
	return d
}

// identification hands over what FileInfo says.
func (r *reader5) identification() {
	h := r.header
	h.Flag, h.Format, h.TypeWritten = "0", "UTF-8", "4"
	primary := len(r.years) - 1
	for i, y := range r.years {
		if y.primary {
			primary = i
		}
	}
	for i := len(r.years) - 1; i >= 0; i-- {
		h.Years = append(h.Years, Year{No: i - primary, Start: r.years[i].start, End: r.years[i].end})
	}
	r.p.line = r.line() - 1
	r.p.buildHeader(h)
}

// letters5 are the types of accounts; equity is a liability in SIE 4, and
// statistics has no letter there.
var letters5 = map[string]AccountType{"asset": Asset, "liability": Liability, "equity": Liability, "cost": Cost, "income": Income}

func (r *reader5) openAccount(a attributes5) {
	r.account = a["id"]
	r.feed(r.line(), lKonto, nil, a["id"], a["name"])
	letter, ok := letters5[a["type"]]
	r.result = letter == Cost || letter == Income
	if ok {
		r.feed(r.line(), lKtyp, nil, a["id"], string(rune(letter)))
	}
	if a["unit"] != "" {
		r.feed(r.line(), lEnhet, nil, a["id"], a["unit"])
	}
}

// balanceElement takes what stands in an Account.
func (r *reader5) balanceElement(path string, a attributes5) bool {
	rest, ok := strings.CutPrefix(path, "Accounts/Account/")
	if !ok {
		return false
	}
	name, child, inside := strings.Cut(rest, "/")
	switch {
	case inside && child == "ObjectReference":
		r.balance.objects = append(r.balance.objects, ObjectID{a["dimId"], a["objectId"]})
		return true
	case inside:
		return false
	}
	name = strings.TrimSuffix(name, "Multidim")
	if name != "OpeningBalance" && name != "ClosingBalance" && name != "Budget" {
		return false
	}
	r.balance = &balance5{name: name, month: a["month"], amount: a["amount"], quantity: a["quantity"], line: r.line()}
	return true
}

// endBalance hands over a balance. One that is not of the beginning or the end
// of a fiscal year has no record in SIE 4.
func (r *reader5) endBalance() {
	b := r.balance
	year, first, last, ok := r.yearOf(b.month)
	l := lIB
	switch {
	case b.name == "Budget" && ok:
		r.feed(b.line, lPbudget, b.objects, strconv.Itoa(year), strings.Replace(b.month, "-", "", 1), r.account, b.amount, b.quantity)
		return
	case b.name == "OpeningBalance" && first && !r.result:
	case b.name == "ClosingBalance" && last && r.result && len(b.objects) == 0:
		l = lRes
	case b.name == "ClosingBalance" && last:
		l = lUB
	default:
		r.p.line, r.p.label, r.p.name = b.line, unknown, nil
		r.p.find(CodeBalanceLeftOut, b.name, r.account, b.month, b.amount)
		return
	}
	if len(b.objects) > 0 {
		l += lOIB - lIB
		r.feed(b.line, l, b.objects, strconv.Itoa(year), r.account, b.amount, b.quantity)
		return
	}
	r.feed(b.line, l, nil, strconv.Itoa(year), r.account, b.amount, b.quantity)
}

// yearOf is the number of the fiscal year that holds a month, and whether the
// month is the year's first or last.
func (r *reader5) yearOf(month string) (no int, first, last, ok bool) {
	day := monthDay(month, false)
	for _, y := range r.p.f.header.Years {
		if day != 0 && day >= y.Start && day <= y.End {
			return y.No, day == y.Start, monthDay(month, true) == y.End, true
		}
	}
	return 0, false, false, false
}

// aggregation takes the codes of an AccountAggregation whose name, id or
// taxonomy says that they are SRU codes.
func (r *reader5) aggregation(path string, a attributes5) bool {
	switch path {
	case "AccountAggregations/AccountAggregation":
		return strings.Contains(strings.ToUpper(a["id"]+" "+a["name"]+" "+a["taxonomy"]), "SRU")
	case "AccountAggregations/AccountAggregation/Tag":
		r.code = a["name"]
	case "AccountAggregations/AccountAggregation/Tag/AccountRef":
		r.feed(r.line(), lSru, nil, a["accountId"], r.code)
	default:
		return false
	}
	return true
}

// journal takes what stands in a Journal.
func (r *reader5) journal(path string, a attributes5) bool {
	switch path {
	case "Journal":
		r.series = a["id"]
	case "Journal/JournalEntry":
		r.entry = &entry5{id: a["id"], text: a["text"], date: a["journalDate"], line: r.line()}
	case "Journal/JournalEntry/EntryInfo", "Journal/JournalEntry/OriginalEntryInfo":
		if r.entry.info[0] != "" {
			return false
		}
		r.entry.info = [2]string{a["date"], a["by"]}
	case "Journal/JournalEntry/LedgerEntry":
		r.row = &row5{account: a["accountId"], amount: a["amount"], quantity: a["quantity"], text: a["text"], date: a["ledgerDate"], line: r.line()}
		r.entry.rows = append(r.entry.rows, r.row)
	case "Journal/JournalEntry/LedgerEntry/ObjectReference":
		r.row.objects = append(r.row.objects, ObjectID{a["dimId"], a["objectId"]})
	case "Journal/JournalEntry/LedgerEntry/Overstrike":
		r.row.struck, r.row.sign = true, a["by"]
	default:
		return false
	}
	return true
}

// voucher hands over the open JournalEntry.
func (r *reader5) voucher() {
	e := r.entry
	r.feed(e.line, lVer, nil, r.series, e.id, compact5(e.date), e.text, compact5(e.info[0]), e.info[1])
	r.p.block, r.p.expect = true, false
	for _, row := range e.rows {
		l := lTrans
		if row.struck {
			l = lBtrans
		}
		r.feed(row.line, l, row.objects, row.account, row.amount, compact5(row.date), row.text, row.quantity, row.sign)
	}
	r.p.block = false
}

// compact5 is an ISO date, with or without a time zone, as SIE 4 writes it. One
// that is none stays as it is and is reported.
func compact5(date string) string {
	if len(date) < len(time.DateOnly) {
		return date
	}
	d, err := ParseDate(date[:len(time.DateOnly)])
	if err != nil {
		return date
	}
	return d.Compact()
}
