package web

import (
	"strings"
	"testing"
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/office"
)

// TestOverdueIsTold: the person who is responsible is told on Uppdrag and on
// Översikt of a delivery that has waited for a day, others are not. Source: safety
// requirements, section 5.
func TestOverdueIsTold(t *testing.T) {
	now := time.Date(2026, 2, 17, 9, 0, 0, 0, time.UTC)
	of := func(name, responsible string, waited time.Duration) engagement.Listed {
		return engagement.Listed{Engagement: engagement.Engagement{
			Client: office.Client{Name: name}, Responsible: responsible, Year: civil.Period{To: civil.MustParse("2025-12-31")},
			Summary: engagement.Summary{ToDecide: 1, Unsettled: now.Add(-waited)},
		}}
	}
	all := []engagement.Listed{of("Ek AB", "anna", 25*time.Hour), of("Al AB", "anna", 23*time.Hour), of("Lind AB", "bo", 25*time.Hour)}
	got := overdue(all, office.User{ID: "anna"}, now)
	if len(got) != 1 || got[0] != "Ek AB 2025" {
		t.Errorf("told of %v, want Ek AB 2025", got)
	}
	if text := overdueText(t.Context(), got); !strings.HasPrefix(text, "Ek AB 2025: utfallet") {
		t.Errorf("the sentence is %q", text)
	}
	for i, want := range []bool{true, false} {
		v := overviewView{Engagement: all[i].Engagement, Now: now, Entries: []engagement.EntryView{{Transfer: engagement.TransferUnknown}}}
		items := entryItems(t.Context(), v)
		if len(items) == 0 || strings.Contains(items[0].Text, "24 timmar") != want {
			t.Errorf("%s: %+v, want the day told: %v", all[i].Client.Name, items, want)
		}
	}
}
