package jobs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/testenv"

	"github.com/google/go-cmp/cmp"
)

// noticed is what the controls say of the year to close of each reference
// company, besides vouchers that were emptied. Each has its reason in the
// company: invoices that nobody booked, a cash account that ends below zero, a
// dividend, a lock, last year's result that was never moved.
var noticed = map[string][]string{
	"liten-ab": {
		"info equity_moved −50 000,00", "info subledger_explained 1510", "info subledger_explained 2440", "info unlocked 2025-11-30",
		"warning unbooked_invoice 1093", "warning unbooked_invoice 1153", "warning unbooked_supplier 43", "warning unbooked_supplier 89",
		"warning wrong_side 1910",
	},
	"medel-ab": {
		"info account_inactive 6970", "info equity_moved −50 000,00", "info subledger_explained 1510", "info subledger_explained 1513",
		"info subledger_explained 2440", "info unlocked 2025-11-30", "warning unbooked_invoice 1219", "warning unbooked_invoice 1395",
		"warning unbooked_supplier 113", "warning unbooked_supplier 230", "warning wrong_side 1910",
	},
	"kontantmetod-ab": {
		"info subledger_explained 1510", "info subledger_explained 2440", "info unlocked 2025-11-30", "warning result_left 2099",
		"warning unbooked_invoice 1086", "warning unbooked_invoice 1159", "warning unbooked_supplier 41", "warning unbooked_supplier 87",
		"warning wrong_side 1910",
	},
	"brutet-ar-ab": {"info equity_moved −50 000,00", "warning locked_closing 2025-04-30", "warning wrong_side 1910"},
}

func TestControlsOfReferenceCompanies(t *testing.T) {
	folders, err := filepath.Glob(filepath.Join(testenv.Shared(t), "companies", "*", "oracle.json"))
	must(t, err)
	h := newHouse(t, sqliteFile(t))
	h.start(h.instance, 2)
	for _, file := range folders {
		name := filepath.Base(filepath.Dir(file))
		want, ok := noticed[name]
		if !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			must(t, err)
			var known struct {
				answers
				Years []struct {
					ID       int
					From, To civil.Date
					Left     int64 `json:"previous_result_left_on_2099_ore"`
				}
			}
			must(t, json.Unmarshal(raw, &known))
			must(t, h.local.Load(os.DirFS(filepath.Dir(file))))
			for _, year := range known.Years {
				if year.ID != known.ClosingYear {
					continue
				}
				e := h.create(known.Company, known.OrganisationNumber, civil.Period{From: year.From, To: year.To}, engagement.Fortnox)
				h.connect(e, known.Tenant)
				h.importNow(e)
				controls, err := h.engagements.Controls(t.Context(), h.by, h.again(e))
				must(t, err)
				if diff := cmp.Diff(want, inShort(controls)); diff != "" {
					t.Errorf("controls (-want +got):\n%s", diff)
				}
				for _, c := range controls {
					if c.Code == engagement.FindingResultLeft && int64(c.Proposal[0].Amount) != -year.Left {
						t.Errorf("the proposal moves %v off 2099, want %d öre", c.Proposal[0].Amount, -year.Left)
					}
				}
			}
		})
	}
}

// inShort is each control with its first arg, sorted, and vouchers that were
// emptied left out.
func inShort(controls []engagement.Control) []string {
	var all []string
	for _, c := range controls {
		if c.Code != "voucher_emptied" {
			all = append(all, strings.ReplaceAll(strings.Join([]string{c.Severity, c.Code, c.Args[0]}, " "), "\u00a0", " "))
		}
	}
	slices.Sort(all)
	return all
}
