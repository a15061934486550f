package fortnox

import (
	"context"
	"iter"
)

// A PredefinedAccount says which account Fortnox uses for what. Name is
// Fortnox's own word; the list of words is not public, so go by those that come.
type PredefinedAccount struct {
	Name    FlexString
	Account FlexInt
}

// DecodePredefinedAccounts reads a stored answer of GET /3/predefinedaccounts.
func DecodePredefinedAccounts(raw []byte) (Page[PredefinedAccount], error) {
	return decodePage[PredefinedAccount](raw, "PreDefinedAccounts")
}

// DecodePredefinedAccount reads a stored answer of GET /3/predefinedaccounts/{name}.
func DecodePredefinedAccount(raw []byte) (PredefinedAccount, error) {
	return decodeOne[PredefinedAccount](raw, "PreDefinedAccount")
}

// Key is the name.
func (a PredefinedAccount) Key() string { return a.Name.Text }

// PredefinedAccounts reads which accounts Fortnox uses for what. Scope settings.
func (c *Client) PredefinedAccounts(ctx context.Context) iter.Seq2[PredefinedAccount, error] {
	return list(ctx, c, "/3/predefinedaccounts", nil, DecodePredefinedAccounts)
}

// PredefinedAccount reads one of them.
func (c *Client) PredefinedAccount(ctx context.Context, name string) (PredefinedAccount, error) {
	return item(ctx, c, "/3/predefinedaccounts", name, nil, DecodePredefinedAccount)
}
