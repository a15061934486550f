package web

import (
	"net/http"

	"bokslut/internal/closing"
	"bokslut/internal/ledger"
	"bokslut/internal/report"
)

func (s *server) balanceReport(r *http.Request, p Page, q reportQuery) (report.Document, error) {
	sheet, err := s.engagements.Balance(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	return report.BalanceReport(r.Context(), s.reportHead(p), sheet, q.stand()), nil
}

func (s *server) resultReport(r *http.Request, p Page, q reportQuery) (report.Document, error) {
	sheet, err := s.engagements.Result(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	return report.ResultReport(r.Context(), s.reportHead(p), sheet, q.stand()), nil
}

func (s *server) monthReport(r *http.Request, p Page, _ reportQuery) (report.Document, error) {
	sheet, err := s.engagements.Result(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	return report.MonthReport(r.Context(), s.reportHead(p), sheet, monthHeads(p.Engagement.Year)), nil
}

func (s *server) ledgerReport(r *http.Request, p Page, q reportQuery) (report.Document, error) {
	year, err := s.bookedYear(r, p)
	if err != nil {
		return report.Document{}, err
	}
	choice := report.LedgerChoice{From: q.FromAcc, To: q.ToAcc, Period: q.period()}
	var entries []closing.Entry
	if choice.Period.To.IsZero() || !choice.Period.To.Before(p.Engagement.Year.To) {
		views, err := s.engagements.Entries(r.Context(), p.User, *p.Engagement)
		if err != nil {
			return report.Document{}, err
		}
		entries = report.Counting(views)
	}
	return report.GeneralLedger(r.Context(), s.reportHead(p), year, entries, choice), nil
}

func (s *server) voucherReport(r *http.Request, p Page, q reportQuery) (report.Document, error) {
	year, err := s.bookedYear(r, p)
	if err != nil {
		return report.Document{}, err
	}
	return report.VoucherList(r.Context(), s.reportHead(p), year, report.VoucherChoice{Series: q.Series, Period: q.period()}), nil
}

// bookedYear is the year of the engagement with its vouchers.
func (s *server) bookedYear(r *http.Request, p Page) (ledger.Year, error) {
	snap, err := s.engagements.Snapshot(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return ledger.Year{}, err
	}
	book, err := s.engagements.ImportBook(r.Context(), p.User, snap.ID)
	if err != nil {
		return ledger.Year{}, err
	}
	return book.Years[0], nil
}

func (s *server) reconciliationReport(r *http.Request, p Page, _ reportQuery) (report.Document, error) {
	sheet, err := s.engagements.Balance(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	papers, err := s.engagements.Workpapers(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	return report.Reconciliation(r.Context(), s.reportHead(p), reportWords, sheet, papers), nil
}

func (s *server) entryReport(r *http.Request, p Page, _ reportQuery) (report.Document, error) {
	snap, err := s.engagements.Snapshot(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	entries, err := s.engagements.Entries(r.Context(), p.User, *p.Engagement)
	if err != nil {
		return report.Document{}, err
	}
	return report.EntryList(r.Context(), s.reportHead(p), reportWords, entries, namesOf(snap.Totals.Years[0])), nil
}
