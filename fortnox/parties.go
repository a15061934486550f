package fortnox

import (
	"context"
	"iter"
	"net/url"
)

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

// Key is the number.
func (c Customer) Key() string { return c.CustomerNumber.Text }

// Key is the number.
func (s Supplier) Key() string { return s.SupplierNumber.Text }

// Customers reads the register of customers by number. Scope customer.
func (c *Client) Customers(ctx context.Context) iter.Seq2[Customer, error] {
	return list(ctx, c, "/3/customers", url.Values{"sortby": {"customernumber"}}, DecodeCustomers)
}

// Customer reads one customer by its number, or [ErrNotFound].
func (c *Client) Customer(ctx context.Context, number string) (Customer, error) {
	return item(ctx, c, "/3/customers", number, nil, DecodeCustomer)
}

// Suppliers reads the register of suppliers. Scope supplier.
func (c *Client) Suppliers(ctx context.Context) iter.Seq2[Supplier, error] {
	return list(ctx, c, "/3/suppliers", nil, DecodeSuppliers)
}

// Supplier reads one supplier by its number, or [ErrNotFound].
func (c *Client) Supplier(ctx context.Context, number string) (Supplier, error) {
	return item(ctx, c, "/3/suppliers", number, nil, DecodeSupplier)
}
