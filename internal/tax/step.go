package tax

import "bokslut/internal/money"

// A Rule is where a line comes from. Strength says how well we know it.
type Rule struct {
	Law      string
	Strength Strength
}

// A Step is one line of a computation. The page makes the sentence from Code
// and Args; a code never changes meaning. Amount is öre: what raises the result
// or the surplus is positive.
type Step struct {
	Code     string
	Row      string // of the form, such as 4.6a; empty when it has none
	Amount   money.Amount
	Args     []string
	Accounts []Behind // income positive, as Amount
	Rule     Rule
}

// The codes of steps, with their Args. Amounts in args are whole kronor where
// they have no öre, rates are percent, days are 2025-12-31.
const (
	// From the books to the result.
	StepBooked        = "booked_result"        // result accounts 3000–8799 as they stand
	StepSpecialTaxes  = "special_taxes"        // how much more särskild löneskatt, fastighetsskatt and avkastningsskatt
	StepAfterFinance  = "after_financial"      // –
	StepReceived      = "group_received"       // –
	StepGiven         = "group_given"          // –
	StepOver          = "over_change"          // IB 2150, UB 2150
	StepCompulsory    = "fund_compulsory"      // account, tax year of the fund, tax years after it
	StepVoluntary     = "fund_voluntary"       // account, tax year of the fund
	StepOther         = "other_appropriations" // –
	StepBeforeFund    = "before_allocation"    // –
	StepAllocation    = "allocation"           // highest allowed
	StepBeforeTax     = "before_tax"           // –
	StepTax           = "tax_of_the_year"      // taxable income, rate
	StepOtherTaxes    = "other_taxes"          // –
	StepResult        = "result_of_the_year"   // –
	StepTaxBack       = "tax_added_back"       // –
	StepAdjustment    = "adjustment"           // id of the proposal or addition
	StepSchablon      = "schablonintakt"       // funds at the beginning, rate, months
	StepUplift        = "uplift"               // account, reversed amount, uplift
	StepFundUnits     = "fund_units"           // value at the beginning of the calendar year, rate
	StepResidual      = "residual_method"      // tax depreciation, booked depreciation
	StepInterest      = "interest_limited"     // negative net interest, room, rule: ebitda or simple
	StepInterestOld   = "interest_carried"     // what was left from earlier years, used now
	StepDeficit       = "deficit"              // –
	StepDeficitLost   = "deficit_lost"         // deficit under the limit, highest usable
	StepDeficitBarred = "deficit_barred"       // barred deficit, usable this year
	StepSurplus       = "surplus"              // –
	StepBase          = "allocation_base"      // surplus before allocation
	StepMax           = "allocation_max"       // base, share
	StepTaxable       = "taxable_income"       // surplus
	StepIncomeTax     = "income_tax"           // taxable income, rate

	// To pay.
	StepPayroll     = "pension_tax"  // base, rate
	StepProperty    = "property_tax" // kind, assessed value, rate
	StepYield       = "yield_tax"    // kind, base, rate
	StepPreliminary = "preliminary"  // debited, of it on 2518, remaining
	StepToPay       = "to_pay"       // –
	StepExtraFirst  = "extra_first"  // limit, last day
	StepExtraRest   = "extra_rest"   // last day
)

// Severity says how much a finding matters.
type Severity string

// Error stops the entries until it is mended, Warning asks a person to look.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// A Finding is something that a person should know or decide.
type Finding struct {
	Code     string
	Severity Severity
	Args     []string
}

// The codes of findings, with their Args.
const (
	FoundFundYear       = "fund_year_guessed"     // account, tax year that was guessed
	FoundFundAccount    = "fund_account_year"     // account, tax year of the fund
	FoundFundBroken     = "fund_year_broken"      // account, tax year that no tax year ends with
	FoundFundOverdue    = "fund_overdue"          // account, tax year, tax years after it
	FoundFundLedger     = "fund_not_in_ledger"    // account, known amount, opening balance
	FoundFundNegative   = "fund_negative"         // account, balance: a fund that is a debit
	FoundFundBooked     = "fund_booked_elsewhere" // change of fund accounts, what 881x says
	FoundLoss           = "loss_year"             // deficit
	FoundNoBase         = "no_base"               // base
	FoundOddLength      = "odd_length"            // months
	FoundPropertyLength = "property_length"       // months
	FoundNotBAS         = "not_bas"               // accounts
	FoundAccountMissing = "account_missing"       // account
	FoundUncoupled      = "account_uncoupled"     // account, balance
	FoundResultLeft     = "result_left"           // what stands on 2099 from earlier years
	FoundBooked         = "booked_before"         // kind, amount
	FoundToConfirm      = "adjustment_open"       // id, amount
	FoundBothGroup      = "group_twice"           // account of the chart and row of INK2S that say the same
	FoundPlanAboveTax   = "plan_above_tax"        // book value, lowest tax value
	FoundResidualOver   = "residual_with_2150"    // balance of 2150–2159
	FoundPreliminary    = "preliminary_odd"       // debited, on 2518
	FoundHalfCapital    = "half_capital"          // equity, half the share capital
	FoundDividend       = "dividend_above"        // planned dividend, free equity
	FoundDeferred       = "deferred_not_made"     // K3
	FoundInterestGroup  = "interest_form"         // form N9 is needed
	FoundBarredRow      = "barred_deficit_row"    // amount that also goes to INK2 1.2
	FoundUnused         = "decision_without"      // id of a decision whose account has no balance any more
	FoundReversalGuess  = "reversal_guessed"      // kind; the counter account is assumed
)

// notes collects findings.
type notes struct{ list []Finding }

func (n *notes) add(code string, severity Severity, args ...string) {
	n.list = append(n.list, Finding{Code: code, Severity: severity, Args: args})
}

func (n *notes) fund(s FundState, fits bool, limit int) {
	year := s.Year.String()
	if !s.Confirmed {
		n.add(FoundFundYear, Warning, s.Account, year)
	}
	if digits := base(s.Account); digits >= 2120 && digits%10 != s.Year.To.Year%10 {
		n.add(FoundFundAccount, Warning, s.Account, year)
	}
	if !fits {
		n.add(FoundFundBroken, Warning, s.Account, year)
	}
	if s.Amount < 0 {
		n.add(FoundFundNegative, Error, s.Account, kr(s.Amount))
	}
	if s.YearsAfter > limit {
		n.add(FoundFundOverdue, Warning, s.Account, year, itoa(s.YearsAfter))
	}
}
