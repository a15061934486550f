package tax

import (
	"maps"
	"slices"
	"strings"

	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// maxNamed bounds the accounts that one finding names.
const maxNamed = 10

// judge looks for what is odd in the facts as a whole.
func (b *Basis) judge(n *notes) {
	if months := b.facts.Year.Months(); months != 12 {
		n.add(FoundOddLength, Info, itoa(months))
	}
	if slices.Contains(b.scope.NotMade, "deferred_tax") {
		n.add(FoundDeferred, Info)
	}
	b.judgeChart(n)
	b.judgeGroup(n)
	b.judgeFunds(n)
	if left := b.books.sum(2099, 2099) + b.resultOut; left != 0 {
		n.add(FoundResultLeft, Warning, kr(left))
	}
	p := b.facts.Preliminar
	if booked := b.books.sum(2518, 2518) - p.AndraAr; booked < 0 || booked > p.Debiterad && p.Debiterad != 0 {
		n.add(FoundPreliminary, Warning, kr(p.Debiterad), kr(booked))
	}
}

// judgeChart finds accounts whose numbers say something else than the chart.
func (b *Basis) judgeChart(n *notes) {
	var odd []string
	for _, a := range b.books.accounts {
		if !a.Used() {
			continue
		}
		if number := base(a.Number); number < 1000 || number > 8999 || a.Result != ledger.IsResult(a.Number) {
			odd = append(odd, a.Number)
		}
	}
	if len(odd) > 0 {
		n.add(FoundNotBAS, Error, itoa(len(odd)), strings.Join(odd[:min(len(odd), maxNamed)], ", "))
	}
}

// judgeGroup finds a group contribution that is both booked and adjusted.
func (b *Basis) judgeGroup(n *notes) {
	for _, j := range b.lines {
		if j.Row == "4.4a" && j.Amount != 0 && b.given != 0 {
			n.add(FoundBothGroup, Warning, "8830", j.Row)
		}
		if j.Row == "4.6c" && j.Amount != 0 && b.received != 0 {
			n.add(FoundBothGroup, Warning, "8820", j.Row)
		}
	}
}

// judgeFunds holds known funds against the ledger, and the year's changes of
// fund accounts against 881x.
func (b *Basis) judgeFunds(n *notes) {
	known := map[string]money.Amount{}
	for _, fund := range b.facts.Ingaende.Fonder {
		known[fund.Account] += fund.Amount
	}
	opening := map[string]money.Amount{}
	for _, a := range b.books.in(fundAccounts) {
		opening[a.Number] = -a.Opening
	}
	for _, account := range slices.Sorted(maps.Keys(known)) {
		if known[account] != opening[account] {
			n.add(FoundFundLedger, Error, account, kr(known[account]), kr(opening[account]))
		}
	}
	if moved, booked := b.books.moved(2110, 2139), b.books.sum(8810, 8819); moved+booked != 0 {
		n.add(FoundFundBooked, Error, kr(-moved), kr(booked))
	}
}
