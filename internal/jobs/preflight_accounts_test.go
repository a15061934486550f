package jobs_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// altered is the design company's folder with account 2990 changed.
func altered(t *testing.T, old, with string) fs.FS {
	t.Helper()
	from := bare(design())
	names, err := fs.Glob(from, "*.json")
	must(t, err)
	to := fstest.MapFS{}
	for _, name := range names {
		body, err := fs.ReadFile(from, name)
		must(t, err)
		if name == "accounts.json" {
			lines := strings.Split(string(body), "\n")
			for i, line := range lines {
				if strings.Contains(line, `"Number":2990,`) {
					lines[i] = strings.Replace(line, old, with, 1)
				}
			}
			body = []byte(strings.Join(lines, "\n"))
		}
		to[name] = &fstest.MapFile{Data: body}
	}
	return to
}

// TestPreflightOfAccounts: what an account demands is known before anything is
// sent, for each entry that uses it, and an entry left out does not stand in
// the way of others.
func TestPreflightOfAccounts(t *testing.T) {
	for _, tt := range []struct{ name, old, with, code string }{
		{"cost_center", `"CostCenterSettings":"ALLOWED"`, `"CostCenterSettings":"MANDATORY"`, jobs.ObstacleCostCenter},
		{"project", `"ProjectSettings":"ALLOWED"`, `"ProjectSettings":"MANDATORY"`, jobs.ObstacleProject},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, sqliteFile(t))
			c := design()
			must(t, h.local.Load(altered(t, tt.old, tt.with)))
			e := h.create(c.Name(), c.OrganisationNumber(), truth(c).Closing, engagement.Fortnox)
			h.connect(e, c.Tenant())
			h.start(h.instance, 1)
			h.importNow(e)
			numbers := h.entries(e, 2)
			free := h.entry(e, "6530", "1930", 10_00)
			h.local.ResetJournal()
			_, err := h.work.Export(t.Context(), h.by, e.ID, "I", append(numbers, free))
			var stopped *jobs.PreflightError
			if !errors.As(err, &stopped) || len(stopped.Obstacles) != 2 {
				t.Fatalf("Export = %v %+v, want two obstacles", err, stopped)
			}
			for i, o := range stopped.Obstacles {
				if o.Code != tt.code || o.Entry != numbers[i] || len(o.Args) == 0 || o.Args[0] != "2990" {
					t.Errorf("obstacle %+v, want %s of 2990 in %s", o, tt.code, numbers[i])
				}
			}
			if len(h.posts()) != 0 {
				t.Errorf("%d POSTs", len(h.posts()))
			}
			h.exportNow(e, []string{free})
			wantTransfers(t, h, e, engagement.TransferNone, engagement.TransferNone, engagement.TransferSent)
		})
	}
}
