package tax

// bilagor are the figures of law that bilagor use, as dated data.
var bilagor = []Figure{
	of(PeriodiseringsgransK2, "2018-01-01", "2025-12-31", 5_000_00, "BFNAR 2016:10 punkt 2.4, år som inleds före 2026", Confirmed),
	of(PeriodiseringsgransK2, "2026-01-01", lastKnown, 7_000_00, "BFNAR 2016:10 punkt 2.4, år som inleds efter 2025-12-31", Confirmed),
	of(LivslangdK2, "2018-01-01", lastKnown, 5, "BFNAR 2016:10 punkt 10.27", OneSource),
	of(LagerSchablon, "2018-01-01", lastKnown, 9700, "IL 17 kap. 4 §", Confirmed),

	of(Prisbasbelopp, "2019-01-01", "2019-12-31", 46_500_00, "SFB 2 kap. 6–7 §§, fastställt för 2019", OneSource),
	of(Prisbasbelopp, "2020-01-01", "2020-12-31", 47_300_00, "SFB 2 kap. 6–7 §§, fastställt för 2020", OneSource),
	of(Prisbasbelopp, "2021-01-01", "2021-12-31", 47_600_00, "SFB 2 kap. 6–7 §§, fastställt för 2021", Confirmed),
	of(Prisbasbelopp, "2022-01-01", "2022-12-31", 48_300_00, "SFB 2 kap. 6–7 §§, fastställt för 2022", Confirmed),
	of(Prisbasbelopp, "2023-01-01", "2023-12-31", 52_500_00, "SFB 2 kap. 6–7 §§, fastställt för 2023", Confirmed),
	of(Prisbasbelopp, "2024-01-01", "2024-12-31", 57_300_00, "SFB 2 kap. 6–7 §§, fastställt för 2024", Confirmed),
	of(Prisbasbelopp, "2025-01-01", "2025-12-31", 58_800_00, "SFB 2 kap. 6–7 §§, fastställt för 2025", Confirmed),
	of(Prisbasbelopp, "2026-01-01", lastKnown, 59_200_00, "SFB 2 kap. 6–7 §§, fastställt för 2026", Confirmed),

	of(AvgiftFull, "2019-01-01", lastKnown, 3142, "Socialavgiftslagen (2000:980) 2 kap. 26 §; lag (1994:1920) om allmän löneavgift", Confirmed),
	of(AvgiftPension, "2019-01-01", lastKnown, 1021, "Socialavgiftslagen (2000:980) 2 kap. 27 §", Confirmed),
	of(AvgiftUnga, "2026-04-01", lastKnown, 2081, "Tillfälligt nedsatta avgifter för unga 2026-04-01–2027-09-30", OneSource),
	of(SemesterPerDag, "2018-01-01", lastKnown, 460, "Semesterlagen (1977:480) 16 a §", OneSource),
	of(SemesterTillagg, "2018-01-01", lastKnown, 43, "Semesterlagen (1977:480) 16 a §", OneSource),
	of(SemesterProcent, "2018-01-01", lastKnown, 1200, "Semesterlagen (1977:480) 16 b §", OneSource),
}
