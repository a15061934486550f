//go:build !race

package fortnox

const underRace = false
