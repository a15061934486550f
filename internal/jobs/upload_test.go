package jobs_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/demo/company"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/source"
	"bokslut/internal/workpaper"
)

// sieFiles are the SIE files of a company as Fortnox gives them, the latest
// year first, and an engagement that reads SIE files.
func sieFiles(t *testing.T, c company.Company) (h *house, e engagement.Engagement, files [][]byte) {
	t.Helper()
	return sieFilesOn(t, c, sqliteFile(t))
}

func sieFilesOn(t *testing.T, c company.Company, database string) (h *house, e engagement.Engagement, files [][]byte) {
	t.Helper()
	h = newHouse(t, database)
	h.whole = true
	e = h.imported(c)
	parts, err := h.db.SnapshotParts(t.Context(), h.by.Office, e.Snapshot)
	must(t, err)
	for _, p := range parts {
		if p.Kind == source.KindSIE {
			files = append(files, p.Body)
		}
	}
	slices.SortFunc(files, func(a, b []byte) int { return strings.Compare(yearLine(b), yearLine(a)) })
	if len(files) < 2 {
		t.Fatalf("%d SIE files", len(files))
	}
	must(t, h.engagements.SetSource(t.Context(), h.by, e.ID, engagement.SIE))
	return h, h.again(e), files
}

// yearLine is the line of the file's own year.
func yearLine(sie []byte) string {
	at := bytes.Index(sie, []byte("#RAR 0 "))
	return string(sie[at : at+16])
}

// upload gives files to the engagement, named a.se, b.se and so on.
func (h *house) upload(e engagement.Engagement, bodies ...[]byte) jobs.Job {
	h.t.Helper()
	var files []jobs.Upload
	for i, body := range bodies {
		files = append(files, jobs.Upload{Name: string(rune('a'+i)) + ".se", Body: body})
	}
	j, err := h.work.ImportFiles(h.t.Context(), h.by, e.ID, files)
	must(h.t, err)
	h.takeIn(e)
	return j
}

func TestUpload(t *testing.T) {
	t.Parallel()
	h, e, files := sieFiles(t, design())
	fromFortnox := h.finals(e)
	j := h.upload(e, files[1], files[0]) // two years in two files, the older one first
	if j.State != jobs.Done || j.Snapshot == "" {
		t.Fatalf("upload ended as %s: %+v", j.State, j.Problem)
	}
	e = h.again(e)
	if e.Snapshot != j.Snapshot {
		t.Errorf("current import %q, want %q", e.Snapshot, j.Snapshot)
	}
	for account, was := range fromFortnox {
		if got := h.finals(e)[account]; got != was {
			t.Errorf("%s is %v by the files, %v by Fortnox", account, got, was)
		}
	}
	sheet, err := h.engagements.Balance(t.Context(), h.by, e)
	must(t, err)
	if !sheet.HasYearUB {
		t.Error("last year is not in the import")
	}
	if w := bilaga(t, h, design(), workpaper.Receivables); w.Missing != "" || len(w.Items) == 0 {
		t.Errorf("kundfordringar after a file: missing %q with %d items, want those of Fortnox", w.Missing, len(w.Items))
	}
}

// TestUploadRefused: each wrong file is refused with its own code, its name,
// and nothing taken in.
func TestUploadRefused(t *testing.T) {
	t.Parallel()
	h, e, files := sieFiles(t, design())
	sie := files[0]
	before, kept := h.again(e), h.snapshots(e)
	replaced := func(old, with string) []byte {
		t.Helper()
		if !bytes.Contains(sie, []byte(old)) {
			t.Fatalf("the file has no %q", old)
		}
		return bytes.ReplaceAll(sie, []byte(old), []byte(with))
	}
	orgnr := design().OrganisationNumber()
	for _, tt := range []struct {
		name   string
		bodies [][]byte
		code   string
		arg    string // the first
	}{
		{"not_sie", [][]byte{[]byte("%PDF-1.7 hej")}, jobs.ProblemNotSIE, "a.se"},
		{"zip", [][]byte{[]byte("PK\x03\x04\x00\x00")}, jobs.ProblemNotSIE, "a.se"},
		{"empty", [][]byte{nil}, jobs.ProblemEmpty, "a.se"},
		{"blanks", [][]byte{[]byte(" \r\n\r\n")}, jobs.ProblemEmpty, "a.se"},
		{"the_second_of_two_is_empty", [][]byte{sie, nil}, jobs.ProblemEmpty, "b.se"},
		{"transactions_only", [][]byte{[]byte("#FLAGGA 0\r\n#SIETYP 4\r\n#FNAMN \"Prov\"\r\n#VER A 1 20251231 x\r\n{\r\n#TRANS 1930 {} 1\r\n#TRANS 3001 {} -1\r\n}\r\n")}, jobs.ProblemTransactions, "a.se"},
		{"another_company", [][]byte{replaced(orgnr, "556036-0793")}, jobs.ProblemCompany, orgnr},
		{"another_year", [][]byte{files[1]}, jobs.ProblemYear, e.Year.String()},
		{"no_file", nil, jobs.ProblemEmpty, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j := h.upload(e, tt.bodies...)
			if j.State != jobs.Failed || j.Problem.Code != tt.code {
				t.Fatalf("it ended as %s: %+v, want %s", j.State, j.Problem, tt.code)
			}
			if tt.arg != "" && (len(j.Problem.Args) == 0 || j.Problem.Args[0] != tt.arg) {
				t.Errorf("args %q, want %q first", j.Problem.Args, tt.arg)
			}
			if h.again(e) != before || h.snapshots(e) != kept {
				t.Error("something was taken in")
			}
			latest, err := h.work.LatestImport(t.Context(), h.by, e.ID)
			if err != nil || latest.State != jobs.Failed {
				t.Errorf("LatestImport = %s, %v, want the failed one", latest.State, err)
			}
		})
	}
}

func TestFileNamesHaveNoFolders(t *testing.T) {
	t.Parallel()
	h, e, _ := sieFiles(t, design())
	for _, name := range []string{`C:\Users\Eva\bok.se`, "../../etc/bok.se", "/bok.se", "bok.se"} {
		j, err := h.work.ImportFiles(t.Context(), h.by, e.ID, []jobs.Upload{{Name: name}})
		must(t, err)
		if len(j.Problem.Args) == 0 || j.Problem.Args[0] != "bok.se" {
			t.Errorf("%q is called %q", name, j.Problem.Args)
		}
	}
}

// TestUploadWhileOneRuns: an upload that nobody takes over keeps others out,
// and a program that died in it does not do so for ever.
func TestUploadWhileOneRuns(t *testing.T) {
	t.Parallel()
	h, e, files := sieFiles(t, design())
	_, err := h.db.AddJob(t.Context(), jobs.Job{
		ID: "j", Office: h.by.Office, Engagement: e.ID, Kind: jobs.Import, State: jobs.Running, By: h.by.ID, Asked: h.now(), Inline: true,
	}, "dead", time.Minute)
	must(t, err)
	if _, err := h.work.ImportFiles(t.Context(), h.by, e.ID, []jobs.Upload{{Name: "a.se", Body: files[0]}}); !errors.Is(err, engagement.ErrBusy) {
		t.Errorf("ImportFiles = %v, want ErrBusy", err)
	}
	_, err = h.db.DB().Exec(`UPDATE job SET lease_until = 0 WHERE id = 'j'`)
	must(t, err)
	h.start(h.instance, 1)
	if j := h.ended(h.work.LatestImport, e); j.State != jobs.Failed || j.Problem.Code != jobs.ProblemInterrupted {
		t.Errorf("the dead upload ended as %s: %+v, want interrupted", j.State, j.Problem)
	}
	if j := h.upload(e, files[0]); j.State != jobs.Done {
		t.Errorf("the next upload ended as %s: %+v", j.State, j.Problem)
	}
}

func TestManual(t *testing.T) {
	t.Parallel()
	h := newHouse(t, sqliteFile(t))
	year := civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}
	e := h.create("Prov AB", "556036-0793", year, engagement.Manual)
	j, err := h.work.ImportManual(t.Context(), h.by, e.ID, "1930\tBank\t1 000,00\n2081\tAktiekapital\t-1 000,00\n")
	must(t, err)
	if j.State != jobs.Done {
		t.Fatalf("it ended as %s: %+v", j.State, j.Problem)
	}
	if got := h.finals(e)["1930"]; got != 1000_00 {
		t.Errorf("1930 is %v, want 1 000,00", got)
	}
	for _, tt := range []struct{ name, text string }{{"empty", ""}, {"no_amount", "1930 Bank\n"}, {"no_account", "Bank 100\n"}} {
		t.Run(tt.name, func(t *testing.T) {
			j, err := h.work.ImportManual(t.Context(), h.by, e.ID, tt.text)
			must(t, err)
			if j.State != jobs.Failed || j.Problem.Code == jobs.ProblemInternal {
				t.Errorf("it ended as %s: %+v, want failed for a named reason", j.State, j.Problem)
			}
		})
	}
}
