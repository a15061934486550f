package jobs_test

import (
	"testing"

	"bokslut/internal/demo/company"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// TestImportOfEveryCompany imports whole companies. The bilagor hold what the
// generator knows was open on the closing date, and the books are balanced.
func TestImportOfEveryCompany(t *testing.T) {
	h := newHouse(t, sqliteFile(t))
	h.whole = true
	h.start(h.instance, 2)
	for _, c := range company.All() {
		t.Run(c.OrganisationNumber(), func(t *testing.T) {
			truth := truth(c)
			e := h.engaged(c)
			j := h.importNow(e)
			if j.Snapshot == "" || j.Requests == 0 || len(j.Steps) < 5 || j.Finished.IsZero() {
				t.Errorf("job %+v", j)
			}
			for _, step := range j.Steps {
				if step.State != jobs.StepDone {
					t.Errorf("step %s is %s in a job that is done", step.Code, step.State)
				}
			}
			e = h.again(e)
			sheet, err := h.engagements.Balance(t.Context(), h.by, e)
			must(t, err)
			result, err := h.engagements.Result(t.Context(), h.by, e)
			must(t, err)
			if sum := sheet.Sum.Booked + result.Sum.Booked; sum != 0 {
				t.Errorf("balance and result sum to %v, want 0", sum)
			}
			booked := map[string]money.Amount{}
			for _, g := range sheet.Groups {
				for _, row := range g.Rows {
					booked[row.Account] = row.Booked
				}
			}
			if booked["1510"] != truth.Ledger1510 || booked["2440"] != truth.Ledger2440 {
				t.Errorf("1510 is %v and 2440 %v, want %v and %v", booked["1510"], booked["2440"], truth.Ledger1510, truth.Ledger2440)
			}
			receivables, payables := bilaga(t, h, c, workpaper.Receivables), bilaga(t, h, c, workpaper.Payables)
			if got := itemSum(receivables); got != truth.OpenReceivables {
				t.Errorf("kundfordringar %v, want %v", got, truth.OpenReceivables)
			}
			if got := itemSum(payables); got != -truth.OpenPayables {
				t.Errorf("leverantörsskulder %v, want %v", got, -truth.OpenPayables)
			}
		})
	}
}

// bilaga reads an automatic bilaga of a company's engagement.
func bilaga(t *testing.T, h *house, c company.Company, kind workpaper.Kind) workpaper.Workpaper {
	t.Helper()
	listed, err := h.engagements.List(t.Context(), h.by)
	must(t, err)
	for _, l := range listed {
		if l.Client.OrgNr != c.OrganisationNumber() {
			continue
		}
		lines, err := h.engagements.Workpapers(t.Context(), h.by, l.Engagement)
		must(t, err)
		for _, line := range lines {
			if line.Kind == kind {
				w, err := h.engagements.Workpaper(t.Context(), h.by, l.Engagement, line.No)
				must(t, err)
				return w.Workpaper
			}
		}
	}
	t.Fatalf("no bilaga of kind %s", kind)
	return workpaper.Workpaper{}
}

func itemSum(w workpaper.Workpaper) money.Amount {
	var sum money.Amount
	for _, item := range w.Items {
		sum += item.Open
	}
	return sum
}
