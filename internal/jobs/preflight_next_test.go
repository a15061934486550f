package jobs

import (
	"testing"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"

	"github.com/google/go-cmp/cmp"
)

// TestCheckNextYear: what stands in the way of an entry of the next year is told
// of that year.
func TestCheckNextYear(t *testing.T) {
	e := engagement.Engagement{Year: civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}}
	manual := []Series{{Code: "I", Manual: true}}
	this := receiver{series: manual, accounts: map[string]fortnox.Account{"1930": account(1930, nil), "2990": account(2990, nil)}}
	next := receiver{
		series: manual, period: civil.Period{From: civil.MustParse("2026-01-01"), To: civil.MustParse("2026-06-30")},
		accounts: map[string]fortnox.Account{"1930": account(1930, nil), "2990": account(2990, func(a *fortnox.Account) { a.Active.Bool = false })},
	}
	lacks, none := next, next
	lacks.series, none.accounts = []Series{{Code: "I"}}, this.accounts
	back := func(day string) engagement.EntryView {
		v := view("N1", "Återföring", "1930", "2990")
		v.Next, v.Date = closing.Reversal, civil.MustParse(day)
		return v
	}
	for _, tt := range []struct {
		name  string
		next  *receiver
		entry engagement.EntryView
		want  []Obstacle
	}{
		{"no_next_year", nil, back("2026-01-01"), []Obstacle{{ObstacleNextYear, "N1", []string{"N1", "2026-01-01"}}}},
		{"accounts_of_that_year", &next, back("2026-01-01"), []Obstacle{{ObstacleInactive, "N1", []string{"2990"}}}},
		{"series_of_that_year", &lacks, view("B1", "x", "1930", "2990"), nil},
		{"no_series_there", &lacks, back("2026-01-01"), []Obstacle{
			{ObstacleNextSeries, "N1", []string{"I", "2026-01-01 – 2026-06-30"}}, {ObstacleInactive, "N1", []string{"2990"}},
		}},
		{"after_that_year", &none, back("2026-07-01"), []Obstacle{{ObstacleNextDate, "N1", []string{"2026-07-01", "2026-01-01 – 2026-06-30"}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			to := this
			to.next = tt.next
			p := Plan{Entries: []engagement.EntryView{tt.entry}}
			p.check(e, to, "I", nil, p.Entries)
			if diff := cmp.Diff(tt.want, p.Obstacles); diff != "" {
				t.Errorf("obstacles (-want +got):\n%s", diff)
			}
		})
	}
}

// TestObjectsOfMadeEntries: an entry that the program makes gets the chosen cost
// centre where the account demands one, and nowhere else.
func TestObjectsOfMadeEntries(t *testing.T) {
	to := receiver{series: []Series{{Code: "I", Manual: true}}, accounts: map[string]fortnox.Account{
		"7533": account(7533, func(a *fortnox.Account) {
			a.CostCenterSettings, a.ProjectSettings = fortnox.Text("MANDATORY"), fortnox.Text("MANDATORY")
		}),
		"2514": account(2514, nil),
	}}
	made := view("B8", "Särskild löneskatt", "7533", "2514")
	made.System = "sarskild_loneskatt"
	typed := view("B1", "Löneskatt", "7533", "2514")
	check := func(v engagement.EntryView) []Obstacle {
		p := Plan{Entries: []engagement.EntryView{v}}
		p.check(engagement.Engagement{}, to, "I", nil, p.Entries)
		return p.Obstacles
	}
	if diff := cmp.Diff([]Obstacle{{ObstacleCostCenterUnset, "B8", []string{"7533"}}, {ObstacleProjectUnset, "B8", []string{"7533"}}}, check(made)); diff != "" {
		t.Errorf("before anything is chosen (-want +got):\n%s", diff)
	}
	to.set = engagement.ClosingSettings{CostCentre: "GEM", Project: "P1"}
	if got := check(made); len(got) > 0 {
		t.Errorf("obstacles %+v", got)
	}
	if got := to.complete(made.Entry).Rows; got[0].CostCentre != "GEM" || got[0].Project != "P1" || got[1].CostCentre != "" || made.Rows[0].CostCentre != "" {
		t.Errorf("rows %+v", got)
	}
	if got := check(typed); len(got) != 2 || got[0].Code != ObstacleCostCenter {
		t.Errorf("an entry that a person typed: %+v", got)
	}
}
