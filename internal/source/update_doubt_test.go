package source_test

import (
	"strconv"
	"testing"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/source"
)

// long is a company with long lists that explain their accounts, and its first
// import: a later one reads only what has changed.
func long(t *testing.T, off time.Duration) (*place, []source.Part) {
	t.Helper()
	c := newRandomCompany(0)
	for seed := uint64(1); c.cash; seed++ {
		c = newRandomCompany(seed) // with receivables on accounts, which prove them
	}
	p := regressed(t, c, 1010)
	p.off = off
	p.restore(t, len(p.todo))
	parts := p.fetch(t, nil)
	p.fetch(t, parts)
	if !inPart(p.srv) {
		t.Fatal("the lists were read whole although nothing changed")
	}
	return p, parts
}

// store puts an object at a time that Fortnox names among the changes, or not.
func (p *place) store(t *testing.T, path string, o object, seen bool) {
	t.Helper()
	if off := p.off; !seen {
		p.off = -300 * 24 * time.Hour
		defer func() { p.off = off }()
	}
	if err := p.put(t, path, o)(); err != nil {
		t.Fatal(err)
	}
}

// like is a document of the company with other fields.
func (p *place) like(path string, of func(object) bool, fields object) object {
	for _, o := range p.docs[path] {
		if of(o) {
			o = without(o)
			for name, value := range fields {
				o[name] = value
			}
			return o
		}
	}
	return nil
}

func anyOne(object) bool { return true }

// listed is an invoice that an import reads.
func (p *place) listed(o object) bool { return text(o["InvoiceDate"]) <= p.closing.To.String() }

// What Fortnox does not name as changed shows all the same, and then everything
// is read: a document that is gone or new, a payment whose amount is another, an
// invoice that was paid and is not among the changed.
func TestUpdateReadsAllWhenInDoubt(t *testing.T) {
	for _, tt := range []struct {
		name   string
		happen func(t *testing.T, p *place)
	}{
		{"invoice_gone", func(t *testing.T, p *place) {
			if err := p.srv.DeleteDocument(randomTenant, "invoices", "9000"); err != nil {
				t.Fatal(err)
			}
		}},
		{"payment_gone", func(t *testing.T, p *place) {
			if err := p.srv.DeleteDocument(randomTenant, "invoicepayments", "9000"); err != nil {
				t.Fatal(err)
			}
		}},
		{"invoice_new_and_not_named", func(t *testing.T, p *place) {
			p.store(t, "invoices", p.like("invoices", p.listed, object{"DocumentNumber": "8000", "Booked": false}), false)
		}},
		{"payment_new_and_not_named", func(t *testing.T, p *place) {
			p.store(t, "invoicepayments", p.like("invoicepayments", anyOne, object{"Number": "8000", "Booked": false}), false)
		}},
		{"paid_and_not_named", func(t *testing.T, p *place) {
			invoice := p.like("invoices", p.listed, object{"Balance": 1})
			p.store(t, "invoices", invoice, false)
			number, err := strconv.Atoi(text(invoice["DocumentNumber"]))
			if err != nil {
				t.Fatal(err)
			}
			p.store(t, "invoicepayments", p.like("invoicepayments", anyOne, object{"Number": "8000", "Booked": false, "InvoiceNumber": number}), true)
		}},
		{"no_longer_booked_and_not_named", func(t *testing.T, p *place) {
			counts := func(o object) bool {
				return o["Booked"] == true && o["Currency"] == "SEK" && o["VoucherNumber"] != nil && text(o["PaymentDate"]) <= p.closing.To.String()
			}
			o := p.like("invoicepayments", counts, object{"Booked": false})
			p.store(t, "invoicepayments", o, false)
			year, number := int(o["VoucherYear"].(float64)), int(o["VoucherNumber"].(float64))
			if err := p.srv.StrikeRows(randomTenant, year, text(o["VoucherSeries"]), number, "Eva"); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, parts := long(t, 0)
			tt.happen(t, p)
			p.sameAsFull(t, parts)
			if inPart(p.srv) {
				t.Error("only a part was read")
			}
		})
	}
}

// Clocks that do not agree hide no change: the question overlaps the import
// before by more than the hour that comes twice in autumn.
func TestUpdateAllowsForClocks(t *testing.T) {
	for _, off := range []time.Duration{-100 * time.Minute, 0, 100 * time.Minute} {
		p, parts := long(t, off)
		o := p.like("invoices", p.listed, object{"Balance": 1})
		p.store(t, "invoices", o, true)
		p.sameAsFull(t, parts)
		if !inPart(p.srv) {
			t.Errorf("with clocks %v apart everything was read", off)
		}
	}
}

// A later import goes through what a first one goes through.
func TestUpdateThroughFaults(t *testing.T) {
	for _, fault := range []fortnoxtest.Fault{
		{Kind: fortnoxtest.TooManyRequests, Path: "/3/**", Nth: 9, Times: 2},
		{Kind: fortnoxtest.CutDuring, Path: "/3/invoicepayments", Nth: 2},
		{Kind: fortnoxtest.ServerError, Path: "/3/invoices", Status: 503},
		{Kind: fortnoxtest.MovePages, Path: "/3/supplierinvoices", Shift: 1},
		{Kind: fortnoxtest.ServerError, Path: "/3/supplierinvoices", Status: 400, Nth: 2}, // the question is refused
		{Kind: fortnoxtest.ServerError, Path: "/3/invoicepayments", Status: 400, Nth: 2},
	} {
		p := regressed(t, newRandomCompany(2), 0)
		parts := p.fetch(t, nil)
		p.restore(t, len(p.todo)/2)
		full := p.fetch(t, nil)
		if _, err := p.srv.Inject(fault); err != nil {
			t.Fatal(err)
		}
		later, err := source.Update(t.Context(), connect(p.client), source.Want{OrgNr: randomOrgNr, Period: p.closing}, parts, nil)
		if err != nil {
			t.Errorf("%s at %s: %v", fault.Kind, fault.Path, err)
			continue
		}
		sameBooks(t, full, later)
	}
}
