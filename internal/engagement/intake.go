package engagement

import (
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/money"
)

// An Intake (inläsning) is the moment when an import became the current one,
// with what it changed. It never changes afterwards. The list of vouchers is cut
// at maxKeptVouchers; the counts are always whole.
type Intake struct {
	IntakeDigest
	Vouchers []VoucherLine `json:"vouchers,omitempty"`
	Chart    []ChartLine   `json:"chart,omitempty"`
	Touched
}

// An IntakeDigest is what lists show of an intake.
type IntakeDigest struct {
	No      int           `json:"no"`
	At      time.Time     `json:"at"`
	By      string        `json:"by"`   // user id
	From    string        `json:"from"` // snapshot that was current before; empty for the first one
	To      string        `json:"to"`
	Source  Source        `json:"source"` // of To
	ReadAt  time.Time     `json:"readAt"` // when To was read
	Was     Source        `json:"was,omitempty"`
	Back    bool          `json:"back,omitempty"` // To was read before From
	Years   []YearOutline `json:"years,omitempty"`
	Counts  ledger.Counts `json:"counts"`
	Touches Touches       `json:"touches"`
	// Unknown says that an early version of the program, which compared nothing,
	// took it in.
	Unknown bool `json:"unknown,omitempty"`
}

// First tells whether nothing was in use before.
func (d IntakeDigest) First() bool { return d.From == "" }

// YearOutline is what happened to one year.
type YearOutline struct {
	Period   civil.Period  `json:"period"`
	Counts   ledger.Counts `json:"counts"`
	Balances int           `json:"balances,omitempty"` // accounts whose closing balance differs
	Openings int           `json:"openings,omitempty"` // accounts whose opening balance differs
	Chart    int           `json:"chart,omitempty"`    // accounts of the chart that differ
	Gone     bool          `json:"gone,omitempty"`     // only the former import has the year
	Came     bool          `json:"came,omitempty"`     // only the new one has it
}

// Touches counts what an intake touches.
type Touches struct {
	Accounts   int `json:"accounts"`
	Workpapers int `json:"workpapers"`
	Suspended  int `json:"suspended"` // sign-offs
	Entries    int `json:"entries"`
}

// Touched is what an intake touches in the binder.
type Touched struct {
	Accounts   []TouchedAccount   `json:"accounts,omitempty"`
	Workpapers []TouchedWorkpaper `json:"workpapers,omitempty"`
	Entries    []TouchedEntry     `json:"entries,omitempty"`
}

// A Turn is an amount before and after, in öre, debit positive.
type Turn struct {
	Before money.Amount `json:"before"`
	After  money.Amount `json:"after"`
}

// Effect is After less Before.
func (t Turn) Effect() money.Amount { return t.After - t.Before }

// A TouchedAccount is an account of the engagement's year whose figures move.
type TouchedAccount struct {
	Account string `json:"account"`
	Name    string `json:"name"`
	Opening Turn   `json:"opening"`
	Booked  Turn   `json:"booked"`
	Final   Turn   `json:"final"` // with the closing entries that are not in the books
}

// A TouchedWorkpaper is a bilaga whose accounts or rows move.
type TouchedWorkpaper struct {
	No       string `json:"no"`
	Name     string `json:"name"`
	Before   Status `json:"before"` // empty when the bilaga is new
	After    Status `json:"after"`
	Items    int    `json:"items,omitempty"` // documents that came, left or changed, in an automatic bilaga
	SignedBy string `json:"signedBy,omitempty"`
	// Suspended says that the sign-off no longer agrees with the figures, Restored
	// that it does so again.
	Suspended bool `json:"suspended,omitempty"`
	Restored  bool `json:"restored,omitempty"`
}

// A TouchedEntry is an exported closing entry that stands otherwise in the new
// books than in the former ones. A state is empty where nothing is said of it.
type TouchedEntry struct {
	Entry   string            `json:"entry"`
	Text    string            `json:"text"`
	Voucher string            `json:"voucher"` // "I 14"
	Before  export.Recurrence `json:"before,omitempty"`
	After   export.Recurrence `json:"after,omitempty"`
}

// A ChartLine is an account of the chart that is new (Was empty), gone (Name
// empty) or has another name.
type ChartLine struct {
	Year    int    `json:"year"`
	Account string `json:"account"`
	Was     string `json:"was,omitempty"`
	Name    string `json:"name,omitempty"`
}

// A VoucherLine is a voucher that differs, with what it touches.
type VoucherLine struct {
	Kind     ledger.ChangeKind `json:"kind"`
	Year     int               `json:"year"` // last year of its period: 2025
	Series   string            `json:"series,omitempty"`
	Number   string            `json:"number,omitempty"`
	Date     civil.Date        `json:"date"`
	Text     string            `json:"text,omitempty"`
	WasDate  civil.Date        `json:"wasDate,omitzero"` // where it differs
	WasText  *string           `json:"wasText,omitempty"`
	Noted    bool              `json:"noted,omitempty"` // the day of registration differs
	Rows     []VoucherRow      `json:"rows,omitempty"`  // at most maxLineRows
	MoreRows int               `json:"moreRows,omitempty"`
	Struck   int               `json:"struck,omitempty"`

	Workpapers []string `json:"workpapers,omitempty"` // bilagor that explain an account that it books on
	Suspends   []string `json:"suspends,omitempty"`   // those whose sign-off is suspended
	Entry      string   `json:"entry,omitempty"`      // the closing entry that it is
}

// ID is how people name the voucher: "A 412".
func (l VoucherLine) ID() string { return ledger.Voucher{Series: l.Series, Number: l.Number}.ID() }

// A VoucherRow is a row that came or is gone.
type VoucherRow struct {
	Account string       `json:"account"`
	Amount  money.Amount `json:"amount"`
	Text    string       `json:"text,omitempty"`
	Came    bool         `json:"came,omitempty"`
	Struck  bool         `json:"struck,omitempty"`
}

// Bounds of what is kept of an intake.
const (
	maxKeptVouchers = 1000
	maxKeptAccounts = 1000
	maxLineRows     = 20
)
