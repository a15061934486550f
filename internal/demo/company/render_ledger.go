package company

import (
	"fmt"
	"sort"
)

func (s *sim) financialYears() []any {
	years := append([]*year(nil), s.years...)
	sort.Slice(years, func(i, j int) bool { return years[i].id < years[j].id })
	method := s.method()
	var all []any
	for _, y := range years {
		all = append(all, struct {
			URL              string `json:"@url"`
			AccountChartType string
			AccountingMethod string
			FromDate         string
			Id               int
			ToDate           string
		}{fmt.Sprintf("%sfinancialyears/%d", host, y.id), "BAS 2025", method, y.period.From.String(), y.id, y.period.To.String()})
	}
	return all
}

func (s *sim) method() string {
	if s.p.cash {
		return "CASH"
	}
	return "ACCRUAL"
}

type accountJSON struct {
	URL                            string `json:"@url"`
	Active                         bool
	BalanceBroughtForward          number
	BalanceCarriedForward          number
	CostCenter, CostCenterSettings string
	Description                    string
	Number                         int
	OpeningQuantities              []any
	Project, ProjectSettings       string
	QuantitySettings, QuantityUnit string
	SRU                            int
	TransactionInformation         string
	TransactionInformationSettings string
	VATCode                        *string
	Year                           int
}

// accounts shows the whole chart for each year; what is used is active.
func (s *sim) accounts(y *year) []any {
	var all []any
	for _, a := range chart() {
		j := accountJSON{URL: fmt.Sprintf("%saccounts/%d?financialyear=%d", host, a.number, y.id), Description: a.name,
			Number: a.number, SRU: a.sru, Year: y.id, OpeningQuantities: []any{}, CostCenterSettings: "ALLOWED",
			ProjectSettings: "ALLOWED", QuantitySettings: "ALLOWED", TransactionInformationSettings: "ALLOWED",
			BalanceBroughtForward: number(y.opening[a.number]), BalanceCarriedForward: number(y.balance(a.number)),
			Active: a.active || y.opening[a.number] != 0 || y.moved[a.number] != 0}
		if code, ok := vatCodes[a.number]; ok {
			j.VATCode = &code
		}
		all = append(all, j)
	}
	return all
}

func (s *sim) voucherSeries(y *year) []any {
	var all []any
	for _, series := range seriesOf {
		all = append(all, struct {
			URL               string `json:"@url"`
			Approver          *string
			Code, Description string
			Manual            bool
			NextVoucherNumber int
			Year              int
		}{fmt.Sprintf("%svoucherseries/%s?financialyear=%d", host, series.code, y.id), nil, series.code, series.name,
			series.manual, len(y.vouchers[series.code]) + 1, y.id})
	}
	return all
}

type voucherJSON struct {
	URL              string `json:"@url"`
	Comments         *string
	CostCenter       string
	Description      string
	Project          string
	ReferenceNumber  string
	ReferenceType    string
	TransactionDate  string
	VoucherNumber    int
	VoucherRows      []rowJSON
	VoucherSeries    string
	Year             int
	RegistrationDate string `json:"_RegistrationDate"`
}

type rowJSON struct {
	Account                int
	CostCenter             string
	Credit                 number
	Description            string
	Debit                  number
	Project                string
	Quantity               int
	Removed                bool
	TransactionInformation string
	RemovedBy              string `json:"_RemovedBy,omitempty"`
	AddedBy                string `json:"_AddedBy,omitempty"`
}

func (s *sim) vouchers(y *year) []any {
	var all []any
	for _, series := range seriesOf {
		for _, v := range y.vouchers[series.code] {
			j := voucherJSON{URL: fmt.Sprintf("%svouchers/%s/%d?financialyear=%d", host, v.series, v.number, y.id),
				Description: v.text, ReferenceNumber: v.referenceNumber, ReferenceType: v.referenceType,
				TransactionDate: v.date.String(), VoucherNumber: v.number, VoucherSeries: v.series, Year: y.id,
				RegistrationDate: v.registered.String()}
			for _, r := range v.rows {
				j.VoucherRows = append(j.VoucherRows, renderRow(r))
			}
			all = append(all, j)
		}
	}
	return all
}

func renderRow(r row) rowJSON {
	j := rowJSON{Account: r.account, CostCenter: r.costCenter, Project: r.project, Description: accountName(r.account),
		Removed: r.removedBy != "", TransactionInformation: r.info, RemovedBy: r.removedBy, AddedBy: r.addedBy}
	if r.amount < 0 {
		j.Credit = number(-r.amount)
	} else {
		j.Debit = number(r.amount)
	}
	return j
}
