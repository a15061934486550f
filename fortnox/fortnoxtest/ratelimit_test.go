package fortnoxtest

import (
	"testing"
	"time"
)

func TestRateLimit(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	key := limitKey{"app", 1}
	for _, tt := range []struct {
		name    string
		rate    Rate
		at      []int // milliseconds after start
		refused []int // which of them, from 0
		wait    time.Duration
	}{
		{"25_at_once", Rate{Requests: 25, Window: 5 * time.Second}, repeat(0, 26), []int{25}, 5 * time.Second},
		{"bucket_would_let_50_through", Rate{Requests: 25, Window: 5 * time.Second},
			append(repeat(0, 25), repeat(4999, 2)...), []int{25, 26}, time.Millisecond},
		{"window_has_passed", Rate{Requests: 25, Window: 5 * time.Second}, append(repeat(0, 25), repeat(5000, 25)...), nil, 0},
		{"refused_do_not_count", Rate{Requests: 2, Window: 5 * time.Second}, []int{0, 1000, 2000, 5000, 5500}, []int{2, 4},
			500 * time.Millisecond},
		{"24_within_a_second", Rate{Requests: 25, Window: 5 * time.Second, PerSecond: true},
			append(repeat(0, 24), 999, 1000), []int{24}, time.Millisecond},
		{"no_limit", Rate{Requests: -1, Window: 5 * time.Second}, repeat(0, 1000), nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := limiter{rate: tt.rate, used: map[limitKey][]time.Time{}}
			var refused []int
			var last time.Duration
			for i, ms := range tt.at {
				if wait, ok := l.take(key, start.Add(time.Duration(ms)*time.Millisecond)); !ok {
					refused, last = append(refused, i), wait
				}
			}
			if len(refused) != len(tt.refused) || last != tt.wait {
				t.Fatalf("refused %v with %v to wait, want %v with %v", refused, last, tt.refused, tt.wait)
			}
			for i := range refused {
				if refused[i] != tt.refused[i] {
					t.Errorf("refused %v, want %v", refused, tt.refused)
				}
			}
			if _, ok := l.take(limitKey{"app", 2}, start); !ok {
				t.Errorf("another company: refused, want a window of its own")
			}
		})
	}
}

func repeat(v, n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = v
	}
	return all
}

func TestTooManyRequests(t *testing.T) {
	now := &clock{time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	c := open(t, provbolaget, Options{Clock: now.now, Rate: Rate{RetryAfter: true}})
	for range 25 {
		c.get("/3/companyinformation", 200)
	}
	now.at = now.at.Add(1500 * time.Millisecond)
	res, body, err := c.do("GET", "/3/nothing", nil)
	if err != nil || res.StatusCode != 429 || res.Header.Get("Retry-After") != "4" {
		t.Errorf("request 26: got %v %v %s, %v, want 429 with Retry-After 4", res.Status, res.Header, body, err)
	}
	now.at = now.at.Add(3500 * time.Millisecond)
	c.get("/3/companyinformation", 200)
}
