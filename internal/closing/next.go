package closing

import (
	"slices"
	"unicode/utf8"

	"bokslut/internal/civil"
)

// Next is why an entry belongs to the year after the engagement's. Such an entry
// moves no balance of this year. The program makes it, and makes it anew while
// what it follows changes.
type Next string

// The reasons. Source: the seam to next year, bokföringens ordinarie gång.
const (
	ThisYear      Next = ""
	Reversal      Next = "reversal" // takes Of back on the first day (återföring)
	ResultMoved   Next = "result"   // the year's result leaves its account on the first day, 2099 to 2098
	ResultDecided Next = "decided"  // what the meeting of shareholders decided of it, 2098 to 2091 and 2898
)

// longestYear is how many months a financial year can have. Source:
// bokföringslagen (1999:1078) 3 kap. 3 §.
const longestYear = 18

// NextYear is the longest that the year after another one can be.
func NextYear(year civil.Period) civil.Period {
	from := year.To.AddDays(1)
	return civil.Period{From: from, To: from.AddMonths(longestYear).AddDays(-1)}
}

// TakenBack is the entry that takes e back on the first day of the next year,
// without number. The text is cut to what a voucher's text may be.
func (e Entry) TakenBack(year civil.Period) Entry {
	back := Entry{
		Date: NextYear(year).From, Text: cutTo("Återföring av "+e.No+": "+e.Text, MaxText), Next: Reversal, Of: e.No,
		Saved: e.Saved, Rows: slices.Clone(e.Rows),
	}
	for i := range back.Rows {
		back.Rows[i].Amount = -back.Rows[i].Amount
	}
	return back
}

func cutTo(s string, most int) string {
	for utf8.RuneCountInString(s) > most {
		_, last := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-last]
	}
	return s
}
