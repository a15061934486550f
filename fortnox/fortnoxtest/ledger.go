package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"strconv"
)

func getCompanyInformation(c *call) reply {
	return wrapped("CompanyInformation", c.co.info)
}

func getCompanySettings(c *call) reply {
	return wrapped("CompanySettings", c.co.settings)
}

func getLockedPeriod(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	var end *string
	if date := c.co.lockedTo; date != "" {
		end = &date
	}
	return wrapped("LockedPeriod", map[string]any{"EndDate": end})
}

// wantedYear is the year of financialyear or financialyeardate, or else the company's default year.
func (c *call) wantedYear() (*year, *reply) {
	var y *year
	switch id, date := c.query["financialyear"], c.query["financialyeardate"]; {
	case id != "":
		n, err := strconv.Atoi(id)
		if err == nil {
			y = c.co.year(n)
		}
	case date != "":
		y = c.co.yearOf(date)
	default:
		y = c.co.year(c.co.defaultYear)
	}
	if y == nil {
		p := problemYear.reply()
		return nil, &p
	}
	return y, nil
}

func listYears(c *call) reply {
	date := c.query["date"]
	if date == "" {
		return pageReply(c, "FinancialYears", c.co.years, func(y *year) any { return y.raw })
	}
	if !validDate(date) {
		return problemParameter.reply("date")
	}
	var found []*year
	if y := c.co.yearOf(date); y != nil {
		found = append(found, y)
	}
	return pageReply(c, "FinancialYears", found, func(y *year) any { return y.raw })
}

func getYear(c *call) reply {
	id, err := strconv.Atoi(c.path[0])
	if err != nil || c.co.year(id) == nil {
		return problemNoYear.reply()
	}
	return wrapped("FinancialYear", c.co.year(id).raw)
}

// accountFields are those of an account in a list.
var accountFields = []string{"@url", "Active", "BalanceBroughtForward", "CostCenter", "CostCenterSettings", "Description",
	"Number", "Project", "ProjectSettings", "SRU", "VATCode", "Year"}

func listAccounts(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	found := y.accounts
	if sru := c.query["sru"]; sru != "" {
		found = nil
		for _, a := range y.accounts {
			if strconv.Itoa(a.sru) == sru {
				found = append(found, a)
			}
		}
	}
	found, refused = sorted(c, found, map[string]string{"number": "Number"}, func(a *account, _ string) string {
		return strconv.Itoa(a.number)
	})
	if refused != nil {
		return *refused
	}
	return pageReply(c, "Accounts", found, func(a *account) any { return a.shown(false) })
}

func getAccount(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	number, err := strconv.Atoi(c.path[0])
	if err != nil || y.account(number) == nil {
		return problemNoAccount.reply()
	}
	a := *y.account(number)
	a.movement -= c.co.unseen(y, number, c.now)
	return wrapped("Account", a.shown(true))
}

// shown is the account with its balances as they are now.
func (a *account) shown(single bool) object {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(a.raw, &all); err != nil {
		panic("fortnoxtest: " + err.Error())
	}
	for name, sum := range map[string]Ore{"BalanceBroughtForward": a.opening, "BalanceCarriedForward": a.opening + a.movement} {
		if !isNoRight(all[name]) {
			all[name] = sum.append(nil)
		}
	}
	names := accountFields
	if single {
		names = singleAccountFields
	}
	shown := make(object, 0, len(names))
	for _, name := range names {
		if raw, ok := all[name]; ok {
			shown = append(shown, field{name, raw})
		}
	}
	return shown
}

var singleAccountFields = []string{"@url", "Active", "BalanceBroughtForward", "BalanceCarriedForward", "CostCenter",
	"CostCenterSettings", "Description", "Number", "OpeningQuantities", "Project", "ProjectSettings", "QuantitySettings",
	"QuantityUnit", "SRU", "TransactionInformation", "TransactionInformationSettings", "VATCode", "Year"}

func listSeries(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	return pageReply(c, "VoucherSeriesCollection", y.codes, func(code string) any { return y.series[code].shown() })
}

func getSeries(c *call) reply {
	c.co.mu.RLock()
	defer c.co.mu.RUnlock()
	y, refused := c.wantedYear()
	if refused != nil {
		return *refused
	}
	s := y.series[c.path[0]]
	if s == nil || s.raw == nil {
		return problemNoSeries.reply()
	}
	return wrapped("VoucherSeries", append(s.shown(), field{"NextVoucherNumber", fmt.Append(nil, c.co.nextSeen(y, s, c.now))}))
}

var seriesFields = []string{"@url", "Approver", "Code", "Description", "Manual", "Year"}

// shown is the series as lists show it.
func (s *series) shown() object {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(s.raw, &all); err != nil {
		panic("fortnoxtest: " + err.Error())
	}
	shown := make(object, 0, len(seriesFields))
	for _, name := range seriesFields {
		if raw, ok := all[name]; ok {
			shown = append(shown, field{name, raw})
		}
	}
	return shown
}
