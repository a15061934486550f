package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"bokslut/internal/engagement"
)

// maxControls is how many lines of a group stand open.
const maxControls = 8

// The headings of Kontroller in their order. A group with something worse comes
// before one with less.
const (
	topicSeam = iota
	topicBalances
	topicVouchers
	topicLedgers
	topicProgram
	topicCompany
	topicFile
	topicEarlier
)

var topicNames = []string{
	topicSeam: "Årsskiftet", topicBalances: "Konton och saldon", topicVouchers: "Verifikationer", topicLedgers: "Reskontra och fakturor",
	topicProgram: "Fortnox", topicCompany: "Företag och räkenskapsår", topicFile: "Filen", topicEarlier: "Tidigare räkenskapsår",
}

// topics says where each code belongs. Codes of a SIE file and others that are
// not here belong to the file.
var topics = map[string]int{
	"result_not_moved": topicSeam, "results_not_moved": topicSeam, "opening_unbalanced": topicSeam, "opening_differs": topicSeam,
	"opening_not_carried": topicSeam, "equity_rearranged": topicSeam, "unbooked_result": topicSeam, "opening_on_result": topicSeam,
	engagement.FindingResultLeft: topicSeam, engagement.FindingResultMisbooked: topicSeam, engagement.FindingLastMisbooked: topicSeam,
	engagement.FindingEquityOpening: topicSeam, engagement.FindingEquityMoved: topicSeam, engagement.FindingFinalDiffers: topicSeam,
	engagement.FindingNotTransferred: topicSeam, engagement.FindingNextEmpty: topicSeam, engagement.FindingNextWaits: topicSeam,
	engagement.FindingNextDiffers: topicSeam, engagement.FindingResultOnItsWay: topicSeam, engagement.FindingResultBooked: topicSeam,

	"account_undeclared": topicBalances, "stated_differs": topicBalances, "cash_negative": topicBalances, engagement.FindingWrongSide: topicBalances,
	engagement.FindingAssetNegative: topicBalances, engagement.FindingSuspense: topicBalances, engagement.FindingInternal: topicBalances,

	"vouchers_differ": topicVouchers, "voucher_unbalanced": topicVouchers, "voucher_emptied": topicVouchers, "voucher_outside": topicVouchers, "voucher_twice": topicVouchers,
	"number_reused": topicVouchers, "numbers_missing": topicVouchers, "no_vouchers": topicVouchers, "exported_twice": topicVouchers,
	"exported_changed": topicVouchers, "exported_missing": topicVouchers, "exported_struck": topicVouchers,

	engagement.FindingLedgerDiffers: topicLedgers, engagement.FindingLedgerExplained: topicLedgers, engagement.FindingUnbookedSale: topicLedgers,
	engagement.FindingUnbookedCost: topicLedgers, engagement.FindingUnbookedMore: topicLedgers,

	"locked_closing": topicProgram, "unlocked": topicProgram, "account_inactive": topicProgram, "withheld": topicProgram,

	"company_unknown": topicCompany, "company_name": topicCompany, "companies_differ": topicCompany, "no_orgnr": topicCompany,
	"odd_year": topicCompany, "years_overlap": topicCompany, "years_apart": topicCompany, "year_repeated": topicCompany,
}

// topicOf finds the heading of a finding. That of an earlier year stands by
// itself, but for how the engagement's year begins.
func topicOf(c engagement.Control, year int) int {
	if year != 0 {
		return topicEarlier
	}
	code := c.Code
	if code == "more" && len(c.Args) > 0 {
		code = c.Args[0]
	}
	if topic, ok := topics[code]; ok {
		return topic
	}
	return topicFile
}

// groupControls puts findings, which come errors first, under their headings.
func groupControls(ctx context.Context, all []engagement.Control, places controlPlaces) []controlGroup {
	type numbered struct {
		controlGroup
		topic, worst int
	}
	var groups []numbered
	for _, c := range all {
		year := controlYear(places.years, c)
		topic := topicOf(c, year)
		at := slices.IndexFunc(groups, func(g numbered) bool { return g.topic == topic })
		if at < 0 {
			at = len(groups)
			groups = append(groups, numbered{controlGroup{Name: t(ctx, topicNames[topic])}, topic, findingOrder(c.Finding)})
		}
		g := &groups[at]
		line := controlLine{
			Look: findingLook(c.Finding), Word: t(ctx, findingWord(c.Finding)), Text: controlSentence(ctx, c, places, year), Places: places.of(ctx, c, year),
			Key: c.Key(), Seen: c.Seen,
		}
		if g.Count++; len(g.First) < maxControls {
			g.First = append(g.First, line)
		} else {
			g.Rest = append(g.Rest, line)
		}
	}
	slices.SortStableFunc(groups, func(a, b numbered) int { return cmp.Or(cmp.Compare(a.worst, b.worst), cmp.Compare(a.topic, b.topic)) })
	plain := make([]controlGroup, len(groups))
	for i, g := range groups {
		plain[i] = g.controlGroup
	}
	return plain
}

// controlSentence is the sentence of a finding, with the year before it when it
// is not the engagement's.
func controlSentence(ctx context.Context, c engagement.Control, places controlPlaces, year int) string {
	text := findingSentence(ctx, c.Finding)
	if c.Line > 0 {
		text = t(ctx, "Rad %d: %s", c.Line, text)
	}
	switch {
	case year > 0 && !strings.Contains(text, places.years[year].Period.String()):
		return t(ctx, "%s: %s", yearName(places.years[year].Period), text)
	case year < 0:
		return t(ctx, "%s: %s", c.Year, text)
	}
	return text
}
