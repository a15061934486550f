package office

// A Client is a company whose year the office closes.
type Client struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	OrgNr     string    `json:"orgnr"` // NNNNNN-NNNN
	Form      Form      `json:"form"`
	Framework Framework `json:"framework"`
	Method    Method    `json:"method"`
	VAT       VATPeriod `json:"vat"`
	Auditor   bool      `json:"auditor"`
	Version   int64     `json:"version"`
}

// Form is the legal form of a company (företagsform).
type Form string

// The forms of company that the program closes.
const (
	AB Form = "ab" // aktiebolag
	EF Form = "ef" // enskild firma
	HB Form = "hb" // handelsbolag, kommanditbolag
	EK Form = "ek" // ekonomisk förening
)

// Framework is the accounting rules that the accounts follow (regelverk).
type Framework string

// The frameworks of Bokföringsnämnden. Simplified is förenklat årsbokslut (K1).
const (
	K2         Framework = "k2"
	K3         Framework = "k3"
	Simplified Framework = "k1"
)

// Method is when invoices are booked (redovisningsmetod).
type Method string

// Accrual books invoices when they are issued (faktureringsmetoden), Cash when
// they are paid (bokslutsmetoden).
const (
	Accrual Method = "accrual"
	Cash    Method = "cash"
)

// VATPeriod is how often VAT is reported (momsperiod).
type VATPeriod string

// The periods of mervärdesskatteförfarandet; NoVAT is a company without VAT.
const (
	VATMonth   VATPeriod = "month"
	VATQuarter VATPeriod = "quarter"
	VATYear    VATPeriod = "year"
	NoVAT      VATPeriod = "none"
)

// Frameworks lists the frameworks that a form may choose among. Only an
// enskild firma or a handelsbolag of natural persons may use förenklat
// årsbokslut. Source: BFNAR 2006:1, 2016:10, 2012:1.
func (f Form) Frameworks() []Framework {
	switch f {
	case AB, EK:
		return []Framework{K2, K3}
	case EF, HB:
		return []Framework{K2, K3, Simplified}
	}
	return nil
}
