package closing

import (
	"cmp"
	"strconv"
	"strings"
)

// Kind is where an entry comes from.
type Kind string

// The kinds. A System entry (systemverifikation) follows from dispositions and
// tax: it is changed only where they are made.
const (
	Manual        Kind = ""
	FromWorkpaper Kind = "workpaper"
	System        Kind = "system"
	ForNextYear   Kind = "next" // the program makes it, in the year after
)

// Kind is where the entry comes from.
func (e Entry) Kind() Kind {
	switch {
	case e.Next != ThisYear:
		return ForNextYear
	case e.System != "":
		return System
	case e.Workpaper != "":
		return FromWorkpaper
	}
	return Manual
}

// The letters of the program's own number series: B1, B2 …, S1, S2 … for system
// entries that depend on each other, and N1, N2 … for those of the next year.
const (
	ownSeries    = "B"
	systemSeries = "S"
	nextSeries   = "N"
)

// NextNo is the number after the highest of those given, which may have been
// deleted: none is used twice.
func NextNo(given []string) string { return next(ownSeries, given) }

// NextSystemNo is the same for system entries that depend on each other.
func NextSystemNo(given []string) string { return next(systemSeries, given) }

// NextYearNo is the same for entries of the next year.
func NextYearNo(given []string) string { return next(nextSeries, given) }

func next(series string, given []string) string {
	highest := 0
	for _, no := range given {
		if s, n := split(no); s == series {
			highest = max(highest, n)
		}
	}
	return series + strconv.Itoa(highest+1)
}

// CompareNo orders entries: B1, B2, B10, S1.
func CompareNo(a, b string) int {
	seriesA, numberA := split(a)
	seriesB, numberB := split(b)
	return cmp.Or(strings.Compare(seriesA, seriesB), cmp.Compare(numberA, numberB))
}

// split takes a number apart; what follows no pattern has number 0.
func split(no string) (series string, number int) {
	digits := strings.TrimLeft(no, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	number, err := strconv.Atoi(digits)
	if err != nil {
		return no, 0
	}
	return no[:len(no)-len(digits)], number
}
