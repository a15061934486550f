package engagement_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
	"bokslut/internal/testenv"

	"pgregory.net/rapid"
)

var year = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}

// house is an office on a database, and the books that it has imported.
type house struct {
	t       rapid.TB
	db      *store.Store
	clients *office.Service
	*engagement.Service
	by    office.User
	books map[string]*ledger.Book // by snapshot
}

// Book implements engagement.Books.
func (h *house) Book(_ context.Context, _, snapshot string) (*ledger.Book, error) {
	if b, ok := h.books[snapshot]; ok {
		return b, nil
	}
	return nil, engagement.ErrNotFound
}

// Keep implements engagement.Books; tests put the books there themselves.
func (h *house) Keep(string, string, *ledger.Book) {}

// onBoth runs a test on a SQLite file and on PostgreSQL.
func onBoth(t *testing.T, test func(t *testing.T, h *house)) {
	t.Run("sqlite", func(t *testing.T) { test(t, newHouse(t, storetest.File(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, newHouse(t, testenv.Postgres(t))) })
}

func newHouse(t testing.TB, database string) *house {
	t.Helper()
	db, err := store.Open(context.Background(), database, "test")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	h := &house{t: t, db: db, books: map[string]*ledger.Book{}, clients: office.NewService(db, time.Now)}
	h.Service = engagement.NewService(db, h.clients, h, time.Now)
	h.by = h.office("anna@nordan.example")
	return h
}

// office is a new office with one user.
func (h *house) office(email string) office.User {
	h.t.Helper()
	_, hash := office.NewSecret()
	must(h.t, h.db.SaveLink(context.Background(), hash, time.Now().Add(time.Hour)))
	u := office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: email, Role: office.Admin}
	event := audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: time.Now(), User: u.ID, What: "office.created"}
	must(h.t, h.db.CreateOffice(context.Background(), "Byrån", u, "no password", hash, event))
	return u
}

func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantErr(t rapid.TB, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// guide is what a person fills in for a new engagement.
func (h *house) guide() engagement.New {
	return engagement.New{
		Client: office.Client{
			Name: "Prov AB", OrgNr: "556036-0793", Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth,
		},
		Year: year, Source: engagement.SIE, Responsible: h.by.ID,
	}
}

// engaged is a new engagement with an import of testBook.
func (h *house) engaged() engagement.Engagement {
	h.t.Helper()
	e, err := h.Create(context.Background(), h.by, h.guide())
	must(h.t, err)
	h.adopt(e, testBook())
	return h.again(e)
}

func (h *house) again(e engagement.Engagement) engagement.Engagement {
	h.t.Helper()
	e, err := h.Get(context.Background(), h.by, e.ID)
	must(h.t, err)
	return e
}

// adopt makes a book the current import.
func (h *house) adopt(e engagement.Engagement, b *ledger.Book) engagement.Snapshot {
	h.t.Helper()
	return h.take(e, importOf(b))
}

// take reads an import and takes it in, whatever it changes.
func (h *house) take(e engagement.Engagement, imp engagement.Import) engagement.Snapshot {
	h.t.Helper()
	snap, taken := h.read(e, imp)
	if !taken {
		imp.ID = snap.ID
		must(h.t, h.TakeIn(context.Background(), h.by, e.ID, imp, h.again(e).Snapshot))
	}
	return snap
}

// read saves an import.
func (h *house) read(e engagement.Engagement, imp engagement.Import) (snap engagement.Snapshot, taken bool) {
	h.t.Helper()
	snap, taken, err := h.Adopt(context.Background(), h.by, e.ID, imp)
	must(h.t, err)
	h.books[snap.ID] = imp.Book
	return snap, taken
}

func importOf(b *ledger.Book) engagement.Import {
	return engagement.Import{
		Source: engagement.SIE, Program: "test", Book: b, Parts: []engagement.RawPart{{Name: "sie/1", Kind: "sie", Request: "a.se", At: time.Now(), Body: []byte("x")}},
	}
}

// testBook is two years of a small company.
func testBook() *ledger.Book {
	return bookOf(year, ledger.Voucher{
		Series: "A", Number: "1", Date: civil.MustParse("2025-03-01"), Text: "Faktura",
		Rows: []ledger.Row{{Account: "1510", Amount: 100_00}, {Account: "3001", Amount: -100_00}},
	})
}

var chart = []string{"1510", "1910", "1930", "2081", "2440", "2990", "3001", "6530", "7832", "8999"}

// bookOf is a year with opening balances and the given vouchers.
func bookOf(period civil.Period, vouchers ...ledger.Voucher) *ledger.Book {
	moved := map[string]money.Amount{}
	for _, v := range vouchers {
		for _, row := range v.Rows {
			if !row.Struck {
				moved[row.Account] += row.Amount
			}
		}
	}
	opening := map[string]money.Amount{"1510": 400_00, "1930": 1000_00, "2081": -1400_00}
	this := ledger.Year{Period: period, Vouchers: vouchers}
	last := ledger.Year{Period: civil.Period{From: period.From.AddMonths(-12), To: period.From.AddDays(-1)}}
	for _, no := range chart {
		a := ledger.Account{Number: no, Name: "Konto " + no, Result: ledger.IsResult(no)}
		this.Accounts, last.Accounts = append(this.Accounts, a), append(last.Accounts, a)
		if opening[no] != 0 || moved[no] != 0 {
			this.Balances = append(this.Balances, ledger.Balance{Account: no, Opening: opening[no], Moved: moved[no]})
		}
		if opening[no] != 0 {
			last.Balances = append(last.Balances, ledger.Balance{Account: no, Moved: opening[no]})
		}
	}
	return &ledger.Book{Company: ledger.Company{Name: "Prov AB", OrgNr: "556036-0793"}, Years: []ledger.Year{this, last}}
}

func entryOf(debit, credit string, amount money.Amount) closing.Entry {
	return closing.Entry{Date: year.To, Text: "Bokslut", Rows: []closing.Row{{Account: debit, Amount: amount}, {Account: credit, Amount: -amount}}}
}

// finals are the final balances of every account.
func (h *house) finals(e engagement.Engagement) map[string]money.Amount {
	h.t.Helper()
	all := map[string]money.Amount{}
	balance, err := h.Balance(context.Background(), h.by, h.again(e))
	must(h.t, err)
	result, err := h.Result(context.Background(), h.by, h.again(e))
	must(h.t, err)
	for _, g := range append(balance.Groups, result.Groups...) {
		for _, row := range g.Rows {
			if row.Final != 0 {
				all[row.Account] = row.Final
			}
		}
	}
	return all
}

// row is an account in Balansavstämning.
func (h *house) row(e engagement.Engagement, account string) engagement.Row {
	h.t.Helper()
	sheet, err := h.Balance(context.Background(), h.by, h.again(e))
	must(h.t, err)
	for _, g := range sheet.Groups {
		for _, row := range g.Rows {
			if row.Account == account {
				return row
			}
		}
	}
	h.t.Fatalf("%s has no row", account)
	return engagement.Row{}
}

// queue asks for the delivery of entries.
func (h *house) queue(e engagement.Engagement, numbers ...string) ([]export.Item, error) {
	return h.Deliver(context.Background(), h.by, e.ID, "I", numbers, func(entry closing.Entry) (export.Item, error) {
		return export.Item{
			ID: office.NewID(), Marker: export.NewMarker(), State: export.Queued, Body: []byte("x"), Hash: "h",
			Target: export.Target{Tenant: e.ID, Series: "I", Date: entry.Date},
		}, nil
	})
}

// moveOn is what a worker does to a delivery.
func (h *house) moveOn(e engagement.Engagement, id string, f func(*export.Item)) {
	h.t.Helper()
	ctx := context.Background()
	items, err := h.Deliveries(ctx, h.by, e.ID)
	must(h.t, err)
	for _, it := range items {
		if it.ID != id {
			continue
		}
		must(h.t, h.db.ClaimDelivery(ctx, h.by.Office, it, "worker", time.Minute))
		f(&it)
		it, err = h.db.SaveDelivery(ctx, h.by.Office, it, "worker")
		must(h.t, err)
		must(h.t, h.db.ReleaseDelivery(ctx, h.by.Office, it, "worker"))
		must(h.t, h.NoteDelivery(ctx, h.by, e.ID, it))
		return
	}
	h.t.Fatalf("no delivery %s", id)
}
