// Package fortnox is a client for version 3 of the Fortnox REST API: login,
// company, financial years, accounts, voucher series, vouchers, SIE files,
// invoices, payments, customers and suppliers.
//
// It is made for a real Fortnox rather than for the documented one. Values come
// as numbers or as quoted numbers, fields are missing in lists, a licence that
// lacks a right puts API_NORIGHT into any field, and errors have five shapes.
// The scalar types ([Amount], [Decimal], [FlexInt], [FlexString], [FlexBool],
// [Date]) take all of that and say what came: Valid is true when there was a
// value, NoRight when Fortnox withheld it.
//
// Reading may be repeated, so the client repeats it after 429, 5xx and network
// errors. A voucher is not: [Client.CreateVoucher] sends at most one request and
// says by its [Outcome] what is known about it. Refresh tokens work once; a
// [TokenSource] keeps one refresh at a time per tenant over any number of
// processes and saves the new pair before it is used.
//
// Lists are iterators over all pages, each item once. What moves between two
// pages is read again; a list that cannot be had whole ends with [ErrMoving] or
// [ErrIncomplete], never as a shorter list.
//
// A [Pacer] keeps to Fortnox's limit of 25 requests in 5 seconds: [Window] for one
// process, [SharedWindow] for several that share a database.
//
// Every Decode function reads a stored answer again without network. Logs and
// what [Config] Observe is given hold no tokens, names, numbers or amounts.
//
// Package fortnoxtest is a local Fortnox to try all of this against.
package fortnox
