package web

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/subledger"
	"bokslut/internal/workpaper"
)

// evidenceWord is the Swedish name of what an amount is reconciled against.
func evidenceWord(what workpaper.Evidence) string {
	switch what {
	case "":
		return ""
	case "egen-berakning":
		return "egen beräkning"
	}
	return string(what)
}

// againstText says what a bilaga is reconciled against, with its date, or
// nothing when no one has said.
func againstText(ctx context.Context, w workpaper.Workpaper) string {
	if w.Against.What == "" {
		return ""
	}
	text := t(ctx, evidenceWord(w.Against.What))
	if !w.Against.Date.IsZero() {
		text += " " + w.Against.Date.String()
	}
	if w.Kind.SubLedger() && !w.ReadAt.IsZero() {
		text += t(ctx, ", hämtad %s", clock(w.ReadAt))
	}
	if w.Against.DocumentName != "" {
		text += ", " + w.Against.DocumentName
	}
	if w.Against.Note != "" {
		text += ", " + w.Against.Note
	}
	return text
}

// contents says what a bilaga holds: "Kundreskontra, 14 poster".
func contents(ctx context.Context, w engagement.WorkpaperView) string {
	name := t(ctx, "Bilaga %s", w.No)
	switch w.Kind {
	case workpaper.Receivables:
		name = t(ctx, "Kundreskontra")
	case workpaper.Payables:
		name = t(ctx, "Leverantörsreskontra")
	}
	return name + ", " + lines(ctx, len(w.Items)+len(w.Rows))
}

func lines(ctx context.Context, n int) string {
	return plural(ctx, n, "1 post", "%d poster")
}

// diffClass colours a difference: zero is quiet, an explained one is plain.
func diffClass(row engagement.Row) string {
	switch {
	case row.Diff == 0:
		return "mut"
	case row.Status == engagement.DoneDiff:
		return "sec"
	}
	return "bad"
}

// A drift is an account whose figures are others than those signed.
type drift struct {
	Account                   string
	WasFinal, Final           money.Amount
	WasReconciled, Reconciled money.Amount
}

// changedSince lists the accounts whose figures have changed since the sign-off.
func changedSince(w engagement.WorkpaperView) []drift {
	if w.SignOff == nil {
		return nil
	}
	now := map[string]money.Amount{}
	for _, row := range w.Accounts {
		now[row.Account] = row.Final
	}
	reconciled := w.Reconciled()
	var all []drift
	for _, f := range w.SignOff.Holding() {
		d := drift{f.Account, f.Final, now[f.Account], f.Reconciled, reconciled[f.Account]}
		if d.WasFinal != d.Final || d.WasReconciled != d.Reconciled {
			all = append(all, d)
		}
	}
	return all
}

func changeText(ctx context.Context, d drift) string {
	var parts []string
	if d.WasFinal != d.Final {
		parts = append(parts, t(ctx, "saldot gällde %s, är nu %s", d.WasFinal, d.Final))
	}
	if d.WasReconciled != d.Reconciled {
		parts = append(parts, t(ctx, "underlaget gällde %s, är nu %s", d.WasReconciled, d.Reconciled))
	}
	return t(ctx, "Konto %s: ", d.Account) + strings.Join(parts, "; ") + "."
}

// causeText says why an account and its sub-ledger differ.
func causeText(ctx context.Context, x workpaper.Explanation) string {
	texts := map[subledger.Cause]string{
		subledger.ManualVoucher:        "bokfört direkt på kontot utan faktura eller betalning i reskontran.",
		subledger.AlteredVoucher:       "verifikationen har ett annat belopp än fakturan eller betalningen.",
		subledger.ExchangeRate:         "verifikationen har en annan valutakurs, eller är avrundad på annat sätt, än fakturan.",
		subledger.InvoiceBookedLater:   "fakturan är daterad i året men bokförd efter bokslutsdagen.",
		subledger.PaymentBookedLater:   "betalningen är daterad i året men bokförd efter bokslutsdagen.",
		subledger.DatedLater:           "bokfört i året men daterat efter bokslutsdagen.",
		subledger.OpeningNotInRegister: "saldot fanns innan reskontran började.",
		subledger.EarlierYears:         "skillnaden fanns redan före de importerade åren.",
		subledger.OpeningNotCarried:    "ingående balans är inte lika med förra årets utgående balans.",
		subledger.CashMethodNotBooked:  "öppna poster som kontantmetoden inte har bokfört.",
		subledger.SetOffDifference:     "två dokument är kvittade mot varandra med olika belopp i kronor.",
		subledger.UnknownSettlement:    "restbeloppet har minskat utan betalning eller kreditfaktura.",
	}
	text, ok := texts[subledger.Cause(x.Kind)]
	if !ok {
		text = "orsaken är inte känd."
	}
	if subledger.Cause(x.Kind) == subledger.DatedLater && x.Payment != "" {
		text = "betalningen är bokförd i året men fakturan är daterad efter bokslutsdagen."
	}
	text = t(ctx, text)
	switch {
	case x.Document != "":
		text = t(ctx, "Faktura %s: ", x.Document) + text
	case x.Payment != "":
		text = t(ctx, "Betalning %s: ", x.Payment) + text
	}
	if x.Text != "" {
		text += " " + t(ctx, "Texten är ”%s”.", x.Text)
	}
	if hint := hintText(ctx, x); hint != "" {
		text += " " + hint
	}
	return text
}

// causeRest is a cause after the name of its voucher: "2025-12-29: 2 250,00 …".
func causeRest(ctx context.Context, x workpaper.Explanation) string {
	rest := x.Amount.String() + " " + causeText(ctx, x)
	switch {
	case x.Voucher == "":
		return rest
	case x.Date.IsZero():
		return rest
	}
	return x.Date.String() + ": " + rest
}

// voucherLink leads to a voucher that an explanation names, "A 412", when it
// lies in the year of the engagement.
func voucherLink(e engagement.Engagement, x workpaper.Explanation) string {
	series, number, ok := strings.Cut(x.Voucher, " ")
	if !ok || !e.Year.Contains(x.Date) {
		return ""
	}
	return voucherURL(e, 0, series, number)
}
