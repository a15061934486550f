package fortnoxtest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Longest texts of a voucher, in characters.
const (
	maxDescription = 200
	maxComments    = 1000
	maxInformation = 100
)

// check makes a voucher of in, or says why Fortnox would refuse it. The caller holds c.mu.
func (c *company) check(y *year, in *newVoucher) (*Voucher, *reply) {
	for _, rule := range []func(*year, *newVoucher) *reply{c.checkFields, c.checkTexts, c.checkDate, c.checkSeries,
		c.checkDimensions} {
		if refused := rule(y, in); refused != nil {
			return nil, refused
		}
	}
	v := &Voucher{Comments: in.Comments, CostCenter: in.CostCenter, Description: in.Description, Project: in.Project,
		ReferenceType: "MANUAL", TransactionDate: in.TransactionDate, VoucherSeries: string(in.VoucherSeries), Year: y.id,
		RegistrationDate: c.today}
	for _, r := range in.VoucherRows {
		row, refused := c.checkRow(y, in, r)
		if refused != nil {
			return nil, refused
		}
		v.VoucherRows = append(v.VoucherRows, row)
	}
	if d := v.difference(); d != 0 {
		return nil, refuse(problemUnbalanced, d.String())
	}
	s := y.series[v.VoucherSeries]
	v.VoucherNumber = s.nextNumber()
	if s.approved {
		v.ApprovalState = new(int)
	}
	v.URL = voucherURL(v.VoucherSeries, v.VoucherNumber, y.id)
	return v, nil
}

func refuse(p problem, args ...any) *reply {
	r := p.reply(args...)
	return &r
}

func (c *company) checkFields(_ *year, in *newVoucher) *reply {
	var missing []string
	for name, value := range map[string]string{"VoucherSeries": string(in.VoucherSeries), "Description": in.Description,
		"TransactionDate": in.TransactionDate} {
		if value == "" {
			missing = append(missing, name)
		}
	}
	if len(in.VoucherRows) < 2 {
		missing = append(missing, "VoucherRows")
	}
	slices.Sort(missing)
	if missing != nil {
		return refuse(problemMissing, strings.Join(missing, ", "))
	}
	return nil
}

func (c *company) checkTexts(_ *year, in *newVoucher) *reply {
	type limited struct {
		name, value string
		limit       int
	}
	texts := []limited{{"Description", in.Description, maxDescription}}
	if in.Comments != nil {
		texts = append(texts, limited{"Comments", *in.Comments, maxComments})
	}
	for _, r := range in.VoucherRows {
		texts = append(texts, limited{"TransactionInformation", r.TransactionInformation, maxInformation})
	}
	for _, t := range texts {
		if utf8.RuneCountInString(t.value) > t.limit {
			return refuse(problemTooLong, t.name)
		}
		if strings.ContainsFunc(t.value, forbidden) {
			return refuse(problemCharacters, t.name)
		}
	}
	return nil
}

// forbidden says whether Fortnox refuses a character in texts. Letters and digits of any script and the signs below are
// allowed (documentation, "formats and encoding").
func forbidden(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) &&
		!strings.ContainsRune("–:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\\ \u00a0\r\n", r)
}

func (c *company) checkDate(y *year, in *newVoucher) *reply {
	switch date := in.TransactionDate; {
	case !validDate(date):
		return refuse(problemParameter, "TransactionDate")
	case !y.contains(date):
		return refuse(problemOutsideYear)
	case date <= c.lockedTo:
		return refuse(problemLocked, c.lockedTo)
	}
	return nil
}

func (c *company) checkSeries(y *year, in *newVoucher) *reply {
	switch s := y.series[string(in.VoucherSeries)]; {
	case s == nil || s.raw == nil:
		return refuse(problemSeries, in.VoucherSeries)
	case !s.manual:
		return refuse(problemNotManual, in.VoucherSeries)
	}
	return nil
}

func (c *company) checkDimensions(_ *year, in *newVoucher) *reply {
	centers, projects := []text{in.CostCenter}, []text{in.Project}
	for _, r := range in.VoucherRows {
		centers, projects = append(centers, r.CostCenter), append(projects, r.Project)
	}
	for _, code := range centers {
		if code != "" && !c.costCentre(string(code)) {
			return refuse(problemCostCentre, code)
		}
	}
	for _, number := range projects {
		if number != "" && !c.project(string(number)) {
			return refuse(problemProject, number)
		}
	}
	return nil
}

func (c *company) checkRow(y *year, in *newVoucher, r newRow) (Row, *reply) {
	number, err := strconv.Atoi(string(r.Account))
	if err != nil {
		return Row{}, refuse(problemNumeric, "Account")
	}
	debit, okDebit := r.Debit.amount()
	credit, okCredit := r.Credit.amount()
	a := y.account(number)
	switch {
	case a == nil:
		return Row{}, refuse(problemAccount, number)
	case !a.active:
		return Row{}, refuse(problemInactive, number)
	case !okDebit || !okCredit || (debit != 0 && credit != 0):
		return Row{}, refuse(problemRow, number)
	case r.Quantity != "" && !isDecimal(string(r.Quantity)):
		return Row{}, refuse(problemNumeric, "Quantity")
	}
	if refused := a.checkSettings(in, r); refused != nil {
		return Row{}, refused
	}
	return Row{Account: number, CostCenter: r.CostCenter, Debit: debit, Credit: credit, Description: a.description,
		Project: r.Project, Quantity: json.Number(r.Quantity), TransactionInformation: r.TransactionInformation}, nil
}

// checkSettings: an account can demand or refuse a cost centre and a project. One on the voucher counts for its rows.
func (a *account) checkSettings(in *newVoucher, r newRow) *reply {
	center := r.CostCenter != "" || in.CostCenter != ""
	project := r.Project != "" || in.Project != ""
	switch {
	case a.settings.CostCenterSettings == "MANDATORY" && !center:
		return refuse(problemNeedsCentre, a.number)
	case a.settings.CostCenterSettings == "NOTALLOWED" && r.CostCenter != "":
		return refuse(problemNoCentre, a.number)
	case a.settings.ProjectSettings == "MANDATORY" && !project:
		return refuse(problemNeedsProject, a.number)
	case a.settings.ProjectSettings == "NOTALLOWED" && r.Project != "":
		return refuse(problemRefusesProject, a.number)
	}
	return nil
}

func isDecimal(s string) bool {
	whole, fraction, dot := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return isInteger(whole) && (!dot || strings.Trim(fraction, "0123456789") == "" && fraction != "")
}
