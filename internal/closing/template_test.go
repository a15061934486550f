package closing

import (
	"regexp"
	"testing"
	"unicode/utf8"
)

func TestTemplates(t *testing.T) {
	account, seen := regexp.MustCompile(`^[1-8]\d{3}$`), map[string]bool{}
	for _, one := range Templates {
		if got, ok := TemplateOf(one.Key); !ok || got.Name != one.Name || seen[one.Key] {
			t.Errorf("template %q is not found by its key alone", one.Key)
		}
		seen[one.Key] = true
		if one.Name == "" || one.Text == "" || utf8.RuneCountInString(one.Text) > MaxText || len(one.Debit)+len(one.Credit) == 0 {
			t.Errorf("template %+v", one)
		}
		for _, a := range append(append([]string{}, one.Debit...), one.Credit...) {
			if !account.MatchString(a) {
				t.Errorf("%s: account %q", one.Key, a)
			}
		}
	}
	if _, ok := TemplateOf("ingen"); ok {
		t.Error("a template that is not there was found")
	}
}
