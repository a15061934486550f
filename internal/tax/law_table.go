package tax

import "bokslut/internal/civil"

// decidedBy lists the figures that do not go by the first day of the tax year.
var decidedBy = map[Key]DecidedBy{
	Schablonranta:           ByEnd,
	Statslaneranta:          ByEnd,
	SchablonFondandelar:     ByEnd,
	AvgiftSmahus:            ByEnd,
	AvgiftHyreshus:          ByEnd,
	SkattLokaler:            ByEnd,
	SkattIndustri:           ByEnd,
	AvkastningsskattPension: ByEnd,
	AvkastningsskattKapital: ByEnd,
	SarskildLoneskattRate:   ByEvent,
	Prisbasbelopp:           ByEvent,
	AvgiftFull:              ByEvent,
	AvgiftPension:           ByEvent,
	AvgiftUnga:              ByEvent,
	SemesterPerDag:          ByEnd,
	SemesterTillagg:         ByEnd,
	SemesterProcent:         ByEnd,
}

// lastKnown is the last day of the table: the law of 2026 as published.
const lastKnown = "2026-12-31"

// figures is the law as dated data. Rates are hundredths of a percent, sums
// are öre. A new year is a new row.
var figures = append([]Figure{
	of(Bolagsskatt, "2018-01-01", "2018-12-31", 2200, "IL 65 kap. 10 §, lydelse före SFS 2018:1206", Confirmed),
	of(Bolagsskatt, "2019-01-01", "2020-12-31", 2140, "IL 65 kap. 10 §; SFS 2018:1206", Confirmed),
	of(Bolagsskatt, "2021-01-01", lastKnown, 2060, "IL 65 kap. 10 §", Confirmed),

	of(Huvudregeln, "2018-01-01", lastKnown, 3000, "IL 18 kap. 13 §", Confirmed),
	of(Kompletteringsregeln, "2018-01-01", lastKnown, 2000, "IL 18 kap. 17 §", Confirmed),
	of(Restvardesregeln, "2018-01-01", lastKnown, 2500, "IL 18 kap. 13 §", Confirmed),

	of(FondHogst, "2018-01-01", lastKnown, 2500, "IL 30 kap. 5 §", Confirmed),
	of(FondHogstFysisk, "2019-01-01", lastKnown, 3000, "IL 30 kap. 5 §", Confirmed),
	of(FondAr, "2018-01-01", lastKnown, 6, "IL 30 kap. 7 §", Confirmed),
	of(FondUppraknadFore2019, "2018-01-01", "2018-12-31", 10000, "IL 30 kap. 7 §", Confirmed),
	of(FondUppraknadFore2019, "2019-01-01", "2020-12-31", 10300, "SFS 2018:1206", Confirmed),
	of(FondUppraknadFore2019, "2021-01-01", lastKnown, 10600, "SFS 2018:1206", Confirmed),
	of(FondUppraknad2019, "2018-01-01", "2020-12-31", 10000, "SFS 2018:1206", Confirmed),
	of(FondUppraknad2019, "2021-01-01", lastKnown, 10400, "SFS 2018:1206", OneSource),
	of(FondUppraknad2021, "2018-01-01", lastKnown, 10000, "IL 30 kap. 7 §", Confirmed),

	of(Schablondel, "2018-01-01", "2018-12-31", 7200, "IL 30 kap. 6 a §, lydelse före SFS 2018:1206", Confirmed),
	of(Schablondel, "2019-01-01", lastKnown, 10000, "IL 30 kap. 6 a §", Confirmed),
	of(Schablonranta, "2019-01-01", "2019-12-31", 51, "IL 30 kap. 6 a §; Riksgälden, statslåneräntan 2018-11-30", OneSource),
	of(Schablonranta, "2020-01-01", "2022-12-31", 50, "IL 30 kap. 6 a §, lägst 0,5 %", Confirmed),
	of(Schablonranta, "2023-01-01", "2023-12-31", 194, "IL 30 kap. 6 a §; statslåneräntan 2022-11-30", OneSource),
	of(Schablonranta, "2024-01-01", "2024-12-31", 262, "IL 30 kap. 6 a §; statslåneräntan 2023-11-30", OneSource),
	of(Schablonranta, "2025-01-01", "2025-12-31", 196, "IL 30 kap. 6 a §; statslåneräntan 2024-11-30", Confirmed),
	of(Schablonranta, "2026-01-01", lastKnown, 255, "IL 30 kap. 6 a §; statslåneräntan 2025-11-30", Confirmed),

	of(Statslaneranta, "2019-01-01", "2019-12-31", 51, "Riksgälden, statslåneräntan 2018-11-30", OneSource),
	of(Statslaneranta, "2020-01-01", "2020-12-31", -9, "Riksgälden, statslåneräntan 2019-11-30", OneSource),
	of(Statslaneranta, "2021-01-01", "2021-12-31", -10, "Riksgälden, statslåneräntan 2020-11-30", Unconfirmed),
	of(Statslaneranta, "2022-01-01", "2022-12-31", 23, "Riksgälden, statslåneräntan 2021-11-30", OneSource),
	of(Statslaneranta, "2023-01-01", "2023-12-31", 194, "Riksgälden, statslåneräntan 2022-11-30", OneSource),
	of(Statslaneranta, "2024-01-01", "2024-12-31", 262, "Riksgälden, statslåneräntan 2023-11-30", OneSource),
	of(Statslaneranta, "2025-01-01", "2025-12-31", 196, "Riksgälden, statslåneräntan 2024-11-30", Confirmed),
	of(Statslaneranta, "2026-01-01", lastKnown, 255, "Riksgälden, statslåneräntan 2025-11-30", Confirmed),

	of(SchablonFondandelar, "2019-01-01", lastKnown, 40, "IL 42 kap. 43–44 §§", OneSource),
	of(RanteavdragEBITDA, "2019-01-01", lastKnown, 3000, "IL 24 kap. 24 § första stycket", Confirmed),
	of(RanteavdragForenkling, "2019-01-01", lastKnown, 5_000_000_00, "IL 24 kap. 24 § andra stycket", Confirmed),
	of(RantenettoAr, "2019-01-01", lastKnown, 6, "IL 24 kap. 26 §", Confirmed),
	of(Beloppssparr, "2018-01-01", lastKnown, 20000, "IL 40 kap. 15 §", Confirmed),
	of(SarskildLoneskattRate, "2018-01-01", lastKnown, 2426, "Lag (1991:687) om särskild löneskatt på pensionskostnader 1 §", Confirmed),

	of(AvgiftSmahus, "2019-01-01", lastKnown, 75, "Lag (2007:1398) om kommunal fastighetsavgift 3 §", Unconfirmed),
	of(AvgiftHyreshus, "2019-01-01", lastKnown, 30, "Lag (2007:1398) om kommunal fastighetsavgift 3 §", Unconfirmed),
	of(SkattLokaler, "2019-01-01", lastKnown, 100, "Lag (1984:1052) om statlig fastighetsskatt 3 §", Unconfirmed),
	of(SkattIndustri, "2019-01-01", lastKnown, 50, "Lag (1984:1052) om statlig fastighetsskatt 3 §", Unconfirmed),
	of(AvkastningsskattPension, "2019-01-01", lastKnown, 1500, "Lag (1990:661) om avkastningsskatt på pensionsmedel 9 §", OneSource),
	of(AvkastningsskattKapital, "2019-01-01", lastKnown, 3000, "Lag (1990:661) om avkastningsskatt på pensionsmedel 9 §", OneSource),
	of(KostnadsrantaGrans, "2018-01-01", lastKnown, 30_000_00, "SFL 65 kap.", OneSource),
}, bilagor...)

func of(k Key, from, to string, value int64, source string, strength Strength) Figure {
	return Figure{Key: k, Value: value, From: civil.MustParse(from), To: civil.MustParse(to), Source: source, Strength: strength}
}
