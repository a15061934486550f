package fortnoxtest

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// What is changed is found by the minute of the change, in Swedish time; what
// is deleted is found nowhere.
func TestModifiedToTheMinute(t *testing.T) {
	now := &clock{time.Date(2026, 7, 1, 21, 59, 30, 0, time.UTC)} // 23:59 in Sweden
	c := open(t, provbolaget, Options{Clock: now.now})
	list := func(path, since, list, key string) string {
		got, _ := c.keys("/3/"+path+url.QueryEscape(since), list, key)
		return strings.Join(got, " ")
	}
	invoice := c.srv.company(c.tenant).documents["invoices"].get("1").raw
	if err := c.srv.PutDocument(c.tenant, "invoices", invoice); err != nil {
		t.Fatal(err)
	}
	all, err := c.srv.Vouchers(c.tenant, 3)
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	if err := c.srv.ChangeVoucher(c.tenant, all[0]); err != nil {
		t.Fatal(err)
	}
	for since, want := range map[string]bool{"2026-07-01 23:59": true, "2026-07-02 00:00": false, "2026-07-01": true, "2026-07-02": false} {
		if got := list("invoices?lastmodified=", since, "Invoices", "DocumentNumber"); (got == "1") != want {
			t.Errorf("invoices since %s: %q, want number 1: %v", since, got, want)
		}
		if got := list("vouchers?financialyear=3&lastmodified=", since, "Vouchers", "VoucherNumber"); (got != "") != want {
			t.Errorf("vouchers since %s: %q, want one: %v", since, got, want)
		}
	}
	if err := c.srv.DeleteDocument(c.tenant, "invoices", "1"); err != nil {
		t.Fatal(err)
	}
	c.get("/3/invoices/1", 404)
	if err := c.srv.DeleteDocument(c.tenant, "invoices", "1"); err == nil {
		t.Error("a document was deleted twice")
	}
}
