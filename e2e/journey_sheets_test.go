package e2e

import (
	"strconv"
	"strings"

	"bokslut/internal/money"
)

// Columns of Balansavstämning.
const (
	colOpening, colBooked, colAdjustment, colFinal = 3, 4, 5, 6
	colReconciled, colDiff                         = 8, 9
)

// sheets compares Balansavstämning and Resultat with what Fortnox itself says.
func (j *journey) sheets() {
	w := j.w
	w.Click("Balansavstämning")
	w.See("Slutligt saldo")
	lookEverywhere(w, "12-balans")
	rows := table(j.T, w, "[role=grid] tbody tr")
	j.checkSums(rows, colOpening, colBooked, colFinal)
	seen := map[string]bool{}
	for _, row := range rows {
		want, known := j.truth[row[0]]
		if !known {
			continue
		}
		seen[row[0]] = true
		if amount(j.T, row[colOpening]) != want.Opening || amount(j.T, row[colBooked]) != want.Closing || amount(j.T, row[colFinal]) != want.Closing {
			j.Errorf("balance row %q, want opening %v and %v booked", row, want.Opening, want.Closing)
		}
	}
	for account, b := range j.truth {
		if account < "3000" && (b.Opening != 0 || b.Closing != 0) && !seen[account] {
			j.Errorf("account %s with %v is not in Balansavstämning", account, b.Closing)
		}
	}
	j.reconciled()
	j.result()
}

// reconciled looks at what is reconciled, in a window whose panel does not
// stand in its place.
func (j *journey) reconciled() {
	j.w.Size(1280, 800)
	rows, truth := table(j.T, j.w, "[role=grid] tbody tr"), j.company.Truth()
	for account, want := range map[string][2]money.Amount{
		"1510": {truth.OpenReceivables, -oddAmount}, "2440": {-truth.OpenPayables, 0},
	} {
		row := rowOf(j.T, rows, account)
		if got := [2]money.Amount{amount(j.T, row[colReconciled]), amount(j.T, row[colDiff])}; got != want {
			j.Errorf("balance row %q: reconciled and difference %v, want %v", row, got, want)
		}
	}
	if row := rowOf(j.T, rows, "1630"); row[colReconciled] != "" || row[colDiff] != "" {
		j.Errorf("balance row %q, want nothing reconciled yet", row)
	}
	j.w.Size(1440, 900)
}

// result compares Resultat: income positive.
func (j *journey) result() {
	w := j.w
	w.Click("Resultatanalys")
	w.See("Föregående år")
	look(w, "13-resultat")
	var want, got money.Amount
	for account, b := range j.truth {
		if account >= "3000" {
			want -= b.Closing
		}
	}
	rows := table(j.T, w, "[role=grid] tbody tr")
	for _, row := range rows {
		b, known := j.truth[row[0]]
		if !known {
			continue
		}
		if a := amount(j.T, row[4]); a != -b.Closing {
			j.Errorf("result row %q, want %v booked", row, -b.Closing)
		}
		got += amount(j.T, row[4])
	}
	if last := rowOf(j.T, rows, "Årets resultat"); got != want || amount(j.T, last[4]) != want {
		j.Errorf("the rows sum to %v and the year's result is %q, want %v", got, last, want)
	}
	w.Click("Per månad")
	look(w, "14-resultat-manader")
}

// lines are the sums of Balansavstämning beside those of single groups, and the
// groups that each is made of.
var lines = map[string][]string{
	"Summa anläggningstillgångar":    {"10", "11", "12", "13"},
	"Summa omsättningstillgångar":    {"14", "15", "16", "17", "18", "19"},
	"Summa tillgångar":               {"1"},
	"Summa eget kapital":             {"20"},
	"Summa obeskattade reserver":     {"21"},
	"Summa långfristiga skulder":     {"23"},
	"Summa kortfristiga skulder":     {"24", "25", "26", "27", "28", "29"},
	"Summa eget kapital och skulder": {"2"},
}

// checkSums compares each line that sums with the accounts that it is made of.
func (j *journey) checkSums(rows [][]string, columns ...int) {
	compared := 0
	for _, row := range rows {
		groups, ok := lines[row[0]]
		if group, one := strings.CutPrefix(row[0], "Summa kontogrupp "); one {
			groups, ok = []string{group}, true
		}
		if !ok {
			if strings.HasPrefix(row[0], "Summa") {
				j.Errorf("nobody knows what %q sums", row[0])
			}
			continue
		}
		compared++
		for _, c := range columns {
			if got, want := amount(j.T, row[c]), j.sum(rows, groups, c); got != want {
				j.Errorf("%s: column %d is %v, the accounts sum to %v", row[0], c, got, want)
			}
		}
	}
	if compared < 6 {
		j.Errorf("%d lines with sums, want at least 6", compared)
	}
}

// sum adds a column over the accounts whose numbers begin with one of the groups.
func (j *journey) sum(rows [][]string, groups []string, column int) money.Amount {
	var sum money.Amount
	for _, row := range rows {
		if _, isAccount := j.truth[row[0]]; !isAccount {
			continue
		}
		for _, group := range groups {
			if strings.HasPrefix(row[0], group) {
				sum += amount(j.T, row[column])
			}
		}
	}
	return sum
}

// analysis follows an account to its vouchers and a voucher to its rows.
func (j *journey) analysis() {
	w := j.w
	w.Open(j.url + "/balans")
	w.Row("1630").Click("1630")
	w.See("Ingående balans")
	look(w, "15-konto")
	rows := table(j.T, w, "[role=grid] tbody tr")
	running := amount(j.T, rowOf(j.T, textFirst(rows), "Ingående balans")[5])
	if want := j.truth["1630"].Opening; running != want {
		j.Errorf("Kontoanalys begins with %v, want %v", running, want)
	}
	vouchers := 0
	for _, row := range rows {
		if len(row[0]) != len("2025-12-31") || row[0][4] != '-' {
			continue
		}
		vouchers++
		running += amount(j.T, row[3]) - amount(j.T, row[4])
		if got := amount(j.T, row[5]); got != running {
			j.Errorf("%q: running balance %v, want %v", row, got, running)
		}
	}
	end := amount(j.T, rowOf(j.T, textFirst(rows), "Utgående balans")[5])
	if want := j.truth["1630"].Closing; vouchers < 12 || running != want || end != want {
		j.Errorf("%d vouchers end at %v, the page says %v, want %v", vouchers, running, end, want)
	}

	w.Open(j.url + "/konto/1510?text=Kreditering+p%C3%A5+konto")
	w.Click("A " + strconv.Itoa(j.odd.VoucherNumber))
	w.See("3041")
	w.See("1 250,00")
	look(w, "16-verifikation")
}

// textFirst moves the text of Kontoanalys' lines to the front.
func textFirst(rows [][]string) [][]string {
	var moved [][]string
	for _, row := range rows {
		if len(row) == 6 {
			moved = append(moved, []string{row[2], row[0], row[1], row[3], row[4], row[5]})
		}
	}
	return moved
}
