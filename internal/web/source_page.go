package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// sourceView is Underhåll – Inställningar – Datakälla.
type sourceView struct {
	Engagement engagement.Engagement
	Users      map[string]string
	Imports    []engagement.Snapshot
	Switches   []sourceSwitch
	Wrong      string
}

// A sourceSwitch is a change of source that is allowed, with what it means.
type sourceSwitch struct {
	To           engagement.Source
	Consequences []consequence
}

// A consequence is what happens to one part of the engagement.
type consequence struct{ Part, What string }

func (s *server) showSource(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.renderSource(w, r, http.StatusOK, sourceView{Engagement: e})
}

func (s *server) renderSource(w http.ResponseWriter, r *http.Request, status int, v sourceView) {
	ctx, by := r.Context(), s.user(r)
	p, err := s.sheetPage(r, v.Engagement, tabSource, t(ctx, "Datakälla"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if v.Imports, err = s.engagements.Imports(ctx, by, v.Engagement.ID); err != nil {
		s.fail(w, r, err)
		return
	}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.Users = userNames(users)
	v.Switches = switchesFrom(v.Engagement.Source)
	if v.Engagement.Source == engagement.Fortnox {
		p.Keys = []Key{{[]string{"I"}, t(ctx, "importera")}}
	}
	s.render(w, r, status, sourcePage(p, v))
}

// switchSource changes the data source. Nothing is imported by it.
func (s *server) switchSource(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	to := engagement.Source(formValue(r, "kalla"))
	if to == e.Source {
		s.renderSource(w, r, http.StatusUnprocessableEntity, sourceView{Engagement: e, Wrong: t(ctx, "Uppdraget har redan den datakällan. Välj en annan för att byta.")})
		return
	}
	err = office.ErrChoice
	if mayBecome(e.Source, to) {
		err = s.engagements.SetSource(ctx, s.user(r), e.ID, to)
	}
	switch {
	case errors.Is(err, office.ErrChoice):
		s.renderSource(w, r, http.StatusUnprocessableEntity, sourceView{Engagement: e, Wrong: t(ctx, "Det går inte att byta till Manuell i efterhand. Välj Fortnox eller SIE4-fil.")})
	case err != nil:
		s.fail(w, r, err)
	default:
		s.flash(r, Flash{"ok", t(ctx, "Datakällan är nu %s", t(ctx, sourceWord(to))), switched(ctx, to)})
		http.Redirect(w, r, sheetURL(e, "/underhall/datakalla"), http.StatusSeeOther)
	}
}

// switched says what comes next after a switch.
func switched(ctx context.Context, to engagement.Source) string {
	if to == engagement.Fortnox {
		return t(ctx, "Bokföringen ligger kvar tills du importerar från Fortnox.")
	}
	return t(ctx, "Bokföringen ligger kvar tills du läser in en SIE4-fil.")
}

func mayBecome(from, to engagement.Source) bool {
	for _, one := range switchesFrom(from) {
		if one.To == to {
			return true
		}
	}
	return false
}

// switchesFrom lists the changes that are allowed from a source. Typed balances
// cannot be chosen afterwards.
func switchesFrom(from engagement.Source) []sourceSwitch {
	toFortnox := sourceSwitch{engagement.Fortnox, []consequence{
		{"Bokföring", "Ligger kvar till nästa import. Den hämtas sedan från Fortnox, efter inloggning. Skillnaderna visas innan något ändras."},
		{"Bilagor", "Bilagor för 1510 och 2440 skapas eller fylls på vid importen. Egna bilagor behålls."},
		{"Klarmarkeringar", "Behålls om saldot är oförändrat, annars ”Ändrad efter klarmarkering”."},
		{"Bokslutsverifikationer", "Behålls. De kan exporteras till Fortnox efter importen."},
	}}
	toSIE := sourceSwitch{engagement.SIE, []consequence{
		{"Bokföring", "Ligger kvar till nästa import. Filen jämförs sedan verifikation för verifikation, och skillnader visas innan något ändras."},
		{"Bilagor för 1510 och 2440", "Behålls med nuvarande rader men uppdateras inte längre."},
		{"Klarmarkeringar", "Behålls om saldot är oförändrat, annars ”Ändrad efter klarmarkering”."},
		{"Bokslutsverifikationer", "Behålls. Överförda behåller sitt kvitto och räknas inte dubbelt. De kan inte exporteras till Fortnox så länge datakällan är SIE4-fil."},
		{"Koppling till Fortnox", "Finns kvar tills du kopplar från."},
	}}
	switch from {
	case engagement.Fortnox:
		return []sourceSwitch{toSIE}
	case engagement.SIE:
		return []sourceSwitch{toFortnox}
	}
	return []sourceSwitch{toFortnox, toSIE}
}
