package fortnox

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		in      string
		want    Amount
		wantErr bool
	}{
		{`12000`, Ore(1200000), false},
		{`857.5`, Ore(85750), false},
		{`-0.01`, Ore(-1), false},
		{`"12 500,00"`, Ore(1250000), false},
		{`"12\u00a0500,05"`, Ore(1250005), false},
		{`"1.234,50"`, Ore(123450), false},
		{`"1,234.50"`, Ore(123450), false},
		{`"\u2212 3,5"`, Ore(-350), false},
		{`1e3`, Ore(100000), false},
		{`1.5E-2`, Amount{Ore: 2, Valid: true, Inexact: true}, false},
		{`3002.9100000000003`, Amount{Ore: 300291, Valid: true, Inexact: true}, false},
		{`-0.005`, Amount{Ore: -1, Valid: true, Inexact: true}, false},
		{`0.999`, Amount{Ore: 100, Valid: true, Inexact: true}, false},
		{`".5"`, Ore(50), false},
		{`"-0"`, Ore(0), false},
		{`""`, Amount{}, false},
		{`" "`, Amount{}, false},
		{`null`, Amount{}, false},
		{`"API_NORIGHT"`, Amount{NoRight: true}, false},
		{`"tolv"`, Amount{}, true},
		{`true`, Amount{}, true},
		{`"1-2"`, Amount{}, true},
		{`"."`, Amount{}, true},
		{`"-"`, Amount{}, true},
		{`"1e999"`, Amount{}, true},
		{`"1e"`, Amount{}, true},
		{`1e40`, Amount{}, true},
		{`99999999999999999999`, Amount{}, true},
		{`{}`, Amount{}, true},
		{`[1]`, Amount{}, true},
	} {
		var got Amount
		err := json.Unmarshal([]byte(tt.in), &got)
		if (err != nil) != tt.wantErr || got != tt.want {
			t.Errorf("Amount from %s = %+v, %v, want %+v, error %v", tt.in, got, err, tt.want, tt.wantErr)
		}
	}
}

func TestAmountString(t *testing.T) {
	for _, tt := range []struct {
		ore  int64
		want string
	}{{0, "0"}, {1, "0.01"}, {-5, "-0.05"}, {85750, "857.5"}, {-1200000, "-12000"}, {-9223372036854775808, "-92233720368547758.08"}} {
		if got := Ore(tt.ore).String(); got != tt.want {
			t.Errorf("Ore(%d).String() = %q, want %q", tt.ore, got, tt.want)
		}
	}
}

func TestDecimal(t *testing.T) {
	for in, want := range map[string]Decimal{
		`"1"`:           {Text: "1", Valid: true},
		`11.3755`:       {Text: "11.3755", Valid: true},
		`"0,1250"`:      {Text: "0.125", Valid: true},
		`-0.0`:          {Text: "0", Valid: true},
		`2.5e-3`:        {Text: "0.0025", Valid: true},
		`null`:          {},
		`"API_NORIGHT"`: {NoRight: true},
	} {
		var got Decimal
		if err := json.Unmarshal([]byte(in), &got); err != nil || got != want {
			t.Errorf("Decimal from %s = %+v, %v, want %+v", in, got, err, want)
		}
	}
}

func TestFlexAndDate(t *testing.T) {
	type all struct {
		I FlexInt
		S FlexString
		B FlexBool
		D Date
	}
	for _, tt := range []struct {
		name, in string
		want     all
	}{
		{"plain", `{"I":12,"S":"x","B":true,"D":"2025-12-31"}`, all{Int(12), Text("x"), Bool(true), Day("2025-12-31")}},
		{"crossed", `{"I":"12","S":12,"B":"false","D":"2025-12-31 10:11:12"}`, all{Int(12), Text("12"), Bool(false), Day("2025-12-31")}},
		{"more_crossed", `{"I":12.0,"S":false,"B":1,"D":"2025-12-31T00:00:00"}`, all{Int(12), Text("false"), Bool(true), Day("2025-12-31")}},
		{"null", `{"I":null,"S":null,"B":null,"D":null}`, all{}},
		{"empty", `{"I":"","S":"","B":"","D":""}`, all{S: Text("")}},
		{"absent", `{}`, all{}},
		{"zero_date", `{"D":"0000-00-00"}`, all{}},
		{"no_right", `{"I":"API_NORIGHT","S":"API_NORIGHT","B":"API_NORIGHT","D":"API_NORIGHT"}`,
			all{FlexInt{NoRight: true}, FlexString{NoRight: true}, FlexBool{NoRight: true}, Date{NoRight: true}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got all
			if err := json.Unmarshal([]byte(tt.in), &got); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			raw, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			var again all
			if err := json.Unmarshal(raw, &again); err != nil || again != got {
				t.Errorf("after a round trip = %+v, %v, want %+v", again, err, got)
			}
		})
	}
	for _, in := range []string{`{"I":1.5}`, `{"I":"x"}`, `{"B":"kanske"}`, `{"D":"31/12"}`, `{"D":"2025-02-30"}`, `{"S":{}}`, `{"I":[]}`} {
		if err := json.Unmarshal([]byte(in), new(all)); err == nil {
			t.Errorf("%s was read without error", in)
		}
	}
}

func TestPage(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		items    int
		wantErr  bool
	}{
		{"items", `{"MetaInformation":{"@TotalResources":"2","@TotalPages":1,"@CurrentPage":1},"Invoices":[{},{}]}`, 2, false},
		{"empty", `{"MetaInformation":{"@TotalResources":0,"@TotalPages":0,"@CurrentPage":1},"Invoices":[]}`, 0, false},
		{"null", `{"Invoices":null}`, 0, false},
		{"other_key", `{"Invoice":{}}`, 0, true},
		{"empty_object", `{}`, 0, true},
		{"html", `<html></html>`, 0, true},
		{"empty_body", ``, 0, true},
		{"null_body", `null`, 0, true},
		{"withheld", `{"Invoices":"API_NORIGHT"}`, 0, true},
		{"text", `{"Invoices":"x"}`, 0, true},
		{"object", `{"Invoices":{}}`, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := DecodeInvoices([]byte(tt.in))
			if (err != nil) != tt.wantErr || len(got.Items) != tt.items {
				t.Errorf("got %d items, error %v, want %d, error %v", len(got.Items), err, tt.items, tt.wantErr)
			}
		})
	}
	if _, err := DecodeInvoice([]byte(`{"Invoice":[]}`)); err == nil {
		t.Error("a list was read as one invoice")
	}
	v, err := DecodeVoucher([]byte(`{"Voucher":{"VoucherRows":"API_NORIGHT"}}`))
	if err != nil || !v.VoucherRows.NoRight {
		t.Errorf("withheld rows: got %+v, %v", v.VoucherRows, err)
	}
}
