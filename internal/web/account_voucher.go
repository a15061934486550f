package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/ledger"
)

// voucherView is one voucher of the import.
type voucherView struct {
	Page    Page
	Voucher ledger.Voucher
	Rows    []voucherRow
	Marked  string // the closing entry that it came from, when it did
}

func (s *server) voucher(w http.ResponseWriter, r *http.Request, e engagement.Engagement) error {
	ctx, user := r.Context(), s.user(r)
	year, err := strconv.Atoi(r.PathValue("ar"))
	if err != nil {
		return engagement.ErrNotFound
	}
	found, err := s.findVoucher(ctx, r, e, year)
	if err != nil {
		return err
	}
	snap, err := s.engagements.Snapshot(ctx, user, e)
	if err != nil {
		return err
	}
	v := voucherView{Voucher: found}
	names := namesOf(snap.Totals.Years[year])
	for _, row := range found.Rows {
		v.Rows = append(v.Rows, voucherRow{
			Account: row.Account, Name: names[row.Account], Text: rowText(ctx, row), Amount: row.Amount, Struck: row.Struck,
			URL: accountURL(e, year, row.Account),
		})
	}
	for _, one := range snap.Recognised {
		if year == 0 && one.Series == found.Series && one.Number == found.Number && one.State.InBooks() {
			v.Marked = one.Entry
		}
	}
	if isFragment(r) {
		s.render(w, r, http.StatusOK, voucherDetail(v))
		return nil
	}
	if v.Page, err = s.sheetPage(r, e, tabAnalysis, t(ctx, "Verifikation %s", found.ID())); err != nil {
		return err
	}
	s.render(w, r, http.StatusOK, voucherPage(v))
	return nil
}

// findVoucher reads the path. A dash stands for an empty series or number, and
// for itself when there is such a one.
func (s *server) findVoucher(ctx context.Context, r *http.Request, e engagement.Engagement, year int) (ledger.Voucher, error) {
	series, number := r.PathValue("serie"), r.PathValue("nummer")
	v, err := s.engagements.Voucher(ctx, s.user(r), e, year, series, number)
	if errors.Is(err, engagement.ErrNotFound) && (series == "-" || number == "-") {
		return s.engagements.Voucher(ctx, s.user(r), e, year, strings.TrimPrefix(series, "-"), strings.TrimPrefix(number, "-"))
	}
	return v, err
}

func accountURL(e engagement.Engagement, year int, account string) string {
	q := accountQuery{}
	if year == 0 {
		return q.url(e, account, "", "")
	}
	return q.url(e, account, strconv.Itoa(year), "")
}

func voucherSub(ctx context.Context, v ledger.Voucher) string {
	parts := []string{v.Text}
	if !v.Registered.IsZero() {
		parts = append(parts, t(ctx, "registrerad %s", v.Registered))
	}
	if v.Series != "" {
		parts = append(parts, t(ctx, "serie %s", v.Series))
	}
	return strings.TrimPrefix(strings.Join(parts, " · "), " · ")
}

// rowText is a row's text with its objects and what happened to it.
func rowText(ctx context.Context, row ledger.Row) string {
	var parts []string
	if row.Text != "" {
		parts = append(parts, row.Text)
	}
	for _, o := range row.Objects {
		name := t(ctx, "dimension %s", o.Dimension)
		switch o.Dimension {
		case "1":
			name = t(ctx, "kostnadsställe")
		case "6":
			name = t(ctx, "projekt")
		}
		parts = append(parts, name+" "+o.Code)
	}
	switch {
	case row.Struck:
		parts = append(parts, t(ctx, "struken"))
	case row.Added:
		parts = append(parts, t(ctx, "tillagd i efterhand"))
	}
	return strings.Join(parts, " · ")
}
