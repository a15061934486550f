package fortnox

import (
	"context"
)

// CompanyInformation is the company behind a connection.
//
// DatabaseNumber is the tenant id, the only safe key: two tenants can have the
// same organisation number.
type CompanyInformation struct {
	CompanyName        FlexString
	OrganizationNumber FlexString // with or without hyphen
	DatabaseNumber     FlexInt
	Address            FlexString
	ZipCode            FlexString
	City               FlexString
	CountryCode        FlexString
}

// DecodeCompanyInformation reads a stored answer of GET /3/companyinformation.
func DecodeCompanyInformation(raw []byte) (CompanyInformation, error) {
	return decodeOne[CompanyInformation](raw, "CompanyInformation")
}

// CompanySettings is what Fortnox knows more about the company. Domicile is the
// seat (säte) of the board.
type CompanySettings struct {
	Name               FlexString
	OrganizationNumber FlexString
	DatabaseNumber     FlexInt
	Domicile           FlexString
	VATNumber          FlexString
	TaxEnabled         FlexBool // approved for F-tax
	Address            FlexString
	ZipCode            FlexString
	City               FlexString
	CountryCode        FlexString
	Email              FlexString
	Phone1             FlexString
}

// DecodeCompanySettings reads a stored answer of GET /3/settings/company.
func DecodeCompanySettings(raw []byte) (CompanySettings, error) {
	return decodeOne[CompanySettings](raw, "CompanySettings")
}

// CompanyInformation reads the company behind the connection. Scope companyinformation.
func (c *Client) CompanyInformation(ctx context.Context) (CompanyInformation, error) {
	return one(ctx, c, "/3/companyinformation", nil, DecodeCompanyInformation)
}

// CompanySettings reads more about the company. Scope settings.
func (c *Client) CompanySettings(ctx context.Context) (CompanySettings, error) {
	return one(ctx, c, "/3/settings/company", nil, DecodeCompanySettings)
}
