package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
	"bokslut/internal/report"
	"bokslut/internal/store"
	"bokslut/internal/store/storetest"
)

var at = time.Date(2026, 2, 17, 9, 52, 0, 0, time.UTC)

// house is an office with engagements whose books are given.
type house struct {
	t *testing.T
	*engagement.Service
	by    office.User
	books map[string]*ledger.Book
}

// Book implements engagement.Books.
func (h *house) Book(_ context.Context, _, snapshot string) (*ledger.Book, error) {
	return h.books[snapshot], nil
}

// Keep implements engagement.Books.
func (h *house) Keep(_, snapshot string, b *ledger.Book) { h.books[snapshot] = b }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newHouse(t *testing.T) *house {
	t.Helper()
	now := func() time.Time { return at }
	db, err := store.Open(t.Context(), storetest.File(t), "test")
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	h := &house{t: t, books: map[string]*ledger.Book{}}
	h.Service = engagement.NewService(db, office.NewService(db, now), h, now)
	_, hash := office.NewSecret()
	must(t, db.SaveLink(t.Context(), hash, at.Add(time.Hour)))
	h.by = office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: "anna@nordan.example", Role: office.Admin}
	must(t, db.CreateOffice(t.Context(), "Byrån", h.by, "no password", hash,
		audit.Event{Office: h.by.Office, Stream: audit.OfficeStream, At: at, User: h.by.ID, What: "office.created"}))
	return h
}

// engaged is an engagement with a book taken in.
func (h *house) engaged(b *ledger.Book) engagement.Engagement {
	h.t.Helper()
	e, err := h.Create(h.t.Context(), h.by, engagement.New{
		Client: office.Client{
			Name: b.Company.Name, OrgNr: b.Company.OrgNr, Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth,
		},
		Year: b.Years[0].Period, Source: engagement.SIE, Responsible: h.by.ID,
	})
	must(h.t, err)
	_, _, err = h.Adopt(h.t.Context(), h.by, e.ID, engagement.Import{
		Source: engagement.SIE, Program: "test", Book: b,
		Parts: []engagement.RawPart{{Name: "sie/1", Kind: "sie", Request: "a.se", At: at, Body: []byte("x")}},
	})
	must(h.t, err)
	return h.again(e)
}

func (h *house) again(e engagement.Engagement) engagement.Engagement {
	h.t.Helper()
	e, err := h.Get(h.t.Context(), h.by, e.ID)
	must(h.t, err)
	return e
}

// entry saves a closing entry.
func (h *house) entry(e engagement.Engagement, text string, rows ...closing.Row) {
	h.t.Helper()
	_, err := h.CreateEntry(h.t.Context(), h.by, e.ID, closing.Entry{Date: e.Year.To, Text: text, Rows: rows})
	must(h.t, err)
}

func (h *house) head(e engagement.Engagement) report.Head {
	return report.Head{Client: e.Client.Name, OrgNr: e.Client.OrgNr, Year: e.Year, By: h.by.Name, At: at}
}

// smallBook is two years of a small company.
func smallBook() *ledger.Book {
	day := civil.MustParse
	this := ledger.Year{
		Period: civil.Period{From: day("2025-01-01"), To: day("2025-12-31")},
		Balances: []ledger.Balance{
			{Account: "1510", Opening: 400_00, Moved: 1000_00}, {Account: "1930", Opening: 1000_00, Moved: -250_50},
			{Account: "2081", Opening: -1400_00}, {Account: "3001", Moved: -1000_00}, {Account: "5010", Moved: 250_50},
		},
		Vouchers: []ledger.Voucher{
			{Series: "A", Number: "1", Date: day("2025-03-01"), Text: "Faktura 1", Rows: []ledger.Row{{Account: "1510", Amount: 1000_00}, {Account: "3001", Amount: -1000_00}}},
			{Series: "A", Number: "2", Date: day("2025-02-01"), Text: "Hyra", Rows: []ledger.Row{
				{Account: "5010", Amount: 250_50, Text: "februari"}, {Account: "1930", Amount: -250_50}, {Account: "1930", Amount: -99_00, Struck: true},
			}},
		},
	}
	last := ledger.Year{
		Period: civil.Period{From: day("2024-01-01"), To: day("2024-12-31")},
		Balances: []ledger.Balance{
			{Account: "1510", Moved: 400_00}, {Account: "1930", Moved: 1000_00}, {Account: "2081", Moved: -1400_00}, {Account: "3001", Moved: -80_00}, {Account: "5010", Moved: 80_00},
		},
	}
	names := map[string]string{"1510": "Kundfordringar", "1930": "Företagskonto", "2081": "Aktiekapital", "2990": "Upplupna kostnader", "3001": "Försäljning", "5010": "Lokalhyra"}
	for _, no := range []string{"1510", "1930", "2081", "2990", "3001", "5010"} {
		a := ledger.Account{Number: no, Name: names[no], Result: ledger.IsResult(no)}
		this.Accounts, last.Accounts = append(this.Accounts, a), append(last.Accounts, a)
	}
	return &ledger.Book{Company: ledger.Company{Name: "Prov AB", OrgNr: "556036-0793"}, Years: []ledger.Year{this, last}}
}

// asText writes the model of a document line by line.
func asText(d report.Document) string {
	var b strings.Builder
	line := func(parts ...string) { fmt.Fprintln(&b, strings.TrimRight(strings.Join(parts, " | "), " |")) }
	line("#", d.Title, d.Head.Client, d.Head.OrgNr, d.Head.Year.String(), d.Head.Draft)
	for _, note := range d.Notes {
		line(note)
	}
	for _, s := range d.Sections {
		line("\n## "+s.Title, s.Right, fmt.Sprint("new page ", s.NewPage, ", indexed ", s.Indexed, ", index ", s.Index))
		for _, f := range s.Facts {
			line("* "+f.Label, f.Value)
		}
		for _, one := range s.Texts {
			line(one)
		}
		for _, table := range s.Tables {
			line("")
			var heads []string
			for _, c := range table.Columns {
				heads = append(heads, c.Name)
			}
			line(append([]string{"=== " + table.Caption}, heads...)...)
			for row := range table.Rows {
				cells := []string{[]string{"   ", "[] ", " + ", "== "}[row.Kind]}
				for i := range max(len(row.Cells), 1) {
					cells = append(cells, row.Cell(i).String())
				}
				line(cells...)
			}
		}
		for _, n := range s.Notes {
			line("> "+n.Head, n.Text)
		}
		for _, f := range s.Signs {
			line("[signed] "+f.Label, f.Value)
		}
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}
