//go:build race

package fortnox

// underRace tells that the race detector slows everything: bulk simulations
// then run on a sample, and whole without it (scripts/test).
const underRace = true
