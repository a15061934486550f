package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
	"bokslut/internal/workpaper"
)

// A controlPlace is a link to what a finding is about, or to what settles it.
type controlPlace struct {
	URL, Label string
	Act        bool // settles it
}

// controlPlaces knows where things are in an engagement.
type controlPlaces struct {
	engagement engagement.Engagement
	years      []ledger.YearTotals
	papers     []engagement.WorkpaperLine
	mayEdit    bool
}

// of lists the ways from a finding: first the one that settles it.
func (p controlPlaces) of(ctx context.Context, c engagement.Control, year int) []controlPlace {
	var all []controlPlace
	if len(c.Proposal) > 0 && p.mayEdit {
		all = append(all, controlPlace{proposalURL(p.engagement, t(ctx, "Omföring av föregående års resultat"), c.Proposal), t(ctx, "Skapa bokslutsverifikation"), true})
	}
	if place := p.place(ctx, c, year); place.URL != "" {
		all = append(all, place)
	}
	return all
}

func (p controlPlaces) place(ctx context.Context, c engagement.Control, year int) controlPlace {
	e := p.engagement
	first := ""
	if len(c.Args) > 0 {
		first = c.Args[0]
	}
	switch c.Code {
	case "voucher_unbalanced", "voucher_emptied", "voucher_outside", "voucher_twice", "number_reused":
		return p.voucher(ctx, first, year)
	case "numbers_missing":
		return p.beforeGap(ctx, c.Args, year)
	case "opening_on_result", "stated_differs", "account_undeclared", "account_inactive", "unbooked_result", "cash_negative",
		engagement.FindingWrongSide, engagement.FindingSuspense, engagement.FindingResultLeft:
		return p.account(ctx, first, year)
	case "opening_differs", engagement.FindingEquityOpening:
		if year > 0 {
			return p.account(ctx, first, year)
		}
		return controlPlace{URL: sheetURL(e, "/balans", "visa", "ib"), Label: t(ctx, "Konton där IB skiljer")}
	case "result_not_moved", "results_not_moved", "opening_unbalanced", "opening_not_carried", engagement.FindingInternal:
		return controlPlace{URL: sheetURL(e, "/balans"), Label: t(ctx, "Balansavstämning")}
	case engagement.FindingAssetNegative:
		return controlPlace{URL: sheetURL(e, "/balans", "sok", first), Label: t(ctx, "Konton i grupp %s", first)}
	case "equity_rearranged", engagement.FindingEquityMoved:
		return controlPlace{URL: sheetURL(e, "/balans", "sok", "20"), Label: t(ctx, "Eget kapital")}
	case engagement.FindingResultMisbooked, engagement.FindingLastMisbooked:
		return controlPlace{URL: sheetURL(e, "/resultat"), Label: t(ctx, "Resultatanalys")}
	case engagement.FindingFinalDiffers:
		return controlPlace{URL: sheetURL(p.other(c), "/balans", "konto", first), Label: t(ctx, "Förra årets bokslut")}
	case engagement.FindingResultOnItsWay, engagement.FindingResultBooked:
		no := c.Args[2]
		return controlPlace{URL: sheetURL(p.other(c), "/verifikationer", "oppen", no) + "#" + no, Label: t(ctx, "%s i förra årets bokslut", no)}
	case engagement.FindingNotTransferred:
		return controlPlace{URL: sheetURL(p.other(c), "/verifikationer", "oppen", first) + "#" + first, Label: t(ctx, "%s i förra årets bokslut", first)}
	case "exported_twice", "exported_changed", "exported_missing", "exported_struck":
		return controlPlace{URL: sheetURL(e, "/verifikationer", "oppen", first) + "#" + first, Label: first}
	case engagement.FindingNextWaits, engagement.FindingNextDiffers, engagement.FindingNextEmpty, "locked_closing":
		return controlPlace{URL: sheetURL(e, "/verifikationer"), Label: t(ctx, "Bokslutsverifikationer")}
	case engagement.FindingLedgerDiffers, engagement.FindingLedgerExplained:
		return p.paper(ctx, func(w workpaper.Digest) bool { return w.Kind.SubLedger() && w.Covers(first) })
	case engagement.FindingUnbookedSale:
		return p.paper(ctx, func(w workpaper.Digest) bool { return w.Kind == workpaper.Receivables })
	case engagement.FindingUnbookedCost:
		return p.paper(ctx, func(w workpaper.Digest) bool { return w.Kind == workpaper.Payables })
	case engagement.FindingUnbookedMore:
		return p.paper(ctx, func(w workpaper.Digest) bool { return len(c.Args) > 2 && string(w.Kind) == c.Args[2] })
	case "company_name", "company_unknown", "no_orgnr":
		return controlPlace{URL: sheetURL(e, "/underhall"), Label: t(ctx, "Uppgifter")}
	case "withheld", "unlocked":
		return controlPlace{URL: sheetURL(e, "/underhall/datakalla"), Label: t(ctx, "Datakälla")}
	}
	return controlPlace{URL: sheetURL(e, "/import"), Label: t(ctx, "Importen")}
}

// voucher leads to a voucher that is named "A 12".
func (p controlPlaces) voucher(ctx context.Context, id string, year int) controlPlace {
	if year < 0 || id == "" {
		return controlPlace{}
	}
	series, number := "", id
	if at := strings.LastIndex(id, " "); at >= 0 {
		series, number = id[:at], id[at+1:]
	}
	return controlPlace{URL: voucherURL(p.engagement, year, series, number), Label: t(ctx, "Verifikation %s", id)}
}

// beforeGap leads to the last voucher before missing numbers.
func (p controlPlaces) beforeGap(ctx context.Context, args []string, year int) controlPlace {
	if len(args) < 2 {
		return controlPlace{}
	}
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return controlPlace{}
	}
	return p.voucher(ctx, strings.TrimSpace(args[0]+" "+strconv.Itoa(n-1)), year)
}

// account leads to an account, when one alone is named.
func (p controlPlaces) account(ctx context.Context, account string, year int) controlPlace {
	if year < 0 || account == "" || strings.Contains(account, ",") {
		return controlPlace{URL: sheetURL(p.engagement, "/balans"), Label: t(ctx, "Balansavstämning")}
	}
	return controlPlace{URL: accountURL(p.engagement, year, account), Label: t(ctx, "Kontoanalys %s", account)}
}

func (p controlPlaces) paper(ctx context.Context, is func(workpaper.Digest) bool) controlPlace {
	at := slices.IndexFunc(p.papers, func(w engagement.WorkpaperLine) bool { return is(w.Digest) })
	if at < 0 {
		return controlPlace{URL: sheetURL(p.engagement, "/bilagor"), Label: t(ctx, "Bilagor")}
	}
	no := p.papers[at].No
	return controlPlace{URL: sheetURL(p.engagement, "/bilagor/"+pathPart(no)), Label: t(ctx, "Bilaga %s", no)}
}

// other is the engagement that a finding leads to.
func (p controlPlaces) other(c engagement.Control) engagement.Engagement {
	if c.Engagement == "" {
		return p.engagement
	}
	return engagement.Engagement{ID: c.Engagement}
}

// proposalURL opens a new entry with these rows filled in.
func proposalURL(e engagement.Engagement, text string, rows []closing.Row) string {
	q := url.Values{"text": {text}}
	for _, row := range rows {
		q.Add("konto", row.Account)
		q.Add("debet", debitOf(row.Amount))
		q.Add("kredit", creditOf(row.Amount))
	}
	return sheetURL(e, "/verifikationer/ny") + "?" + q.Encode()
}

// propose fills the form with the rows that the address asks for. Nothing is
// saved until the person does it.
func (f *entryForm) propose(q url.Values) bool {
	accounts, debits, credits := q["konto"], q["debet"], q["kredit"]
	n := len(accounts)
	if n < 2 || n > closing.MaxRows || len(debits) != n || len(credits) != n {
		return false
	}
	f.Text = strings.TrimSpace(q.Get("text"))
	for i := range n {
		f.Rows = append(f.Rows, entryRow{Account: accounts[i], Debit: debits[i], Credit: credits[i]})
	}
	return true
}
