package web

import (
	"cmp"
	"net/http"
	"strconv"

	"bokslut/internal/engagement"
)

// fromProposal fills a new closing entry with what a bilaga proposes. A proposal
// that is no longer there leaves the form empty: the bilaga has changed since.
func (s *server) fromProposal(r *http.Request, e engagement.Engagement, f *entryForm, chart *entryChart, number string) error {
	ctx := r.Context()
	paper, err := s.engagements.Workpaper(ctx, s.user(r), e, f.Paper)
	if err != nil {
		return err
	}
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(paper.Says.Proposals) {
		return nil
	}
	p := paper.Says.Proposals[i]
	f.Text, f.Reverse = proposalText(ctx, p), p.Reverse
	for _, row := range p.Rows {
		if row.Account == "" && len(p.Rows) == 2 {
			learned, err := s.engagements.Learned(ctx, s.user(r), e, p.Rows[0].Account, p.Rows[0].Amount)
			if err != nil {
				return err
			}
			if chart.has(learned.Contra) {
				row.Account = learned.Contra
				f.Text = cmp.Or(learned.Text, f.Text)
			}
		}
		f.Rows = append(f.Rows, entryRowOf(row))
	}
	return nil
}
