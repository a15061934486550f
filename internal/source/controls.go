package source

import (
	"maps"
	"slices"
	"strings"

	"bokslut/fortnox"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// Controls looks at an import as a whole, beside what Book finds in it: whose
// books they are, what Fortnox has locked, and accounts that Fortnox does not
// let anyone book on. name is what the office calls the client.
func Controls(want Want, name string, parts []Part, book *ledger.Book) ([]Finding, error) {
	var f findings
	checkName(&f, want, name, book.Company)
	if err := checkLock(&f, parts, book); err != nil {
		return nil, err
	}
	if err := checkInactive(&f, parts, book); err != nil {
		return nil, err
	}
	if len(book.Years) > 0 {
		checkCash(&f, book.Years[0])
	}
	return f.finish(), nil
}

// checkName tells when the organisation number cannot be held against the
// client's, and when only the name differs.
func checkName(f *findings, want Want, name string, company ledger.Company) {
	if want.OrgNr != "" && company.OrgNr == "" {
		f.add(CodeCompanyUnknown, Warning)
	}
	if company.Name != "" && name != "" && plainName(company.Name) != plainName(name) {
		f.add(CodeCompanyName, Info, company.Name, name)
	}
}

// plainName is a company's name without what people write differently.
func plainName(name string) string {
	name = strings.NewReplacer("aktiebolaget", "ab", "aktiebolag", "ab", "handelsbolaget", "hb", "handelsbolag", "hb",
		"(publ)", "", ".", " ", ",", " ", "&", " och ").Replace(strings.ToLower(name))
	var words []string
	for _, word := range strings.Fields(name) {
		if word != "ab" && word != "hb" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// checkLock says when the closing month is locked, so that nothing can be
// booked in it, and when the months before it are not, so that they can still
// change. Without an answer about the lock nothing is said.
func checkLock(f *findings, parts []Part, book *ledger.Book) error {
	if !has(parts, KindLockedPeriod) || len(book.Years) == 0 {
		return nil
	}
	locked, err := LockedThrough(parts)
	if err != nil {
		return err
	}
	year := book.Years[0].Period
	before := civil.Of(year.To.Year, year.To.Month, 0) // the last day of the month before
	switch {
	case !locked.Before(year.To):
		f.add(CodeLockedClosing, Warning, locked.String(), year.To.String())
	case before.Before(year.From): // a year of one month
	case locked.IsZero():
		f.add(CodeUnlocked, Info, before.String())
	case locked.Before(before):
		f.add(CodeUnlocked, Info, before.String(), locked.String())
	}
	return nil
}

// checkInactive finds accounts of the year that have a balance and cannot be
// booked on: a closing entry on them would be refused.
func checkInactive(f *findings, parts []Part, book *ledger.Book) error {
	if len(book.Years) == 0 {
		return nil
	}
	all, err := items(parts, KindAccounts, fortnox.DecodeAccounts)
	if err != nil {
		return err
	}
	for _, a := range all {
		number := a.Number.String()
		if !a.Active.Valid || a.Active.Bool {
			continue
		}
		if b := book.Years[0].Balance(number); b.Closing() != 0 {
			f.add(CodeAccountInactive, Info, number, a.Description.Text)
		}
	}
	return nil
}

// checkCash finds cash accounts that were below zero on a day of the year,
// though not at its end: more cannot be paid out than there is. Vouchers count
// in the order of their days. Source: Bokföringslagen (1999:1078) 5 kap. 2 §,
// cash is booked at the latest the next working day.
func checkCash(f *findings, y ledger.Year) {
	for _, a := range y.Accounts {
		if !strings.HasPrefix(a.Number, "191") || !strings.Contains(strings.ToLower(a.Name), "kassa") {
			continue
		}
		days := map[civil.Date]money.Amount{}
		for _, v := range y.Vouchers {
			for _, r := range v.Rows {
				if r.Account == a.Number && !r.Struck {
					days[v.Date] += r.Amount
				}
			}
		}
		balance := y.Balance(a.Number)
		sum, lowest, on := balance.Opening, money.Amount(0), civil.Date{}
		for _, day := range slices.SortedFunc(maps.Keys(days), civil.Date.Compare) {
			if sum += days[day]; sum < lowest {
				lowest, on = sum, day
			}
		}
		if lowest < 0 && balance.Closing() >= 0 {
			f.add(CodeCashNegative, Warning, a.Number, a.Name, lowest.String(), on.String())
		}
	}
}
