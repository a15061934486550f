package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// keysView is the page of allocation keys and of what system entries stand on.
type keysView struct {
	Page                Page
	Set                 engagement.ClosingSettings
	Objects             []entryObjects
	Form                keyForm
	CostCentre, Project string
	Wrong               map[string]string
	Trouble             *Flash
}

// keyForm is a key as it was typed. Old is the name of the one that is changed.
type keyForm struct {
	Old, Name string
	Shares    []typedShare
}

type typedShare struct{ CostCentre, Project, Part string }

// object is the share's cost centre or project.
func (s typedShare) object(dimension string) string {
	return entryRow{CostCentre: s.CostCentre, Project: s.Project}.object(dimension)
}

func (s *server) keysPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := keysView{Form: keyForm{Old: r.FormValue("nyckel")}}
	return s.showKeys(w, r, e, http.StatusOK, v)
}

func (s *server) showKeys(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v keysView) error {
	ctx := r.Context()
	var err error
	if v.Page, err = s.sheetPage(r, e, tabEntries, t(ctx, "Fördelning")); err != nil {
		return err
	}
	if v.Set, err = s.engagements.ClosingSettings(ctx, v.Page.User, e); err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, v.Page.User, e)
	if err != nil {
		return s.withoutImport(w, r, v.Page, err)
	}
	v.Objects = objectColumns(snap.Totals.Years[0])
	if v.Wrong == nil {
		v.CostCentre, v.Project = v.Set.CostCentre, v.Set.Project
		for _, k := range v.Set.Keys {
			if k.Name == v.Form.Old {
				v.Form = formOfKey(k)
			}
		}
	}
	for n := max(4, len(v.Form.Shares)+2); len(v.Form.Shares) < min(n, closing.MaxShares); {
		v.Form.Shares = append(v.Form.Shares, typedShare{})
	}
	s.render(w, r, status, keysPage(v))
	return nil
}

func formOfKey(k closing.AllocationKey) keyForm {
	f := keyForm{Old: k.Name, Name: k.Name}
	for _, s := range k.Shares {
		f.Shares = append(f.Shares, typedShare{s.CostCentre, s.Project, percentText(s.Part)})
	}
	return f
}

// percentText writes hundredths of a percent as people do: 33,33.
func percentText(part int64) string { return strings.TrimSuffix(money.Amount(part).Plain(), ",00") }

// saveKey saves a key, or shows it again with more rows or with what is wrong.
func (s *server) saveKey(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	v := keysView{Form: keyForm{Old: formValue(r, "gammal"), Name: formValue(r, "namn")}, Wrong: map[string]string{}}
	key := closing.AllocationKey{Name: v.Form.Name}
	for i, typed := range r.PostForm["andel"][:min(len(r.PostForm["andel"]), closing.MaxShares)] {
		one := typedShare{at(r.PostForm["kst"], i), at(r.PostForm["projekt"], i), strings.TrimSpace(typed)}
		v.Form.Shares = append(v.Form.Shares, one)
		if one == (typedShare{}) {
			continue
		}
		part, err := money.Parse(strings.TrimSuffix(strings.TrimSpace(one.Part), "%"))
		if err != nil {
			v.Wrong["shares"] = t(ctx, "”%s” är ingen procentsats. Skriv som 33,33.", one.Part)
		}
		key.Shares = append(key.Shares, closing.Share{CostCentre: one.CostCentre, Project: one.Project, Part: int64(part)})
	}
	if formValue(r, "gor") == "rader" {
		return s.showKeys(w, r, e, http.StatusOK, v)
	}
	if len(v.Wrong) > 0 {
		return s.showKeys(w, r, e, http.StatusUnprocessableEntity, v)
	}
	err := s.engagements.SaveKey(ctx, s.user(r), e.ID, v.Form.Old, key, versionOf(r))
	var wrong *closing.KeyError
	if errors.As(err, &wrong) {
		field := "shares"
		if errors.Is(wrong, closing.ErrKeyName) {
			field = "name"
		}
		v.Wrong[field] = keySentence(ctx, wrong)
		return s.showKeys(w, r, e, http.StatusUnprocessableEntity, v)
	}
	return s.keysSaved(w, r, e, v, err, t(ctx, "Nyckeln %s är sparad", key.Name))
}

func at(column []string, i int) string {
	if i < len(column) {
		return strings.TrimSpace(column[i])
	}
	return ""
}

func (s *server) dropKey(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	name := formValue(r, "namn")
	err := s.engagements.DropKey(r.Context(), s.user(r), e.ID, name, versionOf(r))
	return s.keysSaved(w, r, e, keysView{}, err, t(r.Context(), "Nyckeln %s är borttagen", name))
}

// saveObjects says what entries that the program makes stand on.
func (s *server) saveObjects(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	v := keysView{CostCentre: formValue(r, "kst"), Project: formValue(r, "projekt"), Wrong: map[string]string{}}
	err := s.engagements.SetObjects(r.Context(), s.user(r), e.ID, v.CostCentre, v.Project, versionOf(r))
	var field *office.FieldError
	if errors.As(err, &field) {
		v.Wrong[field.Field] = fieldSentence(r.Context(), field)
		return s.showKeys(w, r, e, http.StatusUnprocessableEntity, v)
	}
	return s.keysSaved(w, r, e, v, err, t(r.Context(), "Valet är sparat"))
}

func (s *server) keysSaved(w http.ResponseWriter, r *http.Request, e engagement.Engagement, v keysView, err error, done string) error {
	if err != nil {
		f := explain(r.Context(), err)
		if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
			return err
		}
		v.Trouble = &Flash{"err", f.Title, f.Text}
		return s.showKeys(w, r, e, f.Status, v)
	}
	s.flash(r, Flash{"ok", done, ""})
	http.Redirect(w, r, sheetURL(e, "/verifikationer/fordelning"), http.StatusSeeOther)
	return nil
}

// keySentence says what is wrong with a key.
func keySentence(ctx context.Context, e *closing.KeyError) string {
	text := t(ctx, "Andelarna går inte att använda.")
	switch {
	case errors.Is(e, closing.ErrKeyName):
		return t(ctx, "Skriv ett namn med högst %d tecken.", closing.MaxKeyName)
	case errors.Is(e, closing.ErrKeyFew):
		return t(ctx, "En nyckel delar på minst två.")
	case errors.Is(e, closing.ErrKeyMany):
		return t(ctx, "En nyckel har högst %d andelar.", closing.MaxShares)
	case errors.Is(e, closing.ErrKeySum):
		return t(ctx, "Andelarna är %s %% tillsammans. De ska vara 100 %%.", percentText(e.Sum))
	case errors.Is(e, closing.ErrKeyPart):
		text = t(ctx, "Andelen är mer än 0 och högst 100 %%.")
	case errors.Is(e, closing.ErrKeyObject):
		text = t(ctx, "Välj kostnadsställe eller projekt.")
	case errors.Is(e, closing.ErrKeyTwice):
		text = t(ctx, "Samma kostnadsställe och projekt står på en rad ovanför.")
	case errors.Is(e, closing.ErrCostCentre):
		text = t(ctx, "Kostnadsstället finns inte i bokföringen.")
	case errors.Is(e, closing.ErrProject):
		text = t(ctx, "Projektet finns inte i bokföringen.")
	}
	return t(ctx, "Rad %d: %s", e.Row+1, text)
}

// version is that of the settings that the page shows.
func (v keysView) version() string { return strconv.FormatInt(v.Set.Version, 10) }

// sharesText lists the shares of a key: BUTIK 60 %, LAGER 40 %.
func sharesText(k closing.AllocationKey) string {
	var all []string
	for _, s := range k.Shares {
		all = append(all, strings.TrimSpace(s.CostCentre+" "+s.Project)+" "+percentText(s.Part)+"\u00a0%")
	}
	return strings.Join(all, ", ")
}

// chosen is what was chosen in a dimension for entries that the program makes.
func (v keysView) chosen(o entryObjects) string {
	if o.Dimension == ledger.Project {
		return v.Project
	}
	return v.CostCentre
}
