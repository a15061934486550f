package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Voucher is a verifikation as a company folder holds it: Fortnox's single object and the fields beginning with _ that are
// never sent. Over the rows that are not removed, debit equals credit.
type Voucher struct {
	URL              string  `json:"@url"`
	ApprovalState    *int    `json:"ApprovalState,omitempty"`
	Comments         *string `json:"Comments"`
	CostCenter       text    `json:"CostCenter"`
	Description      string  `json:"Description"`
	Project          text    `json:"Project"`
	ReferenceNumber  text    `json:"ReferenceNumber"`
	ReferenceType    string  `json:"ReferenceType"`
	TransactionDate  string  `json:"TransactionDate"`
	VoucherNumber    int     `json:"VoucherNumber"`
	VoucherRows      []Row   `json:"VoucherRows"`
	VoucherSeries    string  `json:"VoucherSeries"`
	Year             int     `json:"Year"`
	RegistrationDate string  `json:"_RegistrationDate,omitempty"`
}

// Row is one row of a voucher. Debit and Credit are never both set.
type Row struct {
	Account                int         `json:"Account"`
	CostCenter             text        `json:"CostCenter"`
	Credit                 Ore         `json:"Credit"`
	Debit                  Ore         `json:"Debit"`
	Description            string      `json:"Description"`
	Project                text        `json:"Project"`
	Quantity               json.Number `json:"Quantity"`
	Removed                bool        `json:"Removed"`
	TransactionInformation string      `json:"TransactionInformation"`

	// RemovedBy signs the row's #BTRANS, AddedBy its #RTRANS.
	RemovedBy string `json:"_RemovedBy,omitempty"`
	AddedBy   string `json:"_AddedBy,omitempty"`
}

// text is a string that old answers give as a number: an empty project was 0 in 2015.
type text string

func (t *text) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, (*string)(t))
	}
	*t = ""
	if s := string(data); s != "null" && s != "0" {
		*t = text(s)
	}
	return nil
}

// amount is debit minus credit.
func (r Row) amount() Ore { return r.Debit - r.Credit }

func (r Row) quantity() string {
	if r.Quantity == "" {
		return "0"
	}
	return string(r.Quantity)
}

// difference is debit minus credit over the rows that are not removed.
func (v *Voucher) difference() Ore {
	var sum Ore
	for _, r := range v.VoucherRows {
		if !r.Removed {
			sum += r.amount()
		}
	}
	return sum
}

func (v *Voucher) clone() Voucher {
	c := *v
	c.VoucherRows = slices.Clone(v.VoucherRows)
	if v.Comments != nil {
		text := *v.Comments
		c.Comments = &text
	}
	return c
}

// sent returns the voucher as the API shows it, without the fields that are for the emulator only.
func (v *Voucher) sent() Voucher {
	c := v.clone()
	c.RegistrationDate = ""
	for i := range c.VoucherRows {
		c.VoucherRows[i].RemovedBy, c.VoucherRows[i].AddedBy = "", ""
		c.VoucherRows[i].Quantity = json.Number(c.VoucherRows[i].quantity())
	}
	return c
}

// voucherItem is a voucher in a list: the head without its rows.
type voucherItem struct {
	URL             string  `json:"@url"`
	ApprovalState   *int    `json:"ApprovalState,omitempty"`
	Comments        *string `json:"Comments"`
	Description     string  `json:"Description"`
	ReferenceNumber text    `json:"ReferenceNumber"`
	ReferenceType   string  `json:"ReferenceType"`
	TransactionDate string  `json:"TransactionDate"`
	VoucherNumber   int     `json:"VoucherNumber"`
	VoucherSeries   string  `json:"VoucherSeries"`
	Year            int     `json:"Year"`
}

func (v *Voucher) item() voucherItem {
	return voucherItem{v.URL, v.ApprovalState, v.Comments, v.Description, v.ReferenceNumber, v.ReferenceType,
		v.TransactionDate, v.VoucherNumber, v.VoucherSeries, v.Year}
}

func (v *Voucher) in(center string) bool {
	if center == "" || strings.EqualFold(string(v.CostCenter), center) {
		return true
	}
	for _, r := range v.VoucherRows {
		if strings.EqualFold(string(r.CostCenter), center) {
			return true
		}
	}
	return false
}

func voucherURL(series string, number, year int) string {
	return fmt.Sprintf("%s/vouchers/%s/%d?financialyear=%d", apiRoot, series, number, year)
}
