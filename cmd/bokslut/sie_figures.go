package main

import (
	"fmt"
	"strings"

	"bokslut/sie"
)

// figuresOf tells what a summary says in the words of sieInfo.
func figuresOf(name string, s *sie.Summary) *sieInfo {
	f := s.File()
	h := f.Header()
	info := &sieInfo{
		File: name, Size: s.Size, Encoding: string(f.Encoding()), EOL: f.LineEnds(),
		Program: lastRecord(f, "#PROGRAM"), Sietyp: h.TypeWritten, Flagga: h.Flag, Format: h.Format,
		Gen: strings.TrimSpace(h.Generated.Compact() + " " + h.GeneratedBy), Name: h.Name, Orgnr: lastRecord(f, "#ORGNR"),
		Kptyp: h.KpTyp, Omfattn: h.Omfattn.Compact(), Taxar: h.Taxar, Valuta: h.Currency, Rar: map[string][]string{},
		Accounts: f.NumAccounts(), SRU: f.Count("#SRU"), Dims: f.Count("#DIM") + f.Count("#UNDERDIM"), Objects: f.Count("#OBJEKT"),
		Vouchers: f.Count("#VER"), Transactions: f.Count("#TRANS"), Rtrans: f.Count("#RTRANS"), Btrans: f.Count("#BTRANS"),
		IB: f.Count("#IB"), UB: f.Count("#UB"), Res: f.Count("#RES"), OIB: f.Count("#OIB"), OUB: f.Count("#OUB"),
		Psaldo: f.Count("#PSALDO"), Pbudget: f.Count("#PBUDGET"),
		Debit: s.Debit.String(), Credit: s.Credit.String(), Unbalanced: [][]string{}, NUnbalanced: s.NumUnbalanced,
		Empty: s.Empty, Outside: s.Outside, Undeclared: len(s.Undeclared), Unknown: s.Unknown, Notes: []string{},
	}
	for _, y := range h.Years {
		info.Rar[fmt.Sprint(y.No)] = []string{y.Start.Compact(), y.End.Compact()}
	}
	for _, u := range s.Unbalanced {
		info.Unbalanced = append(info.Unbalanced, []string{u.Series, u.Number, u.Sum.String()})
	}
	if c := f.Checksum(); c.Present {
		info.Ksumma = &sieSum{fmt.Sprint(c.Declared), fmt.Sprint(c.Computed), c.OK()}
	}
	info.sums(f)
	info.differences(s)
	info.notes(f)
	return info
}

// lastRecord is the last record with the label, its fields with blanks between.
func lastRecord(f *sie.File, label string) string {
	var last string
	for fields := range f.Fields(label) {
		last = strings.TrimSpace(strings.Join(fields, " "))
	}
	return last
}

// sums adds up the balances of whole accounts.
func (info *sieInfo) sums(f *sie.File) {
	sums := map[sie.BalanceKind]map[int]sie.Amount{sie.IB: {}, sie.UB: {}, sie.RES: {}}
	var profit sie.Amount
	for b := range f.Balances(sie.IB, sie.UB, sie.RES) {
		sums[b.Kind][b.Year] += b.Amount
		if b.Kind == sie.RES && b.Year == 0 && !strings.HasPrefix(b.Account, "899") {
			profit += b.Amount
		}
	}
	info.UB0 = balancesOf(f)
	info.SumIB0, info.SumUB0, info.SumRes0 = sums[sie.IB][0].String(), sums[sie.UB][0].String(), sums[sie.RES][0].String()
	info.Res0Excl = profit.String()
	if last, ok := sums[sie.RES][-1]; ok {
		text := last.String()
		info.SumRes1 = &text
	}
	if info.UB > 0 {
		text := (sums[sie.UB][0] + sums[sie.RES][0]).String()
		info.UBPlusRes = &text
	}
}

// balancesOf is the closing balance of the accounts that tell files apart, null
// for those without one.
func balancesOf(f *sie.File) map[string]*string {
	out := map[string]*string{"1510": nil, "1930": nil, "2440": nil}
	if f == nil {
		return out
	}
	for account := range out {
		if a, ok := f.Balance(sie.UB, 0, account); ok {
			text := a.String()
			out[account] = &text
		}
	}
	return out
}

// maxDifferences is how many accounts are listed of each kind of difference.
const maxDifferences = 6

// differences counts the accounts whose balances do not agree, where the file has
// what is compared.
func (info *sieInfo) differences(s *sie.Summary) {
	counts := map[sie.Code]*int{
		sie.CodeClosingDiffers: new(int), sie.CodeResultDiffers: new(int), sie.CodeOpeningDiffers: new(int), sie.CodePeriodsDiffer: new(int),
	}
	examples := [][]string{}
	for _, d := range s.Differences {
		*counts[d.Code]++
		if (d.Code == sie.CodeClosingDiffers || d.Code == sie.CodeResultDiffers) && len(examples) < maxDifferences {
			examples = append(examples, []string{d.Args[0], d.Args[len(d.Args)-1]})
		}
	}
	if info.Vouchers > 0 && info.UB > 0 {
		info.ClosingDiffer, info.ResultDiffer = counts[sie.CodeClosingDiffers], counts[sie.CodeResultDiffers]
		info.Differences = &examples
	}
	if info.SumRes1 != nil {
		info.OpeningDiffer = counts[sie.CodeOpeningDiffers]
	}
	if info.Psaldo > 0 && info.UB > 0 {
		info.PeriodsDiffer = counts[sie.CodePeriodsDiffer]
	}
}

// notes lists the records that could not be read.
func (info *sieInfo) notes(f *sie.File) {
	for r := range f.Raws() {
		if !r.Unknown {
			info.note(fmt.Sprintf("line %d: cannot read %s", r.Line, r.Text))
		}
	}
	for _, d := range f.Findings() {
		if d.Code == sie.CodeNoLabel {
			info.note(fmt.Sprintf("line %d: no label: %s", d.Line, strings.Join(d.Args, " ")))
		}
	}
}
