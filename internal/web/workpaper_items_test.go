package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/source"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// receivables gives an engagement a customer ledger through a new import.
func (s *site) receivables(id string, w workpaper.Workpaper, sums map[string]money.Amount) {
	s.t.Helper()
	w.Kind, w.Name, w.ReadAt = workpaper.Receivables, "Kundfordringar", time.Date(2026, 2, 9, 7, 41, 0, 0, time.UTC)
	text, total := "", money.Amount(0)
	for _, account := range slices.Sorted(maps.Keys(sums)) {
		text += fmt.Sprintf("%s;Konto %s;0;%s\n", account, account, sums[account])
		total += sums[account]
	}
	text += fmt.Sprintf("2081;Aktiekapital;0;%s\n3001;Försäljning;0\n", -total)
	e, err := s.Engagements.Get(s.t.Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	parts, err := source.Manual(text, e.Client.Name, e.Client.OrgNr, e.Year, w.ReadAt)
	if err != nil {
		s.t.Fatal(err)
	}
	book, _, err := source.Book(parts)
	if err != nil {
		s.t.Fatal(err)
	}
	imp := engagement.Import{Source: engagement.Manual, Program: "test", Book: book, Ledgers: []workpaper.Workpaper{w}}
	for _, p := range parts {
		imp.Parts = append(imp.Parts, engagement.RawPart{Name: p.Name, Kind: p.Kind, Request: p.Request, At: p.At, Body: p.Body})
	}
	snap, taken, err := s.Engagements.Adopt(s.t.Context(), s.User, id, imp)
	if err == nil && !taken {
		imp.ID = snap.ID
		err = s.Engagements.TakeIn(s.t.Context(), s.User, id, imp, e.Snapshot)
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func item(document, account string, open money.Amount, due string) workpaper.Item {
	return workpaper.Item{
		Document: document, Party: "Kund " + document, Account: account, Date: civil.MustParse("2025-01-02"), Due: civil.MustParse(due),
		Total: open, Open: open, AtReading: open,
	}
}

// TestPaperOfManyItems pages, and sums the whole and each account.
func TestPaperOfManyItems(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	w := workpaper.Workpaper{Accounts: []string{"1510", "1511"}}
	for n := range 5000 {
		w.Items = append(w.Items, item(fmt.Sprint(10000+n), map[bool]string{true: "1511", false: "1510"}[n%5 == 0], 100_00, "2026-01-15"))
	}
	s.receivables(id, w, map[string]money.Amount{"1510": 400_000_00, "1511": 100_000_00})
	begun := time.Now()
	first := ok(s, s.get("/u/"+id+"/bilagor/15.1"), "Rad 1–200 av 5000", "Summa 5000 poster")
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("the page took %v", took)
	}
	if got := len(first.doc(t).all("tr", "data-row", "*")); got > 0 && got != 200 {
		t.Errorf("%d items on the page, want 200", got)
	}
	if body := cleared(first.Body); !strings.Contains(body, ">500 000,00</td>") || strings.Contains(body, "Summa 1510") {
		t.Error("the first page lacks the sum of all, or ends an account that goes on")
	}
	p := ok(s, s.get("/u/"+id+"/bilagor/15.1?sida=20"), "Summa 1510", "4000 poster")
	if !strings.Contains(cleared(p.Body), "400 000,00") {
		t.Error("the account's sum is not on the page where it ends")
	}
	ok(s, s.get("/u/"+id+"/bilagor/15.1?sida=25"), "Summa 1511", "1000 poster")
}

// TestPaperTellsWhatToJudge marks old and doubtful items by rules that it
// states, and keeps what a person says about one through a new import.
func TestPaperTellsWhatToJudge(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	at := "/u/" + id + "/bilagor/15.1"
	old, paid, owed := item("1", "1510", 100_00, "2025-09-01"), item("2", "1510", 200_00, "2025-09-01"), item("3", "1510", -50_00, "2025-12-15")
	paid.AtReading, paid.PaidAfter, paid.PaidAfterDate = 0, 200_00, civil.MustParse("2026-01-10")
	credit := item("4", "1510", -10_00, "2026-01-30")
	credit.Credits, credit.CreditsDue = "1", civil.MustParse("2025-09-01")
	last := item("5", "1510", 30_00, "2025-10-02") // 90 days
	w := workpaper.Workpaper{Accounts: []string{"1510", "1513"}, Items: []workpaper.Item{old, paid, owed, credit, last}, Claims: []workpaper.Item{
		{Document: "9", Party: "Zoë", Account: "1513", Total: 40_00, Open: 40_00, Claim: true},
	}, Explanations: []workpaper.Explanation{
		{Kind: string(subledger.ManualVoucher), Account: "1510", Amount: -5_00, Voucher: "A 7", Date: civil.MustParse("2024-06-01"), Against: []string{"1930"}},
	}}
	s.receivables(id, w, map[string]money.Amount{"1510": 270_00, "1513": 40_00})
	p := ok(s, s.get(at), "Poster att bedöma", "Mer än 90 dagar efter förfall på bokslutsdagen och obetald vid importen", "Kreditsaldo",
		"men reglerad före importen", "Rot- och rutavdrag hos Skatteverket", "Oförklarat", "Motkonto 1930")
	if got := cleared(text(p.doc(t).one("section", "id", "signering"))); !strings.Contains(got, "Upprättad Automatiskt ur importen 2026-02-09 08:41") {
		t.Errorf("an untouched bilaga does not say how it was made: %q", got)
	}
	for _, want := range []string{"<td class=\"num\">100,00</td>", "<td class=\"num\">-50,00</td>", "290,00"} {
		if !strings.Contains(cleared(p.Body), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	ok(s, s.get(at+"?post=5"), "Märk 5 Kund 5", "Spara märkning")
	form := url.Values{"version": {p.version(t)}, "post": {"5"}, "osaker": {"ja"}, "anteckning": {"Konkurs <2026>"}}
	ok(s, s.post(at+"/markera", form), "Märkt osäker: Konkurs &lt;2026&gt;")
	s.wants(s.post(at+"/markera", form), http.StatusConflict, "Du själv ändrade bilaga 15.1", "Konkurs &lt;2026&gt;")
	form.Set("version", s.get(at).version(t))
	form.Set("post", "77")
	s.wants(s.post(at+"/markera", form), http.StatusNotFound)

	w.Items = []workpaper.Item{old, item("5", "1510", 20_00, "2025-10-02"), item("6", "1510", 1_00, "2026-01-30")}
	s.receivables(id, w, map[string]money.Amount{"1510": 270_00, "1513": 40_00})
	ok(s, s.get(at), "Ändrat sedan importen", "1 nya, 3 borta, 1 ändrade", "Inte längre öppen", "Märkt osäker: Konkurs")
	s.receivables(id, w, map[string]money.Amount{"1510": 271_00, "1513": 40_00})
	ok(s, s.get(at), "Inga öppna poster har ändrats sedan importen")
}

// TestPaperProposesTheYearEndOfTheCashMethod says what to book, and what would
// then count twice.
func TestPaperProposesTheYearEndOfTheCashMethod(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.manual("Granngården AB", "556000-4615")
	paid := item("2", "1510", 200_00, "2025-12-20")
	paid.AtReading, paid.PaidAfter, paid.PaidAfterDate, paid.NotBooked = 0, 200_00, civil.MustParse("2026-01-10"), true
	paid.Posting = []workpaper.Share{{Account: "1510", Amount: 200_00}, {Account: "3001", Amount: -160_00}, {Account: "2611", Amount: -40_00}}
	unpaid := item("3", "1510", 50_00, "2026-01-15")
	unpaid.NotBooked = true
	s.receivables(id, workpaper.Workpaper{Accounts: []string{"1510"}, Items: []workpaper.Item{paid, unpaid}}, nil)
	ok(s, s.get("/u/"+id+"/bilagor/15.1"), "2 öppna poster saknar verifikation: 250,00", "1 av dem är betalda efter bokslutsdagen, 200,00", "Visa posterna att boka", "Vad Årsomföring bokför", `<th scope="row">2611</th>`, "−40,00")
}
