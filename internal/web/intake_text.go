package web

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

func changesTitle(ctx context.Context, v changesView) string {
	switch {
	case !v.Preview:
		return t(ctx, "Ändringar %s", clock(v.Intake.At))
	case v.Intake.Back:
		return t(ctx, "Ställ tillbaka till importen %s", clock(v.Intake.ReadAt))
	}
	return t(ctx, "Vad importen ändrar")
}

// changesSub says which imports are compared.
func changesSub(ctx context.Context, v changesView) string {
	read := t(ctx, "Läst %s från %s", clock(v.Intake.ReadAt), t(ctx, sourceWord(v.Intake.Source)))
	if name := v.Users[v.ReadBy]; name != "" {
		read += t(ctx, " av %s", name)
	}
	switch {
	case !v.Preview:
		return read + ". " + t(ctx, "Inläst %s av %s.", clock(v.Intake.At), orProgram(ctx, v.Users[v.Intake.By]))
	case v.Intake.First():
		return read + "."
	}
	return read + ". " + t(ctx, "Jämfört med importen som gäller. Inget ändras förrän du läser in.")
}

func orProgram(ctx context.Context, name string) string {
	if name == "" {
		return t(ctx, "programmet")
	}
	return name
}

// takeInLabel is what the button of a preview says.
func takeInLabel(ctx context.Context, v changesView) string {
	switch {
	case v.Intake.Back:
		return t(ctx, "Ställ tillbaka till denna")
	case v.Intake.First(), v.Calm:
		return t(ctx, "Läs in")
	}
	return t(ctx, "Läs in ändringarna")
}

func changesStamp(ctx context.Context, v changesView) []Cell {
	d := v.Intake.IntakeDigest
	cells := []Cell{
		{Label: t(ctx, "Nya verifikationer"), Value: thousands(d.Counts.New), Big: true},
		{Label: t(ctx, "Ändrade"), Value: thousands(d.Counts.Changed), Big: true, Colour: colourIf(d.Counts.Changed > 0, "warn")},
		{Label: t(ctx, "Borttagna"), Value: thousands(d.Counts.Deleted), Big: true, Colour: colourIf(d.Counts.Deleted > 0, "bad")},
		{Label: t(ctx, "Konton med andra saldon"), Value: thousands(d.Touches.Accounts), Big: true},
		{Label: t(ctx, "Bilagor som ändras"), Value: thousands(d.Touches.Workpapers), Big: true},
		{Label: t(ctx, "Klarmarkeringar som upphör"), Value: thousands(d.Touches.Suspended), Big: true, Colour: colourIf(d.Touches.Suspended > 0, "warn")},
	}
	return cells
}

func colourIf(is bool, colour string) string {
	if is {
		return colour
	}
	return ""
}

func kindLook(k ledger.ChangeKind) Look {
	switch k {
	case ledger.NewVoucher:
		return Look{"plus", "good"}
	case ledger.DeletedVoucher:
		return Look{"del", "bad"}
	}
	return Look{"pen", "warn"}
}

func kindWord(k ledger.ChangeKind) string {
	switch k {
	case ledger.NewVoucher:
		return "ny"
	case ledger.DeletedVoucher:
		return "borttagen"
	}
	return "ändrad"
}

// lineTitle names a voucher: D 398, 2025-12-30, Leverantörsfaktura.
func lineTitle(ctx context.Context, l engagement.VoucherLine) string {
	id := l.ID()
	if l.Number == "" {
		id = t(ctx, "Utan nummer")
	}
	title := id + ", " + l.Date.String()
	if text := export.WithoutMarker(l.Text); text != "" {
		title += ", " + text
	}
	return title
}

// lineDetails are the sentences under a voucher, first what it books.
func lineDetails(ctx context.Context, l engagement.VoucherLine) []string {
	var details []string
	if l.Kind != ledger.ChangedVoucher {
		return append(details, rowList(ctx, l, l.Kind == ledger.NewVoucher))
	}
	if l.WasText != nil {
		details = append(details, t(ctx, "Texten var ”%s”.", export.WithoutMarker(*l.WasText)))
	}
	if !l.WasDate.IsZero() {
		details = append(details, t(ctx, "Datumet var %s.", l.WasDate))
	}
	switch {
	case len(l.Rows) > 0:
		for _, side := range []struct {
			came bool
			word string
		}{{false, "Före: %s"}, {true, "Nu: %s"}} {
			if rows := rowList(ctx, l, side.came); rows != "" {
				details = append(details, t(ctx, side.word, rows))
			}
		}
	case len(details) == 0 && l.Noted:
		details = append(details, t(ctx, "Bara registreringsdatumet skiljer."))
	default:
		details = append(details, t(ctx, "Belopp och konton är oförändrade."))
	}
	return details
}

// rowList writes rows as 2440 −3 625,00 · 5410 2 900,00.
func rowList(ctx context.Context, l engagement.VoucherLine, came bool) string {
	var rows []string
	for _, row := range l.Rows {
		if row.Came != came {
			continue
		}
		text := row.Account + " " + row.Amount.String()
		if row.Text != "" && l.Kind == ledger.ChangedVoucher {
			text += " ”" + row.Text + "”"
		}
		if row.Struck {
			text += " " + t(ctx, "(struken)")
		}
		rows = append(rows, text)
	}
	if l.MoreRows > 0 && len(rows) > 0 {
		rows = append(rows, t(ctx, "och fler, %d rader visas inte", l.MoreRows))
	}
	return strings.Join(rows, " · ")
}

// yearNotes say what is to be said of whole years.
func yearNotes(ctx context.Context, i engagement.Intake) []string {
	var notes []string
	for _, y := range i.Years {
		switch {
		case y.Came:
			notes = append(notes, t(ctx, "Räkenskapsåret %s finns bara i den nya importen (%s).", y.Period, voucherCount(ctx, y.Counts.New)))
		case y.Gone:
			notes = append(notes, t(ctx, "Räkenskapsåret %s finns bara i den förra importen (%s).", y.Period, voucherCount(ctx, y.Counts.Deleted)))
		case y.Openings > 0:
			notes = append(notes, t(ctx, "%s: ingående balans är en annan på %d konton.", y.Period, y.Openings))
		}
	}
	if i.Counts.Struck > 0 {
		notes = append(notes, t(ctx, "%d rader har strukits i verifikationer som fanns.", i.Counts.Struck))
	}
	return notes
}

// entryTurn says how an exported entry stands in the new import.
func entryTurn(ctx context.Context, e engagement.TouchedEntry) (Look, string) {
	switch e.After {
	case export.Equal:
		if e.Before == "" {
			return Look{"sent", "ok"}, t(ctx, "Kommer tillbaka som %s och räknas som bokförd. Slutligt saldo ändras inte av den.", e.Voucher)
		}
		return Look{"ok", "ok"}, t(ctx, "Är åter lika i Fortnox, som %s.", e.Voucher)
	case export.Changed:
		return Look{"chg", "chg"}, t(ctx, "Har ändrats i Fortnox efter exporten. %s gäller som den är bokförd.", e.Voucher)
	case export.Struck:
		return Look{"err", "err"}, t(ctx, "%s är struken i Fortnox. Bokslutsverifikationen räknas som justering igen.", e.Voucher)
	case export.Missing:
		return Look{"err", "err"}, t(ctx, "%s saknas i bokföringen. Bokslutsverifikationen räknas som justering igen.", e.Voucher)
	}
	return Look{"err", "err"}, t(ctx, "%s finns inte i den här importen. Bokslutsverifikationen räknas som justering igen.", e.Voucher)
}

// workpaperTurn says what becomes of a bilaga.
func workpaperTurn(ctx context.Context, w engagement.TouchedWorkpaper) []string {
	var turns []string
	switch {
	case w.Suspended:
		turns = append(turns, t(ctx, "Klarmarkeringen av %s upphör att gälla.", w.SignedBy))
	case w.Restored:
		turns = append(turns, t(ctx, "Klarmarkeringen av %s gäller igen.", w.SignedBy))
	case w.SignedBy != "":
		turns = append(turns, t(ctx, "Klarmarkeringen berörs inte."))
	}
	switch {
	case w.Items == 1:
		turns = append(turns, t(ctx, "1 post i reskontran är ny, borta eller ändrad."))
	case w.Items > 1:
		turns = append(turns, t(ctx, "%s poster i reskontran är nya, borta eller ändrade.", thousands(w.Items)))
	}
	return turns
}

func chartTurn(ctx context.Context, c engagement.ChartLine) string {
	switch {
	case c.Was == "":
		return t(ctx, "%s %s är nytt", c.Account, c.Name)
	case c.Name == "":
		return t(ctx, "%s %s finns inte längre", c.Account, c.Was)
	}
	return t(ctx, "%s heter %s, hette %s", c.Account, c.Name, c.Was)
}

// signed writes a change with its sign: +80 000,00.
func signed(a money.Amount) string {
	if a > 0 {
		return "+" + a.String()
	}
	return a.String()
}

// turn writes before and after, or one figure where they are the same.
func turn(x engagement.Turn) string {
	if x.Effect() == 0 {
		return x.After.String()
	}
	return x.Before.String() + " → " + x.After.String()
}

// intakeWords sums up an intake in a line.
func intakeWords(ctx context.Context, d engagement.IntakeDigest) string {
	switch {
	case d.First():
		return t(ctx, "Första importen")
	case d.Unknown:
		return t(ctx, "Jämfördes inte")
	case d.Counts.Vouchers() == 0 && d.Touches == (engagement.Touches{}):
		return t(ctx, "Inget ändrades")
	}
	words := t(ctx, "%s nya, %s ändrade, %s borttagna", thousands(d.Counts.New), thousands(d.Counts.Changed), thousands(d.Counts.Deleted))
	if d.Back {
		return t(ctx, "Återställd: %s", words)
	}
	return words
}

func suspendedTitle(ctx context.Context, v changesView, numbers []string) string {
	switch {
	case v.Preview && len(numbers) == 1:
		return t(ctx, "1 klarmarkering upphör att gälla om du läser in")
	case v.Preview:
		return t(ctx, "%d klarmarkeringar upphör att gälla om du läser in", len(numbers))
	case len(numbers) == 1:
		return t(ctx, "1 klarmarkering upphörde att gälla")
	}
	return t(ctx, "%d klarmarkeringar upphörde att gälla", len(numbers))
}

// shortList names at most ten.
func shortList(ctx context.Context, names []string) string {
	const most = 10
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " " + t(ctx, "och %d till", len(names)-most)
	}
	return strings.Join(names, ", ")
}

func statusTurn(ctx context.Context, w engagement.TouchedWorkpaper) string {
	after := t(ctx, statusWord(w.After))
	if w.After == engagement.NoBalance {
		after = t(ctx, "Inget saldo")
	}
	if w.Before == w.After || w.Before == engagement.NoBalance {
		return after
	}
	return t(ctx, statusWord(w.Before)) + " → " + after
}

func changesAddress(v changesView, page string) string {
	if v.Preview {
		return withQuery(importAddress(v.Engagement, v.Intake.To), "sida", page)
	}
	return withQuery(intakeAddress(v.Engagement, v.Intake.No), "sida", page)
}

// listedOf is how many vouchers the lists name, with those of years that only
// one import has.
func listedOf(v changesView) int {
	n := v.Pages.Total
	for _, y := range v.Intake.Years {
		if y.Came || y.Gone {
			n += y.Counts.Vouchers()
		}
	}
	return n
}

func countOrNone(d engagement.IntakeDigest, n int) string {
	if d.First() || d.Unknown {
		return "–"
	}
	return thousands(n)
}
