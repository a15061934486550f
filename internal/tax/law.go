package tax

import (
	"fmt"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A Key names one figure of law, which changes with time.
type Key string

// The figures that the computations use.
const (
	Bolagsskatt             Key = "corporate_tax"
	Huvudregeln             Key = "depreciation_30_rule"
	Kompletteringsregeln    Key = "depreciation_20_rule"
	Restvardesregeln        Key = "depreciation_residual_rule"
	FondHogst               Key = "pfond_max_legal_person"
	FondHogstFysisk         Key = "pfond_max_natural_person"
	FondAr                  Key = "pfond_max_years"
	FondUppraknadFore2019   Key = "pfond_reversal_factor_pre2019"
	FondUppraknad2019       Key = "pfond_reversal_factor_2019_2020"
	FondUppraknad2021       Key = "pfond_reversal_factor_2021_on"
	Schablonranta           Key = "pfond_schablon_rate"
	Schablondel             Key = "pfond_schablon_share"
	Statslaneranta          Key = "slr_30nov_previous_year"
	SchablonFondandelar     Key = "fund_unit_standard_income"
	RanteavdragEBITDA       Key = "interest_deduction_ebitda_share"
	RanteavdragForenkling   Key = "interest_deduction_simplification_cap"
	RantenettoAr            Key = "interest_carry_forward_years"
	Beloppssparr            Key = "loss_amount_block_multiple"
	SarskildLoneskattRate   Key = "special_payroll_tax_pension"
	AvgiftSmahus            Key = "property_fee_small_house"
	AvgiftHyreshus          Key = "property_fee_rental_housing"
	SkattLokaler            Key = "property_tax_premises"
	SkattIndustri           Key = "property_tax_industry"
	AvkastningsskattPension Key = "yield_tax_pension"
	AvkastningsskattKapital Key = "yield_tax_capital"
	KostnadsrantaGrans      Key = "interest_free_underpayment"
)

// The figures that bilagor use.
const (
	PeriodiseringsgransK2 Key = "k2_accrual_limit"
	LivslangdK2           Key = "k2_equipment_life"
	LagerSchablon         Key = "inventory_lump_sum"
	Prisbasbelopp         Key = "prisbasbelopp"
	AvgiftFull            Key = "employer_contributions_full"
	AvgiftPension         Key = "employer_contributions_pension_only"
	AvgiftUnga            Key = "employer_contributions_youth_temp"
	SemesterPerDag        Key = "holiday_pay_day"
	SemesterTillagg       Key = "holiday_pay_supplement"
	SemesterProcent       Key = "holiday_pay_percent"
)

// DecidedBy is which day of a tax year decides a figure.
type DecidedBy int

// The days that rules go by. A figure by event has no day of its own in a tax
// year: ask with On.
const (
	ByBegin DecidedBy = iota
	ByEnd
	ByEvent
)

// Strength is how well the source of a figure or rule is known to us.
type Strength string

// Confirmed is two or more sources, or a primary one. Unconfirmed is general
// knowledge that a person should check before relying on it.
const (
	Confirmed   Strength = "confirmed"
	OneSource   Strength = "one_source"
	Unconfirmed Strength = "unconfirmed"
)

// A Figure is one value of law with the days that it covers, both included.
type Figure struct {
	Key      Key
	Value    int64 // hundredths of a percent, öre or years
	From, To civil.Date
	Source   string
	Strength Strength
}

// Rate is the figure as a share.
func (f Figure) Rate() Rate { return Rate(f.Value) }

// Amount is the figure as a sum in öre.
func (f Figure) Amount() money.Amount { return money.Amount(f.Value) }

// A YearError says that the table has no figure for a day.
type YearError struct {
	Key         Key
	Day         civil.Date
	First, Last civil.Date // the days that the table covers
}

func (e *YearError) Error() string {
	return fmt.Sprintf("%s on %s is not in the table, which covers %s to %s", e.Key, e.Day, e.First, e.Last)
}

// On is the figure on a day, or a *YearError.
func (k Key) On(day civil.Date) (Figure, error) {
	missing := &YearError{Key: k, Day: day}
	for _, f := range figures {
		if f.Key != k {
			continue
		}
		if (civil.Period{From: f.From, To: f.To}).Contains(day) {
			return f, nil
		}
		if missing.First.IsZero() || f.From.Before(missing.First) {
			missing.First = f.From
		}
		if f.To.After(missing.Last) {
			missing.Last = f.To
		}
	}
	return Figure{}, missing
}

// For is the figure for a tax year, by the day that the rule goes by. A figure
// by event is taken on the last day of the year.
func (k Key) For(year civil.Period) (Figure, error) {
	if decidedBy[k] == ByBegin {
		return k.On(year.From)
	}
	return k.On(year.To)
}

// Figures are all figures of the table, for a page that shows the law.
func Figures() []Figure { return append([]Figure(nil), figures...) }

// Decides says which day of a tax year decides a figure.
func Decides(k Key) DecidedBy { return decidedBy[k] }
