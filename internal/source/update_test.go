package source_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/source"
	"bokslut/internal/subledger"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestUpdateEqualsFetch changes a company in many ways between imports: what is
// new, changed in the list or only in the single object, paid, booked, cancelled
// or gone. Each later import, of what the one before left, makes the same books
// and registers as a full one, in fewer or as many requests.
func TestUpdateEqualsFetch(t *testing.T) {
	fewer := 0
	for seed := range seeds() {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := newRandomCompany(seed)
			p := regressed(t, c, 0)
			books := byHand(t, c, p)
			parts := p.fetch(t, nil)
			for range 3 {
				p.restore(t, c.IntN(len(p.todo)+1))
				books()
				parts = p.sameAsFull(t, parts)
				if p.later < p.full {
					fewer++
				}
				if p.later > p.full+4 {
					t.Errorf("a later import took %d requests, a full one %d", p.later, p.full)
				}
			}
		})
	}
	if fewer == 0 {
		t.Error("no later import took fewer requests")
	}
}

// TestUpdateOfLongLists is the same with customer registers of more pages, of
// which only what has changed is read.
func TestUpdateOfLongLists(t *testing.T) {
	cut := 0
	const companies = 4
	for seed := range uint64(companies) {
		c := newRandomCompany(seed)
		p := regressed(t, c, 1010)
		parts := p.fetch(t, nil)
		p.restore(t, c.IntN(len(p.todo)+1))
		parts = p.sameAsFull(t, parts)
		p.restore(t, len(p.todo)) // now the ledger explains its accounts
		parts = p.sameAsFull(t, parts)
		full := p.full
		p.fetch(t, parts)
		if inPart(p.srv) {
			cut++
			if p.later >= full {
				t.Errorf("seed %d: %d requests in part, %d when all was read", seed, p.later, full)
			}
		}
	}
	if cut < companies-1 {
		t.Errorf("%d companies were read in part, want %d", cut, companies-1)
	}
}

// inPart tells whether the last import read only what has changed of the long
// lists.
func inPart(srv *fortnoxtest.Server) bool {
	asked := func(path, query string) bool {
		return slices.ContainsFunc(srv.Journal(), func(e fortnoxtest.Entry) bool {
			return e.Path == path && strings.Contains(e.Query, query)
		})
	}
	for _, path := range []string{"/3/invoices", "/3/invoicepayments"} {
		if !asked(path, "lastmodified") || asked(path, "page=2") {
			return false
		}
	}
	return true
}

// A place is a local Fortnox with a company that has not got everywhere yet.
type place struct {
	srv         *fortnoxtest.Server
	client      *fortnox.Client
	closing     civil.Period
	todo        []func() error
	docs        map[string][]object // by resource, as they will be in the end
	off         time.Duration       // how far Fortnox's clock is ahead
	later, full int                 // requests of the last two imports
}

func (p *place) fetch(t *testing.T, earlier []source.Part) []source.Part {
	t.Helper()
	var last source.Progress
	want := source.Want{OrgNr: randomOrgNr, Period: p.closing}
	p.srv.ResetJournal()
	planned := map[int]bool{} // what all requests were thought to be, once the lists were read
	parts, err := source.Update(t.Context(), connect(p.client), want, earlier, func(at source.Progress) {
		switch last = at; at.Kind {
		case source.KindInvoices:
			clear(planned) // lists that are read once more
		case source.KindSupplierInvoicePayment:
			planned[at.Requests+at.Left] = true
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "requests foreseen", map[int]bool{last.Requests: true}, planned)
	compare(t, "requests reported", len(p.srv.Journal()), last.Requests)
	compare(t, "requests left at the end", 0, last.Left)
	compare(t, "names are unique", len(parts), len(names(parts)))
	p.later, p.full = last.Requests, p.later
	return parts
}

// sameAsFull imports after earlier, and anew, and compares what they make.
func (p *place) sameAsFull(t *testing.T, earlier []source.Part) []source.Part {
	t.Helper()
	full := p.fetch(t, nil)
	parts := p.fetch(t, earlier)
	sameBooks(t, full, parts)
	return parts
}

func sameBooks(t *testing.T, full, parts []source.Part) {
	t.Helper()
	wantBook, wantFound, err := source.Book(full)
	if err != nil {
		t.Fatal(err)
	}
	book, found, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "book", wantBook, book)
	equal(t, "findings", wantFound, found)
	wantCustomers, wantSuppliers, err := source.Registers(full)
	if err != nil {
		t.Fatal(err)
	}
	customers, suppliers, err := source.Registers(parts)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "customers", wantCustomers, customers)
	equal(t, "suppliers", wantSuppliers, suppliers)
	wantNext, _, _ := source.NextOpening(full)
	next, _, _ := source.NextOpening(parts)
	equal(t, "next opening", wantNext, next)
}

func equal(t *testing.T, what string, want, got any) {
	t.Helper()
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("%s (-full +later):\n%s", what, cmp.Diff(want, got, cmpopts.EquateComparable(subledger.Rate{}), cmpopts.IgnoreUnexported(subledger.Register{})))
	}
}

// registers of the local Fortnox, with the field of their keys.
var registers = map[string][2]string{
	"invoices": {"Invoices", "DocumentNumber"}, "invoicepayments": {"InvoicePayments", "Number"},
	"supplierinvoices": {"SupplierInvoices", "GivenNumber"}, "supplierinvoicepayments": {"SupplierInvoicePayments", "Number"},
	"taxreductions": {"TaxReductions", "Id"},
}

// regressed is the company as it may have been before: documents are not there
// yet, stand otherwise, or are there although they will be deleted. more adds
// so many that are not booked, to make the lists long.
func regressed(t *testing.T, c *randomCompany, more int) *place {
	t.Helper()
	files := c.folder(t).(fstest.MapFS)
	p := &place{closing: c.closing(), docs: map[string][]object{}}
	p.srv = fortnoxtest.New(fortnoxtest.Options{
		Rate: fortnoxtest.Rate{Requests: -1}, AccessLife: 24 * time.Hour, Clock: func() time.Time { return time.Now().Add(p.off) },
	})
	for _, path := range []string{"invoices", "invoicepayments", "supplierinvoices", "supplierinvoicepayments", "taxreductions"} {
		list, key := registers[path][0], registers[path][1]
		var body map[string][]object
		if err := json.Unmarshal(files[path+".json"].Data, &body); err != nil {
			t.Fatal(err)
		}
		p.docs[path] = body[list]
		var before []object
		for _, o := range body[list] {
			switch c.IntN(8) {
			case 0:
				p.todo = append(p.todo, p.put(t, path, o))
			case 1, 2:
				before = append(before, otherwise(c.Rand, o))
				p.todo = append(p.todo, p.put(t, path, o))
				if path == "taxreductions" { // what changes it is its invoice
					p.todo[len(p.todo)-1] = both(p.todo[len(p.todo)-1], p.putInvoice(t, o["ReferenceNumber"]))
				}
			case 3:
				extra := otherwise(c.Rand, o)
				extra[key] = sameType(o[key], 5000+len(before))
				before = append(before, o, extra)
				p.todo = append(p.todo, func() error { return p.srv.DeleteDocument(randomTenant, path, fmt.Sprint(extra[key])) })
			default:
				before = append(before, o)
			}
		}
		if len(body[list]) > 0 && (path == "invoices" || path == "invoicepayments") {
			for i := range more {
				extra := without(body[list][0])
				extra[key], extra["Booked"] = sameType(extra[key], 9000+i), false
				if path == "invoices" {
					extra["InvoiceDate"] = c.closing().From
				}
				before = append(before, extra)
			}
		}
		files[path+".json"] = &fstest.MapFile{Data: marshal(t, map[string]any{list: before})}
	}
	c.Shuffle(len(p.todo), func(i, j int) { p.todo[i], p.todo[j] = p.todo[j], p.todo[i] })
	if err := p.srv.Load(files); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(p.srv)
	t.Cleanup(web.Close)
	tokens, err := p.srv.Grant(randomClient, randomTenant, false)
	if err != nil {
		t.Fatal(err)
	}
	if p.client, err = fortnox.New(fortnox.Config{Tokens: fixedToken(tokens.Access), BaseURL: web.URL, Pace: noPace{}}); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *place) put(t *testing.T, path string, o object) func() error {
	body := marshal(t, o)
	return func() error { return p.srv.PutDocument(randomTenant, path, body) }
}

func (p *place) putInvoice(t *testing.T, number any) func() error {
	for _, o := range p.docs["invoices"] {
		if text(o["DocumentNumber"]) == text(number) {
			return p.put(t, "invoices", o)
		}
	}
	return func() error { return fmt.Errorf("invoice %v: not there", number) }
}

func both(first, then func() error) func() error {
	return func() error { return errors.Join(first(), then()) }
}

// restore lets n things happen.
func (p *place) restore(t *testing.T, n int) {
	t.Helper()
	for _, happen := range p.todo[:n] {
		if err := happen(); err != nil {
			t.Fatal(err)
		}
	}
	p.todo = p.todo[n:]
}

// byHand gives what a person does in the books between two imports.
func byHand(t *testing.T, c *randomCompany, p *place) func() {
	year := c.years[len(c.years)-2]
	return func() {
		v, err := p.srv.AddVoucher(randomTenant, fortnoxtest.Voucher{
			VoucherSeries: "A", TransactionDate: year.period.To.String(), Year: year.id, Description: "Rättelse",
			VoucherRows: []fortnoxtest.Row{{Account: 6351, Debit: 1_00}, {Account: 1930, Credit: 1_00}},
		})
		if err == nil && c.one(2) {
			err = p.srv.StrikeRows(randomTenant, year.id, "A", v.VoucherNumber, "Eva")
		}
		if err == nil && c.one(3) {
			err = p.srv.CarryOpeningBalances(randomTenant, c.years[len(c.years)-1].id)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// otherwise is an object with one field as it may have been before: some show
// in lists, others only in the single object.
func otherwise(r *rand.Rand, o object) object {
	was := without(o)
	changes := []func(){
		func() { was["Booked"] = o["Booked"] != true },
		func() { was["Cancelled"] = true },
		func() { was["Currency"], was["CurrencyRate"] = "NOK", sameType(o["CurrencyRate"], 2) },
		func() { was["Balance"] = sameType(o["Balance"], 12345) },
		func() { was["FinalPayDate"] = nil },
		func() { was["AmountCurrency"] = 77.5 },
		func() { was["Amount"] = 99 },
		func() { was["WriteOffs"] = []object{{"AccountNumber": 6351, "Amount": 10, "Currency": "SEK"}} },
		func() { was["CreditInvoiceReference"] = "999" },
		func() { was["CreditReference"] = 999 },
		func() { was["VoucherNumber"] = nil },
		func() { was["AskedAmount"] = 1 },
		func() { was["CustomerName"], was["SupplierName"] = "Förra namnet", "Förra namnet" },
	}
	for {
		i := r.IntN(len(changes))
		changes[i]()
		for name := range was { // a field that the object does not have is no change
			if _, ok := o[name]; !ok {
				delete(was, name)
			}
		}
		if fmt.Sprint(was) != fmt.Sprint(o) {
			return was
		}
	}
}

// sameType is a number as the field has it: numbers stand as text in places.
func sameType(field any, n int) any {
	if _, ok := field.(string); ok {
		return strconv.Itoa(n)
	}
	return n
}

func text(field any) string { return fmt.Sprint(field) }
