package schedule_test

import (
	"testing"

	"bokslut/internal/civil"
	"bokslut/internal/schedule"
	"bokslut/internal/tax"
	"bokslut/internal/workpaper"

	"github.com/google/go-cmp/cmp"
)

// The register of TestAssets as the tax rules take it: buildings and what was
// sold before the year stay outside.
func TestEquipmentOfTheRegister(t *testing.T) {
	in := example{
		kind: workpaper.Assets, accounts: "1220 1229 1110", balances: "1220=340000/352000 1229=-63333.33/-63333.33",
		rows: []string{
			"account=1220|text=Skåpbil|date=2024-03-10|cost=240 000|residual=60 000|life=60", "account=1220|text=Dator|date=2025-06-02|cost=12 000|life=36",
			"account=1220|text=Svarv|date=2023-03-01|cost=100 000|life=60|disposed=2025-08-15|proceeds=50 000",
			"text=Gammal|date=2020-01-01|cost=5 000|life=60|disposed=2024-12-31", "account=1110|text=Förråd|date=2025-05-02|cost=1 200 000|life=120",
		},
	}.input(t)
	want := []tax.Tillgang{
		{Kopt: civil.MustParse("2024-03-10"), Anskaffning: 240_000 * kr, Ingaende: 210_000 * kr, Utgaende: 174_000 * kr},
		{Kopt: civil.MustParse("2025-06-02"), Anskaffning: 12_000 * kr, Utgaende: 9_666_67},
		{Kopt: civil.MustParse("2023-03-01"), Anskaffning: 100_000 * kr, Ingaende: 63_333_33, Sald: true, Ersattning: 50_000 * kr},
	}
	got := schedule.Equipment(in)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("equipment (-want +got):\n%s", diff)
	}
	only := example{kind: workpaper.Assets, accounts: "1220 1229", balances: "1220=0/100", rows: []string{"text=Dator|date=2025-06-02|cost=12 000|life=36"}}.input(t)
	if got := schedule.Equipment(only); len(got) != 1 {
		t.Errorf("a row that leaves the account to the bilaga gives %v", got)
	}
	in.Paper.Kind = workpaper.Own
	if got := schedule.Equipment(in); got != nil {
		t.Errorf("a bilaga of another kind has equipment: %v", got)
	}
}
