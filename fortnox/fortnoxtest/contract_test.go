package fortnoxtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// listMeta: only some of the list schemas mention the paging information that every list has (recorded).
const listSuffix = "_List"

// contract is the corrected OpenAPI file.
type contract struct {
	root     map[string]any
	compiler *jsonschema.Compiler
	noRight  bool // API_NORIGHT can stand in any field
}

func readContract(t *testing.T, noRight bool) *contract {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sharedFolder(t), "fortnox", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := &contract{root: root.(map[string]any), compiler: jsonschema.NewCompiler(), noRight: noRight}
	c.compiler.DefaultDraft(jsonschema.Draft4)
	c.compiler.AssertFormat()
	c.correct(t)
	if err := c.compiler.AddResource("openapi.json", root); err != nil {
		t.Fatal(err)
	}
	return c
}

// correct applies the corrections, then forbids fields that neither the file nor a correction knows.
func (c *contract) correct(t *testing.T) {
	t.Helper()
	schemas := c.root["components"].(map[string]any)["schemas"].(map[string]any)
	for _, k := range corrections {
		s, ok := schemas["fortnox_"+k.schema].(map[string]any)
		if !ok {
			t.Fatalf("correction of %s: no such schema", k.schema)
		}
		fields := s["properties"].(map[string]any)
		for name := range fields {
			if k.field == "*" {
				fields[name] = widen(fields[name], k.types)
			}
		}
		if k.field != "*" {
			fields[k.field] = widen(fields[k.field], k.types)
		}
	}
	for name, s := range schemas {
		fields, ok := s.(map[string]any)["properties"].(map[string]any)
		if !ok || !strings.HasPrefix(name, "fortnox_") {
			continue
		}
		if strings.HasSuffix(name, listSuffix) {
			fields["MetaInformation"] = map[string]any{"$ref": "#/components/schemas/fortnox_MetaInformation"}
		}
		for field := range fields {
			if c.noRight {
				fields[field] = widen(fields[field], []string{noRightValue})
			}
		}
		s.(map[string]any)["additionalProperties"] = false
	}
}

// widen allows more types of a field, which may be new. empty is an empty string, API_NORIGHT that word.
func widen(field any, types []string) any {
	var either []any
	if field != nil {
		either = append(either, field)
	}
	for _, kind := range types {
		switch kind {
		case "empty":
			either = append(either, map[string]any{"enum": []any{""}})
		case noRightValue:
			either = append(either, map[string]any{"enum": []any{noRightValue}})
		default:
			either = append(either, map[string]any{"type": kind})
		}
	}
	return map[string]any{"anyOf": either}
}

// schema is the one of a successful answer, found by the path's form.
func (c *contract) schema(t *testing.T, method, form string, status int) *jsonschema.Schema {
	t.Helper()
	content := c.root["paths"].(map[string]any)[form].(map[string]any)[method].(map[string]any)["responses"].(map[string]any)
	answer := content[fmt.Sprint(status)].(map[string]any)["content"].(map[string]any)["application/json"].(map[string]any)
	ref := answer["schema"].(map[string]any)["$ref"].(string)
	s, err := c.compiler.Compile("openapi.json" + ref)
	if err != nil {
		t.Fatalf("%s %s: %v", method, form, err)
	}
	return s
}

func (c *contract) check(t *testing.T, s *jsonschema.Schema, what string, body []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %.2000s", what, err.Error())
	}
}

// lists are the paths of lists, with the form of the single object and the field that stands in it.
var lists = []struct{ path, list, single, key string }{
	{"/3/financialyears", "FinancialYears", "/3/financialyears/{Id}", "Id"},
	{"/3/accounts", "Accounts", "/3/accounts/{Number}", "Number"},
	{"/3/voucherseries", "VoucherSeriesCollection", "/3/voucherseries/{Code}", "Code"},
	{"/3/vouchers", "Vouchers", "/3/vouchers/{VoucherSeries}/{VoucherNumber}", "VoucherSeries VoucherNumber"},
	{"/3/vouchers/sublist", "Vouchers", "", ""},
	{"/3/invoices", "Invoices", "/3/invoices/{DocumentNumber}", "DocumentNumber"},
	{"/3/invoicepayments", "InvoicePayments", "/3/invoicepayments/{Number}", "Number"},
	{"/3/supplierinvoices", "SupplierInvoices", "/3/supplierinvoices/{GivenNumber}", "GivenNumber"},
	{"/3/supplierinvoicepayments", "SupplierInvoicePayments", "/3/supplierinvoicepayments/{Number}", "Number"},
	{"/3/customers", "Customers", "/3/customers/{CustomerNumber}", "CustomerNumber"},
	{"/3/suppliers", "Suppliers", "/3/suppliers/{SupplierNumber}", "SupplierNumber"},
	{"/3/taxreductions", "TaxReductions", "/3/taxreductions/{Id}", "Id"},
	{"/3/costcenters", "CostCenters", "/3/costcenters/{Code}", "Code"},
	{"/3/projects", "Projects", "/3/projects/{ProjectNumber}", "ProjectNumber"},
	{"/3/currencies", "Currencies", "/3/currencies/{Code}", "Code"},
	{"/3/predefinedaccounts", "PreDefinedAccounts", "/3/predefinedaccounts/{name}", "Name"},
	{"/3/predefinedvoucherseries", "PreDefinedVoucherSeriesCollection", "/3/predefinedvoucherseries/{Name}", "Name"},
}

func TestAnswersFollowOpenAPI(t *testing.T) {
	eachSharedCompany(t, func(t *testing.T, folder string) {
		api := readContract(t, missesRights(t, folder))
		c := open(t, folder, Options{})
		for _, path := range []string{"/3/companyinformation", "/3/settings/company", "/3/settings/lockedperiod"} {
			api.check(t, api.schema(t, "get", path, 200), path, c.get(path, 200))
		}
		for _, l := range lists {
			body := c.get(l.path+"?limit=500", 200)
			api.check(t, api.schema(t, "get", l.path, 200), l.path, body)
			if l.single == "" {
				continue
			}
			single := api.schema(t, "get", l.single, 200)
			for i, item := range itemsOf(t, body, l.list) {
				var key []string
				for name := range strings.SplitSeq(l.key, " ") {
					key = append(key, rawText(item[name]))
				}
				if i%7 == 0 {
					path := l.path + "/" + strings.Join(key, "/")
					api.check(t, single, path, c.get(path, 200))
				}
			}
		}
		c.checkCreated(t, api)
		refused, err := api.compiler.Compile("openapi.json#/components/schemas/fortnox_ErrorInformationWrap")
		if err != nil {
			t.Fatal(err)
		}
		for path, status := range map[string]int{"/3/invoices/0": 404, "/3/invoices?filter=x": 400, "/3/vouchers?page=0": 400,
			"/3/nothing": 404, "/3/vouchers/Q/1": 404} {
			api.check(t, refused, path, c.get(path, status))
		}
	})
}

func itemsOf(t *testing.T, body []byte, list string) []map[string]json.RawMessage {
	t.Helper()
	var all map[string]json.RawMessage
	var items []map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(all[list], &items); err != nil {
		t.Fatal(err)
	}
	return items
}

// checkCreated stores a voucher in a manual series of the default year and checks the answer.
func (c *client) checkCreated(t *testing.T, api *contract) {
	t.Helper()
	co := c.srv.company(c.tenant)
	y := co.year(co.defaultYear)
	i := slices.IndexFunc(y.codes, func(code string) bool { return y.series[code].manual })
	body := fmt.Sprintf(`{"Voucher":{"VoucherSeries":%q,"TransactionDate":%q,"Description":"Prov","VoucherRows":[
		{"Account":1930,"Debit":1},{"Account":1930,"Credit":1}]}}`, y.codes[i], y.to)
	status, _, answer := c.post("", body)
	if status != 201 {
		t.Fatalf("POST: got %d %s, want 201", status, answer)
	}
	api.check(t, api.schema(t, "post", "/3/vouchers", 201), "POST /3/vouchers", answer)
}

func missesRights(t *testing.T, folder string) bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "app.json"))
	if err != nil {
		t.Fatal(err)
	}
	var app struct{ MissingRights []string }
	if err := json.Unmarshal(data, &app); err != nil {
		t.Fatal(err)
	}
	return len(app.MissingRights) > 0
}
