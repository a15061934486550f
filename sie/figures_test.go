package sie_test

import (
	"fmt"
	"strings"

	"bokslut/sie"
)

// figures computes what the oracle holds from what a user of the package sees.
func figures(name string, f *sie.File) expected {
	h := f.Header()
	e := expected{
		File: name, Encoding: string(f.Encoding()), EOL: f.LineEnds(),
		Program: joined(f, "#PROGRAM"), Sietyp: h.TypeWritten,
		Flagga: h.Flag, Format: h.Format, Gen: strings.TrimSpace(h.Generated.Compact() + " " + h.GeneratedBy),
		Name: h.Name, Orgnr: joined(f, "#ORGNR"), Kptyp: h.KpTyp, Omfattn: h.Omfattn.Compact(), Taxar: h.Taxar, Valuta: h.Currency,
		Rar: map[string][]string{}, Accounts: f.NumAccounts(), SRU: f.Count("#SRU"),
		Dims: f.Count("#DIM") + f.Count("#UNDERDIM"), Objects: f.Count("#OBJEKT"),
		Vouchers: f.NumVouchers(), Transactions: f.Count("#TRANS"), Rtrans: f.Count("#RTRANS"), Btrans: f.Count("#BTRANS"),
		IB: f.Count("#IB"), UB: f.Count("#UB"), Res: f.Count("#RES"), OIB: f.Count("#OIB"), OUB: f.Count("#OUB"),
		Psaldo: f.Count("#PSALDO"), Pbudget: f.Count("#PBUDGET"),
		UB0: map[string]*string{}, Unbalanced: [][]string{},
	}
	for _, y := range h.Years {
		e.Rar[fmt.Sprint(y.No)] = []string{y.Start.Compact(), y.End.Compact()}
	}
	sumVouchers(&e, f)
	sumBalances(&e, f)
	if c := f.Checksum(); c.Present {
		e.Ksumma = &expectedSum{fmt.Sprint(c.Declared), fmt.Sprint(c.Computed), c.OK()}
	}
	for r := range f.Raws() {
		if r.Unknown && r.Label() != "" {
			if e.Unknown == nil {
				e.Unknown = map[string]int{}
			}
			e.Unknown[r.Label()]++
		}
	}
	return e
}

// joined is the last record with the label, its fields with blanks between.
func joined(f *sie.File, label string) string {
	var last string
	for fields := range f.Fields(label) {
		last = strings.TrimSpace(strings.Join(fields, " "))
	}
	return last
}

func sumVouchers(e *expected, f *sie.File) {
	var debit, credit sie.Amount
	undeclared := map[string]bool{}
	year, hasYear := f.Header().Year(0)
	for v := range f.Vouchers() {
		if v.NumRows() == 0 {
			e.Empty++
		}
		if hasYear && !v.Date().IsZero() && (v.Date() < year.Start || v.Date() > year.End) {
			e.Outside++
		}
		if sum := v.Sum(); sum != 0 {
			e.NUnbal++
			e.Unbalanced = append(e.Unbalanced, []string{v.Series(), v.Number(), sum.String()})
		}
		for r := range v.Rows() {
			if r.Amount() > 0 {
				debit += r.Amount()
			} else {
				credit += r.Amount()
			}
			if _, ok := f.Account(r.Account()); !ok {
				undeclared[r.Account()] = true
			}
		}
	}
	e.Debit, e.Credit, e.Undeclared = debit.String(), credit.String(), len(undeclared)
}

func sumBalances(e *expected, f *sie.File) {
	sums := map[sie.BalanceKind]map[int]sie.Amount{sie.IB: {}, sie.UB: {}, sie.RES: {}}
	var excl sie.Amount
	for b := range f.Balances(sie.IB, sie.UB, sie.RES) {
		sums[b.Kind][b.Year] += b.Amount
		if b.Kind == sie.RES && b.Year == 0 && !strings.HasPrefix(b.Account, "899") {
			excl += b.Amount
		}
	}
	e.SumIB0, e.SumUB0 = sums[sie.IB][0].String(), sums[sie.UB][0].String()
	e.SumRes0, e.SumRes1 = sums[sie.RES][0].String(), sums[sie.RES][-1].String()
	e.Res0Excl, e.UBPlusRes = excl.String(), (sums[sie.UB][0] + sums[sie.RES][0]).String()
	for _, account := range []string{"1510", "1930", "2440"} {
		e.UB0[account] = nil
		if a, ok := f.Balance(sie.UB, 0, account); ok {
			s := a.String()
			e.UB0[account] = &s
		}
	}
}
