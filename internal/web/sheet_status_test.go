package web_test

import (
	"net/url"
	"strings"
	"testing"
)

// reviewed lets the engagement ask for a review of every bilaga.
func (s *site) reviewed(id string) {
	s.t.Helper()
	facts := s.get("/u/" + id + "/underhall").doc(s.t.(*testing.T))
	ok(s, s.post("/u/"+id+"/underhall", url.Values{
		"version": {facts.value("version")}, "namn": {facts.value("namn")}, "form": {"ab"}, "regelverk": {"k2"}, "metod": {"accrual"},
		"moms": {"month"}, "revisor": {"nej"}, "ansvarig": {s.User.ID}, "granskning": {"all"},
	}), "Uppgifterna är sparade")
}

// TestStatuses takes an account through every status: each has its words in the
// sheet and among the bilagor, and its filter in both.
func TestStatuses(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id, at := s.bank()
	s.reviewed(id)
	for _, step := range []struct {
		name          string
		do            func()
		status        string
		shown, hidden string // filters that show the account, and that do not
		papers        string // the filter of Bilagor that shows the bilaga
	}{
		{"ej_paborjad", func() {}, "Ej påbörjad", "ej-klara ej-paborjade", "klara avviker", "ej-klara"},
		{"avviker", func() { s.addRow(at, "Kontoutdrag", "125000") }, "Avviker", "avviker", "ej-klara klara", "avviker"},
		{"pagar", func() { s.addRow(at, "Ränta", "500") }, "Pågår", "ej-klara", "ej-paborjade avviker", "ej-klara"},
		{"klar", func() { ok(s, s.do(at, "/klar", nil)) }, "Klar", "klara utan-underlag att-granska mina", "granskade ej-klara", "att-granska"},
		{"granskad", func() { ok(s, s.do(at, "/granska", nil)) }, "Granskad", "klara granskade utan-underlag", "att-granska", "granskade"},
		{"andrad", func() { s.addRow(at, "Mer", "1") }, "Ändrad efter klarmarkering", "andrade", "klara granskade att-granska utan-underlag", "andrade"},
		{"forklarad", func() {
			ok(s, s.do(at, "/klar", url.Values{"forklarat": {"-1"}, "forklaring": {"Öresutjämning"}}))
		}, "Klar med förklarad differens", "klara att-granska", "avviker granskade", "klara"},
		{"med_underlag", func() { ok(s, s.attach(s.Browser, id, "bilaga=19.1", "utdrag.png", aPNG)) }, "Klar med förklarad differens", "klara att-granska", "utan-underlag", "klara"},
	} {
		t.Run(step.name, func(t *testing.T) {
			step.do()
			cells := s.get("/u/" + id + "/balans").doc(t).cells("1930")
			if got := cells[len(cells)-1]; got != step.status {
				t.Errorf("the status is %q, want %q", got, step.status)
			}
			for _, filters := range []struct {
				names string
				shows bool
			}{{step.shown, true}, {step.hidden, false}} {
				for _, filter := range strings.Fields(filters.names) {
					if got := len(s.get("/u/"+id+"/balans?visa="+filter).doc(t).all("tr", "data-row", "1930")) > 0; got != filters.shows {
						t.Errorf("the filter %s shows the account: %v, want %v", filter, got, filters.shows)
					}
				}
			}
			for _, filter := range []string{"avviker", "andrade", "ej-klara", "att-granska", "granskade", step.papers} {
				got := len(s.get("/u/"+id+"/bilagor?visa="+filter).doc(t).all("tr", "data-row", "19.1")) > 0
				want := filter == step.papers || filter == "att-granska" && strings.Contains(step.shown, filter)
				if got != want {
					t.Errorf("the filter %s of the bilagor shows 19.1: %v, want %v", filter, got, want)
				}
			}
		})
	}
	sums := strings.Join(s.get("/u/"+id+"/balans").doc(t).sum("Summa tillgångar"), "|")
	if want := "85 000,00|125 500,00|125 500,00|+40 500,00|125 501,00|-1,00"; !strings.HasSuffix(sums, want) {
		t.Errorf("the sum is %s, want %s with what is reconciled and the difference", sums, want)
	}
}
