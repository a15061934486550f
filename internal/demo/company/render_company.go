package company

import (
	"fmt"
	"slices"
	"strings"
)

func (s *sim) companyInformation() any {
	p := s.p
	return map[string]any{"CompanyInformation": map[string]any{
		"Address": p.address, "City": p.city, "CompanyName": p.name, "CountryCode": "SE",
		"DatabaseNumber": p.tenant, "OrganizationNumber": p.organisation,
		"VisitAddress": "", "VisitCity": nil, "VisitCountryCode": nil, "VisitZipCode": "", "ZipCode": p.zip,
	}}
}

func (s *sim) settings() any {
	p := s.p
	settings := map[string]any{
		"Address": p.address, "BG": "555-0100", "City": p.city,
		"ContactFirstName": p.firstName, "ContactLastName": p.lastName, "Country": "Sverige", "CountryCode": "SE",
		"DatabaseNumber": fmt.Sprint(p.tenant), "Domicile": p.city, "Email": p.email, "Name": p.name,
		"OrganizationNumber": p.organisation, "Phone1": p.phone, "TaxEnabled": true,
		"VATNumber": "SE" + strings.ReplaceAll(p.organisation, "-", "") + "01", "ZipCode": p.zip,
	}
	for _, empty := range []string{"BIC", "BranchCode", "Fax", "IBAN", "PG", "Phone2", "VisitAddress", "VisitCity",
		"VisitCountry", "VisitCountryCode", "VisitName", "VisitZipCode", "WWW"} {
		settings[empty] = ""
	}
	return map[string]any{
		"CompanySettings":      settings,
		"LockedPeriod":         map[string]any{"EndDate": nil},
		"PreDefinedAccounts":   preDefinedAccounts(),
		"CostCenters":          s.costCenters(),
		"Currencies":           s.currencies(),
		"Projects":             s.projects(),
		"DefaultFinancialYear": s.years[len(s.years)-1].id,
	}
}

func preDefinedAccounts() []any {
	var all []any
	for _, a := range []struct {
		name    string
		account int
	}{{"CUSTCLAIM", 1510}, {"SUPPLIERDEBT", 2440}, {"TAXREDUCTION", 1513}, {"ROUNDOFF", 3740}, {"BG", 1930}} {
		all = append(all, map[string]any{"@url": host + "predefinedaccounts/" + a.name, "Account": a.account, "Name": a.name})
	}
	return all
}

func (s *sim) costCenters() []any {
	all := []any{}
	for _, u := range s.p.costCenters {
		all = append(all, map[string]any{"@url": host + "costcenters/" + u.code, "Active": true, "Code": u.code, "Description": u.name, "Note": ""})
	}
	return all
}

func (s *sim) projects() []any {
	all := []any{}
	for _, u := range s.p.projects {
		all = append(all, map[string]any{"@url": host + "projects/" + u.code, "Description": u.name, "ProjectNumber": u.code, "Status": "ONGOING"})
	}
	return all
}

// currencies are those of the company's customers and suppliers, at today's
// rate. The folder format has no place for them; the local Fortnox reads them.
func (s *sim) currencies() []any {
	all := []any{}
	for _, c := range []struct{ code, name string }{{"SEK", "Svenska kronor"}, {"EUR", "Euro"}, {"USD", "US-dollar"}, {"JPY", "Japanska yen"}} {
		used := func(p *party) bool { return p.currency == c.code }
		if !slices.ContainsFunc(s.p.customers, used) && !slices.ContainsFunc(s.p.suppliers, used) {
			continue
		}
		now := rate(s.rate(c.code, s.p.clock))
		all = append(all, map[string]any{"@url": host + "currencies/" + c.code, "BuyRate": now, "Code": c.code, "Date": s.p.clock.String(),
			"Description": c.name, "IsAutomatic": c.code != "SEK", "SellRate": now, "Unit": unitOf(c.code)})
	}
	return all
}

func (s *sim) app() any {
	return map[string]any{
		"ClientId": ClientID, "ClientSecret": ClientSecret,
		"RedirectUris": []string{"http://localhost:8080/oauth/fortnox/callback", "http://127.0.0.1:8080/oauth/fortnox/callback"},
		"Scopes": []string{"bookkeeping", "companyinformation", "settings", "invoice", "payment", "supplierinvoice",
			"customer", "supplier", "currency", "connectfile", "inbox", "archive"},
		"AllowServiceAccount": true, "Tenant": s.p.tenant,
		"Licences":      []string{"Bokföring", "Kundfaktura", "Integration"},
		"MissingRights": []string{}, "Clock": s.p.clock.String(), "ProgramVersion": "3.61.17",
	}
}
