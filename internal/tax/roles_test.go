package tax_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/tax"
)

// spans writes which numbers have which role, those without one left out.
func spans(from, to int, role func(number string) string) string {
	var b strings.Builder
	last, begin := "", from
	for n := from; n <= to+1; n++ {
		now := ""
		if n <= to {
			now = role(strconv.Itoa(n))
		}
		if now == last {
			continue
		}
		if last != "" {
			fmt.Fprintf(&b, "%d–%d %s\n", begin, n-1, last)
		}
		last, begin = now, n
	}
	return b.String()
}

// roleOf says everything that a balance of 1 000 kronor on one account does.
func roleOf(t *testing.T, number string, amount money.Amount) string {
	t.Helper()
	f := tax.Facts{Company: tax.Company{Form: tax.AB, Framework: "k2"}, Year: period("2025-01-01 2025-12-31")}
	f.Accounts = []ledger.AccountTotal{{Number: number, Result: ledger.IsResult(number), Moved: amount}}
	b, err := tax.Prepare(f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Compute(tax.Choice{Kind: tax.KindNone})
	if err != nil {
		t.Fatal(err)
	}
	var roles []string
	add := func(does bool, role string) {
		if does {
			roles = append(roles, role)
		}
	}
	add(r.Booked != 0, "result")
	add(r.Received != 0, "received")
	add(r.Given != 0, "given")
	add(r.Other != 0 && r.Other == -amount, "other appropriation")
	add(r.Over.Change != 0, "over")
	add(r.OtherTaxes != 0, "other tax")
	for _, found := range r.Findings {
		add(found.Code == tax.FoundResultLeft, "left")
		add(found.Code == tax.FoundFundBooked, "unbalanced")
	}
	for _, earlier := range b.Earlier(nil) {
		add(earlier.Amount == -amount, "booked "+string(earlier.Kind))
	}
	p := r.Betalning
	add(p.Pension != 0, "pension tax")
	add(p.Property != 0, "property tax")
	add(p.Yield != 0, "yield tax")
	add(p.Booked != 0, "preliminary")
	add(r.Ranta != nil, "interest")
	for _, j := range b.Justeringar() {
		add(!j.Doubtful, j.Row)
		add(j.Doubtful, j.Row+"?")
	}
	if k := r.Kapital; r.Net == 0 {
		add(k.Tillgangar != 0, "asset")
		add(k.Fritt != 0, "free")
		add(k.Eget != k.Fritt, "bound")
		add(k.Aktiekapital != 0, "share capital")
		add(k.Reserver != 0, "reserve")
	}
	return strings.Join(roles, ", ")
}

// TestRolesOfAccounts goes through every BAS number. Source: bokslut, BAS 2026,
// and the rows of INK2S.
func TestRolesOfAccounts(t *testing.T) {
	want := `1000–1999 asset
2080–2080 bound
2081–2081 bound, share capital
2082–2089 bound
2090–2098 free
2099–2099 left, free
2110–2139 unbalanced
2140–2149 reserve
2151–2152 reserve
2154–2199 reserve
2510–2517 asset
2518–2518 preliminary, asset
2519–2519 asset
3000–5098 result
5099–5099 result, 4.3c
5100–5190 result
5191–5191 result, property tax
5192–5198 result
5199–5199 result, 4.3c
5200–5981 result
5982–5982 result, 4.3c
5983–6071 result
6072–6072 result, 4.3c
6073–6341 result
6342–6342 result, 4.3c
6343–6391 result
6392–6392 result, 4.3c
6393–6981 result
6982–6982 result, 4.3c
6983–6991 result
6992–6993 result, 4.3c
6994–7531 result
7532–7533 result, pension tax
7534–7549 result
7550–7559 result, yield tax
7560–7621 result
7622–7623 result, 4.3c
7624–7631 result
7632–7632 result, 4.3c
7633–8009 result
8010–8019 result, 4.5b?
8020–8029 result, 4.7b?
8030–8039 result, 4.8c?
8040–8069 result
8070–8089 result, 4.3b?
8090–8109 result
8110–8119 result, 4.5b?
8120–8129 result, 4.7b?
8130–8139 result, 4.8c?
8140–8169 result
8170–8189 result, 4.3b?
8190–8209 result
8210–8219 result, 4.5b?
8220–8221 result, 4.7b?
8222–8239 result
8240–8249 result, 4.8c?
8250–8253 result, interest
8254–8254 result, 4.5c
8255–8259 result
8260–8269 result, interest
8270–8289 result, 4.3b?
8290–8309 result
8310–8313 result, interest
8314–8314 result, 4.5c
8315–8319 result, interest
8320–8359 result
8360–8369 result, interest
8370–8389 result, 4.3b?
8390–8399 result
8400–8422 result, interest
8423–8423 result, 4.3c
8424–8429 result, interest
8430–8459 result
8460–8469 result, interest
8470–8490 result
8491–8491 result, 4.5a?
8492–8799 result
8800–8809 other appropriation
8810–8818 unbalanced, booked avsattning
8819–8819 unbalanced, booked aterforing
8820–8829 received
8830–8839 given
8840–8849 other appropriation
8850–8850 over, booked overavskrivning
8851–8852 over
8853–8853 over, booked overavskrivning
8854–8859 over
8860–8899 other appropriation
8900–8909 other tax
8910–8919 booked skatt, asset
8920–8989 other tax
8990–8999 left, booked resultat, free
`
	if diff := cmp.Diff(want, spans(1000, 9009, func(number string) string { return roleOf(t, number, 1_000*kr) })); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	income := `8010–8019 4.5b?
8020–8029 4.7a?
8030–8039 4.8a?
8070–8089 4.3b?
8110–8119 4.5b?
8120–8129 4.7a?
8130–8139 4.8a?
8170–8189 4.3b?
8210–8219 4.5b?
8220–8221 4.7a?
8240–8249 4.8a?
8254–8254 4.5c
8270–8289 4.3b?
8314–8314 4.5c
8370–8389 4.3b?
8423–8423 4.3c
8491–8491 4.5a?
`
	if diff := cmp.Diff(income, spans(8000, 8799, func(number string) string {
		return strings.TrimPrefix(strings.TrimPrefix(roleOf(t, number, -1_000*kr), "result"), ", ")
	})); diff != "" {
		t.Errorf("roles of income (-want +got):\n%s", diff)
	}
}

// computed is a plan with one more account than the facts have.
func computed(t *testing.T, f tax.Facts, a ledger.AccountTotal) tax.Result {
	t.Helper()
	f.Company, f.Year = tax.Company{Form: tax.AB, Framework: "k2"}, period("2025-01-01 2025-12-31")
	a.Result = ledger.IsResult(a.Number)
	f.Accounts = []ledger.AccountTotal{a}
	return compute(t, f, tax.Choice{Kind: tax.KindNone})
}

func TestRolesInSpecialCases(t *testing.T) {
	costs := tax.Facts{Rantor: tax.Rantor{Kostnader: ptr(5_000 * kr)}}
	residual := costs
	residual.Inventarier = &tax.Inventarier{Metod: tax.Restvarde}
	for _, tt := range []struct {
		name     string
		from, to int
		role     func(number string) string
		want     string
	}{
		{"interest_income", 8000, 8799, func(n string) string {
			return when(computed(t, costs, ledger.AccountTotal{Number: n, Moved: -1_000 * kr}).Ranta.Net == 4_000*kr, "income")
		}, "8250–8253 income\n8260–8269 income\n8310–8313 income\n8315–8319 income\n8360–8369 income\n"},
		{"planned_depreciation", 7000, 8799, func(n string) string {
			return when(computed(t, costs, ledger.AccountTotal{Number: n, Moved: 1_000 * kr}).Ranta.Depreciation != 0, "depreciation")
		}, "7800–7899 depreciation\n"},
		{"depreciation_of_equipment", 7000, 8799, func(n string) string {
			for _, row := range computed(t, residual, ledger.AccountTotal{Number: n, Moved: 1_000 * kr}).Rows {
				if row.Row == "4.9" && row.Amount == 1_000*kr {
					return row.Row
				}
			}
			return ""
		}, "7830–7839 4.9\n"},
		{"opening_reserves", 1000, 2999, func(n string) string {
			if f := (tax.Facts{Accounts: []ledger.AccountTotal{{Number: n, Opening: -1}}, Year: period("2025-01-01 2025-12-31")}); len(tax.ProposeFunds(f)) > 0 {
				return "fund"
			}
			r := computed(t, tax.Facts{}, ledger.AccountTotal{Number: n, Opening: -1_000 * kr})
			return strings.TrimSpace(when(r.Kapital.Reserver == 1_000*kr, "reserve") + when(r.Over.Opening == 1_000*kr, " over"))
		}, "2110–2139 fund\n2140–2149 reserve\n2150–2150 reserve over\n2151–2152 reserve\n2153–2153 reserve over\n2154–2199 reserve\n"},
		{"owner_loans", 2000, 2999, func(n string) string {
			return fieldRow(t, computed(t, tax.Facts{}, ledger.AccountTotal{Number: n, Moved: -1_000 * kr}), "8026")
		}, "2393–2393 8026\n2893–2893 8026\n"},
		{"pension_costs", 7000, 7999, func(n string) string {
			return fieldRow(t, computed(t, tax.Facts{}, ledger.AccountTotal{Number: n, Moved: 1_000 * kr}), "8022")
		}, "7410–7490 8022\n"},
		{"result_of_an_owner", 1000, 9009, func(n string) string {
			accounts := []ledger.AccountTotal{{Number: n, Result: ledger.IsResult(n), Moved: 1_000 * kr}}
			got, err := tax.OwnerResult(tax.Company{Form: tax.EF}, period("2025-01-01 2025-12-31"), accounts, []tax.Delagare{{Account: "2019", Andel: 10000}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			return strings.TrimSpace(when(got.Net != 0, "result") + when(len(got.Entries) > 0, " to book"))
		}, "3000–8989 result to book\n8990–8999 to book\n"},
		{"typed_tax_of_earlier_years", 8800, 9009, func(n string) string {
			r := computed(t, tax.Facts{TidigareSkatt: ptr(7_000 * kr)}, ledger.AccountTotal{Number: n, Moved: 1_000 * kr})
			return when(r.OtherTaxes == 7_000*kr, "replaced") + when(r.OtherTaxes == 8_000*kr, "beside")
		}, "8800–8899 replaced\n8900–8909 beside\n8910–8939 replaced\n8940–8989 beside\n8990–9009 replaced\n"},
		{"change_on_equipment", 8800, 8899, func(n string) string {
			f := tax.Facts{Inventarier: &tax.Inventarier{Metod: tax.Rakenskapsenlig, Bokfort: 3_000 * kr}}
			f.Company, f.Year = tax.Company{Form: tax.AB}, period("2025-01-01 2025-12-31")
			f.Accounts = []ledger.AccountTotal{{Number: n, Result: true, Moved: 1_000 * kr}}
			r := compute(t, f, tax.Choice{Kind: tax.KindMax})
			return when(r.Over.Change == -4_000*kr, "beside") + when(n == "8850" && r.Over.Change == -3_000*kr || n == "8853" && r.Over.Change == -3_000*kr, "part")
		}, "8850–8850 part\n8851–8852 beside\n8853–8853 part\n8854–8859 beside\n"},
		{"earlier_bookings", 1000, 9009, func(n string) string {
			year := ledger.Year{Vouchers: []ledger.Voucher{{Rows: []ledger.Row{{Account: n, Amount: 1}}}}}
			var kinds []string
			for _, found := range tax.FindBookings(year) {
				kinds = append(kinds, string(found.Kind))
			}
			return strings.Join(kinds, " ")
		}, `5191–5191 fastighetsskatt
7532–7533 sarskild_loneskatt
7550–7559 avkastningsskatt
8810–8818 avsattning
8819–8819 aterforing
8820–8839 koncernbidrag
8850–8850 overavskrivning
8853–8853 overavskrivning
8910–8919 skatt
8920–8939 tidigare_skatt
8990–8999 resultat
`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, spans(tt.from, tt.to, tt.role)); diff != "" {
				t.Errorf("roles (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTakenBackByKind reverses what one account holds, with every fact typed
// so that every kind is planned.
func TestTakenBackByKind(t *testing.T) {
	f := tax.Facts{
		Pension: &tax.Pension{Underlag: ptr(0)}, Fastigheter: []tax.Fastighet{{Rad: "1.12"}}, Avkastning: []tax.Avkastning{{Rad: "1.6a"}},
		Koncernbidrag: tax.Koncernbidrag{Mottaget: ptr(0), Lamnat: ptr(0)}, TidigareSkatt: ptr(0),
		Inventarier: &tax.Inventarier{Metod: tax.Rakenskapsenlig},
	}
	orders := tax.Orders{How: map[tax.EntryKind]tax.How{}}
	for _, k := range tax.EntryKinds {
		if k != tax.EntryResult { // which every account changes
			orders.How[k] = tax.Reverse
		}
	}
	want := `5191–5191 fastighetsskatt 2513
7532–7533 sarskild_loneskatt 2514
7550–7559 avkastningsskatt 2515
8820–8829 koncernbidrag 1660
8830–8839 koncernbidrag 2860
8910–8919 skatt 2512
8920–8939 tidigare_skatt 2512
`
	got := spans(3000, 8989, func(n string) string {
		if base := n[:3]; base == "881" || n == "8850" || n == "8853" {
			return "" // balanced by the balance sheet only
		}
		entries, _, err := computed(t, f, ledger.AccountTotal{Number: n, Moved: 1_000 * kr}).Entries(orders)
		if err != nil {
			return err.Error()
		}
		for _, e := range entries {
			if e.Undo {
				counter := e.Rows[0].Account
				if counter == n {
					counter = e.Rows[1].Account
				}
				return string(e.Kind) + " " + counter
			}
		}
		return ""
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("taken back (-want +got):\n%s", diff)
	}
}

func when(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

func fieldRow(t *testing.T, r tax.Result, code string) string {
	t.Helper()
	list, _, err := r.INK2()
	if isA[*tax.UnbalancedError](err) {
		return "" // a fund that moved alone
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Code == code {
			return code
		}
	}
	return ""
}
