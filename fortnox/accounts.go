package fortnox

// An Account is one account of one financial year. Balances are positive for
// debit and negative for credit. BalanceCarriedForward comes only when a single
// account is read; old lists have no balances at all.
type Account struct {
	Number                         FlexInt
	Description                    FlexString
	Active                         FlexBool // lists hold inactive accounts too
	SRU                            FlexInt
	Year                           FlexInt // id of the financial year
	BalanceBroughtForward          Amount
	BalanceCarriedForward          Amount
	CostCenter                     FlexString
	CostCenterSettings             FlexString // ALLOWED, MANDATORY or NOTALLOWED, as the next two
	Project                        FlexString
	ProjectSettings                FlexString
	TransactionInformationSettings FlexString
	VATCode                        FlexString
}

// DecodeAccounts reads a stored answer of GET /3/accounts.
func DecodeAccounts(raw []byte) (Page[Account], error) {
	return decodePage[Account](raw, "Accounts")
}

// DecodeAccount reads a stored answer of GET /3/accounts/{number}.
func DecodeAccount(raw []byte) (Account, error) {
	return decodeOne[Account](raw, "Account")
}
