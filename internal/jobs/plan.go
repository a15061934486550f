package jobs

import (
	"bokslut/internal/engagement"
)

// A Plan is what the export dialog shows: where the entries can go, which can
// go, and everything that stands in the way, all at once.
type Plan struct {
	Series    []Series
	Proposed  string // the series chosen last, else I or the first that can be chosen
	Entries   []engagement.EntryView
	Obstacles []Obstacle
	Warnings  []Check // what is odd and stops nothing
	Checks    []Check // what was checked and is in order
}

// A Series (verifikationsserie) of the year in Fortnox. Only manual ones can
// take vouchers over the API.
type Series struct {
	Code   string
	Name   string
	Manual bool
}

// An Obstacle is one reason why something cannot be sent. Entry is empty when
// nothing can. The page makes the sentence from Code and Args.
type Obstacle struct {
	Code  string
	Entry string
	Args  []string
}

// The codes of obstacles, with their Args.
const (
	ObstacleNoSeries   = "no_series"       // the year has no series that takes manual vouchers
	ObstacleSeries     = "series"          // chosen series; it is not there or takes no manual vouchers
	ObstacleNoYear     = "no_year"         // period
	ObstacleCompany    = "other_company"   // organisation number and name of the company that answers
	ObstacleThere      = "already_there"   // entry, the voucher that bears its marker
	ObstacleLocked     = "locked_period"   // last locked day, date of the entry
	ObstacleAccount    = "account_missing" // account
	ObstacleInactive   = "account_inactive"
	ObstacleCostCenter = "cost_center" // account that demands a cost centre
	ObstacleProject    = "project"     // account that demands a project

	ObstacleCostCenterUnset   = "cost_center_unset"   // account that demands a cost centre, in an entry that the program makes
	ObstacleProjectUnset      = "project_unset"       // the same with a project
	ObstacleCostCenterRefused = "cost_center_refused" // account that takes none, the cost centre
	ObstacleProjectRefused    = "project_refused"     // account that takes none, the project

	ObstacleNextYear   = "next_year"   // entry, first day of the year that it belongs to, which Fortnox does not have
	ObstacleNextSeries = "next_series" // series, period of the next year; it is not there or takes no manual vouchers
	ObstacleNextDate   = "next_date"   // date, period; it lies outside
	ObstacleBefore     = "before"      // entry, those that it rests on, which are neither transferred nor chosen

	ObstacleDraft      = "draft"      // entry; what was typed is not saved whole
	ObstacleBalance    = "balance"    // debit less credit
	ObstacleCharacters = "characters" // the text, of which Fortnox takes no character
	ObstacleUnsettled  = "unsettled"  // entry whose outcome is unknown
	ObstacleNothing    = "nothing"    // nothing is left to export
	ObstacleTogether   = "together"   // the entries that would have to go too; system entries go with all others or not at all
	ObstacleApart      = "apart"      // amount, entries: their result is not transferred and nobody has confirmed the difference
)

// A Check that passed.
type Check struct {
	Code string
	Args []string
}

// WarnOthers is the code of a warning: others book in the chosen series, so that
// numbers between ours are not ours. Args: series, how many vouchers.
const WarnOthers = "others_in_series"

// The codes of passed checks, with their Args.
const (
	CheckConnection = "connection" // last day that the connection is valid
	CheckCompany    = "company"    // organisation number
	CheckYear       = "year"       // period
	CheckPeriod     = "period"     // the period is not locked
	CheckAccounts   = "accounts"   // number of accounts
	CheckBalance    = "balance"    // number of entries
)
