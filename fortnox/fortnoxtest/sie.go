package fortnoxtest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// sieRequest is what one SIE file should hold.
type sieRequest struct {
	kind     int // 1 to 4
	year     *year
	from, to string              // vouchers and totals up to these dates; empty: the whole year
	chosen   func(*Voucher) bool // vouchers to write, nil: all; totals are of all
	visible  func(*Voucher) bool // vouchers that exist for the caller
}

// sie writes a year as Fortnox does: CP437, CRLF, IB and UB account by account, then month totals, then each with objects,
// then the vouchers with struck and added rows. The caller holds c.mu.
func (c *company) sie(q sieRequest) []byte {
	w := &sieWriter{buf: make([]byte, 0, 64<<10+q.year.vouchers*300)}
	previous := c.before(q.year)
	totals := []*sieTotals{newSIETotals(q.year, q.to, q.visible)}
	if previous != nil {
		totals = append(totals, newSIETotals(previous, "", q.visible))
	}
	c.sieHead(w, q, previous)
	sieAccounts(w, totals)
	if q.kind >= 3 {
		c.sieObjects(w)
	}
	for i, t := range totals {
		w.blank()
		t.balances(w, -i)
		if i == 0 && q.kind >= 2 {
			for j, t := range totals {
				t.sums(w, -j)
			}
		}
		t.results(w, -i)
	}
	if q.kind >= 3 {
		for i, t := range totals {
			w.blank()
			t.objects(w, -i)
		}
		if previous == nil {
			w.blank()
		}
	}
	if q.kind == 4 {
		w.blank()
		w.blank()
		w.blank()
		sieVouchers(w, q)
	}
	return w.buf
}

func (c *company) sieHead(w *sieWriter, q sieRequest, previous *year) {
	a := c.address
	w.line("#FLAGGA 0")
	w.line("#FORMAT PC8")
	w.line("#SIETYP " + strconv.Itoa(q.kind))
	w.line("#PROGRAM \"Fortnox\" " + c.program)
	w.line("#GEN " + compact(c.today))
	w.line("#FNR " + strconv.Itoa(c.tenant))
	w.texts("#FNAMN", c.name)
	w.texts("#ADRESS", strings.TrimSpace(a.ContactFirstName+" "+a.ContactLastName), a.Address,
		strings.TrimSpace(a.ZipCode+" "+a.City), a.Phone1)
	w.buf = append(w.buf[:len(w.buf)-2], " \r\n"...)
	w.line("#RAR 0 " + compact(q.year.from) + " " + compact(q.year.to))
	if previous != nil {
		w.line("#RAR -1 " + compact(previous.from) + " " + compact(previous.to))
	}
	w.line("#ORGNR " + c.organisation)
	until := q.year.to
	if q.to != "" {
		until = q.to
	}
	w.line("#OMFATTN " + compact(until))
	w.line("#KPTYP EUBAS97")
	w.blank()
}

// sieAccounts lists the accounts that are active or have a balance or movement in one of the years.
func sieAccounts(w *sieWriter, totals []*sieTotals) {
	for _, a := range totals[0].year.accounts {
		used := a.active
		for _, t := range totals {
			used = used || t.uses(a.number)
		}
		if !used {
			continue
		}
		number := strconv.Itoa(a.number)
		w.texts("#KONTO "+number, a.description)
		if a.sru != 0 {
			w.line("#SRU " + number + " " + strconv.Itoa(a.sru))
		}
	}
}

func (c *company) sieObjects(w *sieWriter) {
	centers, projects := c.documents["costcenters"].sorted, c.documents["projects"].sorted
	if len(centers) > 0 {
		w.texts("#DIM 1", "Kostnadsställe")
	}
	if len(projects) > 0 {
		w.texts("#DIM 6", "Projekt")
	}
	for _, d := range centers {
		w.texts("#OBJEKT 1", d.key, d.text("Description"))
	}
	for _, d := range projects {
		w.texts("#OBJEKT 6", d.key, d.text("Description"))
	}
}

func sieVouchers(w *sieWriter, q sieRequest) {
	q.year.each(func(v *Voucher) {
		if (q.from != "" && v.TransactionDate < q.from) || (q.to != "" && v.TransactionDate > q.to) ||
			!q.visible(v) || (q.chosen != nil && !q.chosen(v)) {
			return
		}
		w.voucher(v)
	})
}

// sieTotals are the sums of one year.
type sieTotals struct {
	year    *year
	account map[int]*sieAccount
	months  map[monthKey]Ore
	split   map[objectKey]Ore
}

type sieAccount struct {
	opening, movement Ore
	moved             bool
}

type monthKey struct {
	month   string // YYYYMM
	account int
}

type objectKey struct {
	monthKey
	dimension int
	object    text
}

func newSIETotals(y *year, to string, visible func(*Voucher) bool) *sieTotals {
	t := &sieTotals{y, map[int]*sieAccount{}, map[monthKey]Ore{}, map[objectKey]Ore{}}
	for _, a := range y.accounts {
		if a.opening != 0 {
			t.account[a.number] = &sieAccount{opening: a.opening}
		}
	}
	y.each(func(v *Voucher) {
		if (to != "" && v.TransactionDate > to) || !visible(v) {
			return
		}
		month := v.TransactionDate[:4] + v.TransactionDate[5:7]
		for _, r := range v.VoucherRows {
			if !r.Removed {
				t.row(month, r)
			}
		}
	})
	return t
}

func (t *sieTotals) row(month string, r Row) {
	a := t.account[r.Account]
	if a == nil {
		a = &sieAccount{}
		t.account[r.Account] = a
	}
	a.movement += r.amount()
	a.moved = true
	key := monthKey{month, r.Account}
	t.months[key] += r.amount()
	if r.CostCenter != "" {
		t.split[objectKey{key, 1, r.CostCenter}] += r.amount()
	}
	if r.Project != "" {
		t.split[objectKey{key, 6, r.Project}] += r.amount()
	}
}

func (t *sieTotals) uses(number int) bool {
	return t.account[number] != nil
}

func (t *sieTotals) balances(w *sieWriter, index int) {
	for _, n := range sortedKeys(t.account, cmp.Compare) {
		if a := t.account[n]; n < 3000 {
			w.balance("#IB", index, n, a.opening)
			w.balance("#UB", index, n, a.opening+a.movement)
		}
	}
}

func (t *sieTotals) sums(w *sieWriter, index int) {
	for _, k := range sortedKeys(t.months, compareMonths) {
		w.month(index, k, "", t.months[k])
	}
}

func (t *sieTotals) results(w *sieWriter, index int) {
	for _, n := range sortedKeys(t.account, cmp.Compare) {
		if a := t.account[n]; n >= 3000 && a.moved {
			w.balance("#RES", index, n, a.opening+a.movement)
		}
	}
}

func (t *sieTotals) objects(w *sieWriter, index int) {
	keys := sortedKeys(t.split, func(a, b objectKey) int {
		if c := compareMonths(a.monthKey, b.monthKey); c != 0 {
			return c
		}
		if a.dimension != b.dimension {
			return a.dimension - b.dimension
		}
		return strings.Compare(string(a.object), string(b.object))
	})
	for _, k := range keys {
		w.month(index, k.monthKey, strconv.Itoa(k.dimension)+" "+quoteSIE(string(k.object)), t.split[k])
	}
}

func compareMonths(a, b monthKey) int {
	if c := strings.Compare(a.month, b.month); c != 0 {
		return c
	}
	return a.account - b.account
}

func sortedKeys[K comparable, V any](m map[K]V, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compare)
	return keys
}
