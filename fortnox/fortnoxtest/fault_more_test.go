package fortnoxtest

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestProxyRepeatsPost(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: Repeat, Method: "POST"})
	if status, _, body := c.post("?financialyear=3", goodVoucher); status != 201 || !strings.Contains(string(body), `"VoucherNumber":5`) {
		t.Errorf("got %d %s, want the second voucher, 5", status, body)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4, 5}, c.numbers("A")); diff != "" {
		t.Errorf("vouchers (-want +got):\n%s", diff)
	}
	if got := len(c.srv.Journal()); got != 2 {
		t.Errorf("the journal has %d requests, want 2", got)
	}
}

func TestAlteredVoucher(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: AlterVoucher})
	c.post("?financialyear=3", goodVoucher)
	if got := string(c.get("/3/vouchers/A/4?financialyear=3", 200)); !strings.Contains(got, `"Debit":1201.5`) {
		t.Errorf("got %s, want a debit of 1201.5", got)
	}
}

func TestShortSIE(t *testing.T) {
	c := open(t, provbolaget, Options{})
	whole := c.get("/3/sie/4?financialyear=3", 200)
	c.inject(Fault{Kind: ShortSIE, Path: "/3/sie/*"})
	short := c.get("/3/sie/4?financialyear=3", 200)
	if !bytes.HasPrefix(whole, short) || !bytes.HasSuffix(short, []byte("\r\n}\r\n")) || bytes.Count(short, []byte("#VER")) != 3 {
		t.Errorf("got %d vouchers and the end %q, want 3 whole ones", bytes.Count(short, []byte("#VER")), short[len(short)-20:])
	}
}

func TestDroppedFieldsAndEmptyPage(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: DropFields, Path: "/3/vouchers", Fields: []string{"Description", "Comments", "TransactionDate"}})
	got := string(c.get("/3/vouchers?financialyear=3", 200))
	if strings.Contains(got, "Description") || !strings.Contains(got, "VoucherNumber") {
		t.Errorf("got %s, want items without Description", got)
	}
	c.inject(Fault{Kind: EmptyPage, Path: "/3/invoices"})
	if got, meta := c.keys("/3/invoices", "Invoices", "DocumentNumber"); len(got) != 0 || meta.TotalResources != 5 {
		t.Errorf("got %v of %+v, want no items of 5", got, meta)
	}
	c.inject(Fault{Kind: CountMore, Path: "/3/invoices", Shift: 3})
	if got, meta := c.keys("/3/invoices", "Invoices", "DocumentNumber"); len(got) != 5 || meta.TotalResources != 8 {
		t.Errorf("got %v of %+v, want 5 items of 8", got, meta)
	}
}

func TestRedirect(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: Redirect, Location: "/3/elsewhere"})
	res, _, err := c.do("GET", "/3/invoices", nil)
	if err != nil || res.StatusCode != 307 || res.Header.Get("Location") != "/3/elsewhere" {
		t.Errorf("got %v %v, %v, want 307 to /3/elsewhere", res.Status, res.Header, err)
	}
}

func TestFewerScopes(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: FewerScopes, Path: "/oauth-v1/auth", Fields: []string{"companyinformation"}})
	code := c.login(nil, "4711", "approve").location.Query().Get("code")
	got := c.token1(url.Values{"grant_type": {"authorization_code"}, "code": {code}})
	if got.fields["scope"] != "companyinformation" {
		t.Errorf("got %s, want only companyinformation", got.text)
	}
}

func TestReuseRevokes(t *testing.T) {
	for _, revokes := range []bool{false, true} {
		c := open(t, provbolaget, Options{ReuseRevokes: revokes})
		tokens, err := c.srv.Grant("klient-prov", c.tenant, false)
		if err != nil {
			t.Fatal(err)
		}
		refresh := func(token string) answer {
			return c.token1(url.Values{"grant_type": {"refresh_token"}, "refresh_token": {token}})
		}
		second := refresh(tokens.Refresh)
		if got := refresh(tokens.Refresh); got.status != 400 {
			t.Errorf("second use: got %d, want 400", got.status)
		}
		want := 200
		if revokes {
			want = 400
		}
		if got := refresh(second.fields["refresh_token"].(string)); got.status != want {
			t.Errorf("ReuseRevokes %v: the new token gives %d, want %d", revokes, got.status, want)
		}
	}
}

func TestOverlap(t *testing.T) {
	c := open(t, provbolaget, Options{})
	c.inject(Fault{Kind: Slow, Delay: 50 * time.Millisecond})
	done := make(chan error, 1)
	go func() {
		_, _, err := c.do("GET", "/3/companyinformation", nil)
		done <- err
	}()
	for wait := 0; c.srv.Faults()[0].Fired == 0; wait++ {
		if wait == 5000 {
			t.Fatal("the slow request did not come within five seconds")
		}
		time.Sleep(time.Millisecond)
	}
	c.get("/3/companyinformation", 200)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	c.get("/3/companyinformation", 200)
	var got []int
	for _, e := range c.srv.Journal() {
		got = append(got, e.Overlap)
	}
	if diff := cmp.Diff([]int{1, 0, 0}, got); diff != "" {
		t.Errorf("overlaps, in the order of the answers (-want +got):\n%s", diff)
	}
}

func TestVoucherIsChangedAndDeleted(t *testing.T) {
	file := t.TempDir() + "/state.jsonl"
	c := open(t, provbolaget, Options{StateFile: file})
	c.post("?financialyear=3", goodVoucher)
	held, err := c.srv.Vouchers(c.tenant, 3)
	if err != nil {
		t.Fatal(err)
	}
	v := held[3]
	v.Description, v.VoucherRows[0].Debit = "Ändrad", 1300_00
	if err := c.srv.ChangeVoucher(c.tenant, v); err == nil {
		t.Errorf("ChangeVoucher to one that does not balance: want an error")
	}
	v.VoucherRows[1].Credit = 1300_00
	if err := c.srv.ChangeVoucher(c.tenant, v); err != nil {
		t.Fatal(err)
	}
	balance := func(c *client) Ore {
		var a struct {
			Account struct{ BalanceCarriedForward Ore }
		}
		c.getJSON("/3/accounts/1510?financialyear=3", &a)
		return a.Account.BalanceCarriedForward
	}
	if got := balance(c); got != 13800_00 {
		t.Errorf("balance of 1510: got %v, want 13800", got)
	}
	if err := c.srv.DeleteVoucher(c.tenant, 3, "A", 3); err == nil {
		t.Errorf("DeleteVoucher of one inside the series: want an error")
	}
	c.post("?financialyear=3", goodVoucher)
	if err := c.srv.DeleteVoucher(c.tenant, 3, "A", 5); err != nil {
		t.Fatal(err)
	}
	if _, _, body := c.post("?financialyear=3", goodVoucher); !strings.Contains(string(body), `"VoucherNumber":5`) {
		t.Errorf("after deleting 5: got %s, want 5 again", body)
	}
	before, sie := balance(c), c.get("/3/sie/4?financialyear=3", 200)
	if err := c.srv.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, provbolaget, Options{StateFile: file})
	if got := balance(again); got != before || !bytes.Equal(again.get("/3/sie/4?financialyear=3", 200), sie) {
		t.Errorf("after a restart: balance %v, want %v and the same SIE file", got, before)
	}
}
