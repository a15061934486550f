package fortnox

// A Customer is a customer in the register.
type Customer struct {
	CustomerNumber     FlexString
	Name               FlexString
	OrganisationNumber FlexString
	CountryCode        FlexString
	Currency           FlexString
	Active             FlexBool   // missing in lists
	SalesAccount       FlexString // missing in lists
}

// DecodeCustomers reads a stored answer of GET /3/customers.
func DecodeCustomers(raw []byte) (Page[Customer], error) {
	return decodePage[Customer](raw, "Customers")
}

// DecodeCustomer reads a stored answer of GET /3/customers/{number}.
func DecodeCustomer(raw []byte) (Customer, error) {
	return decodeOne[Customer](raw, "Customer")
}

// A Supplier is a supplier in the register.
type Supplier struct {
	SupplierNumber     FlexString
	Name               FlexString
	OrganisationNumber FlexString
	CountryCode        FlexString
	Currency           FlexString
	Active             FlexBool // missing in lists
	PreDefinedAccount  FlexString
}

// DecodeSuppliers reads a stored answer of GET /3/suppliers.
func DecodeSuppliers(raw []byte) (Page[Supplier], error) {
	return decodePage[Supplier](raw, "Suppliers")
}

// DecodeSupplier reads a stored answer of GET /3/suppliers/{number}.
func DecodeSupplier(raw []byte) (Supplier, error) {
	return decodeOne[Supplier](raw, "Supplier")
}
