package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"bokslut/internal/document"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/report"
)

// binderOf gathers everything that the binder is made of.
func (s *server) binderOf(r *http.Request, p Page, q binderQuery) (report.Binder, error) {
	ctx, e := r.Context(), *p.Engagement
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return report.Binder{}, err
	}
	b := report.Binder{
		Engagement: e, Framework: frameworkName(ctx, e.Client.Framework), Responsible: s.colleague(ctx, p.User, e.Responsible), Reviewer: s.colleague(ctx, p.User, e.Reviewer),
		Imported: t(ctx, "%s, läst %s", t(ctx, sourceWord(e.Source)), clock(snap.At)), Names: namesOf(snap.Totals.Years[0]), Internal: q.Internal, EntryFiles: map[string][]report.File{},
	}
	if b.Balance, err = s.engagements.Balance(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Lines, err = s.engagements.Workpapers(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Entries, err = s.engagements.Entries(ctx, p.User, e); err != nil {
		return b, err
	}
	if b.Checks, err = s.engagements.Checklist(ctx, p.User, e); err != nil {
		return b, err
	}
	files, err := s.newFiles(r, p, q.Files)
	if err != nil {
		return b, err
	}
	for _, line := range b.Lines {
		if !q.lets(line) {
			continue
		}
		paper, err := s.printedPaper(r, p, line.No, files)
		if err != nil {
			return b, err
		}
		b.Papers = append(b.Papers, paper)
	}
	if b.Accounts, err = s.printedAccounts(r, p, q, files); err != nil {
		return b, err
	}
	for _, one := range b.Entries {
		docs := entryDocuments(files.all, one)
		if b.EntryFiles[one.No], err = files.files(ctx, one.No, docs); err != nil {
			return b, err
		}
	}
	b.Choice = q.text(ctx, len(b.Papers), len(b.Lines))
	return b, nil
}

func frameworkName(ctx context.Context, f office.Framework) string {
	for _, c := range frameworks {
		if c.Value == string(f) {
			return t(ctx, c.Name)
		}
	}
	return ""
}

// colleague is the name of a colleague, or a dash.
func (s *server) colleague(ctx context.Context, by office.User, id string) string {
	if id == "" {
		return t(ctx, "–")
	}
	u, err := s.offices.User(ctx, by, id)
	if err != nil {
		return t(ctx, "–")
	}
	return u.Name
}

// printedPaper is a bilaga with its documents.
func (s *server) printedPaper(r *http.Request, p Page, no string, files *fileLoader) (report.Paper, error) {
	view, err := s.engagements.Workpaper(r.Context(), p.User, *p.Engagement, no)
	if err != nil {
		return report.Paper{}, err
	}
	if view.Deleted {
		return report.Paper{}, engagement.ErrNotFound
	}
	sortItems(view.Items)
	paper := report.Paper{WorkpaperView: view}
	paper.Files, err = files.files(r.Context(), paper.Owner(r.Context()), paperDocuments(files.all, no, view.Workpaper.Accounts))
	for i, f := range paper.Files {
		paper.Files[i].On = onRows(view, f.Document)
	}
	return paper, err
}

// paperReport is one bilaga by itself: on screen, or as a file when the name ends
// so.
func (s *server) paperReport(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	no, ending := r.PathValue("bilaga"), ""
	for _, one := range []string{"pdf", "xlsx"} {
		if rest, ok := strings.CutSuffix(no, "."+one); ok {
			no, ending = rest, one
		}
	}
	p, err := s.sheetPage(r, e, tabReports, t(ctx, "Bilaga %s", no))
	if err != nil {
		return err
	}
	files, err := s.newFiles(r, p, ending == "pdf")
	if err != nil {
		return err
	}
	paper, err := s.printedPaper(r, p, no, files)
	if err != nil {
		return err
	}
	internal := r.FormValue("interna") != "0"
	make := func() report.Document { return report.PaperReport(ctx, s.reportHead(p), reportWords, paper, internal) }
	switch ending {
	case "pdf":
		return s.sendPrint(w, r, report.Labelled(ctx, paper.Owner(ctx), paper.Files), make)
	case "":
		return s.showReport(w, r, reportView{Page: p, Document: make(), path: "/rapporter/bilaga/" + no})
	}
	return s.sendReport(w, r, cmp.Or(ending, "xlsx"), make())
}

// printedAccounts are the accounts with comments, and in a print of everything
// those with documents that no bilaga shows.
func (s *server) printedAccounts(r *http.Request, p Page, q binderQuery, files *fileLoader) ([]report.AccountNotes, error) {
	ctx, e := r.Context(), *p.Engagement
	comments, err := s.engagements.AllAccountComments(ctx, p.User, e)
	if err != nil {
		return nil, err
	}
	docs := map[string][]document.Document{}
	for _, d := range files.all {
		for _, place := range d.Places {
			if place.Account != "" && !d.Deleted && files.seen[d.ID] == "" && !files.told[d.ID] && q.Which == allPapers {
				docs[place.Account] = append(docs[place.Account], d)
			}
		}
	}
	snap, err := s.engagements.Snapshot(ctx, p.User, e)
	if err != nil {
		return nil, err
	}
	names := namesOf(snap.Totals.Years[0])
	accounts := slices.AppendSeq(slices.Collect(maps.Keys(comments)), maps.Keys(docs))
	slices.Sort(accounts)
	var all []report.AccountNotes
	for _, number := range slices.Compact(accounts) {
		one := report.AccountNotes{Account: number, Name: names[number], Comments: comments[number]}
		if one.Files, err = files.files(ctx, one.Owner(ctx), docs[number]); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}
