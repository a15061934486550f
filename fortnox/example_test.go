package fortnox_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"bokslut/fortnox"
)

// answer starts a server that gives one answer.
func answer(status int, body string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
}

// connected is a client of a company that logged in just now.
func connected(address string) *fortnox.Client {
	login := fortnox.Token{AccessToken: "access", RefreshToken: "refresh", ExpiresIn: time.Hour}
	store := fortnox.NewMemoryTokens(fortnox.NewTokenRecord(login, time.Now()), nil)
	tokens := fortnox.NewRotatingTokens(&fortnox.OAuth{ClientID: "id", ClientSecret: "secret"}, store, nil)
	client, err := fortnox.New(fortnox.Config{Tokens: tokens, BaseURL: address})
	if err != nil {
		panic(err)
	}
	return client
}

func ExampleClient_Accounts() {
	srv := answer(200, `{"MetaInformation":{"@TotalResources":2,"@TotalPages":1,"@CurrentPage":1},
		"Accounts":[{"Number":1930,"Description":"Bank","Active":true},{"Number":"1940","Description":"API_NORIGHT","Active":"false"}]}`)
	defer srv.Close()
	for a, err := range connected(srv.URL).Accounts(context.Background(), 4) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(a.Number, a.Description, a.Active.Bool, a.Description.NoRight)
	}
	// Output:
	// 1930 Bank true false
	// 1940  false true
}

func ExampleClient_CreateVoucher() {
	srv := answer(400, `{"ErrorInformation":{"error":1,"message":"Bolaget har låst perioden t.o.m. 2025-12-31","code":2000401}}`)
	defer srv.Close()
	got := connected(srv.URL).CreateVoucher(context.Background(), 4, fortnox.NewVoucher{
		Series:      "A",
		Date:        "2025-12-31",
		Description: fortnox.CleanText("Bokslut: <periodisering>", fortnox.MaxDescription),
		Rows:        []fortnox.NewVoucherRow{{Account: 1790, Ore: 12_000_00}, {Account: 5010, Ore: -12_000_00}},
	})
	fmt.Println(got.Outcome, errors.Is(got.Err, fortnox.ErrPeriodLocked))
	// Output: refused true
}

func ExampleDecodeInvoices() {
	page, err := fortnox.DecodeInvoices([]byte(`{"MetaInformation":{"@TotalPages":1},
		"Invoices":[{"DocumentNumber":"7","Total":"12 500,50","Balance":null,"CurrencyRate":"11.3755"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	i := page.Items[0]
	fmt.Println(i.DocumentNumber, i.Total.Ore, i.Balance.Valid, i.CurrencyRate)
	// Output: 7 1250050 false 11.3755
}

func ExampleOAuth_AuthorizeURL() {
	o := &fortnox.OAuth{ClientID: "id", ClientSecret: "secret", RedirectURL: "https://byra.example/oauth/fortnox/callback"}
	fmt.Println(o.AuthorizeURL("slump", []string{"bookkeeping", "companyinformation"}, fortnox.AuthorizeOptions{Service: true}))
	// Output: https://apps.fortnox.se/oauth-v1/auth?access_type=offline&account_type=service&client_id=id&redirect_uri=https%3A%2F%2Fbyra.example%2Foauth%2Ffortnox%2Fcallback&response_type=code&scope=bookkeeping%20companyinformation&state=slump
}
