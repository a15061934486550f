package jobs

import (
	"bokslut/internal/engagement"
	"bokslut/internal/source"
)

// control completes an import with everything that there is reason to look at
// in it: what the books, the lock and the sub-ledgers say, and how next year
// opens.
func control(imp *engagement.Import, e engagement.Engagement, parts []source.Part, found []source.Finding) error {
	want := source.Want{OrgNr: e.Client.OrgNr, Period: e.Year}
	more, err := source.Controls(want, e.Client.Name, parts, imp.Book)
	if err != nil {
		return err
	}
	for _, f := range append(found, more...) {
		imp.Findings = append(imp.Findings, engagement.Finding{Code: f.Code, Severity: string(f.Severity), Args: f.Args, Year: f.Year, Line: f.Line})
	}
	imp.Findings = append(imp.Findings, engagement.LedgerFindings(imp.Ledgers, imp.Book.Years[0])...)
	if imp.Locked, err = source.LockedThrough(parts); err != nil {
		return err
	}
	next, ok, err := source.NextOpening(parts)
	if err != nil || !ok {
		return err
	}
	imp.Next = &engagement.Opening{Period: next.Period, Balances: next.Balances}
	year, ok, err := source.NextYear(parts)
	if ok {
		imp.NextYear = &year
	}
	return err
}
