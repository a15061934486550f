package engagement

import (
	"slices"
	"strings"

	"bokslut/internal/bas"
	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
	"bokslut/internal/workpaper"
)

// A Sheet is Balansavstämning or Resultat: accounts group by group. Amounts are
// öre, debit positive.
type Sheet struct {
	Groups    []SheetGroup
	Lines     []SheetLine // sums per heading of the statement, in its order
	Sum       Row
	HasYearUB bool // last year is in the import, so IB can be held against its UB

	Limit money.Amount // UnusualLimit of the year's income; only in Resultatanalys
}

// SheetGroup is an account group with its accounts.
type SheetGroup struct {
	Code string
	Name string
	Rows []Row
	Sum  Row
}

// SheetLine is a heading of the statement with its sum.
type SheetLine struct {
	Name string
	Sum  Row
}

// A Row is one account: what the import says, what the closing adds, what is
// reconciled. LastYear is last year's closing balance (or result).
type Row struct {
	Account    string
	Name       string
	LastYear   money.Amount
	Opening    money.Amount
	Booked     money.Amount // closing balance by the import
	Adjustment money.Amount // closing entries that are not in the import yet
	Final      money.Amount
	Reconciled money.Amount
	IsBegun    bool         // Reconciled says something
	Diff       money.Amount // Final less Reconciled
	SeamDiff   money.Amount // IB less last year's UB; 0 when last year is not known, and for Rearranged
	Rearranged money.Amount // the same, where equity as a whole begins as it ended
	Status     Status
	Workpapers []string // numbers of the bilagor that explain it
	Questions  int      // comments of the account and its bilagor that wait for an answer
	Notes      int      // comments of the account itself

	// Automatic says that the balance follows a computation (Automatisk),
	// Unsupported that it was signed without evidence (klar utan underlag).
	Automatic, Unsupported bool
	Months                 []money.Amount

	LastMonths []money.Amount // of last year; only in Resultatanalys
	Unusual    Unusual        // only in Resultatanalys
}

// Change is Final less Opening.
func (r Row) Change() money.Amount { return r.Final - r.Opening }

// view is everything that sheets and summaries are computed from.
type view struct {
	totals     *ledger.Totals
	entries    []closing.Entry // of the engagement's year
	next       []closing.Entry // of the year after: they move nothing here
	inBooks    map[string]bool // entries that the import holds already
	workpapers []workpaper.Digest
	notes      map[string][]workpaper.Comment // comments of accounts
	documented map[string]bool                // numbers of bilagor and accounts that have documents
}

// sheet makes the rows of one side. The cost is accounts + rows of entries +
// accounts of workpapers.
func (v view) sheet(result bool) Sheet {
	rows := v.rows(result)
	sheet := Sheet{HasYearUB: v.totals != nil && len(v.totals.Years) > 1}
	for _, row := range rows {
		group := bas.Group(row.Account)
		if n := len(sheet.Groups); n == 0 || sheet.Groups[n-1].Code != group {
			sheet.Groups = append(sheet.Groups, SheetGroup{Code: group, Name: bas.GroupName(group)})
		}
		last := &sheet.Groups[len(sheet.Groups)-1]
		last.Rows = append(last.Rows, row)
		last.Sum.add(row)
		sheet.Sum.add(row)
	}
	lines := bas.BalanceLines
	if result {
		lines = bas.ResultLines
		v.compare(&sheet)
	}
	for _, line := range lines {
		var sum Row
		for _, row := range rows {
			if line.Contains(row.Account) {
				sum.add(row)
			}
		}
		sheet.Lines = append(sheet.Lines, SheetLine{Name: line.Name, Sum: sum})
	}
	return sheet
}

func (r *Row) add(o Row) {
	r.LastYear += o.LastYear
	r.Opening += o.Opening
	r.Booked += o.Booked
	r.Adjustment += o.Adjustment
	r.Final += o.Final
	r.Reconciled += o.Reconciled
	r.Diff += o.Diff
	r.IsBegun = r.IsBegun || o.IsBegun
}

func (v view) rows(result bool) []Row {
	if v.totals == nil || len(v.totals.Years) == 0 {
		return nil
	}
	adjustments, automatic := v.adjustments(), v.automatic()
	lastYear, covering, beside := v.lastYear(), v.byAccount(false), v.byAccount(true)
	var rows []Row
	for _, a := range v.totals.Years[0].Accounts {
		if a.Result != result || !a.Result && !ledger.IsBalance(a.Number) && !a.Used() {
			continue
		}
		adjustment, adjusted := adjustments[a.Number]
		covering, beside := covering[a.Number], beside[a.Number]
		last := lastYear[a.Number]
		if !a.Used() && !adjusted && len(covering)+len(beside) == 0 && last == 0 {
			continue
		}
		row := Row{
			Account: a.Number, Name: a.Name, LastYear: last, Opening: a.Opening, Booked: a.Closing(),
			Adjustment: adjustment, Final: a.Closing() + adjustment, Months: a.Months,
			Automatic: automatic[a.Number], Questions: workpaper.OpenQuestions(v.notes[a.Number]),
			Notes: len(v.notes[a.Number]),
		}
		if !result && lastYear != nil {
			row.SeamDiff = a.Opening - last
		}
		row = row.reconcile(covering)
		for _, w := range beside {
			row.Workpapers = append(row.Workpapers, w.No)
			row.Questions += workpaper.OpenQuestions(w.Questions)
		}
		row.Unsupported = row.Status.IsDone() && !v.supported(row.Account, covering)
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return strings.Compare(a.Account, b.Account) })
	v.allowRearranged(rows)
	return rows
}

// allowRearranged takes what has moved within equity between two years, as 2099
// to 2098 or 2091, for no difference; and so the result that last year's books
// did not close, which a bookkeeping program adds to equity.
func (v view) allowRearranged(rows []Row) {
	moved := sumOf(rows, func(r Row) money.Amount { return r.SeamDiff }, isEquity)
	if moved != 0 && moved != v.unbookedLastYear() {
		return
	}
	for i := range rows {
		if isEquity(rows[i]) {
			rows[i].Rearranged, rows[i].SeamDiff = rows[i].SeamDiff, 0
		}
	}
}

func isEquity(r Row) bool { return bas.IsEquity(r.Account) }

func (v view) unbookedLastYear() money.Amount {
	if len(v.totals.Years) < 2 {
		return 0
	}
	_, sum := closedOf(v.totals.Years[1])
	return sum
}

// adjustments sums the entries that count per account: not deleted, and not in
// the imported books already.
func (v view) adjustments() map[string]money.Amount {
	sums := map[string]money.Amount{}
	for _, e := range v.entries {
		if e.Deleted || v.inBooks[e.No] {
			continue
		}
		for _, row := range e.Rows {
			sums[row.Account] += row.Amount
		}
	}
	return sums
}

// supported tells whether something supports every bilaga of an account: a
// document, there or on the account, what the program itself read or computed, or
// a calculation that the bilaga is.
func (v view) supported(account string, covering []workpaper.Digest) bool {
	return v.documented[account] || !slices.ContainsFunc(covering, func(w workpaper.Digest) bool {
		return !w.Computed() && !w.OwnCalculation() && !v.documented[w.No]
	})
}

// automatic are the accounts that system entries book on, whether the import
// holds those or not.
func (v view) automatic() map[string]bool {
	accounts := map[string]bool{}
	for _, e := range v.entries {
		if e.Deleted || e.System == "" {
			continue
		}
		for _, row := range e.Rows {
			accounts[row.Account] = true
		}
	}
	return accounts
}

func (v view) lastYear() map[string]money.Amount {
	if len(v.totals.Years) < 2 {
		return nil
	}
	sums := map[string]money.Amount{}
	for _, a := range v.totals.Years[1].Accounts {
		sums[a.Number] = a.Closing()
	}
	return sums
}

// covering are the bilagor that explain an account.
func (v view) covering(account string) []workpaper.Digest { return v.byAccount(false)[account] }

// byAccount lists the bilagor that explain each account; with memo those that are
// linked to it and explain nothing of it: they neither reconcile it nor keep it
// from being done.
func (v view) byAccount(memo bool) map[string][]workpaper.Digest {
	linked := map[string][]workpaper.Digest{}
	for _, w := range v.workpapers {
		if w.Deleted || w.Kind.Memo() != memo {
			continue
		}
		for i, account := range w.Accounts {
			if !slices.Contains(w.Accounts[:i], account) {
				linked[account] = append(linked[account], w)
			}
		}
	}
	return linked
}
