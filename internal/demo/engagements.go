package demo

import (
	"context"
	"errors"
	"slices"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/workpaper"
)

// finish closes the year of an engagement: entries, bilagor, sign-offs, export,
// and the import that brings the entries back.
func (s Services) finish(ctx context.Context, by office.User, id string) error {
	if err := s.closeBooks(ctx, by, id); err != nil {
		return err
	}
	if err := s.reconcileAll(ctx, by, id); err != nil {
		return err
	}
	if err := s.exportAll(ctx, by, id); err != nil {
		return err
	}
	return s.signAll(ctx, by, id)
}

// begin does the first part of the work: two entries, three bilagor signed.
func (s Services) begin(ctx context.Context, by office.User, id string) error {
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil {
		return err
	}
	for _, entry := range []closing.Entry{
		transfer("Avskrivning maskiner enligt plan", "7831", "1219", money.Kronor(103300)),
		transfer("Avskrivning bilar enligt plan", "7834", "1249", money.Kronor(59400)),
	} {
		if err := s.entry(ctx, by, e, entry); err != nil {
			return err
		}
	}
	for _, account := range []string{"1630", "1910", "1930"} {
		if err := s.reconcile(ctx, by, e, account); err != nil {
			return err
		}
	}
	return s.signAll(ctx, by, id)
}

func transfer(text, debit, credit string, amount money.Amount) closing.Entry {
	return closing.Entry{Text: text, Rows: []closing.Row{{Account: debit, Amount: amount}, {Account: credit, Amount: -amount}}}
}

// closeBooks makes the closing entries of the finished engagement. The tax is
// worked out on the result as it stands, so it comes after the others.
func (s Services) closeBooks(ctx context.Context, by office.User, id string) error {
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil {
		return err
	}
	for _, entry := range []closing.Entry{
		transfer("Avskrivning inventarier enligt plan, 20 %", "7832", "1229", money.Kronor(18980)),
		transfer("Förutbetald lokalhyra kvartal 1", "1710", "5010", money.Kronor(28458)),
		transfer("Upplupet arvode för bokslut", "6530", "2990", money.Kronor(14000)),
		transfer("Särskild löneskatt 24,26 % av 29 256", "7533", "2514", money.Kronor(7097)),
	} {
		if err := s.entry(ctx, by, e, entry); err != nil {
			return err
		}
	}
	tax, err := s.tax(ctx, by, e)
	if err != nil {
		return err
	}
	if err := s.entry(ctx, by, e, transfer("Skatt på årets resultat", "8910", "2512", tax)); err != nil {
		return err
	}
	result, err := s.result(ctx, by, e)
	if err != nil {
		return err
	}
	return s.entry(ctx, by, e, transfer("Årets resultat", "8999", "2099", result))
}

// result is the year's result with closing entries, income positive.
func (s Services) result(ctx context.Context, by office.User, e engagement.Engagement) (money.Amount, error) {
	sheet, err := s.Engagements.Result(ctx, by, e)
	return -sheet.Sum.Final, err
}

// tax is 20,6 % of the result before tax, less the tax-free interest of the tax
// account and with schablonintäkt 1,96 % on the opening funds, rounded down to
// whole tens of kronor. Source: inkomstskattelagen 30 kap. 6 a §, 65 kap. 10 §.
func (s Services) tax(ctx context.Context, by office.User, e engagement.Engagement) (money.Amount, error) {
	result, err := s.result(ctx, by, e)
	if err != nil {
		return 0, err
	}
	balance, err := s.Engagements.Balance(ctx, by, e)
	if err != nil {
		return 0, err
	}
	income, err := s.Engagements.Result(ctx, by, e)
	if err != nil {
		return 0, err
	}
	var funds, taxFree money.Amount
	for _, row := range rowsOf(balance) {
		if row.Account >= "2120" && row.Account <= "2139" {
			funds -= row.Opening
		}
	}
	for _, row := range rowsOf(income) {
		if row.Account == "8314" {
			taxFree -= row.Final
		}
	}
	taxable := (result - taxFree + funds*196/10000) / 1000 * 1000
	return taxable * 206 / 1000 / 100 * 100, nil
}

func rowsOf(sheet engagement.Sheet) []engagement.Row {
	var rows []engagement.Row
	for _, group := range sheet.Groups {
		rows = append(rows, group.Rows...)
	}
	return rows
}

// entry makes an entry unless one with its text is there already.
func (s Services) entry(ctx context.Context, by office.User, e engagement.Engagement, entry closing.Entry) error {
	entries, err := s.Engagements.Entries(ctx, by, e)
	if err != nil {
		return err
	}
	for _, old := range entries {
		if old.Text == entry.Text {
			return nil
		}
	}
	entry.Date = closingDate(e)
	_, err = s.Engagements.CreateEntry(ctx, by, e.ID, entry)
	return err
}

// evidence is what accounts are reconciled against, by their first digits.
var evidence = []struct {
	prefix string
	what   workpaper.Evidence
	text   string
}{
	{"193", "kontoutdrag", "Saldo enligt kontoutdrag"},
	{"191", "inventering", "Kassainventering"},
	{"163", "skattekonto", "Saldo enligt skattekontot"},
	{"25", "skattekonto", "Enligt skattekonto och skatteberäkning"},
	{"26", "skattekonto", "Momsdeklaration för december"},
	{"27", "skattekonto", "Arbetsgivardeklaration för december"},
	{"20", "protokoll", "Enligt protokoll från årsstämman"},
	{"28", "avtal", "Enligt avtal och avräkning"},
	{"", "egen-berakning", "Enligt specifikation"},
}

// reconcile makes a bilaga with one row that explains the final balance.
func (s Services) reconcile(ctx context.Context, by office.User, e engagement.Engagement, account string) error {
	sheet, err := s.Engagements.Balance(ctx, by, e)
	if err != nil {
		return err
	}
	for _, row := range rowsOf(sheet) {
		if row.Account != account || len(row.Workpapers) > 0 {
			continue
		}
		no, err := s.Engagements.CreateWorkpaper(ctx, by, e.ID, "", []string{account})
		if err != nil {
			return err
		}
		kind := evidence[len(evidence)-1]
		for _, ev := range evidence {
			if len(account) >= len(ev.prefix) && account[:len(ev.prefix)] == ev.prefix {
				kind = ev
				break
			}
		}
		_, err = s.Engagements.EditRows(ctx, by, e.ID, no, []engagement.RowEdit{{Row: &workpaper.Row{Account: account, Text: kind.text, Date: closingDate(e), Amount: row.Final}}}, nil)
		if err != nil {
			return err
		}
		return s.Engagements.Describe(ctx, by, e.ID, no, 2, "", workpaper.Against{What: kind.what, Date: closingDate(e)})
	}
	return nil
}

func (s Services) reconcileAll(ctx context.Context, by office.User, id string) error {
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil {
		return err
	}
	sheet, err := s.Engagements.Balance(ctx, by, e)
	if err != nil {
		return err
	}
	for _, row := range rowsOf(sheet) {
		if err := s.reconcile(ctx, by, e, row.Account); err != nil {
			return err
		}
	}
	return nil
}

// signAll signs every bilaga that agrees, once: what a person left unsigned in an
// engagement with signatures stays so.
func (s Services) signAll(ctx context.Context, by office.User, id string) error {
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil {
		return err
	}
	lines, err := s.Engagements.Workpapers(ctx, by, e)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(lines, func(l engagement.WorkpaperLine) bool { return l.SignOff != nil }) {
		return nil
	}
	for _, line := range lines {
		if line.Diff != 0 {
			continue
		}
		w, err := s.Engagements.Workpaper(ctx, by, e, line.No)
		if err != nil {
			return err
		}
		err = s.Engagements.Sign(ctx, by, id, line.No, w.Version, engagement.Signing{})
		if err != nil && !errors.Is(err, engagement.ErrNotReady) {
			return err
		}
	}
	return nil
}

// exportAll sends the entries to the series that Fortnox proposes, and imports
// again so that they come back.
func (s Services) exportAll(ctx context.Context, by office.User, id string) error {
	e, err := s.Engagements.Get(ctx, by, id)
	if err != nil {
		return err
	}
	plan, err := s.Work.Plan(ctx, by, e, "")
	if err != nil {
		return err
	}
	var chosen []string
	for _, entry := range plan.Entries {
		chosen = append(chosen, entry.No)
	}
	if len(chosen) > 0 {
		if _, err := s.Work.Export(ctx, by, id, plan.Proposed, chosen); err != nil {
			return err
		}
		if err := s.waitExport(ctx, by, id); err != nil {
			return err
		}
	}
	entries, err := s.Engagements.Entries(ctx, by, e)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Recognised.Number == "" {
			return s.importAgain(ctx, by, id)
		}
	}
	return nil
}
