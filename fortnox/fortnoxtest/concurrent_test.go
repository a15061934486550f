package fortnoxtest

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
)

func TestManyAtOnce(t *testing.T) {
	c := open(t, provbolaget, Options{})
	const workers, each = 8, 10
	var all sync.WaitGroup
	failed := make(chan string, workers*each*4)
	check := func(method, path, body string, status int) {
		res, data, err := c.do(method, path, strings.NewReader(body))
		if err != nil || res.StatusCode != status {
			failed <- fmt.Sprintf("%s %s: %v %s", method, path, err, data)
		}
	}
	for range workers {
		all.Go(func() {
			for range each {
				check("POST", "/3/vouchers?financialyear=3", goodVoucher, 201)
				check("GET", "/3/vouchers?financialyear=3&limit=500", "", 200)
				check("GET", "/3/accounts/1510?financialyear=3", "", 200)
				check("GET", "/3/sie/4?financialyear=3", "", 200)
				if err := c.srv.PutDocument(c.tenant, "customers", []byte(`{"CustomerNumber":"9","Name":"x"}`)); err != nil {
					failed <- err.Error()
				}
			}
		})
	}
	all.Wait()
	close(failed)
	for f := range failed {
		t.Error(f)
	}
	var account struct {
		Account struct{ BalanceCarriedForward Ore }
	}
	c.getJSON("/3/accounts/1510?financialyear=3", &account)
	if got, want := account.Account.BalanceCarriedForward, Ore(12500_00+workers*each*1200_50); got != want {
		t.Errorf("balance: got %v, want %v", got, want)
	}
	for i, n := range c.numbers("A") {
		if n != i+1 {
			t.Fatalf("voucher numbers: got %d in place %d, want an unbroken series", n, i)
		}
	}
}

func TestRefreshTokenIsSpentOnce(t *testing.T) {
	c := open(t, provbolaget, Options{})
	tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {tokens.Refresh}}
	var all sync.WaitGroup
	got := make(chan int, 8)
	for range cap(got) {
		all.Go(func() { got <- c.token1(form).status })
	}
	all.Wait()
	close(got)
	good := 0
	for status := range got {
		if status == 200 {
			good++
		}
	}
	if good != 1 {
		t.Errorf("%d of the refreshes succeeded, want 1", good)
	}
}
