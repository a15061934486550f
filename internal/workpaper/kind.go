package workpaper

// The kinds that people fill by the columns of their form (room schedule).
const (
	Bank            Kind = "bank"             // kassa och bank
	ReceivablesList Kind = "receivables-list" // kundfordringar, pasted
	PayablesList    Kind = "payables-list"    // leverantörsskulder, pasted
	Doubtful        Kind = "doubtful"         // osäkra kundfordringar
	Inventory       Kind = "inventory"        // varulager
	WorkInProgress  Kind = "work-in-progress" // pågående arbeten
	Prepaid         Kind = "prepaid"          // förutbetalda kostnader och upplupna intäkter
	Accrued         Kind = "accrued"          // upplupna kostnader och förutbetalda intäkter
	Assets          Kind = "assets"           // anläggningstillgångar
	Loans           Kind = "loans"            // lån
	TaxAccount      Kind = "tax-account"      // skattekonto
	VAT             Kind = "vat"              // moms
	PayrollTaxes    Kind = "payroll-taxes"    // personalskatt och avgifter
	HolidayPay      Kind = "holiday-pay"      // löner och semesterlöneskuld
	PayDeclared     Kind = "pay-declared"     // AGI-avstämning
	Currency        Kind = "currency"         // valutaomvärdering
	Related         Kind = "related"          // närstående och ägarlån
	GroupBalances   Kind = "group-balances"   // koncernmellanhavanden
	Securities      Kind = "securities"       // värdepapper och fonder
	Pledges         Kind = "pledges"          // ställda säkerheter och eventualförpliktelser
	Equity          Kind = "equity"           // eget kapital
)

// Memo tells whether the kind explains no balance: it says something beside the
// accounts, and what they hold is explained elsewhere.
func (k Kind) Memo() bool { return k == Pledges || k == PayDeclared }
