package fortnoxtest

import (
	"strconv"
	"sync"
	"time"
)

// limiter is an exact log of the requests in the window, for each client id and company. A request that is refused does not
// count.
type limiter struct {
	rate Rate

	mu   sync.Mutex
	used map[limitKey][]time.Time
}

type limitKey struct {
	client string
	tenant int
}

// take counts one request, or says how long to wait before one fits.
func (l *limiter) take(key limitKey, now time.Time) (wait time.Duration, ok bool) {
	if l.rate.Requests < 0 {
		return 0, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	log := l.used[key]
	for len(log) > 0 && !log[0].After(now.Add(-l.rate.Window)) {
		log = log[1:]
	}
	l.used[key] = log
	if len(log) >= l.rate.Requests {
		return log[0].Add(l.rate.Window).Sub(now), false
	}
	if last := l.rate.Requests - 1; l.rate.PerSecond && last > 0 && len(log) >= last {
		if nth := log[len(log)-last]; now.Sub(nth) < time.Second {
			return nth.Add(time.Second).Sub(now), false
		}
	}
	l.used[key] = append(log, now)
	return 0, true
}

// tooMany is the answer to a request above the limit.
func (l *limiter) tooMany(wait time.Duration) reply {
	if !l.rate.RetryAfter {
		wait = 0
	}
	return tooMany(wait)
}

// tooMany has the shape of the gateway's other answers; the real body is not public.
func tooMany(retryAfter time.Duration) reply {
	p := reply{status: 429, value: map[string]any{"message": "Too Many Requests"}}
	if retryAfter > 0 {
		p.header = map[string]string{"Retry-After": strconv.Itoa(int((retryAfter + time.Second - 1) / time.Second))}
	}
	return p
}
