package fortnoxtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
)

func (c *company) readAccounts(folder fs.FS) error {
	err := c.eachByYear(folder, "accounts.json", "Accounts", func(y *year, dec *json.Decoder) error {
		a := &account{}
		if err := dec.Decode(&a.raw); err != nil {
			return err
		}
		var known struct {
			Number                int
			Active                withheld[bool]
			Description           string
			SRU                   withheld[int]
			BalanceBroughtForward withheld[Ore]
			dimensionSettings
		}
		if err := json.Unmarshal(a.raw, &known); err != nil {
			return err
		}
		if known.Number <= 0 || y.byNumber[known.Number] != nil {
			return fmt.Errorf("account %d in year %d: given twice, or no number", known.Number, y.id)
		}
		a.number, a.active, a.description, a.sru = known.Number, known.Active.Value, known.Description, known.SRU.Value
		a.opening, a.settings = known.BalanceBroughtForward.Value, known.dimensionSettings
		y.accounts = append(y.accounts, a)
		y.byNumber[a.number] = a
		return nil
	})
	for _, y := range c.years {
		slices.SortFunc(y.accounts, func(a, b *account) int { return a.number - b.number })
	}
	return err
}

func (c *company) readSeries(folder fs.FS) error {
	return c.eachByYear(folder, "voucherseries.json", "VoucherSeriesCollection", func(y *year, dec *json.Decoder) error {
		s := &series{}
		if err := dec.Decode(&s.raw); err != nil {
			return err
		}
		var known struct {
			Code              string
			Manual            withheld[bool]
			Approver          json.RawMessage
			NextVoucherNumber withheld[int]
		}
		if err := json.Unmarshal(s.raw, &known); err != nil {
			return err
		}
		if y.series[known.Code] != nil || known.Code == "" {
			return fmt.Errorf("series %q in year %d: want each code once", known.Code, y.id)
		}
		s.code, s.manual, s.next = known.Code, known.Manual.Value, known.NextVoucherNumber.Value
		s.approved = bytes.HasPrefix(known.Approver, []byte("{"))
		y.series[s.code] = s
		y.codes = append(y.codes, s.code)
		return nil
	})
}

// readVouchers also checks each voucher: an emulator that answers with books that do not balance would blame its client.
func (c *company) readVouchers(folder fs.FS) error {
	names := map[string]string{}
	same := func(s string) string {
		if known, ok := names[s]; ok {
			return known
		}
		names[s] = s
		return s
	}
	return c.eachByYear(folder, "vouchers.json", "Vouchers", func(y *year, dec *json.Decoder) error {
		v := &Voucher{}
		if err := dec.Decode(v); err != nil {
			return err
		}
		if !validDate(v.TransactionDate) || !y.contains(v.TransactionDate) || v.Year != y.id {
			return fmt.Errorf("voucher %s %d of year %d, dated %q: not inside year %d", v.VoucherSeries, v.VoucherNumber, v.Year,
				v.TransactionDate, y.id)
		}
		if d := v.difference(); d != 0 {
			return fmt.Errorf("voucher %s %d in year %d does not balance: debit minus credit is %s", v.VoucherSeries,
				v.VoucherNumber, y.id, d)
		}
		v.RegistrationDate = cmp.Or(v.RegistrationDate, v.TransactionDate)
		for i := range v.VoucherRows {
			r := &v.VoucherRows[i]
			r.Description, r.CostCenter, r.Project = same(r.Description), text(same(string(r.CostCenter))), text(same(string(r.Project)))
			r.Quantity = json.Number(same(string(r.Quantity)))
		}
		return y.add(v)
	})
}

// usualCurrencies are those that Fortnox begins with and the company uses.
func (c *company) usualCurrencies() []json.RawMessage {
	var all []json.RawMessage
	for _, k := range []struct{ code, name string }{{"SEK", "Svenska kronor"}, {"EUR", "Euro"}, {"NOK", "Norska kronor"},
		{"USD", "US-dollar"}} {
		all = append(all, encodeJSON(map[string]any{"@url": apiRoot + "/currencies/" + k.code, "BuyRate": 1, "Code": k.code,
			"Date": c.today, "Description": k.name, "IsAutomatic": k.code != "SEK", "SellRate": 1, "Unit": 1}))
	}
	return all
}

// usualSeries are the series that Fortnox uses for its own vouchers in a new company, as far as the company has them.
func (c *company) usualSeries() []json.RawMessage {
	var all []json.RawMessage
	for _, k := range []struct{ name, code string }{{"INVOICE", "B"}, {"INVOICEPAYMENT", "C"}, {"SUPPLIERINVOICE", "D"},
		{"SUPPLIERPAYMENT", "E"}, {"CASHINVOICE", "L"}, {"ACCRUAL", "H"}, {"VATREPORT", "M"}} {
		if y := c.years[len(c.years)-1]; y.series[k.code] == nil {
			continue
		}
		all = append(all, encodeJSON(map[string]any{"@url": apiRoot + "/predefinedvoucherseries/" + k.name, "Name": k.name,
			"VoucherSeries": k.code}))
	}
	return all
}
