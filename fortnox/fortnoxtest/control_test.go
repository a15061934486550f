package fortnoxtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestControl(t *testing.T) {
	c := open(t, provbolaget, Options{})
	control := httptest.NewServer(c.srv.Control())
	defer control.Close()
	call := func(method, path, body string, status int) string {
		t.Helper()
		req, err := http.NewRequest(method, control.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != status {
			t.Fatalf("%s %s: got %v %s, %v, want %d", method, path, res.Status, data, err, status)
		}
		return string(data)
	}
	call("POST", "/faults", `{"kind":"too-many-requests","path":"/3/sie/*","delay":"1.5s"}`, 200)
	if got := call("GET", "/faults", "", 200); !strings.Contains(got, `"delay":"1.5s"`) {
		t.Errorf("faults: got %s, want one with a delay of 1.5 s", got)
	}
	c.get("/3/sie/4?financialyear=3", 429)
	call("DELETE", "/faults", "", 204)
	call("POST", "/faults", `{"kind":"nonsense"}`, 400)

	call("PUT", "/companies/4711/lock", `{"endDate":"2025-12-31"}`, 204)
	if _, code, _ := c.post("?financialyear=3", goodVoucher); code != 2000401 {
		t.Errorf("after lock: got code %d, want 2000401", code)
	}
	call("PUT", "/companies/4711/lock", `{}`, 204)
	call("PUT", "/companies/4711/today", `{"date":"2026-05-01"}`, 204)
	if sie := string(c.get("/3/sie/4?financialyear=3", 200)); !strings.Contains(sie, "#GEN 20260501\r\n") {
		t.Errorf("the SIE file does not have the company's today")
	}
	made := call("POST", "/companies/4711/vouchers", `{"VoucherSeries":"A","TransactionDate":"2025-07-01","Year":3,
		"Description":"Rättelse","VoucherRows":[{"Account":1510,"Debit":1},{"Account":3001,"Credit":1}]}`, 200)
	if !strings.Contains(made, `"VoucherNumber":4`) {
		t.Errorf("got %s, want voucher 4", made)
	}
	call("POST", "/companies/4711/strike", `{"year":3,"series":"A","number":4,"by":"Åsa Prov"}`, 204)
	var held []Voucher
	if err := json.Unmarshal([]byte(call("GET", "/companies/4711/vouchers?financialyear=3", "", 200)), &held); err != nil {
		t.Fatal(err)
	}
	if len(held) != 7 || !held[3].VoucherRows[1].Removed {
		t.Errorf("got %+v, want 7 vouchers and the fourth struck", held)
	}
	changed := held[3]
	changed.Description = "Ändrad"
	data, err := json.Marshal(changed)
	if err != nil {
		t.Fatal(err)
	}
	call("PUT", "/companies/4711/vouchers", string(data), 204)
	if got := string(c.get("/3/vouchers/A/4?financialyear=3", 200)); !strings.Contains(got, `\u00c4ndrad`) {
		t.Errorf("after the change: got %s", got)
	}
	call("POST", "/companies/4711/delete", `{"year":3,"series":"A","number":3}`, 400)
	call("POST", "/companies/4711/delete", `{"year":3,"series":"A","number":4}`, 204)
	c.get("/3/vouchers/A/4?financialyear=3", 404)
	call("POST", "/companies/4711/delete", `[]`, 400)
	call("GET", "/companies/x/vouchers?financialyear=3", "", 400)
	call("GET", "/companies/4711/vouchers", "", 400)
	call("GET", "/companies/4711/vouchers?financialyear=9", "", 400)
	call("PUT", "/companies/4711/documents/nothing", `{}`, 400)
	call("PUT", "/companies/4711/documents/invoices", `{"DocumentNumber":"77","Balance":1}`, 204)
	c.get("/3/invoices/77", 200)
	call("POST", "/companies/4711/carry", `{"year":1}`, 204)
	call("POST", "/companies/1/revoke", ``, 404)
	if got := call("GET", "/companies", "", 200); !strings.Contains(got, `"today":"2026-05-01"`) {
		t.Errorf("companies: got %s", got)
	}
	if got := call("GET", "/journal", "", 200); !strings.Contains(got, `"path":"/3/sie/4","query":"financialyear=3","status":429`) {
		t.Errorf("journal: got %s", got)
	}
	call("POST", "/companies/4711/expire-access", "", 204)
	c.get("/3/companyinformation", 401)
	call("DELETE", "/journal", "", 204)
	if got := call("GET", "/journal", "", 200); got != "[]" {
		t.Errorf("journal after reset: got %s, want none", got)
	}
}
