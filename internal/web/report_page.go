package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"bokslut/internal/engagement"
	"bokslut/internal/report"
	"bokslut/internal/report/excel"
	"bokslut/internal/report/pdf"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// report shows a report, or gives it as a file when its name ends so.
func (s *server) report(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	key, ending, _ := strings.Cut(r.PathValue("rapport"), ".")
	for _, kind := range reportKinds {
		if kind.Key != key {
			continue
		}
		p, err := s.sheetPage(r, e, tabReports, t(r.Context(), kind.Name))
		if err != nil {
			return err
		}
		q := newReportQuery(r)
		d, err := kind.make(s, r, p, q)
		if err != nil {
			return s.withoutImport(w, r, p, err)
		}
		if ending != "" && len(q.Wrong) == 0 {
			return s.sendReport(w, r, ending, d)
		}
		return s.showReport(w, r, reportView{Page: p, Kind: kind, Query: q, Document: d, path: "/rapporter/" + key})
	}
	return errNoPage
}

// sendReport gives a document as a file. A spreadsheet is written while it is
// read; when the reader leaves, it ends.
func (s *server) sendReport(w http.ResponseWriter, r *http.Request, ending string, d report.Document) error {
	switch ending {
	case "pdf":
		body, err := pdf.Make(d, pdfWords(r.Context()))
		if err != nil {
			return err
		}
		fileHead(w, d, "pdf", "application/pdf")
		_, _ = bytes.NewReader(body).WriteTo(w) // a reader who leaves is nothing to report
		return nil
	case "xlsx":
		fileHead(w, d, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
		if err := excel.Write(w, d); err != nil {
			s.log.Info("spreadsheet not sent whole", "route", route(r), "err", err)
		}
		return nil
	}
	return errNoPage
}

func fileHead(w http.ResponseWriter, d report.Document, ending, kind string) {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '-'
	}, d.Head.Client)
	name = string([]rune(name)[:min(len([]rune(name)), 60)]) + "-" + d.Head.Year.To.String() + "-" + d.Name + "." + ending
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
}

func pdfWords(ctx context.Context) pdf.Words {
	return pdf.Words{
		Printed: func(at, by string) string { return t(ctx, "Utskriven %s av %s · Skatt & Bokslut", at, by) },
		Page:    func(page, pages int) string { return t(ctx, "Sida %d (%d)", page, pages) },
		Draft:   t(ctx, "Utkast"), Year: t(ctx, "Räkenskapsår"),
	}
}

// reportView is a report on screen.
type reportView struct {
	Page     Page
	Kind     reportKind
	Query    reportQuery
	Series   []string
	Document report.Document
	Sections []shownSection
	Pages    paging
	path     string
}

// shownSection is a section with the rows that stand on the page.
type shownSection struct {
	report.Section
	Tables []shownTable
}

type shownTable struct {
	report.Table
	At   []int // indexes of the columns that are shown
	Rows []report.Row
	Any  bool // the table has rows, on this page or another
}

func (s *server) showReport(w http.ResponseWriter, r *http.Request, v reportView) error {
	snap, err := s.engagements.Snapshot(r.Context(), v.Page.User, *v.Page.Engagement)
	if err != nil && !errors.Is(err, engagement.ErrNoImport) {
		return err
	}
	if err == nil {
		v.Series = seriesCodes(snap.Totals)
	}
	v.cut(r.FormValue("sida"))
	status := http.StatusOK
	if len(v.Query.Wrong) > 0 {
		status = http.StatusUnprocessableEntity
	}
	s.render(w, r, status, reportPage(v))
	return nil
}

// cut keeps the rows of the page that is asked for.
func (v *reportView) cut(page string) {
	v.Pages = newPaging(v.Document.Rows(1<<31-1), page)
	n := 0
	for _, s := range v.Document.Sections {
		shown := shownSection{Section: s}
		for _, table := range s.Tables {
			one := shownTable{Table: table}
			for i, c := range table.Columns {
				if !c.Sheet {
					one.At = append(one.At, i)
				}
			}
			var heading *report.Row
			for row := range table.Rows {
				one.Any = true
				if row.Kind == report.Group {
					heading = &row
				}
				if n++; n > v.Pages.To {
					break
				}
				if n <= v.Pages.From {
					continue
				}
				if len(one.Rows) == 0 && heading != nil && row.Kind != report.Group {
					one.Rows = append(one.Rows, *heading) // what the first rows of the page belong to
				}
				one.Rows = append(one.Rows, row)
			}
			if len(one.Rows) > 0 || !one.Any {
				shown.Tables = append(shown.Tables, one)
			}
		}
		v.Sections = append(v.Sections, shown)
	}
}

func (v reportView) url(ending, page string) string {
	return sheetURL(*v.Page.Engagement, v.path+ending, v.Query.pairs(page)...)
}

// cellURL is the page of what a cell names, or nothing.
func cellURL(e engagement.Engagement, p report.Place) string {
	switch {
	case p.Account != "":
		return accountURL(e, 0, p.Account)
	case p.Voucher != "":
		return voucherURL(e, 0, p.Series, p.Voucher)
	case p.Workpaper != "":
		return sheetURL(e, "/bilagor/"+p.Workpaper)
	case p.Entry != "":
		return sheetURL(e, "/verifikationer", "oppen", p.Entry) + "#" + p.Entry
	}
	return ""
}

// printed are the tabs whose pages are made to be put in a binder.
var printed = []string{tabQuestions, tabBalance, tabResult, tabEntries, tabAnalysis, tabWorkpapers, tabReports, tabTax, tabPlan, tabAdjust, tabTaxFacts, tabStatement}

// Margins tells whether a print of the page has client, title and time in its
// margins.
func (p Page) Margins() bool { return p.Engagement != nil && slices.Contains(printed, p.Tab) }

// marginSheet is the style sheet with what stands in the margins of a print.
func (s *server) marginSheet(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx := r.Context()
	who := e.Client.Name + "  " + e.Client.OrgNr + "   " + t(ctx, "Räkenskapsår %s", e.Year)
	printed := t(ctx, "Utskriven %s av %s · Skatt & Bokslut", clock(s.now()), s.user(r).Name)
	const font = `8pt "Source Sans 3 Variable", "Source Sans 3", Arial, sans-serif`
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write([]byte("@page {\n" +
		"  @top-left { content: " + cssString(who) + "; font: " + font + "; }\n" +
		"  @top-right { content: " + cssString(r.FormValue("rubrik")) + "; font: 600 " + font + "; }\n" +
		"  @bottom-left { content: " + cssString(printed) + "; font: " + font + "; }\n}\n")) // a reader who leaves is nothing to report
	return nil
}

// cssString writes a text as a string of CSS: letters and digits as they are,
// everything else by its number.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		if i > 300 {
			break
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' || r == '-' || r == '.' {
			b.WriteRune(r)
			continue
		}
		fmt.Fprintf(&b, `\%x `, r)
	}
	b.WriteByte('"')
	return b.String()
}

// itemRemarks are what to know about an open item, in one list.
func itemRemarks(ctx context.Context, i workpaper.Item, w workpaper.Workpaper) []string {
	all := remarks(ctx, i, dayOf(w.ReadAt))
	for _, mark := range i.Remarks {
		all = append(all, t(ctx, markText(subledger.Mark(mark))))
	}
	return all
}

func reportColumn(c report.Column) string {
	switch {
	case c.Type == report.Amount || c.Type == report.Count:
		return "num"
	case c.Wide > 0:
		return "grow wrapok"
	}
	return "nb"
}

func reportRowClass(k report.RowKind) string {
	switch k {
	case report.Sum:
		return "sub"
	case report.Total:
		return "tot"
	}
	return ""
}

func factCells(facts []report.Fact) []Cell {
	var cells []Cell
	for _, f := range facts {
		cells = append(cells, Cell{Label: f.Label, Value: f.Value})
	}
	return cells
}
