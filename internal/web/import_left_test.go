package web

import (
	"testing"
	"time"

	"bokslut/internal/jobs"
)

func TestTimeLeft(t *testing.T) {
	started := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		name           string
		requests, left int
		after          time.Duration
		want           string
	}{
		{"nothing_known", 2, 0, time.Second, ""},
		{"few", 10, 5, time.Second, "Några sekunder kvar"},
		{"at_the_pace_of_fortnox", 24, 90, time.Second, "Ungefär 20 sekunder kvar"},
		{"slower_than_the_pace", 10, 30, 10 * time.Second, "Ungefär 30 sekunder kvar"},
		{"a_minute", 24, 280, time.Second, "Ungefär en minut kvar"},
		{"minutes", 24, 1000, time.Second, "Ungefär 4 minuter kvar"},
		{"hours", 24, 100_000, time.Second, "Mer än en timme kvar"},
	} {
		job := &jobs.Job{State: jobs.Running, Started: started, Requests: tt.requests, Left: tt.left}
		if got := timeLeft(t.Context(), job, started.Add(tt.after)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := timeLeft(t.Context(), &jobs.Job{State: jobs.Done, Left: 3}, started); got != "" {
		t.Errorf("a job that is over: %q", got)
	}
}
