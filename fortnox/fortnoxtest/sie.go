package fortnoxtest

import (
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
