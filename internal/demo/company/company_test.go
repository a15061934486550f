package company_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/demo/company"
)

func TestTheSameEveryTime(t *testing.T) {
	for _, c := range company.All() {
		one, two := c.FS(), c.FS()
		names, err := fs.Glob(one, "*.json")
		if err != nil || len(names) != 14 {
			t.Fatalf("%s has files %v, %v", c.Name(), names, err)
		}
		for _, name := range names {
			a, _ := fs.ReadFile(one, name)
			b, _ := fs.ReadFile(two, name)
			if len(a) == 0 || !bytes.Equal(a, b) {
				t.Errorf("%s: %s differs between two makings", c.Name(), name)
			}
		}
	}
}

// BenchmarkAll makes all companies: the demo starts with it.
func BenchmarkAll(b *testing.B) {
	for b.Loop() {
		for _, c := range company.All() {
			c.FS()
		}
	}
}

// TestLocalFortnoxLoadsThem in one server, as the demo does.
func TestLocalFortnoxLoadsThem(t *testing.T) {
	s := fortnoxtest.New(fortnoxtest.Options{})
	for _, c := range company.All() {
		if err := s.Load(c.FS()); err != nil {
			t.Errorf("%s: %v", c.Name(), err)
		}
	}
}

func TestOrganisationNumbers(t *testing.T) {
	taken := sharedNumbers(t)
	owner := map[string]string{}
	claim := func(name, number string) {
		if !validNumber(number) {
			t.Errorf("%s has number %q, want 5599 9x-xxxx with its check digit", name, number)
		}
		if other, ok := owner[number]; ok && other != name {
			t.Errorf("%s and %s have the same number %s", name, other, number)
		}
		owner[number] = name
	}
	tenants := map[int]bool{}
	for _, c := range company.All() {
		claim(c.Name(), c.OrganisationNumber())
		if taken[c.OrganisationNumber()] || tenants[c.Tenant()] {
			t.Errorf("%s has a number or tenant that is taken", c.Name())
		}
		tenants[c.Tenant()] = true
		b := load(t, c)
		for _, p := range append(b.customers, b.suppliers...) {
			if p.OrganisationNumber != "" {
				claim(p.Name, p.OrganisationNumber)
			}
		}
	}
}

func validNumber(s string) bool {
	if !regexp.MustCompile(`^55999\d-\d{4}$`).MatchString(s) {
		return false
	}
	sum := 0
	for i, r := range strings.ReplaceAll(s, "-", "") {
		d := int(r - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}

// sharedNumbers are the companies of the reference material, when it is there.
func sharedNumbers(t *testing.T) map[string]bool {
	taken := map[string]bool{"559984-4171": true}
	shared := os.Getenv("BOKSLUT_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	files, err := filepath.Glob(filepath.Join(shared, "companies", "*", "companyinformation.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		taken[string(regexp.MustCompile(`\d{6}-\d{4}`).Find(data))] = true
	}
	return taken
}

// TestTextsFitSIE: what a SIE file cannot show is kept to one name, so that
// the demo shows both.
func TestTextsFitSIE(t *testing.T) {
	odd := map[string]bool{}
	letters := 0
	for _, c := range company.All() {
		for _, y := range load(t, c).years {
			for _, v := range y.vouchers {
				if strings.ContainsAny(v.Description, "åäöÅÄÖ") {
					letters++
				}
				if _, err := charmap.CodePage437.NewEncoder().String(v.Description); err != nil {
					name, _, _ := strings.Cut(v.Description, " (")
					odd[name[strings.Index(name, " ")+1:]] = true
				}
				if len([]rune(v.Description)) > 200 || v.Description == "" {
					t.Errorf("voucher text %q: want 1 to 200 characters", v.Description)
				}
			}
		}
	}
	if len(odd) != 1 || letters < 1_000 {
		t.Errorf("texts outside CP437: %v, with Swedish letters: %d; want one name, many", odd, letters)
	}
}
