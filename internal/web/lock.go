package web

import (
	"context"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// openWhenLocked are the changes that a lock does not stop: unlocking, the
// client's connection, and reading what then waits. The engagement itself refuses
// every other change in its transaction, too.
var openWhenLocked = map[string]bool{
	"POST /u/{u}/las-upp": true, "POST /u/{u}/fortnox": true, "POST /u/{u}/fortnox/koppla-fran": true,
	"POST /u/{u}/import": true, "POST /u/{u}/import/avbryt": true, "POST /u/{u}/import/manuell": true, "POST /u/{u}/import/sie": true,
}

// lockView is the page that locks an engagement, or unlocks it.
type lockView struct {
	Page   Page
	Left   []string // what is not done
	Reason string
	Wrong  string
}

func (s *server) showLock(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	return s.lockPage(w, r, e, http.StatusOK, lockView{})
}

func (s *server) lockPage(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v lockView) error {
	title := t(r.Context(), "Lås uppdraget")
	if e.Locked {
		title = t(r.Context(), "Lås upp uppdraget")
	}
	p, err := s.sheetPage(r, e, tabFacts, title)
	if err != nil {
		return err
	}
	v.Page, v.Left = p, leftToDo(r.Context(), e.Summary)
	s.render(w, r, status, lockSheet(v))
	return nil
}

// leftToDo says what a lock leaves undone.
func leftToDo(ctx context.Context, sum engagement.Summary) []string {
	var left []string
	add := func(n int, one, many string) {
		if n > 0 {
			left = append(left, plural(ctx, n, one, many))
		}
	}
	add(sum.Differences, "1 konto avviker.", "%d konton avviker.")
	add(sum.Drifted, "1 konto har ändrats efter klarmarkering.", "%d konton har ändrats efter klarmarkering.")
	add(sum.Accounts-sum.AccountDone-sum.Differences-sum.Drifted, "1 konto till är inte klart.", "%d konton till är inte klara.")
	add(sum.ToReview, "1 bilaga väntar på granskning.", "%d bilagor väntar på granskning.")
	add(sum.Questions, "1 fråga är obesvarad.", "%d frågor är obesvarade.")
	add(sum.Unsent, "1 bokslutsverifikation är inte överförd.", "%d bokslutsverifikationer är inte överförda.")
	return left
}

func (s *server) lock(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if err := s.engagements.Lock(r.Context(), s.user(r), e.ID); err != nil {
		return err
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Uppdraget är låst"), t(r.Context(), "Inget går att ändra förrän det låses upp. Nya verifikationer i Fortnox syns ändå på Översikt.")})
	http.Redirect(w, r, sheetURL(e, ""), http.StatusSeeOther)
	return nil
}

func (s *server) unlock(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	reason := formValue(r, "skal")
	err := s.engagements.Unlock(r.Context(), s.user(r), e.ID, reason)
	if fields, rest := fieldErrors(r.Context(), err); rest != nil {
		return rest
	} else if len(fields) > 0 {
		return s.lockPage(w, r, e, http.StatusUnprocessableEntity, lockView{Reason: reason, Wrong: fields["reason"]})
	}
	s.flash(r, Flash{"ok", t(r.Context(), "Uppdraget är upplåst"), t(r.Context(), "Skälet står i händelseloggen.")})
	http.Redirect(w, r, sheetURL(e, ""), http.StatusSeeOther)
	return nil
}

// A rulesForm is what the firm has decided, as it was typed.
type rulesForm struct {
	Explained, Materiality string
	Version                string
	Wrong                  map[string]string
	Error                  *Flash
}

func (s *server) showRules(w http.ResponseWriter, r *http.Request) {
	rules, err := s.offices.Rules(r.Context(), s.user(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.rulesPage(w, r, http.StatusOK, rulesForm{
		Explained: limitText(rules.MaxExplained), Materiality: limitText(rules.Materiality), Version: versionText(rules.Version),
	})
}

func (s *server) rulesPage(w http.ResponseWriter, r *http.Request, status int, f rulesForm) {
	p := s.page(r, t(r.Context(), "Byråns gränser"))
	p.Keys = []Key{{[]string{"Ctrl", "Enter"}, t(r.Context(), "spara")}}
	s.render(w, r, status, rulesSheet(p, f))
}

func (s *server) saveRules(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	f := rulesForm{Explained: formValue(r, "forklarad"), Materiality: formValue(r, "vasentlighet"), Version: formValue(r, "version")}
	rules := office.Rules{Version: versionOf(r)}
	var wrong error
	if rules.MaxExplained, wrong = readLimit("explained", f.Explained); wrong == nil {
		rules.Materiality, wrong = readLimit("materiality", f.Materiality)
	}
	if wrong == nil {
		wrong = s.offices.SetRules(ctx, s.user(r), rules)
	}
	if wrong == nil {
		s.flash(r, Flash{"ok", t(ctx, "Gränserna är sparade"), ""})
		http.Redirect(w, r, "/byra/granser", http.StatusSeeOther)
		return
	}
	fields, rest := fieldErrors(ctx, wrong)
	status := http.StatusUnprocessableEntity
	if rest != nil {
		told := explain(ctx, rest)
		if told.Status != http.StatusConflict {
			s.fail(w, r, rest)
			return
		}
		f.Error, status = &Flash{"err", told.Title, told.Text}, told.Status
	}
	f.Wrong = fields
	s.rulesPage(w, r, status, f)
}
