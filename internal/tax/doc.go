// Package tax turns a company's books into its income tax, step by step.
//
// On the way lie bokslutsdispositioner and plans for them; from the end follow
// the entries that book the plan and the figures of INK2. Everything is a pure function of values: no clock, no database. Amounts are
// öre. In computations income and surplus are positive, as on the tax sheets;
// rows of entries are debit positive, as in the ledger. Every figure of law has
// its dates and its source (see Key), and a year outside the table is a
// YearError, never a guess.
package tax
