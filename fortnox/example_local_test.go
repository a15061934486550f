package fortnox_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
)

// A whole program against the local Fortnox: tokens that are kept and renewed,
// the company, and its financial years.
func Example() {
	ctx := context.Background()
	server := fortnoxtest.New(fortnoxtest.Options{})
	if err := server.Load(os.DirFS("fortnoxtest/testdata/provbolaget-ab")); err != nil {
		fmt.Println(err)
		return
	}
	web := httptest.NewServer(server)
	defer web.Close()

	granted, err := server.Grant("klient-prov", server.Companies()[0].Tenant, false) // as a login gives
	if err != nil {
		fmt.Println(err)
		return
	}
	login := fortnox.Token{AccessToken: granted.Access, RefreshToken: granted.Refresh, ExpiresIn: time.Hour}
	store := fortnox.NewMemoryTokens(fortnox.NewTokenRecord(login, time.Now()), nil)
	tokens := fortnox.NewRotatingTokens(&fortnox.OAuth{
		ClientID: "klient-prov", ClientSecret: "hemlig-prov", TokenURL: web.URL + "/oauth-v1/token",
	}, store, nil)
	client, err := fortnox.New(fortnox.Config{Tokens: tokens, BaseURL: web.URL})
	if err != nil {
		fmt.Println(err)
		return
	}

	company, err := client.CompanyInformation(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(company.CompanyName)
	for year, err := range client.FinancialYears(ctx) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(year.ID, year.FromDate, year.ToDate)
	}
	if err := tokens.Renew(ctx); err != nil { // the consent lives on from here
		fmt.Println(err)
		return
	}
	kept, err := store.Load(ctx)
	fmt.Println(kept.State, kept.RefreshToken != granted.Refresh, err)
	// Output:
	// Provbolaget i Åmål AB
	// 1 2026-01-01 2026-12-31
	// 3 2025-01-01 2025-12-31
	// connected true <nil>
}
