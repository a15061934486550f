package source_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

// companies calls f for every test company with its parts and known answers.
func companies(t *testing.T, f func(t *testing.T, parts []source.Part, answers oracle)) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(testenv.Shared(t), "companies", "*", "oracle.json"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no companies found: %v", err)
	}
	for _, file := range folders {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			var answers oracle
			read(t, file, &answers)
			f(t, folderParts(t, dir), answers)
		})
	}
}

// folderParts presents a company folder as the parts of an import that read
// every single object.
func folderParts(t *testing.T, dir string) []source.Part {
	t.Helper()
	var app struct{ Clock string }
	read(t, filepath.Join(dir, "app.json"), &app)
	at, err := time.Parse(time.DateOnly, app.Clock)
	if err != nil {
		t.Fatal(err)
	}
	var parts []source.Part
	add := func(kind, file string) {
		body, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, source.Part{Name: file, Kind: kind, At: at, Body: body})
	}
	add(source.KindCompany, "companyinformation.json")
	add(source.KindYears, "financialyears.json")
	add(source.KindInvoices, "invoices.json")
	add(source.KindInvoicePayments, "invoicepayments.json")
	add(source.KindSupplierInvoices, "supplierinvoices.json")
	add(source.KindSupplierInvoicePayments, "supplierinvoicepayments.json")
	add(source.KindTaxReductions, "taxreductions.json")
	files, err := filepath.Glob(filepath.Join(dir, "sie", "*.se"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no SIE files in %s: %v", dir, err)
	}
	for _, f := range files {
		add(source.KindSIE, strings.TrimPrefix(f, dir+string(filepath.Separator)))
	}
	return parts
}

func read(t *testing.T, file string, v any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(raw, v)
	}
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
