package engagement

import (
	"context"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/schedule"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"
)

// RegisterEquipment is what the tax depreciation of equipment rests on, as the
// registers of fixed assets among the bilagor say. Nothing is saved: it is a
// proposal for a person. ErrNotFound when no register has equipment.
func (s *Service) RegisterEquipment(ctx context.Context, by office.User, e Engagement) (tax.Inventarier, error) {
	v, err := s.view(ctx, by, e)
	if err != nil {
		return tax.Inventarier{}, err
	}
	if v.totals == nil || len(v.totals.Years) == 0 {
		return tax.Inventarier{}, ErrNoImport
	}
	var assets []tax.Tillgang
	for _, d := range v.workpapers {
		if d.Deleted || d.Kind != workpaper.Assets {
			continue
		}
		part, err := s.store.Part(ctx, by.Office, e.ID, PartID{WorkpaperPart, d.No})
		if err != nil {
			return tax.Inventarier{}, err
		}
		w, err := decode[workpaper.Workpaper](part.Body)
		if err != nil {
			return tax.Inventarier{}, err
		}
		in := schedule.Input{Paper: w, Year: e.Year, Framework: string(e.Client.Framework), Balances: v.balances()}
		assets = append(assets, schedule.Equipment(in)...)
	}
	if len(assets) == 0 {
		return tax.Inventarier{}, ErrNotFound
	}
	var over money.Amount
	for _, a := range v.totals.Years[0].Accounts {
		if a.Number == "2150" || a.Number == "2153" {
			over -= a.Opening
		}
	}
	var known []civil.Period
	for _, y := range v.totals.Years[1:] {
		known = append(known, y.Period)
	}
	return tax.FromRegister(assets, over, e.Year, known), nil
}
