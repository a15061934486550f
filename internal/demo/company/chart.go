package company

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// chartText is number;name;SRU code;ja when a new company has the account
// active. Numbers and names are those of BAS 2025 but for 3041 and 4010, which
// many companies keep from earlier charts.
//
//go:embed chart.txt
var chartText string

type account struct {
	number int
	name   string
	sru    int
	active bool
}

var chart = sync.OnceValue(func() []account {
	var all []account
	for line := range strings.Lines(chartText) {
		f := strings.Split(strings.TrimSpace(line), ";")
		number, _ := strconv.Atoi(f[0])
		sru, _ := strconv.Atoi(f[2])
		all = append(all, account{number, f[1], sru, f[3] == "ja"})
	}
	return all
})

var accountNames = sync.OnceValue(func() map[int]string {
	names := map[int]string{}
	for _, a := range chart() {
		names[a.number] = a.name
	}
	return names
})

func accountName(number int) string { return accountNames()[number] }

var vatCodes = map[int]string{2611: "U1", 2621: "U2", 2631: "U3", 2641: "I", 3001: "MP1", 3002: "MP2", 3003: "MP3", 3041: "MP1"}
