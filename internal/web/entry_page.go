package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// entryPageView is the editor of a closing entry.
type entryPageView struct {
	Page          Page
	Form          entryForm
	Chart         *entryChart
	Papers        []engagement.WorkpaperLine
	Wrong         map[string]string
	Effects       []effectLine
	Result        money.Amount // what the entry does to the result, income positive
	Debit, Credit money.Amount
	Copies        []copyGroup    // what a new entry can be copied from
	Draft         *closing.Draft // what the form shows is a draft
	Trouble       *Flash
	Documents     documentsView
	Theirs        []voucherRow // the saved version, when it is another than the person saw
}

// lockedView is an entry that cannot be changed any more.
type lockedView struct {
	Page Page
	Line entryLine
	By   string // who asked for the delivery

	Documents documentsView
}

func (s *server) newEntry(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	if e.Snapshot == "" {
		p, err := s.sheetPage(r, e, tabEntries, t(r.Context(), "Ny bokslutsverifikation"))
		if err != nil {
			return err
		}
		return s.withoutImport(w, r, p, engagement.ErrNoImport)
	}
	chart, err := s.entryChart(r, e)
	if err != nil {
		return err
	}
	f := entryForm{Date: e.Year.To.String(), Paper: r.FormValue("bilaga"), Back: r.FormValue("tillbaka")}
	if no := r.FormValue("vand"); no != "" {
		old, err := s.engagements.Entry(r.Context(), s.user(r), e, no)
		if err != nil {
			return err
		}
		f.reverse(r.Context(), old)
	} else if from := r.FormValue("fran"); from != "" {
		if err := s.copyFrom(r, e, &f, chart, from); err != nil {
			return err
		}
	} else if number := r.FormValue("forslag"); number != "" && f.Paper != "" {
		if err := s.fromProposal(r, e, &f, chart, number); err != nil {
			return err
		}
	} else if !f.propose(r.URL.Query()) {
		f.begin(chart, r.FormValue("konto"))
		if err := s.learn(r, e, &f, chart); err != nil {
			return err
		}
	}
	v := entryPageView{Form: f, Chart: chart}
	if v.Copies, err = s.copyChoices(r, e); err != nil {
		return err
	}
	return s.entryEditor(w, r, e, http.StatusOK, v)
}

// begin fills the first row with what removes the difference of an account.
func (f *entryForm) begin(chart *entryChart, account string) {
	if !chart.has(account) {
		return
	}
	row := chart.rows[account]
	first := entryRow{Account: account}
	if row.IsBegun && row.Diff != 0 {
		first.Debit, first.Credit = debitOf(-row.Diff), creditOf(-row.Diff)
	}
	f.Rows = append(f.Rows, first)
	if f.Paper == "" && len(row.Workpapers) == 1 {
		f.Paper = row.Workpapers[0]
	}
}

// learn adds the other row and the text to an entry that begins with what an
// account lacks, as the office has done before.
func (s *server) learn(r *http.Request, e engagement.Engagement, f *entryForm, chart *entryChart) error {
	if len(f.Rows) != 1 {
		return nil
	}
	amount, _ := f.Rows[0].amount(r.Context())
	if amount == 0 {
		return nil
	}
	learned, err := s.engagements.Learned(r.Context(), s.user(r), e, f.Rows[0].Account, amount)
	if err == nil && chart.has(learned.Contra) {
		f.Text = learned.Text
		f.Rows = append(f.Rows, entryRow{Account: learned.Contra, Debit: debitOf(-amount), Credit: creditOf(-amount)})
	}
	return err
}

// reverse fills the form with an entry's rows turned around.
func (f *entryForm) reverse(ctx context.Context, old engagement.EntryView) {
	f.Text = t(ctx, "Rättelse av %s: %s", old.No, old.Text)
	f.Paper = old.Workpaper
	for _, row := range old.Rows {
		row.Amount = -row.Amount
		f.Rows = append(f.Rows, entryRowOf(row))
	}
}

func (s *server) entry(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	saved, err := s.engagements.Entry(ctx, s.user(r), e, r.PathValue("nr"))
	if err != nil {
		return err
	}
	chart, err := s.entryChart(r, e)
	if err != nil {
		return err
	}
	p, err := s.sheetPage(r, e, tabEntries, t(ctx, "Bokslutsverifikation %s", saved.No))
	if err != nil {
		return err
	}
	line := entryLine{EntryView: saved, Rows: rowsOfEntry(ctx, e, saved, chart.names), Lock: lockText(ctx, saved)}
	switch {
	case isFragment(r):
		s.render(w, r, http.StatusOK, entryDetail(p, line))
		return nil
	case line.Lock != "" || !mayEdit(p):
		docs, err := s.documentsAt(r, p, document.Place{Entry: saved.No})
		if err == nil {
			docs.Attached, err = s.attached(r, p, saved, docs.Documents)
		}
		if err != nil {
			return err
		}
		by := ""
		if asked := saved.Delivery.AskedBy; asked != "" {
			u, err := s.offices.User(ctx, p.User, asked)
			if err != nil && !isNotFound(err) {
				return err
			}
			by = u.Name
		}
		s.render(w, r, http.StatusOK, entryLockedPage(lockedView{p, line, by, docs}))
		return nil
	}
	v := entryPageView{Page: p, Form: formOf(saved), Chart: chart}
	if saved.Draft != nil {
		v.Form, v.Draft = formOfDraft(saved), saved.Draft
	}
	v.Form.Back = r.FormValue("tillbaka")
	return s.entryEditor(w, r, e, http.StatusOK, v)
}

// entryEditor answers with the form, with what the typed rows would do.
func (s *server) entryEditor(w http.ResponseWriter, r *http.Request, e engagement.Engagement, status int, v entryPageView) error {
	ctx, title := r.Context(), t(r.Context(), "Ny bokslutsverifikation")
	if v.Form.No != "" {
		title = t(ctx, "Bokslutsverifikation %s", v.Form.No)
	}
	var err error
	if v.Page.Engagement == nil { // else the message of the request before would be lost
		if v.Page, err = s.sheetPage(r, e, tabEntries, title); err != nil {
			return err
		}
	}
	if !mayEdit(v.Page) {
		return engagement.ErrForbidden
	}
	if v.Form.No != "" {
		if v.Documents, err = s.documentsAt(r, v.Page, document.Place{Entry: v.Form.No}); err != nil {
			return err
		}
	}
	if v.Papers, err = s.engagements.Workpapers(ctx, v.Page.User, e); err != nil {
		return err
	}
	if err := s.fillEffects(r, e, &v); err != nil {
		return err
	}
	v.Debit, v.Credit = v.Form.sums()
	for i := range v.Form.Rows {
		v.Form.Rows[i].Name = v.Chart.names[v.Chart.resolve(v.Form.Rows[i].Account)]
	}
	v.Form.pad(max(firstRows, len(v.Form.Rows)+1))
	v.Page.Keys, v.Page.Scripts = editorKeys(ctx), []string{"amount.js", "entry.js"}
	s.render(w, r, status, entryPage(v))
	return nil
}

// fillEffects works out what the typed rows do to the balances and the result.
func (s *server) fillEffects(r *http.Request, e engagement.Engagement, v *entryPageView) error {
	old, err := s.counted(r, e, v.Form.No)
	if err != nil {
		return err
	}
	typed := v.Form
	typed.Rows = append([]entryRow(nil), v.Form.Rows...)
	entry, _ := typed.read(r.Context(), v.Chart, e.Year)
	v.Effects, v.Result = v.Chart.effects(entry, old), entry.ResultEffect(ledger.IsResult)
	return nil
}

// showEffects answers with the part of the editor that says what the typed rows
// do. Nothing is saved.
func (s *server) showEffects(w http.ResponseWriter, r *http.Request, e engagement.Engagement, v entryPageView) error {
	if !s.user(r).MayWrite() || e.Locked {
		return engagement.ErrForbidden
	}
	if err := s.fillEffects(r, e, &v); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, entryEffects(v))
	return nil
}

// counted is the saved version of an entry if the balances hold it as an
// adjustment.
func (s *server) counted(r *http.Request, e engagement.Engagement, no string) (*closing.Entry, error) {
	if no == "" {
		return nil, nil
	}
	saved, err := s.engagements.Entry(r.Context(), s.user(r), e, no)
	if err != nil || saved.Deleted || saved.Recognised.State.InBooks() {
		return nil, err
	}
	return &saved.Entry, nil
}

// saveEntry saves, or gives more or fewer rows when a button asks for it.
func (s *server) saveEntry(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	f, err := readEntryForm(r)
	if err != nil {
		return err
	}
	chart, err := s.entryChart(r, e)
	if err != nil {
		return err
	}
	v := entryPageView{Form: f, Chart: chart}
	switch button := formValue(r, "gor"); {
	case button == "utkast":
		return s.saveAsDraft(w, r, e, v)
	case button == "effekt":
		return s.showEffects(w, r, e, v)
	case button == "rader":
		v.Form.pad(len(f.Rows) + moreRows)
		return s.entryEditor(w, r, e, http.StatusOK, v)
	case button == "fordela":
		if wrong := v.Form.split(r.Context(), chart, formValue(r, "nyckel"), formValue(r, "fordela-rad")); wrong != "" {
			v.Wrong = map[string]string{"split": wrong}
			return s.entryEditor(w, r, e, http.StatusUnprocessableEntity, v)
		}
		return s.entryEditor(w, r, e, http.StatusOK, v)
	case strings.HasPrefix(button, "bort-"):
		if i, err := strconv.Atoi(button[len("bort-"):]); err == nil {
			v.Form.drop(i)
		}
		return s.entryEditor(w, r, e, http.StatusOK, v)
	}
	entry, wrong := v.Form.read(r.Context(), chart, e.Year)
	v.Wrong = wrong
	if len(wrong) > 0 || v.Form.anyWrong() {
		return s.entryEditor(w, r, e, http.StatusUnprocessableEntity, v)
	}
	no, err := s.storeEntry(r, e, entry)
	if err != nil {
		return s.entryFailed(w, r, e, v, err)
	}
	s.flash(r, Flash{"ok", t(r.Context(), "%s är sparad", no), t(r.Context(), "Justering är ändrad på %s.", accountList(entry))})
	http.Redirect(w, r, f.backURL(e, no), http.StatusSeeOther)
	return nil
}

func (s *server) storeEntry(r *http.Request, e engagement.Engagement, entry closing.Entry) (string, error) {
	if entry.No == "" {
		return s.engagements.CreateEntry(r.Context(), s.user(r), e.ID, entry)
	}
	return entry.No, s.engagements.UpdateEntry(r.Context(), s.user(r), e.ID, entry, versionOf(r))
}

// entryFailed keeps what was typed when the entry could not be saved.
func (s *server) entryFailed(w http.ResponseWriter, r *http.Request, e engagement.Engagement, v entryPageView, failed error) error {
	f := explain(r.Context(), failed)
	if f.Status != http.StatusConflict && f.Status != http.StatusUnprocessableEntity {
		return failed
	}
	v.Trouble = &Flash{"err", f.Title, f.Text}
	if errors.Is(failed, engagement.ErrConflict) {
		saved, err := s.engagements.Entry(r.Context(), s.user(r), e, v.Form.No)
		if err != nil {
			return err
		}
		v.Trouble = s.conflict(r, e, v.Form.No, v.Form.No)
		v.Form.Version = strconv.FormatInt(saved.Version, 10)
		v.Theirs = rowsOfEntry(r.Context(), e, saved, v.Chart.names)
	}
	return s.entryEditor(w, r, e, f.Status, v)
}

// accountList names the accounts of an entry: 2920, 7090.
func accountList(e closing.Entry) string {
	line := entryLine{EntryView: engagement.EntryView{Entry: e}}
	return strings.Join(line.accounts(), ", ")
}

func editorKeys(ctx context.Context) []Key {
	return []Key{
		{[]string{"Tab"}, t(ctx, "nästa fält")},
		{[]string{"↓"}, t(ctx, "ny rad")},
		{[]string{"="}, t(ctx, "balansera")},
		{[]string{"Ctrl", "Enter"}, t(ctx, "spara och stäng")},
	}
}

// deliveryText says where a delivered entry stands.
func deliveryText(ctx context.Context, line entryLine) string {
	if line.Delivery.State != export.Sent {
		return ""
	}
	if line.Delivery.Target.Tenant == export.FileTenant {
		return t(ctx, "Inläst med SIE-fil, markerad %s.", clock(line.Delivery.Receipt.At))
	}
	return t(ctx, "Bokförd i Fortnox som %s, kontrolläst %s.", receiptText(line.Delivery), clock(line.Delivery.Receipt.At))
}

func saveURL(v entryPageView) string {
	if v.Form.No == "" {
		return sheetURL(*v.Page.Engagement, "/verifikationer")
	}
	return sheetURL(*v.Page.Engagement, "/verifikationer/"+v.Form.No)
}

// rowDescribed names the sentence about a row, when there is one.
func rowDescribed(i int, row entryRow) string {
	if len(row.Wrong) == 0 {
		return ""
	}
	return "rad-" + strconv.Itoa(i) + "-fel"
}

// dash writes an en dash for nothing.
func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
