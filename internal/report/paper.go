package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/schedule"
	"bokslut/internal/workpaper"
)

// A Paper is a bilaga with the files that are attached to it.
type Paper struct {
	engagement.WorkpaperView
	Files []File
}

// Owner names the bilaga as the owner of its files.
func (p Paper) Owner(ctx context.Context) string { return t(ctx, "Bilaga %s", p.No) }

// PaperReport is one bilaga by itself. Internal says whether internal comments
// are printed.
func PaperReport(ctx context.Context, h Head, w Words, p Paper, internal bool) Document {
	s := paperSection(ctx, h, w, p, internal)
	d := Document{Head: h, Title: s.Title, Name: "bilaga-" + p.No, Sections: []Section{s}}
	d.Head.Right = s.Title
	if !p.Status.IsDone() {
		d.Head.Draft = w.Status(ctx, p.Status)
	}
	d.Sections[0].Title, d.Sections[0].NewPage, d.Sections[0].Indexed = "", false, false
	return d
}

// paperSection is a bilaga: what it is about, the proof against the ledger, what
// explains the balance, files, comments and signatures.
func paperSection(ctx context.Context, h Head, w Words, p Paper, internal bool) Section {
	s := Section{
		Title: t(ctx, "Bilaga %s – %s", p.No, p.Name), NewPage: true, Indexed: true, Level: 1,
		Facts: []Fact{
			{t(ctx, "Konto"), strings.Join(p.Workpaper.Accounts, ", ")},
			{t(ctx, "Slag"), w.Kind(ctx, p.Kind)},
			{t(ctx, "Per datum"), h.Year.To.String()},
			{t(ctx, "Status"), p.status(ctx, w)},
			{t(ctx, "Avstämt mot"), cmp.Or(w.Against(ctx, p.Workpaper), t(ctx, "–"))},
		},
		Tables: []Table{proofTable(ctx, p)},
		Notes:  append(signNotes(ctx, p.SignOff), commentNotes(ctx, w, p.Comments, internal)...),
		Signs:  signBox(ctx, p.Signed, p.Status),
	}
	s.Right = s.Title
	if p.Missing != "" {
		s.Texts = append(s.Texts, t(ctx, "Bilagan har ingen reskontra."))
	}
	s.Facts = append(s.Facts, paperFacts(ctx, w, p)...)
	for _, table := range []Table{
		causeTable(ctx, w, p), stepTable(ctx, w, p),
		itemTable(ctx, w, p, t(ctx, "Öppna poster per %s", h.Year.To), p.Items),
		itemTable(ctx, w, p, t(ctx, "Skatteverkets del (rot och rut)"), p.Claims),
		itemTable(ctx, w, p, t(ctx, "Ännu inte bokfört när reskontran hämtades"), p.Unbooked),
		rowTable(ctx, w, p), fileTable(ctx, p.Files),
	} {
		if table.Rows != nil {
			s.Tables = append(s.Tables, table)
		}
	}
	s.Attach = attachments(ctx, p.Owner(ctx), p.Files)
	return s
}

// proofTable holds what a bilaga says against the ledger, account by account.
func proofTable(ctx context.Context, p Paper) Table {
	var all []Row
	var sum engagement.Row
	for _, r := range p.Accounts {
		reconciled, diff := Cell{}, Cell{}
		if r.IsBegun {
			reconciled, diff = A(r.Reconciled), A(r.Diff)
		}
		all = append(all, Row{Line, []Cell{account(r.Account), T(r.Name), A(r.Opening), A(r.Booked), AOr(r.Adjustment), A(r.Final), reconciled, diff}})
		sum = Plus(sum, r)
	}
	if len(all) > 1 {
		all = append(all, Row{Total, []Cell{{}, T(t(ctx, "Summa")), A(sum.Opening), A(sum.Booked), AOr(sum.Adjustment), A(sum.Final), A(sum.Reconciled), A(sum.Diff)}})
	}
	return Table{
		Caption: t(ctx, "Avstämning"), Rows: rows(all), Empty: t(ctx, "Bilagans konton finns inte i bokföringen."),
		Columns: append(accountColumns(ctx), amount(t(ctx, "IB")), amount(t(ctx, "Bokfört")), amount(t(ctx, "Justering")), amount(t(ctx, "Slutligt saldo")), amount(t(ctx, "Avstämt")), amount(t(ctx, "Differens"))),
	}
}

// paperFacts are what was typed about the bilaga as a whole.
func paperFacts(ctx context.Context, w Words, p Paper) []Fact {
	form, _ := schedule.FormOf(p.Kind)
	var facts []Fact
	for _, c := range form.Facts {
		kept := p.Facts[c.ID]
		if c.Computed {
			kept = p.Says.Facts[c.ID]
		}
		if kept != "" {
			facts = append(facts, Fact{w.Column(ctx, p.Kind, c.ID), typedCell(ctx, w, c, kept).String()})
		}
	}
	return facts
}

func causeTable(ctx context.Context, w Words, p Paper) Table {
	if len(p.Explanations) == 0 {
		return Table{}
	}
	var all []Row
	var sum money.Amount
	for _, x := range p.Explanations {
		all = append(all, Row{Line, []Cell{account(x.Account), T(x.Voucher), D(x.Date), T(w.Cause(ctx, x)), A(x.Amount)}})
		sum += x.Amount
	}
	return Table{
		Caption: t(ctx, "Orsaker till att kontot skiljer sig från reskontran"), Rows: rows(append(all, Row{Total, []Cell{{}, {}, {}, T(t(ctx, "Summa")), A(sum)}})),
		Columns: []Column{{Name: t(ctx, "Konto"), Type: Text}, {Name: t(ctx, "Ver."), Type: Text}, {Name: t(ctx, "Datum"), Type: Date}, {Name: t(ctx, "Orsak till skillnaden"), Type: Text, Wide: 1}, amount(t(ctx, "Belopp"))},
	}
}

func stepTable(ctx context.Context, w Words, p Paper) Table {
	if len(p.Steps) == 0 {
		return Table{}
	}
	var all []Row
	for _, s := range p.Steps {
		name, how := w.Step(ctx, s)
		all = append(all, Row{Line, []Cell{account(s.Account), T(name), T(how), A(s.Amount)}})
	}
	return Table{
		Caption: t(ctx, "Beräkning"), Rows: rows(all),
		Columns: []Column{{Name: t(ctx, "Konto"), Type: Text}, {Name: t(ctx, "Beräkning"), Type: Text, Wide: 2}, {Name: t(ctx, "Så här"), Type: Text, Wide: 3}, amount(t(ctx, "Belopp"))},
	}
}

// commentNotes are the comments that are printed, with their answers.
func commentNotes(ctx context.Context, w Words, comments []workpaper.Comment, internal bool) []Note {
	var notes []Note
	for _, c := range comments {
		if c.Tag == workpaper.Internal && !internal {
			continue
		}
		notes = append(notes, Note{c.Name + ", " + Clock(c.At) + ", " + w.Tag(ctx, c.Tag), c.Text})
		if c.Answer != nil {
			notes = append(notes, Note{t(ctx, "Svar av %s, %s", c.Answer.Name, Clock(c.Answer.At)), cmp.Or(c.Answer.Text, t(ctx, "Avklarad utan svar."))})
		}
	}
	return notes
}

// signBox is who wrote, signed and reviewed. What is not done yet is a place to
// write.
func signBox(ctx context.Context, s workpaper.Signed, status engagement.Status) []Fact {
	box := []Fact{{Label: t(ctx, "Upprättad")}, {Label: t(ctx, "Klarmarkerad")}, {Label: t(ctx, "Granskad")}}
	if s.Prepared != nil {
		box[0].Value = s.Prepared.Name + "\n" + Clock(s.Prepared.At)
	}
	if s.SignOff != nil {
		box[1].Value = s.SignOff.Name + "\n" + Clock(s.SignOff.At)
		if status == engagement.Drifted {
			box[1].Value += "\n" + t(ctx, "gällde %s", signedFinal(*s.SignOff))
		}
	}
	if s.Review != nil {
		box[2].Value = s.Review.Name + "\n" + Clock(s.Review.At)
	}
	return box
}

// signedFinal is the balance that a sign-off was given on.
func signedFinal(s workpaper.SignOff) money.Amount {
	var sum money.Amount
	for _, f := range s.Figures {
		sum += f.Final
	}
	return sum
}

// signNotes are what was written at the sign-off: the reason of a difference, and
// the changes that were accepted since.
func signNotes(ctx context.Context, s *workpaper.SignOff) []Note {
	if s == nil {
		return nil
	}
	var notes []Note
	if s.Reason != "" {
		notes = append(notes, Note{t(ctx, "Förklarad differens %s, %s, %s", s.Explains, s.Name, Clock(s.At)), s.Reason})
	}
	for _, a := range s.Accepted {
		notes = append(notes, Note{t(ctx, "Godtagen ändring efter klarmarkering, %s, %s", a.Name, Clock(a.At)), t(ctx, "%s, inom väsentlighetsgränsen %s.", a.Amount, a.Limit)})
	}
	return notes
}

// status is the status in words, with what it was reached without.
func (p Paper) status(ctx context.Context, w Words) string {
	return statusText(ctx, w, p.Status, slices.ContainsFunc(p.Accounts, func(r engagement.Row) bool { return r.Unsupported }))
}
