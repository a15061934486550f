// Package sie reads and checks SIE 1–4, the Swedish format for exchanging
// bookkeeping, and writes types 4E and 4I.
//
// It also reads and writes the parts of SIE 5 that have a meaning in SIE 4.
//
// # Reading
//
// [Read] takes the bytes of a file and returns a [File]. It finds out the
// encoding by itself, is strict about figures and kind about the rest: everything
// odd is a [Finding] with a code, a severity and a line, and a record whose figure
// or date cannot be read is kept as text and left out of all sums.
//
// A File keeps its rows in flat columns, so that a year with a million rows costs
// about as much memory as the file is long. Vouchers and rows are small values
// that look into it:
//
//	for v := range f.Vouchers() {
//		for r := range v.Rows() {
//			total[r.Account()] += r.Amount()
//		}
//	}
//
// Large files are read on several processors; the result is the same on one.
//
// [Scanner] reads a file of any size in less than 16 MiB, one record or voucher
// at a time. [Summarize] only counts records and adds up figures. [Read5] reads
// SIE 5.
//
// # Checking
//
// [Check] tests what the figures say: that vouchers balance, that opening balances
// and rows give the closing balances, that periods, years and declarations agree,
// and that the records are those of the file's type.
//
// # Writing
//
// [Write] writes a File in one canonical form, types 4E and 4I above all. Read of
// what it wrote gives the same content when it has no finding. A [Builder] makes
// a File from plain values. [Write5] writes SIE 5.
//
// # Values
//
// Amounts are integers in öre, debit positive and credit negative, everywhere; see
// [Amount]. Dates are civil dates; see [Date]. Accounts are texts, as written in
// the file. Texts are UTF-8 whatever the file's encoding.
//
// # Errors and limits
//
// A Go error means that there is nothing to look at: [ErrEmpty], [ErrNotSIE],
// [ErrSIE5] from Read, a [LimitError], or what the source said. Nothing that a
// file holds can make the package panic, hang or take memory without bound; see
// [Limits] for the figures. Everything less is a Finding.
//
// The format is that of "SIE filformat", edition 4C (2025-08-06); a section
// mark in these pages, as in [§5.9], points there.
package sie
