package tax

import "fmt"

// Form is the legal form of a company (företagsform).
type Form string

// The forms, by the same names as the office uses.
const (
	AB Form = "ab" // aktiebolag
	EK Form = "ek" // ekonomisk förening
	EF Form = "ef" // enskild firma
	HB Form = "hb" // handelsbolag, kommanditbolag
)

// Company is what decides which rules apply.
type Company struct {
	Form               Form   `json:"form"`
	Framework          string `json:"framework"`          // k1, k2 or k3
	Privatbostadsbolag bool   `json:"privatbostadsbolag"` // privatbostadsföretag, IL 2 kap. 17 §
}

// A RefusedError says that the computation is not made for a company. Reason is
// privatbostadsforetag, not_a_company (the tax is the owner's) or unknown_form.
type RefusedError struct {
	Form   Form
	Reason string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("tax of company form %q is not computed: %s", e.Form, e.Reason)
}

// Scope is which parts are made for a form, and the forms of the tax agency
// that are not made.
type Scope struct {
	IncomeTax bool     // tax is booked, funds are booked, INK2 is made
	NotMade   []string // NE, INK4, INK4R, INK4S, INK4DU, or deferred_tax under K3
}

// Scope says what is made for the company, or why nothing is.
func (c Company) Scope() (Scope, error) {
	switch c.Form {
	case AB, EK:
		if c.Privatbostadsbolag {
			return Scope{}, &RefusedError{c.Form, "privatbostadsforetag"}
		}
		if c.Framework == "k3" {
			return Scope{IncomeTax: true, NotMade: []string{"deferred_tax"}}, nil
		}
		return Scope{IncomeTax: true}, nil
	case EF:
		return Scope{NotMade: []string{"NE"}}, nil
	case HB:
		return Scope{NotMade: []string{"INK4", "INK4R", "INK4S", "INK4DU"}}, nil
	}
	return Scope{}, &RefusedError{c.Form, "unknown_form"}
}
