package jobs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/testenv"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// answers is what a reference company's folder says that must come out.
type answers struct {
	Company            string
	OrganisationNumber string `json:"organisation_number"`
	Tenant             int
	ClosingYear        int `json:"closing_year_id"`
	Years              []struct {
		ID                    int
		From, To              civil.Date
		TrialBalance          map[string]struct{ UB, Res money.Amount } `json:"trial_balance"`
		Receivables, Payables struct {
			ByAccount map[string]money.Amount `json:"sum_by_account_ore"`
		}
	}
}

// TestImportOfReferenceCompanies imports the companies of the reference folder
// whole. The bilagor and every balance are those of their known answers.
func TestImportOfReferenceCompanies(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(testenv.Shared(t), "companies", "*", "oracle.json"))
	must(t, err)
	if len(folders) == 0 {
		t.Skip("the reference folder has no companies")
	}
	h := newHouse(t, sqliteFile(t))
	h.start(h.instance, 2)
	for _, file := range folders {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			must(t, err)
			var want answers
			must(t, json.Unmarshal(raw, &want))
			must(t, h.local.Load(os.DirFS(filepath.Dir(file))))
			for _, year := range want.Years {
				if year.ID != want.ClosingYear {
					continue
				}
				e := h.create(want.Company, want.OrganisationNumber, civil.Period{From: year.From, To: year.To}, engagement.Fortnox)
				h.connect(e, want.Tenant)
				h.importNow(e)
				finals := h.finals(e)
				for account, b := range year.TrialBalance {
					if got := finals[account]; got != b.UB+b.Res {
						t.Errorf("%s is %v, want %v", account, got, b.UB+b.Res)
					}
				}
				compareItems(t, h, e, workpaper.Receivables, year.Receivables.ByAccount, 1)
				compareItems(t, h, e, workpaper.Payables, year.Payables.ByAccount, -1)
			}
		})
	}
}

func compareItems(t *testing.T, h *house, e engagement.Engagement, kind workpaper.Kind, want map[string]money.Amount, sign money.Amount) {
	t.Helper()
	lines, err := h.engagements.Workpapers(t.Context(), h.by, h.again(e))
	must(t, err)
	for _, line := range lines {
		if line.Kind != kind {
			continue
		}
		w, err := h.engagements.Workpaper(t.Context(), h.by, h.again(e), line.No)
		must(t, err)
		got := map[string]money.Amount{}
		for _, item := range w.Items {
			got[item.Account] += sign * item.Open
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s by account (-want +got):\n%s", kind, diff)
		}
	}
}
