package fortnox

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPaceState(t *testing.T) {
	const now = 1_000_000
	length := windowLength.Milliseconds()
	full := []paceBlock{{Until: now - 1000, N: windowRequests}}
	ms := func(n int64) time.Duration { return time.Duration(n) * time.Millisecond }
	for _, tt := range []struct {
		name string
		have paceState
		ask  paceAsk
		want paceGrant
	}{
		{"empty", paceState{}, paceAsk{Work: 8}, paceGrant{N: 8}},
		{"more_than_all", paceState{}, paceAsk{Clicks: 100}, paceGrant{N: windowRequests}},
		{"full", paceState{Blocks: full}, paceAsk{Work: 1}, paceGrant{Wait: ms(length-1000) + gatherWait}},
		{"just_free", paceState{Blocks: []paceBlock{{Until: now - length, N: windowRequests}}}, paceAsk{Work: 1}, paceGrant{N: 1}},
		{"one_ms_early", paceState{Blocks: []paceBlock{{Until: now - length + 1, N: windowRequests}}}, paceAsk{Clicks: 1}, paceGrant{Wait: ms(1)}},
		{"unused_come_back", paceState{Blocks: []paceBlock{{ID: "a", At: now - 500, Until: now + 500, N: windowRequests}}},
			paceAsk{Work: 8, Done: []paceDone{{ID: "a", Used: []time.Duration{ms(100), ms(200)}}}}, paceGrant{N: 8}},
		{"more_uses_than_permits", paceState{Blocks: []paceBlock{{ID: "a", At: now - 500, Until: now + 500, N: 1}}},
			paceAsk{Work: windowRequests, Done: []paceDone{{ID: "a", Used: make([]time.Duration, 20)}}}, paceGrant{N: windowRequests - 1}},
		{"unknown_block", paceState{Blocks: full}, paceAsk{Work: 1, Done: []paceDone{{ID: "a"}, {}}}, paceGrant{Wait: ms(length-1000) + gatherWait}},
		{"hold", paceState{}, paceAsk{Work: 1, Hold: 3 * time.Second}, paceGrant{Wait: ms(3000)}},
		{"held_by_another", paceState{Hold: now + 700}, paceAsk{Clicks: 1}, paceGrant{Wait: ms(700)}},
		{"clicks_of_another", paceState{Clicks: []paceClick{{By: "b", N: 20, Until: now + 9}}}, paceAsk{By: "a", Work: 8}, paceGrant{N: 4}},
		{"all_room_is_anothers", paceState{Clicks: []paceClick{{By: "b", N: 30, Until: now + 9}}}, paceAsk{By: "a", Work: 8}, paceGrant{Wait: shyWait}},
		{"a_click_takes_it_all_the_same", paceState{Clicks: []paceClick{{By: "b", N: 30, Until: now + 9}}}, paceAsk{By: "a", Clicks: 1}, paceGrant{N: 1}},
		{"clicks_that_gave_up", paceState{Clicks: []paceClick{{By: "b", N: 30, Until: now}}}, paceAsk{By: "a", Work: 8}, paceGrant{N: 8}},
		{"clock_set_back", paceState{Blocks: []paceBlock{{Until: now + 3_600_000, N: windowRequests}}}, paceAsk{Work: 1},
			paceGrant{Wait: ms(blockLife.Milliseconds()+length) + gatherWait}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.ask.ID = "new"
			got := tt.have.take(tt.ask, now)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			sum := 0
			for _, b := range tt.have.Blocks {
				sum += b.N
			}
			if sum > windowRequests {
				t.Errorf("%d permits are out, want at most %d", sum, windowRequests)
			}
		})
	}
}

func TestPaceStateThatCannotBeRead(t *testing.T) {
	s := readPaceState([]byte("{"), 5)
	if got := s.take(paceAsk{Work: 1}, 5); got.N != 0 {
		t.Errorf("got %d permits from a state that cannot be read", got.N)
	}
	s = readPaceState(nil, 5)
	s.take(paceAsk{ID: "a", By: "me", Work: 3, Hold: time.Minute}, 5)
	saved, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, readPaceState(saved, 5)); d != "" {
		t.Errorf("saved and read (-want +got)\n%s", d)
	}
}

// Permits that are out count until they would be free if used at the last moment.
func TestPermitsOutCountToTheEnd(t *testing.T) {
	var s paceState
	const now = 1_000_000
	if got := s.take(paceAsk{ID: "a", By: "a", Work: windowRequests}, now); got.N != windowRequests {
		t.Fatalf("got %d permits, want all", got.N)
	}
	free := int64(now) + (blockLife + windowLength).Milliseconds()
	if got := s.take(paceAsk{ID: "b", By: "b", Work: 1}, free-1); got.N != 0 {
		t.Errorf("%d permits are free a moment too early", got.N)
	}
	if got := s.take(paceAsk{ID: "b", By: "b", Work: 1}, free); got.N != 1 {
		t.Errorf("%d permits are free, want 1", got.N)
	}
}
