package web_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// laterFile is the file of the same company when a voucher was changed and one
// was added.
func laterFile() string {
	file := sieFile("556000-4615", "2025", "25150.00")
	file = strings.Replace(file, `"Sale"`, `"Sale, corrected"`, 1)
	file = strings.Replace(file, "#RES 0 3001 -100.00", "#RES 0 3001 -150.00", 1)
	return file + strings.Join([]string{`#VER A 2 20250301 "Late"`, "{", "#TRANS 1930 {} 50.00", "#TRANS 3001 {} -50.00", "}", ""}, "\r\n")
}

// filed is an engagement with a file taken in and a signed bilaga for 1930.
func (s *site) filed() (engagement.Engagement, string) {
	s.t.Helper()
	ctx := s.t.Context()
	id := s.toSource("Prov AB", "556000-4615", "2025-01-01", "2025-12-31", "sie").Query.Get("u")
	s.wants(s.upload(id, [2]string{`C:\fil <1>.se`, sieFile("556000-4615", "2025", "25100.00")}), http.StatusOK, "Bokföringen är inläst")
	no, err := s.Engagements.CreateWorkpaper(ctx, s.User, id, "Bank", []string{"1930"})
	if err == nil {
		_, err = s.Engagements.EditRows(ctx, s.User, id, no, []engagement.RowEdit{{Row: &workpaper.Row{Account: "1930", Text: "Kontoutdrag", Amount: 25100_00}}}, nil)
	}
	if err == nil {
		err = s.Engagements.Sign(ctx, s.User, id, no, 2, engagement.Signing{})
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return s.engagement(id), no
}

func (s *site) engagement(id string) engagement.Engagement {
	s.t.Helper()
	e, err := s.Engagements.Get(s.t.Context(), s.User, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

// TestTakingIn goes the way of a consultant: a later import says what it changes
// and touches, is left, taken in, and set back.
func TestTakingIn(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	e, no := s.filed()
	u := "/u/" + e.ID
	s.wants(s.get(u+"/andringar"), http.StatusOK, "Första importen", "Anna Berg")

	p := s.upload(e.ID, [2]string{"2025.se", laterFile()})
	waiting := s.engagement(e.ID).Candidate
	if waiting == "" || p.Path != u+"/importer/"+waiting {
		t.Fatalf("after a file that changes something the page is %s, want the preview", p.Path)
	}
	s.wants(p, http.StatusOK, "Vad importen ändrar", "Läs in ändringarna", "Låt bli", "A 2, 2025-03-01, Late", "1930 50,00 · 3001 −50,00",
		"A 1, 2025-02-01, Sale, corrected", "Texten var ”Sale”.", "Belopp och konton är oförändrade.",
		"1 klarmarkering upphör att gälla om du läser in", "Klarmarkeringen upphör: "+no, "25\u00a0100,00 → 25\u00a0150,00", "+50,00")
	if got := s.engagement(e.ID); got.Snapshot != e.Snapshot {
		t.Error("the preview took the import in")
	}
	s.wants(s.get(u), http.StatusOK, "En import väntar på att läsas in", u+"/importer/"+waiting)
	s.wants(s.get(u+"/importer"), http.StatusOK, "Gäller", "Väntar på att läsas in", "Visa ändringarna")

	s.wants(s.post(u+"/importer/"+waiting+"/lat-bli", url.Values{}), http.StatusOK, "Importen lästes inte in", "Inte inläst", "Ställ tillbaka till denna")
	if strings.Contains(s.get(u).Body, "En import väntar") {
		t.Error("an import that was left still waits")
	}
	p = s.post(u+"/importer/"+waiting+"/las-in", url.Values{"fore": {"another"}})
	s.wants(p, http.StatusOK, "En annan import har lästs in under tiden", "Läs in ändringarna")
	if got := s.engagement(e.ID); got.Snapshot != e.Snapshot {
		t.Error("an import was taken in though another one was current than the person saw")
	}
	for range 2 { // a double click
		p = s.post(u+"/importer/"+waiting+"/las-in", url.Values{"fore": {e.Snapshot}})
		s.wants(p, http.StatusOK, "Importen är inläst", "Senaste importen ändrade", "A 2, 2025-03-01, Late", "1 nya, 1 ändrade, 0 borttagna")
	}
	s.wants(s.get(u+"/andringar"), http.StatusOK, "1 nya, 1 ändrade, 0 borttagna", u+"/andringar/2")
	s.wants(s.get(u+"/andringar/2"), http.StatusOK, "A 2, 2025-03-01, Late", "1 klarmarkering upphörde att gälla", "Klarmarkeringen av Anna Berg upphör")
	s.wants(s.get(u+"/andringar/9"), http.StatusNotFound)
	s.wants(s.get(u+"/andringar/x"), http.StatusNotFound)

	s.wants(s.upload(e.ID, [2]string{"igen.se", laterFile()}), http.StatusOK, "Bokföringen är inläst", "Inget har ändrats sedan den förra importen")
	again := s.engagement(e.ID).Snapshot
	p = s.get(u + "/importer/" + e.Snapshot)
	s.wants(p, http.StatusOK, "Ställ tillbaka till importen", "borttagen", "Klarmarkeringen av Anna Berg gäller igen")
	s.wants(s.post(u+"/importer/"+e.Snapshot+"/las-in", url.Values{"fore": {again}}), http.StatusOK, "Importen är inläst")
	if got := s.engagement(e.ID); got.Snapshot != e.Snapshot {
		t.Error("the engagement was not set back")
	}
	s.wants(s.get(u+"/andringar"), http.StatusOK, "Återställd: 0 nya, 1 ändrade, 1 borttagna", "Inget ändrades")
}

// TestDownloadOfAnImport takes an import out: the file is there byte by byte,
// under a name that is safe everywhere, and the manifest proves it.
func TestDownloadOfAnImport(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	e, _ := s.filed()
	p := s.get("/u/" + e.ID + "/importer/" + e.Snapshot + "/zip")
	s.wants(p, http.StatusOK)
	archive, err := zip.NewReader(bytes.NewReader([]byte(p.Body)), int64(len(p.Body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.File {
		if f.Name != path.Base(f.Name) || strings.Trim(f.Name, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
			t.Errorf("a file is called %q", f.Name)
		}
		body, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(body); err != nil {
			t.Fatal(err)
		}
	}
	var manifest struct {
		OrgNr string
		Parts []struct{ File, Name, Request, SHA256 string }
	}
	if err := json.Unmarshal(files["manifest.json"], &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Parts) != 1 || len(files) != 2 || manifest.OrgNr != "556000-4615" {
		t.Fatalf("manifest %+v of %d files", manifest, len(files))
	}
	part := manifest.Parts[0]
	sum := sha256.Sum256(files[part.File])
	if string(files[part.File]) != sieFile("556000-4615", "2025", "25100.00") || part.SHA256 != hex.EncodeToString(sum[:]) || part.Request != "fil <1>.se" {
		t.Errorf("part %+v holds other bytes than were handed over", part)
	}

	stranger := s.manual("Granngården AB", "556016-0680")
	for _, address := range []string{"/zip", ""} {
		s.wants(s.get("/u/"+stranger+"/importer/"+e.Snapshot+address), http.StatusNotFound)
	}
	s.wants(s.post("/u/"+stranger+"/importer/"+e.Snapshot+"/las-in", url.Values{"fore": {s.engagement(stranger).Snapshot}}), http.StatusNotFound)
	s.wants(s.post("/u/"+stranger+"/importer/"+e.Snapshot+"/lat-bli", url.Values{}), http.StatusNotFound)
}
