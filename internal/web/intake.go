package web

import (
	"errors"
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
)

// intakeRoutes are the pages about what imports are there and what they changed.
func (s *server) intakeRoutes(page registrar) {
	page("GET /u/{u}/importer", s.showImports)
	page("GET /u/{u}/importer/{import}", s.previewImport)
	page("GET /u/{u}/importer/{import}/zip", s.downloadImport)
	page("POST /u/{u}/importer/{import}/las-in", s.takeIn)
	page("POST /u/{u}/importer/{import}/lat-bli", s.declineImport)
	page("GET /u/{u}/andringar", s.showIntakes)
	page("GET /u/{u}/andringar/{nr}", s.showIntake)
}

// importAddress is where an import is shown before it is taken in.
func importAddress(e engagement.Engagement, id string) string { return sheetURL(e, "/importer/"+id) }

func intakeAddress(e engagement.Engagement, no int) string {
	return sheetURL(e, "/andringar/"+strconv.Itoa(no))
}

// changesView is what an import changes, or changed.
type changesView struct {
	Engagement engagement.Engagement
	Intake     engagement.Intake
	Lines      []engagement.VoucherLine // of this page
	Pages      paging
	Users      map[string]string
	ReadBy     string // user id of who read the import

	// Of a preview.
	Preview bool
	Calm    bool
	Waits   bool // it is the one that was just read
}

// previewImport shows what taking in an import would change, with the buttons.
// The one in use leads to what it changed.
func (s *server) previewImport(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	id := r.PathValue("import")
	if id == e.Snapshot {
		http.Redirect(w, r, sheetURL(e, "/andringar"), http.StatusSeeOther)
		return
	}
	preview, err := s.work.Preview(ctx, by, e, id)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := changesView{
		Engagement: e, Intake: preview.Intake, Preview: true, Calm: preview.Calm(), Waits: e.Candidate == id,
		Pages: newPaging(preview.Listed(), r.URL.Query().Get("sida")), ReadBy: preview.Snapshot.By,
	}
	v.Lines = preview.Lines(v.Pages.From, v.Pages.To-v.Pages.From)
	s.renderChanges(w, r, v, tabImports)
}

func (s *server) renderChanges(w http.ResponseWriter, r *http.Request, v changesView, tab string) {
	ctx := r.Context()
	users, err := s.offices.Users(ctx, s.user(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.Users = userNames(users)
	p, err := s.sheetPage(r, v.Engagement, tab, changesTitle(ctx, v))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, changesPage(p, v))
}

// takeIn makes an import the current one, as the preview said.
func (s *server) takeIn(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	id := r.PathValue("import")
	err = s.work.TakeIn(ctx, s.user(r), e.ID, id, formValue(r, "fore"))
	switch {
	case errors.Is(err, engagement.ErrMoved):
		s.flash(r, Flash{"chg", t(ctx, "En annan import har lästs in under tiden"), t(ctx, "Inget har ändrats av dig. Förhandsvisningen jämför nu med den import som gäller.")})
		http.Redirect(w, r, importAddress(e, id), http.StatusSeeOther)
	case err != nil:
		s.fail(w, r, err)
	default:
		s.flash(r, Flash{"ok", t(ctx, "Importen är inläst"), t(ctx, "Vad den ändrade står kvar på sidan Ändringar.")})
		http.Redirect(w, r, sheetURL(e, ""), http.StatusSeeOther)
	}
}

// declineImport leaves the import that waits as it is.
func (s *server) declineImport(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if err := s.engagements.Decline(ctx, s.user(r), e.ID, r.PathValue("import")); err != nil {
		s.fail(w, r, err)
		return
	}
	s.flash(r, Flash{"info", t(ctx, "Importen lästes inte in"), t(ctx, "Uppdraget är oförändrat. Importen finns kvar i listan och kan läsas in senare.")})
	http.Redirect(w, r, sheetURL(e, "/importer"), http.StatusSeeOther)
}

// intakesView is Ändringar: everything that was taken in.
type intakesView struct {
	Engagement engagement.Engagement
	Intakes    []engagement.IntakeDigest
	Users      map[string]string
}

func (s *server) showIntakes(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := intakesView{Engagement: e}
	if v.Intakes, err = s.engagements.Intakes(ctx, by, e.ID); err != nil {
		s.fail(w, r, err)
		return
	}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.Users = userNames(users)
	p, err := s.sheetPage(r, e, tabChanges, t(ctx, "Ändringar"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, intakesPage(p, v))
}

func (s *server) showIntake(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	no, err := strconv.Atoi(r.PathValue("nr"))
	if err != nil {
		s.fail(w, r, errNoPage)
		return
	}
	intake, err := s.engagements.Intake(ctx, by, e.ID, no)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := changesView{Engagement: e, Intake: intake, Pages: newPaging(len(intake.Vouchers), r.URL.Query().Get("sida"))}
	v.Lines = intake.Vouchers[v.Pages.From:v.Pages.To]
	s.renderChanges(w, r, v, tabChanges)
}
