package company

import (
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// A profile is all that tells one company from another; the rest is chance
// with a fixed seed. Amounts are öre.
type profile struct {
	name, organisation         string
	tenant                     int
	address, zip, city, phone  string
	firstName, lastName, email string
	seed                       uint64
	cash                       bool
	years                      []yearPlan // by date; the last is current, the one before it is to close
	clock                      civil.Date
	slow                       []time.Month // half as many invoices; July when empty
	quarterlyVAT               bool
	opening                    map[int]money.Amount // 2091 is what makes it sum to zero
	openingVAT                 []vatDebt
	accruals                   []accrual // reversed on the first day
	firstInvoice, firstBill    int
	customers                  []*party
	articles                   []article
	invoicesPerMonth           int
	suppliers                  []*party
	recurring                  []recurringBill
	purchases                  []purchase
	purchasesPerMonth          int
	paymentFiles               bool
	receipts                   []receipt
	receiptsPerMonth           int
	staff                      []employee
	loan                       loan
	depreciation               []depreciation
	stock                      stock
	auditFee                   money.Amount
	costCenters, projects      []unit
	corrector                  string // who strikes and adds rows
	specials                   func(*sim)
}

// A yearPlan is a financial year and what is only known about it as a whole.
type yearPlan struct {
	id         int
	from, to   string
	prelimTax  money.Amount // debited each month for this tax year
	dividend   money.Amount // decided and paid this year
	allocation int          // hundredths of a per cent of the most that may be set aside
	stockCount money.Amount // counted at the end of the year
}

// A unit is a cost centre or a project.
type unit struct{ code, name string }

// A vatDebt is a VAT return that is debited on the tax account at a date.
type vatDebt struct {
	due    civil.Date
	amount money.Amount // positive is a debt
}

// An accrual is a balance account against a cost account, booked at a closing
// and reversed the day after. Debit positive on the balance account.
type accrual struct {
	text          string
	balance, cost int
	amount        money.Amount
}

// An article is something sold. Price in SEK for each unit.
type article struct {
	text                     string
	price                    money.Amount
	unit                     string
	most                     int // quantity is 1 to most
	account                  int
	vat                      int64
	euAccount, exportAccount int // 0: never sold abroad
}

// A recurringBill comes in the given months. A bill for months ahead is a
// prepaid cost when the year ends: covers months from the first day of the
// month that begins ahead months after the bill's.
type recurringBill struct {
	supplier      int
	text          string
	account       int
	net           money.Amount
	spread        int // per cent up or down
	vat           int64
	day           int
	months        []int
	prepaid       int // balance account, 0 = none
	ahead, covers int
}

// A purchase is a supplier invoice that comes now and then.
type purchase struct {
	supplier  int
	text      string
	account   int
	low, high money.Amount // net, SEK
	vat       int64
	weight    int
}

// A receipt is paid by card at once.
type receipt struct {
	text      string
	account   int
	low, high money.Amount // net
	vat       int64
	weight    int
}

// An employee earns gross each month; tax in whole per cent.
type employee struct {
	account int
	gross   money.Amount
	tax     int64
}

// A loan is paid off every third month with the interest since last time.
type loan struct {
	payOff money.Amount
	rate   int64 // hundredths of a per cent a year
	month  int   // first month of the year with a payment, 1–3
	text   string
}

// A depreciation is the planned cost of an asset account in a full year.
type depreciation struct {
	asset, accumulated, cost int
	percent                  int64
}

// stock tells which accounts a counted stock moves between.
type stock struct{ balance, change int }

// Party kinds decide account and VAT.
const (
	inSweden = iota
	inEU
	outsideEU
)

// A party is a customer or a supplier.
type party struct {
	number       int
	name, city   string
	organisation string
	kind         int
	country      string
	currency     string
	terms        int
	noRounding   bool // invoices with öre
	reverse      bool // a builder: omvänd betalningsskyldighet
	slow         int  // extra days late
	inactive     bool
}
