package engagement

import (
	"time"

	"bokslut/internal/civil"
	"bokslut/internal/money"
	"bokslut/internal/office"
	"bokslut/internal/tax"
)

// Kinds of part that the tax lives in. TaxPart has one key, factsKey. PlanPart
// has a key per saved alternative, and chosenKey for the one that is in use.
const (
	TaxPart  PartKind = "tax"
	PlanPart PartKind = "plan"

	factsKey  = "facts"
	chosenKey = "chosen"
)

// TaxFacts is what people say of the tax year (ingående skattemässiga uppgifter,
// skattemässiga justeringar and the facts of the computations). Amounts are
// öre; nil is that the books or the rules say.
type TaxFacts struct {
	Opening      tax.Ingaende         `json:"opening"`
	Group        tax.Koncernbidrag    `json:"group"`
	Equipment    *tax.Inventarier     `json:"equipment,omitempty"`
	Interest     tax.Rantor           `json:"interest"`
	FundUnits    money.Amount         `json:"fundUnits,omitempty"`
	Pension      *tax.Pension         `json:"pension,omitempty"`
	Properties   []tax.Fastighet      `json:"properties,omitempty"`
	Yield        []tax.Avkastning     `json:"yield,omitempty"`
	EarlierTax   *money.Amount        `json:"earlierTax,omitempty"`
	Preliminary  *tax.Preliminarskatt `json:"preliminary,omitempty"`
	Decisions    []tax.Decision       `json:"decisions,omitempty"`
	Additions    []tax.Addition       `json:"additions,omitempty"`
	Disclosures  tax.Upplysningar     `json:"disclosures"`
	ShareCapital *money.Amount        `json:"shareCapital,omitempty"`
	Dividend     money.Amount         `json:"dividend,omitempty"`
	Last         bool                 `json:"last,omitempty"`    // the company's last tax year
	Housing      bool                 `json:"housing,omitempty"` // privatbostadsföretag
	Owners       []tax.Delagare       `json:"owners,omitempty"`  // of an enskild firma or a handelsbolag
	Signed       *TaxSignature        `json:"signed,omitempty"`
	From         string               `json:"from,omitempty"` // the engagement that Opening was rolled on from

	// EquipmentBefore is what last year's plan left of Equipment. Nothing is
	// computed on it: a person adds the year's purchases first.
	EquipmentBefore *tax.Inventarier `json:"equipmentBefore,omitempty"`
}

// A TaxSignature is who answers for the opening facts. A change of them takes
// it away.
type TaxSignature struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
}

// A Plan is a saved alternative of Resultatplanering.
type Plan struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Choice  tax.Choice `json:"choice"`
	By      string     `json:"by"` // the name of who saved it
	At      time.Time  `json:"at"`
	Deleted bool       `json:"deleted,omitempty"`
	Version int64      `json:"-"`
}

// Chosen is the alternative in use, of which the system entries are made. A
// Choice without Kind is that none is.
type Chosen struct {
	Name   string     `json:"name"`
	Choice tax.Choice `json:"choice"`
	By     string     `json:"by"`
	At     time.Time  `json:"at"`

	How      map[tax.EntryKind]tax.How `json:"how,omitempty"`      // what to do with earlier bookings
	Bookings []tax.Booking             `json:"bookings,omitempty"` // of the kinds that are reversed
	Apart    *money.Amount             `json:"apart,omitempty"`    // confirmed effect of entries that are not transferred
	Stopped  bool                      `json:"stopped,omitempty"`  // the entries could not be made
	Remade   *Remade                   `json:"remade,omitempty"`   // what became of the entries since a person looked
	Version  int64                     `json:"-"`
}

// InUse tells whether an alternative is chosen.
func (c Chosen) InUse() bool { return c.Choice.Kind != "" }

// Remade is how the system entries changed because something under them did.
type Remade struct {
	At      time.Time     `json:"at"`
	Entries []RemadeEntry `json:"entries"`
}

// A RemadeEntry has the debit sum of an entry before and after, 0 when it was
// not there.
type RemadeEntry struct {
	No   string       `json:"no"`
	Text string       `json:"text"`
	Was  money.Amount `json:"was"`
	Is   money.Amount `json:"is"`
}

func taxPart(f TaxFacts, version int64) Part {
	return Part{ID: PartID{TaxPart, factsKey}, Version: version, Digest: encode(f)}
}

func planPart(p Plan) Part {
	return Part{ID: PartID{PlanPart, p.ID}, Version: p.Version, Digest: encode(p)}
}

func chosenPart(c Chosen) Part {
	return Part{ID: PartID{PlanPart, chosenKey}, Version: c.Version, Digest: encode(c)}
}

// company is what the rules go by.
func (f TaxFacts) company(c office.Client) tax.Company {
	return tax.Company{Form: tax.Form(c.Form), Framework: string(c.Framework), Privatbostadsbolag: f.Housing}
}

// preliminary is what is debited: typed, else as the balance of 2518 tells.
func (f TaxFacts) preliminary(year civil.Period, booked money.Amount) tax.Preliminarskatt {
	if f.Preliminary != nil {
		return *f.Preliminary
	}
	p, _ := tax.ProposePreliminar(year, booked)
	p.Antagen = true
	return p
}
