package web

import (
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
	"bokslut/internal/tax"
)

// taxFactsView is Ingående uppgifter. Values is what stands in the fields: what is
// saved, or what was typed when it was refused.
type taxFactsView struct {
	taxView
	Values map[string]string
	Errors map[string]string
}

func (s *server) taxFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if r.FormValue("inventarier") != "" {
		return s.registerFacts(w, r, e)
	}
	return s.showTaxFacts(w, r, e, http.StatusOK, nil, nil, nil)
}

// registerFacts shows the form with the equipment of the asset registers in it,
// to be looked at and saved.
func (s *server) registerFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	found, err := s.engagements.RegisterEquipment(ctx, s.user(r), e)
	if isNotFound(err) {
		return s.showTaxFacts(w, r, e, http.StatusOK, nil, nil, &Flash{"info", t(ctx, "Det finns inget anläggningsregister att hämta från"), t(ctx, "Lägg upp en bilaga av slaget anläggningstillgångar med konton i 1210–1279, eller skriv beloppen själv.")})
	}
	if err != nil {
		return err
	}
	sheet, err := s.engagements.Tax(ctx, s.user(r), e)
	if err != nil {
		return err
	}
	sheet.Typed.Equipment = &found
	return s.showTaxFacts(w, r, e, http.StatusOK, valuesOf(sheet), nil, &Flash{"info", t(ctx, "Inventarierna är hämtade från anläggningsregistret"), t(ctx, "Inget är sparat än. Kontrollera beloppen och spara uppgifterna.")})
}

func (s *server) showTaxFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, values, wrong map[string]string, told *Flash) error {
	base, done, err := s.taxLoad(w, r, e, tabTaxFacts, t(r.Context(), "Ingående skattemässiga uppgifter"))
	if done || err != nil {
		return err
	}
	v := taxFactsView{taxView: base, Values: values, Errors: wrong}
	v.Wrong = told
	v.Page.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(r.Context(), "spara")}}
	if values == nil {
		v.Values = valuesOf(v.Sheet)
	}
	s.render(w, r, status, taxFactsPage(v))
	return nil
}

func (s *server) saveTaxFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	values := map[string]string{}
	for name := range r.PostForm {
		values[name] = formValue(r, name)
	}
	read := factsReader{values: values, wrong: map[string]string{}, ctx: ctx}
	var typed engagement.TaxFacts
	read.into(&typed)
	if len(read.wrong) > 0 {
		return s.showTaxFacts(w, r, e, http.StatusUnprocessableEntity, values, read.wrong, &Flash{"err", t(ctx, "Några uppgifter gick inte att läsa"), t(ctx, "Inget är sparat. Rätta fälten som är markerade.")})
	}
	err := s.engagements.SaveTaxFacts(ctx, s.user(r), e.ID, versionOf(r), func(f *engagement.TaxFacts) {
		typed.Decisions, typed.Additions, typed.Signed, typed.From, typed.Owners = f.Decisions, f.Additions, f.Signed, f.From, f.Owners
		typed.EquipmentBefore = f.EquipmentBefore
		*f = typed
	})
	if f, ok := explainTax(ctx, err); ok {
		return s.showTaxFacts(w, r, e, f.Status, values, nil, &Flash{"err", f.Title, f.Text})
	}
	if f, ok := keptConflict(ctx, err); ok {
		return s.showTaxFacts(w, r, e, http.StatusConflict, values, nil, f)
	}
	return s.taxBack(w, r, e, "/skatt/uppgifter", t(ctx, "Uppgifterna är sparade"), err)
}

func (s *server) signTaxFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	err := s.engagements.SignTaxFacts(r.Context(), s.user(r), e.ID, versionOf(r))
	return s.taxBack(w, r, e, "/skatt/uppgifter", t(r.Context(), "Uppgifterna är signerade"), err)
}

func (s *server) rollTaxFacts(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	err := s.engagements.RollTaxFacts(ctx, s.user(r), e, versionOf(r))
	if isNotFound(err) {
		return s.showTaxFacts(w, r, e, http.StatusConflict, nil, nil, &Flash{"err", t(ctx, "Det finns inget att hämta från förra året"), t(ctx, "Förra årets uppdrag saknas här, eller använder inget alternativ i Resultatplanering. Skriv uppgifterna från senaste INK2.")})
	}
	return s.taxBack(w, r, e, "/skatt/uppgifter", t(ctx, "Uppgifterna är hämtade från förra årets uppdrag. Kontrollera och signera dem."), err)
}

// rows are the numbers of a table's rows: those with something in them and two
// empty ones.
func (v taxFactsView) rows(table, column string) []int {
	n := 0
	for {
		if _, ok := v.Values[tableField(table, n, column)]; !ok {
			break
		}
		n++
	}
	filled := n
	for filled > 0 && v.Values[tableField(table, filled-1, column)] == "" {
		filled--
	}
	var list []int
	for i := range filled + 2 {
		list = append(list, i)
	}
	return list
}

// tableField names a field in a table of the form.
func tableField(table string, row int, column string) string {
	return table + "." + strconv.Itoa(row) + "." + column
}

var equipmentMethods = []choice{
	{"", "Som bokfört"}, {tax.Rakenskapsenlig, "Räkenskapsenlig avskrivning"}, {tax.Restvarde, "Restvärdesavskrivning"},
}

var interestRules = []choice{{"", "Den bästa"}, {tax.RuleEBITDA, "EBITDA-regeln"}, {tax.RuleSimple, "Förenklingsregeln"}}

// A factsColumn is a column of a table of the form.
type factsColumn struct{ Name, Label string }
