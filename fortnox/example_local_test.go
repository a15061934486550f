package fortnox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// localClient starts a local Fortnox and logs in to its company. A real program
// gets its first tokens from [fortnox.OAuth.Exchange] and keeps them in a
// database.
func localClient() (*fortnoxtest.Server, *fortnox.Client, func()) {
	srv := fortnoxtest.New(fortnoxtest.Options{})
	if err := srv.Load(os.DirFS("fortnoxtest/testdata/provbolaget-ab")); err != nil {
		panic(err)
	}
	web := httptest.NewServer(srv)
	granted, err := srv.Grant("klient-prov", srv.Companies()[0].Tenant, false)
	if err != nil {
		panic(err)
	}
	oauth := &fortnox.OAuth{ClientID: "klient-prov", ClientSecret: "hemlig-prov", TokenURL: web.URL + "/oauth-v1/token"}
	login := fortnox.Token{AccessToken: granted.Access, RefreshToken: granted.Refresh, ExpiresIn: time.Hour}
	store := fortnox.NewMemoryTokens(fortnox.NewTokenRecord(login, time.Now()), nil)
	client, err := fortnox.New(fortnox.Config{Tokens: fortnox.NewRotatingTokens(oauth, store, nil), BaseURL: web.URL})
	if err != nil {
		panic(err)
	}
	return srv, client, web.Close
}

// Read the company and its years, then one year's accounts with a balance.
func Example() {
	_, client, stop := localClient()
	defer stop()
	ctx := context.Background()
	company, err := client.CompanyInformation(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(company.CompanyName, company.DatabaseNumber)
	var year int64
	for y, err := range client.FinancialYears(ctx) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if y.FromDate.Day == "2025-01-01" {
			year = y.ID.Int
		}
	}
	bank, err := client.Account(ctx, year, 1930)
	fmt.Println(bank.Description, bank.BalanceCarriedForward, err)
	// Output:
	// Provbolaget i Åmål AB 4711
	// Företagskonto 55901.25 <nil>
}

// A list is read page by page as it is used. Ending the loop early asks for no more.
func ExampleClient_Vouchers() {
	srv, client, stop := localClient()
	defer stop()
	for v, err := range client.Vouchers(context.Background(), 3, fortnox.VoucherQuery{Series: "A"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(v.VoucherSeries, v.VoucherNumber, v.TransactionDate)
		break
	}
	fmt.Println(len(srv.Journal()), "request")
	// Output:
	// A 1 2025-01-15
	// 1 request
}

// The answer to a new voucher is lost. The client does not send it again: it
// says that it does not know, and looking finds the voucher by its comment.
func ExampleClient_CreateVoucher_lostAnswer() {
	srv, client, stop := localClient()
	defer stop()
	ctx := context.Background()
	if _, err := srv.Inject(fortnoxtest.Fault{Kind: fortnoxtest.CutAfter, Method: "POST", Path: "/3/vouchers"}); err != nil {
		fmt.Println(err)
		return
	}
	got := client.CreateVoucher(ctx, 3, fortnox.NewVoucher{
		Series: "A", Date: "2025-12-31", Description: "Periodisering", Comments: "ref 7f3c",
		Rows: []fortnox.NewVoucherRow{{Account: 6570, Ore: 100_00}, {Account: 1930, Ore: -100_00}},
	})
	fmt.Println(got.Outcome)
	for v, err := range client.Vouchers(ctx, 3, fortnox.VoucherQuery{Series: "A", FromDate: "2025-12-31"}) {
		if err == nil && v.Comments.Text == "ref 7f3c" {
			fmt.Println("found as", v.VoucherSeries, v.VoucherNumber)
		}
	}
	// Output:
	// unknown
	// found as A 4
}

// A SIE file is bytes in code page 437, whatever their size.
func ExampleClient_WriteSIE() {
	_, client, stop := localClient()
	defer stop()
	var file bytes.Buffer
	n, err := client.WriteSIE(context.Background(), &file, 3, 4)
	fmt.Println(n == int64(file.Len()), err)
	line, _ := file.ReadString('\n')
	fmt.Printf("%q\n", line)
	// Output:
	// true <nil>
	// "#FLAGGA 0\r\n"
}

// Errors are matched by what they mean; the Swedish text is fit to show.
func ExampleError() {
	_, client, stop := localClient()
	defer stop()
	_, err := client.Invoice(context.Background(), "4712")
	var answer *fortnox.Error
	if errors.As(err, &answer) {
		fmt.Println(answer.Status, answer.Code, answer.Message)
	}
	fmt.Println(errors.Is(err, fortnox.ErrNotFound))
	// Output:
	// 404 2000434 Kan inte hitta fakturan.
	// true
}

// A refresh token works once. Two parts of a program that need a new access
// token at the same time share one refresh.
func ExampleRotatingTokens() {
	srv, _, stop := localClient()
	defer stop()
	web := httptest.NewServer(srv)
	defer web.Close()
	granted, err := srv.Grant("klient-prov", srv.Companies()[0].Tenant, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	login := fortnox.Token{AccessToken: granted.Access, RefreshToken: granted.Refresh, ExpiresIn: 0} // it has expired
	store := fortnox.NewMemoryTokens(fortnox.NewTokenRecord(login, time.Now()), nil)
	oauth := &fortnox.OAuth{ClientID: "klient-prov", ClientSecret: "hemlig-prov", TokenURL: web.URL + "/oauth-v1/token"}
	one, other := fortnox.NewRotatingTokens(oauth, store, nil), fortnox.NewRotatingTokens(oauth, store, nil)
	first, err := one.Token(context.Background())
	second, err2 := other.Token(context.Background())
	fmt.Println(first == second, err, err2)
	for _, e := range srv.Journal() {
		fmt.Println(e.Method, e.Path, e.Status)
	}
	// Output:
	// true <nil> <nil>
	// POST /oauth-v1/token 200
}

// Clicks go before background work that waits for its turn.
func ExampleWithPriority() {
	_, client, stop := localClient()
	defer stop()
	ctx := fortnox.WithPriority(context.Background(), fortnox.Click)
	locked, err := client.LockedPeriod(ctx)
	fmt.Println(locked.EndDate.Valid, err)
	// Output: true <nil>
}
