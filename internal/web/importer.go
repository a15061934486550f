package web

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"bokslut/internal/engagement"
)

// importsView is Importer: every import of the engagement.
type importsView struct {
	Engagement engagement.Engagement
	Imports    []engagement.Snapshot
	TakenIn    map[string]bool // imports that were in use some time
	Users      map[string]string
}

func (s *server) showImports(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := importsView{Engagement: e, TakenIn: map[string]bool{}}
	if v.Imports, err = s.engagements.Imports(ctx, by, e.ID); err != nil {
		s.fail(w, r, err)
		return
	}
	intakes, err := s.engagements.Intakes(ctx, by, e.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	for _, one := range intakes {
		v.TakenIn[one.To] = true
	}
	users, err := s.offices.Users(ctx, by)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v.Users = userNames(users)
	p, err := s.sheetPage(r, e, tabImports, t(ctx, "Importer"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, importsPage(p, v))
}

// partTimeout is how long one part of a download may take to send.
const partTimeout = 2 * time.Minute

// A manifest says what lies in a downloaded import.
type manifest struct {
	Company  string         `json:"company"`
	OrgNr    string         `json:"orgnr"`
	Year     string         `json:"year"`
	Import   string         `json:"import"`
	Source   string         `json:"source"`
	Read     time.Time      `json:"read"`
	Program  string         `json:"program"`
	Requests int            `json:"requests"`
	Parts    []manifestPart `json:"parts"`
}

type manifestPart struct {
	File    string    `json:"file"`
	Name    string    `json:"name"`
	Kind    string    `json:"kind"`
	Request string    `json:"request"`
	At      time.Time `json:"at"`
	Size    int64     `json:"size"`
	SHA256  string    `json:"sha256"`
}

// downloadImport sends an import as it was received: each part in a file of its
// own, and manifest.json. One part at a time is in memory.
func (s *server) downloadImport(w http.ResponseWriter, r *http.Request) {
	ctx, by := r.Context(), s.user(r)
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	snap, err := s.engagements.Import(ctx, by, e.ID, r.PathValue("import"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	parts, err := s.engagements.Parts(ctx, by, e.ID, snap.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="import-%s-%s.zip"`, e.Client.OrgNr, snap.At.In(stockholm).Format("2006-01-02-1504")))
	if r.Method == http.MethodHead {
		return
	}
	if err := s.sendImport(w, r, e, snap, parts); err != nil {
		s.log.Error("download of an import", "engagement", e.ID, "import", snap.ID, "err", err)
		panic(http.ErrAbortHandler) // the reader sees that the file is cut
	}
}

func (s *server) sendImport(w http.ResponseWriter, r *http.Request, e engagement.Engagement, snap engagement.Snapshot, parts []engagement.PartInfo) error {
	control := http.NewResponseController(w)
	out := zip.NewWriter(w)
	m := manifest{
		Company: e.Client.Name, OrgNr: e.Client.OrgNr, Year: e.Year.String(), Import: snap.ID, Source: string(snap.Source),
		Read: snap.At, Program: snap.Program, Requests: snap.Requests,
	}
	for _, info := range parts {
		_ = control.SetWriteDeadline(time.Now().Add(partTimeout)) // not every server can
		part, err := s.engagements.PartBody(r.Context(), s.user(r), e.ID, snap.ID, info.Seq)
		if err != nil {
			return err
		}
		file, err := out.CreateHeader(&zip.FileHeader{Name: partFile(info), Method: zip.Deflate, Modified: info.At})
		if err == nil {
			_, err = file.Write(part)
		}
		if err != nil {
			return err
		}
		m.Parts = append(m.Parts, manifestPart{
			File: partFile(info), Name: info.Name, Kind: info.Kind, Request: info.Request, At: info.At, Size: info.Size, SHA256: info.SHA256,
		})
	}
	file, err := out.CreateHeader(&zip.FileHeader{Name: "manifest.json", Method: zip.Deflate, Modified: snap.At})
	if err != nil {
		return err
	}
	lines := json.NewEncoder(file)
	lines.SetIndent("", "  ")
	if err := lines.Encode(m); err != nil {
		return err
	}
	return out.Close()
}

// partFile is a name that no system takes for anything else: a running number,
// and letters and digits of the part's own name.
func partFile(info engagement.PartInfo) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
			return r
		}
		return '-'
	}, info.Name)
	ending := "json"
	switch info.Kind {
	case "sie":
		ending = "se"
	case "manual":
		ending = "txt"
	}
	return fmt.Sprintf("%04d-%s.%s", info.Seq+1, name[:min(len(name), 60)], ending)
}
