package fortnoxtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Load adds the company in folder to the server and registers the app of its app.json, unless [Options] already registers
// that client id. What was changed earlier, according to [Options].StateFile, is repeated.
//
// A folder that is not complete or contradicts itself is an error; nothing of it is kept.
func (s *Server) Load(folder fs.FS) error {
	if s.state.failed != nil {
		return s.state.failed
	}
	c, app, err := readCompany(folder)
	if err != nil {
		return err
	}
	if err := s.addCompany(c, app); err != nil {
		return fmt.Errorf("company %d: %w", c.tenant, err)
	}
	return nil
}

// LoadAll adds every company in the subfolders of dir, or the one that dir itself holds. A subfolder without app.json is passed
// over; no company at all is an error. Errors name the file and, where one can be told, the line.
func (s *Server) LoadAll(dir fs.FS) error {
	if _, err := fs.Stat(dir, "app.json"); err == nil {
		return s.Load(dir)
	}
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return err
	}
	found := 0
	for _, e := range entries {
		if _, err := fs.Stat(dir, path.Join(e.Name(), "app.json")); err != nil {
			continue
		}
		folder, err := fs.Sub(dir, e.Name())
		if err != nil {
			return err
		}
		if err := s.Load(folder); err != nil {
			return fmt.Errorf("%s: %w", e.Name(), err)
		}
		found++
	}
	if found == 0 {
		return errors.New("no subfolder holds a company (app.json)")
	}
	return nil
}

// appFile is app.json.
type appFile struct {
	ClientID            string `json:"ClientId"`
	ClientSecret        string
	RedirectUris        []string
	Scopes              []string
	AllowServiceAccount bool
	Tenant              int
	Licences            []string
	Clock               string
	ProgramVersion      string
}

type settingsFile struct {
	CompanySettings                   json.RawMessage
	LockedPeriod                      struct{ EndDate *string }
	PreDefinedAccounts                []json.RawMessage
	PreDefinedVoucherSeriesCollection []json.RawMessage
	CostCenters                       []json.RawMessage
	Projects                          []json.RawMessage
	Currencies                        []json.RawMessage
	DefaultFinancialYear              int
}

func readCompany(folder fs.FS) (*company, App, error) {
	var app appFile
	if err := readJSON(folder, "app.json", &app); err != nil {
		return nil, App{}, err
	}
	c := &company{tenant: app.Tenant, program: app.ProgramVersion, licences: app.Licences, today: app.Clock,
		documents: map[string]*collection{}, contents: map[string][]byte{}, connections: map[string]*fileConnection{}}
	if c.program == "" {
		c.program = "3.61.17"
	}
	if c.tenant <= 0 || !validDate(c.today) {
		return nil, App{}, fmt.Errorf("app.json: want a Tenant above 0 and a Clock as YYYY-MM-DD, got %d and %q", c.tenant, c.today)
	}
	steps := []func(fs.FS) error{c.readInformation, c.readYears, c.readAccounts, c.readSeries, c.readVouchers, c.readSettings,
		c.readDocuments}
	for _, step := range steps {
		if err := step(folder); err != nil {
			return nil, App{}, err
		}
	}
	return c, App{ClientID: app.ClientID, ClientSecret: app.ClientSecret, RedirectURIs: app.RedirectUris, Scopes: app.Scopes,
		ServiceAccount: app.AllowServiceAccount}, nil
}

func (c *company) readInformation(folder fs.FS) error {
	var file struct{ CompanyInformation json.RawMessage }
	if err := readJSON(folder, "companyinformation.json", &file); err != nil {
		return err
	}
	var info struct{ CompanyName, OrganizationNumber string }
	if err := json.Unmarshal(file.CompanyInformation, &info); err != nil {
		return fmt.Errorf("companyinformation.json: %w", err)
	}
	c.info, c.name, c.organisation = withoutPrivate(file.CompanyInformation), info.CompanyName, info.OrganizationNumber
	return nil
}

func (c *company) readYears(folder fs.FS) error {
	err := eachObject(folder, "financialyears.json", "FinancialYears", func(raw json.RawMessage) error {
		var y struct {
			ID               int `json:"Id"`
			FromDate, ToDate string
		}
		if err := json.Unmarshal(raw, &y); err != nil {
			return err
		}
		if !validDate(y.FromDate) || !validDate(y.ToDate) || y.FromDate > y.ToDate || c.year(y.ID) != nil {
			return fmt.Errorf("year %d from %q to %q: want an id of its own and two dates in order", y.ID, y.FromDate, y.ToDate)
		}
		c.years = append(c.years, &year{raw: withoutPrivate(raw), id: y.ID, from: y.FromDate, to: y.ToDate,
			byNumber: map[int]*account{}, series: map[string]*series{}})
		return nil
	})
	slices.SortFunc(c.years, func(a, b *year) int { return a.id - b.id })
	return err
}

func (c *company) readSettings(folder fs.FS) error {
	var file settingsFile
	if err := readJSON(folder, "settings.json", &file); err != nil {
		return err
	}
	if err := json.Unmarshal(file.CompanySettings, &c.address); err != nil {
		return fmt.Errorf("settings.json: CompanySettings: %w", err)
	}
	if end := file.LockedPeriod.EndDate; end != nil && *end != "" {
		if !validDate(*end) {
			return fmt.Errorf("settings.json: LockedPeriod.EndDate %q: want YYYY-MM-DD", *end)
		}
		c.lockedTo = *end
	}
	if c.year(file.DefaultFinancialYear) == nil {
		return fmt.Errorf("settings.json: DefaultFinancialYear %d: no such year", file.DefaultFinancialYear)
	}
	c.settings, c.defaultYear = withoutPrivate(file.CompanySettings), file.DefaultFinancialYear
	return errors.Join(
		c.fill("predefinedaccounts", file.PreDefinedAccounts),
		c.fill("costcenters", file.CostCenters),
		c.fill("projects", file.Projects),
		c.fill("currencies", orElse(file.Currencies, c.usualCurrencies)),
		c.fill("predefinedvoucherseries", orElse(file.PreDefinedVoucherSeriesCollection, c.usualSeries)),
	)
}

// documentFiles are the resources that have a file of their own.
var documentFiles = []*resource{invoices, invoicePayments, supplierInvoices, supplierInvoicePayments, customers, suppliers,
	taxReductions}

// readDocuments takes a register without a file as empty.
func (c *company) readDocuments(folder fs.FS) error {
	for _, res := range documentFiles {
		all := &collection{byKey: map[string]*document{}}
		err := eachObject(folder, res.path+".json", res.list, func(raw json.RawMessage) error {
			d, err := res.parse(raw)
			if err != nil {
				return err
			}
			return all.add(d)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		all.sort()
		c.documents[res.path] = all
	}
	return nil
}

// fill puts the objects of one resource in their collection.
func (c *company) fill(name string, objects []json.RawMessage) error {
	res := resourceAt(name)
	all := &collection{byKey: map[string]*document{}}
	for _, raw := range objects {
		d, err := res.parse(raw)
		if err == nil {
			err = all.add(d)
		}
		if err != nil {
			return fmt.Errorf("settings.json: %w", err)
		}
	}
	all.sort()
	c.documents[name] = all
	return nil
}

func resourceAt(name string) *resource {
	i := slices.IndexFunc(resources, func(r *resource) bool { return r.path == name })
	if i < 0 {
		return nil
	}
	return resources[i]
}

func orElse(given []json.RawMessage, usual func() []json.RawMessage) []json.RawMessage {
	if given != nil {
		return given
	}
	return usual()
}
