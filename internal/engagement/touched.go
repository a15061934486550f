package engagement

import (
	"slices"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/workpaper"
)

// allRows are the accounts of both sides by number.
func (v view) allRows() map[string]Row {
	rows := map[string]Row{}
	for _, row := range slices.Concat(v.rows(false), v.rows(true)) {
		rows[row.Account] = row
	}
	return rows
}

// touchedAccounts lists the accounts of the engagement's year whose opening,
// booked or final balance differs.
func touchedAccounts(before, after view) []TouchedAccount {
	was, is := before.allRows(), after.allRows()
	var touched []TouchedAccount
	note := func(account string) {
		a, b := was[account], is[account]
		if a.Opening != b.Opening || a.Booked != b.Booked || a.Final != b.Final {
			t := TouchedAccount{
				Account: account, Name: b.Name, Opening: Turn{a.Opening, b.Opening}, Booked: Turn{a.Booked, b.Booked}, Final: Turn{a.Final, b.Final},
			}
			if t.Name == "" {
				t.Name = a.Name
			}
			touched = append(touched, t)
		}
	}
	for account := range is {
		note(account)
	}
	for account := range was {
		if _, known := is[account]; !known {
			note(account)
		}
	}
	slices.SortFunc(touched, func(a, b TouchedAccount) int { return strings.Compare(a.Account, b.Account) })
	return touched
}

// refilled tells whether the documents of an automatic bilaga differ.
func (w TouchedWorkpaper) refilled() bool { return w.Items > 0 }

// touchedWorkpapers lists the bilagor whose balance, documents or status differ;
// items counts the documents that do.
func touchedWorkpapers(before, after view, items map[string]int) []TouchedWorkpaper {
	was, is := before.allRows(), after.allRows()
	status := map[string]Status{}
	for _, line := range before.workpaperLines() {
		status[line.No] = line.Status
	}
	var touched []TouchedWorkpaper
	for _, line := range after.workpaperLines() {
		w := line.Digest
		t := TouchedWorkpaper{No: w.No, Name: w.Name, Before: status[w.No], After: line.Status, Items: items[w.No]}
		moved := slices.ContainsFunc(w.Accounts, func(account string) bool { return was[account].Final != is[account].Final })
		if w.SignOff != nil {
			t.SignedBy = w.SignOff.Name
			strayedBefore, strayedAfter := strayed(before.workpaper(w.No), was), strayed(w, is)
			t.Suspended, t.Restored = !strayedBefore && strayedAfter, strayedBefore && !strayedAfter
		}
		if moved || t.Items > 0 || t.Before != t.After || t.Suspended || t.Restored {
			touched = append(touched, t)
		}
	}
	return touched
}

func (v view) workpaper(no string) workpaper.Digest {
	for _, w := range v.workpapers {
		if w.No == no {
			return w
		}
	}
	return workpaper.Digest{}
}

// strayed tells whether a sign-off no longer agrees with the figures.
func strayed(w workpaper.Digest, rows map[string]Row) bool {
	if w.SignOff == nil || w.Kind.Memo() {
		return false
	}
	return slices.ContainsFunc(w.Accounts, func(account string) bool {
		row, known := rows[account]
		return known && drifts(w, row)
	})
}

// touchedEntries lists the exported entries that stand otherwise than before.
func touchedEntries(was, is []export.Recognised, entries []closing.Entry) []TouchedEntry {
	find := func(all []export.Recognised, no string) export.Recognised {
		for _, r := range all {
			if r.Entry == no {
				return r
			}
		}
		return export.Recognised{}
	}
	var touched []TouchedEntry
	for _, e := range entries {
		a, b := find(was, e.No), find(is, e.No)
		if a == b {
			continue
		}
		at := b
		if at.Number == "" {
			at = a
		}
		touched = append(touched, TouchedEntry{
			Entry: e.No, Text: e.Text, Voucher: strings.TrimSpace(at.Series + " " + at.Number), Before: a.State, After: b.State,
		})
	}
	return touched
}

// differingItems counts the documents of an automatic bilaga that came, left or
// changed.
func differingItems(old, now workpaper.Workpaper) int {
	balance := map[string]int{} // what is on one side only, whole
	document := map[string]string{}
	note := func(items []workpaper.Item, sign int) {
		for _, item := range items {
			key := string(encode(item))
			balance[key] += sign
			document[key] = item.Document + " " + item.Party
		}
	}
	note(slices.Concat(old.Items, old.Claims, old.Unbooked), -1)
	note(slices.Concat(now.Items, now.Claims, now.Unbooked), 1)
	differ := map[string]bool{}
	for key, n := range balance {
		if n != 0 {
			differ[document[key]] = true
		}
	}
	return len(differ)
}

// describer turns vouchers that differ into lines.
type describer struct {
	year      civil.Period        // of the engagement
	covering  map[string][]string // bilagor by account
	suspended map[string]bool     // bilagor whose sign-off is suspended
	entries   map[string]string   // closing entry by voucher: "I 14"
}

func (d describer) line(y ledger.YearChanges, c ledger.VoucherChange) VoucherLine {
	v := c.Voucher()
	line := VoucherLine{
		Kind: c.Kind(), Year: y.Period.To.Year, Series: v.Series, Number: v.Number, Date: v.Date, Text: v.Text, Struck: c.Struck(),
	}
	if line.Kind == ledger.ChangedVoucher {
		if c.Old.Date != v.Date {
			line.WasDate = c.Old.Date
		}
		if c.Old.Text != v.Text {
			line.WasText = &c.Old.Text
		}
		line.Noted = c.Old.Registered != v.Registered
	}
	rows := c.Rows()
	for _, row := range rows[:min(len(rows), maxLineRows)] {
		line.Rows = append(line.Rows, VoucherRow{row.Account, row.Amount, row.Text, row.Came, row.Struck})
	}
	line.MoreRows = len(rows) - len(line.Rows)
	if y.Period == d.year {
		line.Entry = d.entries[v.Series+" "+v.Number]
		d.touches(&line, rows)
	}
	return line
}

// touches finds the bilagor of the accounts that the rows book on.
func (d describer) touches(line *VoucherLine, rows []ledger.RowChange) {
	for _, row := range rows {
		for _, no := range d.covering[row.Account] {
			if slices.Contains(line.Workpapers, no) {
				continue
			}
			line.Workpapers = append(line.Workpapers, no)
			if d.suspended[no] {
				line.Suspends = append(line.Suspends, no)
			}
		}
	}
	slices.SortFunc(line.Workpapers, compareNo)
	slices.SortFunc(line.Suspends, compareNo)
}
