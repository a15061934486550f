package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// post sends a voucher and returns status, error code and the answer.
func (c *client) post(query, body string) (status, code int, answer []byte) {
	c.t.Helper()
	res, data, err := c.do("POST", "/3/vouchers"+query, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	var refused struct{ ErrorInformation struct{ Code int } }
	if err := json.Unmarshal(data, &refused); err != nil {
		c.t.Fatalf("POST %s: %v: %s", body, err, data)
	}
	return res.StatusCode, refused.ErrorInformation.Code, data
}

const goodVoucher = `{"Voucher":{"VoucherSeries":"A","TransactionDate":"2025-12-31","Description":"Bokslut: periodisering",
"Comments":"ref 7f3c","VoucherRows":[{"Account":1510,"Debit":1200.5,"TransactionInformation":"Januari"},
{"Account":3001,"Credit":"1200.50"}]}}`

func TestCreateVoucher(t *testing.T) {
	c := open(t, provbolaget, Options{})
	status, _, body := c.post("?financialyear=3", goodVoucher)
	if status != 201 {
		t.Fatalf("got status %d, want 201: %s", status, body)
	}
	var got, read map[string]any
	want := `{"Voucher":{"@url":"https://api.fortnox.se/3/vouchers/A/4?financialyear=3","Comments":"ref 7f3c","CostCenter":"",
"Description":"Bokslut: periodisering","Project":"","ReferenceNumber":"","ReferenceType":"MANUAL",
"TransactionDate":"2025-12-31","VoucherNumber":4,"VoucherSeries":"A","Year":3,"VoucherRows":[
{"Account":1510,"CostCenter":"","Credit":0,"Debit":1200.5,"Description":"Kundfordringar","Project":"","Quantity":0,"Removed":false,"TransactionInformation":"Januari"},
{"Account":3001,"CostCenter":"","Credit":1200.5,"Debit":0,"Description":"Försäljning inom Sverige, 25 % moms","Project":"","Quantity":0,"Removed":false,"TransactionInformation":""}]}}`
	var wanted map[string]any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("answer (-want +got):\n%s", diff)
	}
	c.getJSON("/3/vouchers/A/4?financialyear=3", &read)
	if diff := cmp.Diff(got, read); diff != "" {
		t.Errorf("read back (-created +read):\n%s", diff)
	}
	if sie := string(c.get("/3/sie/4?financialyear=3", 200)); !strings.Contains(sie,
		"#VER A 4 20251231 \"Bokslut: periodisering\" 20260220\r\n{\r\n#TRANS 1510 {} 1200.5 \"\" \"Januari\" 0\r\n") {
		t.Errorf("the SIE file lacks the new voucher")
	}
	var account struct {
		Account struct{ BalanceCarriedForward Ore }
	}
	c.getJSON("/3/accounts/1510?financialyear=3", &account)
	if got, want := account.Account.BalanceCarriedForward, Ore(13700_50); got != want {
		t.Errorf("balance of 1510: got %v, want %v", got, want)
	}
	var series struct {
		VoucherSeries struct{ NextVoucherNumber int }
	}
	c.getJSON("/3/voucherseries/A?financialyear=3", &series)
	if got := series.VoucherSeries.NextVoucherNumber; got != 5 {
		t.Errorf("next number: got %d, want 5", got)
	}
}

func TestVoucherIsRefused(t *testing.T) {
	c := open(t, provbolaget, Options{})
	before := string(c.get("/3/sie/4?financialyear=3", 200))
	swap := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(goodVoucher) }
	for _, tt := range []struct {
		name, query, body string
		code              int
	}{
		{"no_body", "", " ", 2001392},
		{"not_json", "", `{"Voucher":`, 2002115},
		{"two_values", "", goodVoucher + "{}", 2002115},
		{"no_wrapper", "", `{}`, 2001399},
		{"unknown_field", "", swap(`"Comments"`, `"Comment"`), 2001399},
		{"series_missing", "", swap(`"VoucherSeries":"A",`, ""), 2001795},
		{"one_row", "", swap(`,
{"Account":3001,"Credit":"1200.50"}`, ""), 2001795},
		{"text_too_long", "", swap("Bokslut: periodisering", strings.Repeat("å", 201)), 2000107},
		{"comment_too_long", "", swap("ref 7f3c", strings.Repeat("x", 1001)), 2000107},
		{"row_text_too_long", "", swap("Januari", strings.Repeat("x", 101)), 2000107},
		{"greater_than", "", swap("Januari", "1 > 0"), 2000359},
		{"quotation_mark", "", swap("ref 7f3c", `\"ref\"`), 2000359},
		{"emoji", "", swap("Bokslut", "Bokslut 🎄"), 2000359},
		{"no_such_day", "", swap("2025-12-31", "2025-02-30"), 2000588},
		{"outside_the_year", "", swap("2025-12-31", "2026-01-01"), problemOutsideYear.code},
		{"locked_period", "", swap("2025-12-31", "2025-06-30"), 2000401},
		{"series_unknown", "", swap(`"A"`, `"Z"`), problemSeries.code},
		{"series_not_manual", "", swap(`"A"`, `"B"`), problemNotManual.code},
		{"account_unknown", "", swap("1510", "1511"), 2000423},
		{"account_inactive", "", swap("1510", "1220"), 2000550},
		{"account_is_text", "", swap("1510", `"kund"`), 2000108},
		{"unbalanced", "", swap("1200.50", "1200.49"), problemUnbalanced.code},
		{"thousandth", "", swap("1200.50", "1200.501"), problemRow.code},
		{"negative", "", swap("1200.50", "-1200.50"), problemRow.code},
		{"huge", "", swap("1200.50", "99999999999999999999"), problemRow.code},
		{"debit_and_credit", "", swap(`"Debit":1200.5`, `"Debit":1200.5,"Credit":1`), problemRow.code},
		{"cost_centre_mandatory", "", swap("3001", "5010"), problemNeedsCentre.code},
		{"cost_centre_unknown", "", swap(`"Account":3001`, `"Account":3001,"CostCenter":"5"`), 2000947},
		{"cost_centre_inactive", "", swap(`"Account":3001`, `"Account":3001,"CostCenter":"900"`), 2000947},
		{"cost_centre_not_allowed", "", swap(`"Account":3001`, `"Account":1930,"CostCenter":"100"`), problemNoCentre.code},
		{"project_mandatory", "", swap("3001", "5410"), problemNeedsProject.code},
		{"project_unknown", "", swap(`"Account":3001`, `"Account":3001,"Project":"P2"`), 2001161},
		{"project_not_allowed", "", swap(`"Account":3001`, `"Account":1930,"Project":"P1"`), problemRefusesProject.code},
		{"year_unknown", "?financialyear=2", goodVoucher, 2000729},
		{"year_left_out_is_the_default_year", "?", goodVoucher, problemOutsideYear.code},
	} {
		t.Run(tt.name, func(t *testing.T) {
			query := tt.query
			if query == "" {
				query = "?financialyear=3"
			}
			status, code, body := c.post(query, tt.body)
			if status != 400 || code != tt.code {
				t.Errorf("got %d with code %d, want 400 with code %d: %s", status, code, tt.code, body)
			}
		})
	}
	if after := string(c.get("/3/sie/4?financialyear=3", 200)); after != before {
		t.Errorf("a refused voucher changed the books")
	}
}

func TestVoucherLimitsAreInclusive(t *testing.T) {
	c := open(t, provbolaget, Options{})
	for name, body := range map[string]string{
		"longest_texts":      strings.NewReplacer("Januari", strings.Repeat("å", 100), "ref 7f3c", strings.Repeat("å", 1000)).Replace(goodVoucher),
		"day_after_the_lock": strings.ReplaceAll(goodVoucher, "2025-12-31", "2025-07-01"),
		"read_only_fields":   strings.Replace(goodVoucher, `"VoucherSeries"`, `"Year":3,"VoucherNumber":99,"VoucherSeries"`, 1),
		"cost_centre_on_the_voucher": strings.NewReplacer(`"VoucherSeries"`, `"CostCenter":"100","VoucherSeries"`,
			"3001", "5010").Replace(goodVoucher),
	} {
		if status, _, answer := c.post("?financialyear=3", body); status != 201 {
			t.Errorf("%s: got status %d, want 201: %s", name, status, answer)
		}
	}
}

func TestContentTypeOfVoucher(t *testing.T) {
	c := open(t, provbolaget, Options{})
	got := c.oauth("POST", "/3/vouchers", nil)
	if got.status != 401 || got.text != `{"message":"unauthorized"}` {
		t.Errorf("no bearer: got %d %s, want 401 unauthorized", got.status, got.text)
	}
	res, body, err := c.do("POST", "/3/vouchers?financialyear=3", nil)
	if err != nil || res.StatusCode != 400 || !strings.Contains(string(body), "1000031") {
		t.Errorf("no content type: got %v %s, %v, want 400 with code 1000031", res.Status, body, err)
	}
}

func TestApprovalState(t *testing.T) {
	c := open(t, provbolaget, Options{})
	_, _, body := c.post("?financialyear=3", strings.Replace(goodVoucher, `"A"`, `"K"`, 1))
	if !strings.Contains(string(body), `"ApprovalState":0`) {
		t.Errorf("voucher in a series with approval: got %s, want an ApprovalState", body)
	}
}

func TestYearFromDate(t *testing.T) {
	c := open(t, provbolaget, Options{YearFromDate: true})
	for date, want := range map[string]string{"2025-12-31": `"Year":3`, "2026-01-02": `"Year":1`} {
		if _, _, body := c.post("", strings.Replace(goodVoucher, "2025-12-31", date, 1)); !strings.Contains(string(body), want) {
			t.Errorf("voucher of %s: got %s, want %s", date, body, want)
		}
	}
	if _, code, body := c.post("", strings.Replace(goodVoucher, "2025-12-31", "2030-01-01", 1)); code != problemOutsideYear.code {
		t.Errorf("voucher of 2030: got %s, want code %d", body, problemOutsideYear.code)
	}
}

func TestBookkeeper(t *testing.T) {
	c := open(t, provbolaget, Options{})
	rows := []Row{{Account: 1930, Debit: 100}, {Account: 3001, Credit: 100}}
	v, err := c.srv.AddVoucher(c.tenant, Voucher{VoucherSeries: "B", TransactionDate: "2025-02-01", Year: 3,
		Description: "Kontantförsäljning", VoucherRows: rows})
	if err != nil || v.VoucherNumber != 3 {
		t.Fatalf("AddVoucher: got %+v, %v, want number 3", v, err)
	}
	if err := c.srv.StrikeRows(c.tenant, 3, "B", 3, "Åsa Prov", 0); err == nil {
		t.Errorf("StrikeRows of one row: want an error, since the voucher would not balance")
	}
	if err := c.srv.StrikeRows(c.tenant, 3, "B", 3, "Åsa Prov"); err != nil {
		t.Fatal(err)
	}
	var got struct{ Voucher Voucher }
	c.getJSON("/3/vouchers/B/3?financialyear=3", &got)
	if len(got.Voucher.VoucherRows) != 2 || !got.Voucher.VoucherRows[0].Removed || got.Voucher.VoucherRows[0].RemovedBy != "" {
		t.Errorf("got %+v, want two removed rows without a signature", got.Voucher.VoucherRows)
	}
	if sie := string(c.get("/3/sie/4?financialyear=3", 200)); !strings.Contains(sie, "#BTRANS 1930 {} 1 \"\" \"\" 0 \"\x8fsa Prov\"") {
		t.Errorf("the SIE file lacks the struck row")
	}
	if err := c.srv.LockPeriod(c.tenant, "2025-12-31"); err != nil {
		t.Fatal(err)
	}
	if _, code, body := c.post("?financialyear=3", goodVoucher); code != 2000401 {
		t.Errorf("after locking: got %s, want code 2000401", body)
	}
	if got := string(c.get("/3/settings/lockedperiod", 200)); got != `{"LockedPeriod":{"EndDate":"2025-12-31"}}` {
		t.Errorf("got %s", got)
	}
	if err := c.srv.LockPeriod(c.tenant, ""); err != nil {
		t.Fatal(err)
	}
	if got := string(c.get("/3/settings/lockedperiod", 200)); got != `{"LockedPeriod":{"EndDate":null}}` {
		t.Errorf("got %s", got)
	}
}

func TestBookkeeperIsRefused(t *testing.T) {
	c := open(t, provbolaget, Options{})
	good := Voucher{VoucherSeries: "A", TransactionDate: "2025-12-31", Year: 3, Description: "Prov",
		VoucherRows: []Row{{Account: 1930, Debit: 1}, {Account: 3001, Credit: 1}}}
	with := func(f func(*Voucher)) Voucher {
		v := good.clone()
		f(&v)
		return v
	}
	for name, v := range map[string]Voucher{
		"year":     with(func(v *Voucher) { v.Year = 2 }),
		"date":     with(func(v *Voucher) { v.TransactionDate = "2026-01-01" }),
		"series":   with(func(v *Voucher) { v.VoucherSeries = "Z" }),
		"account":  with(func(v *Voucher) { v.VoucherRows[0].Account = 1 }),
		"balance":  with(func(v *Voucher) { v.VoucherRows[0].Debit = 2 }),
		"number":   with(func(v *Voucher) { v.VoucherNumber = 1 }),
		"bad_date": with(func(v *Voucher) { v.TransactionDate = "2025-11-3x" }),
	} {
		if _, err := c.srv.AddVoucher(c.tenant, v); err == nil {
			t.Errorf("AddVoucher with a wrong %s: want an error", name)
		}
	}
	for name, err := range map[string]error{
		"company":        c.srv.LockPeriod(1, ""),
		"lock date":      c.srv.LockPeriod(c.tenant, "31/12"),
		"today":          c.srv.SetToday(c.tenant, ""),
		"struck voucher": c.srv.StrikeRows(c.tenant, 3, "A", 9, "x"),
		"struck row":     c.srv.StrikeRows(c.tenant, 3, "A", 1, "x", 5),
		"first year":     c.srv.CarryOpeningBalances(c.tenant, 3),
		"changed":        c.srv.ChangeVoucher(c.tenant, good),
		"document":       c.srv.PutDocument(c.tenant, "invoices", []byte(`[]`)),
		"resource":       c.srv.PutDocument(c.tenant, "vouchers", []byte(`{}`)),
	} {
		if err == nil {
			t.Errorf("wrong %s: want an error", name)
		}
	}
	if _, err := c.srv.Vouchers(1, 3); err == nil {
		t.Errorf("Vouchers of a company that is not loaded: want an error")
	}
}

func TestCarryOpeningBalances(t *testing.T) {
	c := open(t, provbolaget, Options{})
	opening := func(number int) Ore {
		var got struct {
			Account struct{ BalanceBroughtForward Ore }
		}
		c.getJSON(fmt.Sprintf("/3/accounts/%d?financialyear=1", number), &got)
		return got.Account.BalanceBroughtForward
	}
	before := map[int]Ore{1510: opening(1510), 2099: opening(2099)}
	c.post("?financialyear=3", goodVoucher)
	if got := opening(1510); got != before[1510] {
		t.Errorf("opening balance before carrying: got %v, want %v", got, before[1510])
	}
	if err := c.srv.CarryOpeningBalances(c.tenant, 1); err != nil {
		t.Fatal(err)
	}
	if got, want := opening(1510), before[1510]+1200_50; got != want {
		t.Errorf("1510: got %v, want %v", got, want)
	}
	if got, want := opening(2099), before[2099]-1200_50; got != want {
		t.Errorf("2099: got %v, want %v", got, want)
	}
}
