package jobs

import (
	"testing"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/money"

	"github.com/google/go-cmp/cmp"
)

func account(number int64, change func(*fortnox.Account)) fortnox.Account {
	a := fortnox.Account{Number: fortnox.Int(number), Active: fortnox.FlexBool{Bool: true, Valid: true}}
	if change != nil {
		change(&a)
	}
	return a
}

func view(no, text string, accounts ...string) engagement.EntryView {
	v := engagement.EntryView{Entry: closing.Entry{No: no, Date: civil.MustParse("2025-12-31"), Text: text}}
	for i, a := range accounts {
		amount := money.Kronor(1)
		if i%2 == 1 {
			amount = -amount
		}
		v.Rows = append(v.Rows, closing.Row{Account: a, Amount: amount})
	}
	return v
}

// with gives every row of an entry a cost centre and a project.
func with(v engagement.EntryView, centre, project string) engagement.EntryView {
	for i := range v.Rows {
		v.Rows[i].CostCentre, v.Rows[i].Project = centre, project
	}
	return v
}

// TestCheck: every obstacle is found at once, in the order of the entries.
func TestCheck(t *testing.T) {
	to := receiver{
		conn:    connection.Connection{OrgNr: "556036-0793", Tenant: 7},
		company: fortnox.CompanyInformation{OrganizationNumber: fortnox.Text("5560360793"), DatabaseNumber: fortnox.FlexInt{Int: 7, Valid: true}, CompanyName: fortnox.Text("Annat AB")},
		markers: map[string]string{"M1": "I 12"}, series: []Series{{Code: "I", Manual: true}, {Code: "B"}},
		accounts: map[string]fortnox.Account{
			"1930": account(1930, nil), "2990": account(2990, nil),
			"1940": account(1940, func(a *fortnox.Account) { a.Active.Bool = false }),
			"5010": account(5010, func(a *fortnox.Account) { a.CostCenterSettings = fortnox.Text("MANDATORY") }),
			"6530": account(6530, func(a *fortnox.Account) { a.ProjectSettings = fortnox.Text("MANDATORY") }),
			"5050": account(5050, func(a *fortnox.Account) { a.CostCenterSettings = fortnox.Text("NOTALLOWED") }),
			"5060": account(5060, func(a *fortnox.Account) { a.ProjectSettings = fortnox.Text("NOTALLOWED") }),
			"7010": account(7010, func(a *fortnox.Account) { a.Active = fortnox.FlexBool{} }),
		},
	}
	locked := to
	locked.locked = civil.MustParse("2025-12-31")
	none := to
	none.series = []Series{{Code: "B"}}
	stranger := to
	stranger.company.DatabaseNumber.Int = 8
	there := view("B1", "x", "1930", "2990")
	there.Delivery = export.Item{ID: "d", State: export.Cancelled, Marker: "M1"}
	draft := view("B4", "x")
	draft.Date, draft.Draft = civil.Date{}, &closing.Draft{Text: "Halv"}
	waits := view("B9", "Väntar", "1930", "2990")
	waits.Delivery = export.Item{ID: "d", State: export.Unknown, Target: export.Target{Series: "I"}}
	for _, tt := range []struct {
		name    string
		to      receiver
		series  string
		entries []engagement.EntryView
		chosen  []string
		want    []Obstacle
		passed  int
	}{
		{"all_well", to, "I", []engagement.EntryView{view("B1", "x", "1930", "2990"), view("B2", "x", "7010", "2990")}, nil, nil, 6},
		{"nothing_left", to, "I", nil, nil, []Obstacle{{Code: ObstacleNothing}}, 3},
		{"no_manual_series", none, "B", []engagement.EntryView{view("B1", "x", "1930", "2990")}, nil, []Obstacle{{Code: ObstacleNoSeries}}, 6},
		{"series_not_manual", to, "B", []engagement.EntryView{view("B1", "x", "1930", "2990")}, nil, []Obstacle{{Code: ObstacleSeries, Args: []string{"B"}}}, 6},
		{"locked", locked, "I", []engagement.EntryView{view("B1", "x", "1930", "2990")}, nil, []Obstacle{{ObstacleLocked, "B1", []string{"2025-12-31", "2025-12-31"}}}, 5},
		{"accounts", to, "I", []engagement.EntryView{view("B1", "x", "1999", "1940", "1999", "5010"), view("B2", "x", "6530", "2990")}, nil, []Obstacle{
			{ObstacleAccount, "B1", []string{"1999"}}, {ObstacleInactive, "B1", []string{"1940"}}, {ObstacleCostCenter, "B1", []string{"5010"}},
			{ObstacleProject, "B2", []string{"6530"}},
		}, 5},
		{"objects", to, "I", []engagement.EntryView{with(view("B1", "x", "5010", "6530"), "BUTIK", "P1"), with(view("B2", "x", "5050", "5060"), "BUTIK", "P1")}, nil, []Obstacle{
			{ObstacleCostCenterRefused, "B2", []string{"5050", "BUTIK"}}, {ObstacleProjectRefused, "B2", []string{"5060", "P1"}},
		}, 6},
		{"unbalanced", to, "I", []engagement.EntryView{view("B1", "x", "1930", "2990", "1930")}, nil, []Obstacle{{ObstacleBalance, "B1", []string{money.Kronor(1).String()}}}, 5},
		{"no_character_is_left", to, "I", []engagement.EntryView{view("B1", "☃", "1930", "2990")}, nil, []Obstacle{{ObstacleCharacters, "B1", []string{"☃"}}}, 6},
		{"another_company_answers", stranger, "I", []engagement.EntryView{view("B1", "x", "1930", "2990")}, nil, []Obstacle{{ObstacleCompany, "", []string{"5560360793", "Annat AB"}}}, 5},
		{"given_up_and_there", to, "I", []engagement.EntryView{there}, nil, []Obstacle{{ObstacleThere, "B1", []string{"B1", "I 12"}}}, 6},
		{"only_a_draft", locked, "I", []engagement.EntryView{draft}, nil, []Obstacle{{ObstacleDraft, "B4", []string{"B4"}}}, 6},
		{"left_out", to, "I", []engagement.EntryView{view("B1", "x", "1940", "2990"), view("B2", "x", "1930", "2990")}, []string{"B2"}, nil, 6},
		{"another_waits_for_its_outcome", to, "I", []engagement.EntryView{waits}, []string{"B1"}, []Obstacle{{ObstacleUnsettled, "B9", []string{"B9"}}}, 6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var p Plan
			for _, e := range tt.entries {
				if sendable(e) {
					p.Entries = append(p.Entries, e)
				}
			}
			p.check(engagement.Engagement{}, tt.to, tt.series, tt.chosen, tt.entries)
			if diff := cmp.Diff(tt.want, p.Obstacles); diff != "" {
				t.Errorf("obstacles (-want +got):\n%s", diff)
			}
			if len(p.Checks) != tt.passed {
				t.Errorf("%d checks passed, want %d: %+v", len(p.Checks), tt.passed, p.Checks)
			}
		})
	}
}

func TestPropose(t *testing.T) {
	all := []Series{{Code: "B"}, {Code: "A", Manual: true}, {Code: "I", Manual: true}}
	for _, tt := range []struct {
		last, want string
		series     []Series
	}{
		{"", "I", all}, {"A", "A", all}, {"B", "I", all}, {"gone", "I", all}, {"", "A", all[:2]}, {"", "", all[:1]}, {"A", "", nil},
	} {
		if got := propose(tt.series, tt.last); got != tt.want {
			t.Errorf("after %q among %v it proposes %q, want %q", tt.last, tt.series, got, tt.want)
		}
	}
}
