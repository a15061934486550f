// Package sie reads and checks SIE 1–4, the Swedish format for exchanging
// bookkeeping, and writes types 4E and 4I.
//
// Read takes the bytes of a file and returns a File. It finds out the encoding
// by itself, is strict about figures and kind about the rest: everything odd is
// a Finding with a code, a severity and a line, and a record whose figure or
// date cannot be read is kept as text and left out of all sums.
//
// A File keeps its rows in flat columns with every text once, so that a year
// with a million rows costs about as much memory as the file is long. Vouchers
// and rows are small values that look into it:
//
//	for v := range f.Vouchers() {
//		for r := range v.Rows() {
//			total[r.Account()] += r.Amount()
//		}
//	}
//
// Amounts are integers in öre, debit positive and credit negative, everywhere.
// Accounts are texts, as written in the file.
//
// The format is that of "SIE filformat", edition 4C (2025-08-06); a section
// mark in these pages, as in [§5.9], points there.
package sie
