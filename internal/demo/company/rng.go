package company

// rng is SplitMix64. The generator has its own so that the companies stay
// byte-identical when Go changes its random numbers.
type rng struct{ state uint64 }

// newRNG gives every concern of a company its own stream, so that a change in
// one does not move the others.
func newRNG(seed uint64, concern string) *rng {
	for _, b := range []byte(concern) {
		seed = (seed ^ uint64(b)) * 0x100000001b3
	}
	return &rng{seed}
}

func (r *rng) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// between is a number from lo to hi, both included.
func (r *rng) between(lo, hi int) int {
	if hi <= lo {
		return lo
	}
	return lo + int(r.next()%uint64(hi-lo+1))
}

// chance is true in permille cases of a thousand.
func (r *rng) chance(permille int) bool { return r.between(1, 1000) <= permille }

func pick[T any](r *rng, from []T) T { return from[r.between(0, len(from)-1)] }
