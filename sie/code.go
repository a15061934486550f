package sie

// A Code names a kind of finding. It never changes meaning, so a page can make
// its sentence from it. The comment lists the Args.
type Code string

// What Read finds.
const (
	CodeEncoding          Code = "encoding"            // encoding found, #FORMAT as written
	CodeEncodingChanged   Code = "encoding-changed"    // what later bytes look like, encoding used; Scanner only
	CodeDamagedText       Code = "damaged-text"        // the text
	CodeControlCharacter  Code = "control-character"   // the text
	CodeUndecodable       Code = "undecodable"         // the text
	CodeLabelUnknown      Code = "label-unknown"       // none; the first of each label only
	CodeLabelCase         Code = "label-case"          // the label as written
	CodeNoLabel           Code = "no-label"            // the line
	CodeFieldsMissing     Code = "fields-missing"      // fields found, fields wanted
	CodeFieldsExtra       Code = "fields-extra"        // the extra fields
	CodeTextUnquoted      Code = "text-unquoted"       // the text
	CodeQuoteUnclosed     Code = "quote-unclosed"      // the line
	CodeBackslashLast     Code = "backslash-last"      // the line
	CodeQuoteAdjacent     Code = "quote-adjacent"      // the line
	CodeQuoteInner        Code = "quote-inner"         // the line
	CodeObjectsOdd        Code = "objects-odd"         // the line
	CodeObjectsUnclosed   Code = "objects-unclosed"    // the line
	CodeObjectsMissing    Code = "objects-missing"     // the line
	CodeAmountUnreadable  Code = "amount-unreadable"   // the amount as written
	CodeAmountDecimals    Code = "amount-decimals"     // the amount as written
	CodeAmountRange       Code = "amount-range"        // the amount as written
	CodeAmountSpelling    Code = "amount-spelling"     // as written, as read
	CodeDateUnreadable    Code = "date-unreadable"     // the date as written
	CodeDateMissing       Code = "date-missing"        // none
	CodeDateSpelling      Code = "date-spelling"       // as written, as read
	CodeDateInformative   Code = "date-informative"    // as written: #GEN or a registration date
	CodePeriodUnreadable  Code = "period-unreadable"   // the period as written
	CodeYearUnreadable    Code = "year-unreadable"     // the year number as written
	CodeAccountMissing    Code = "account-missing"     // none
	CodeAccountNotNumeric Code = "account-not-numeric" // the account
	CodeAccountType       Code = "account-type"        // #KTYP as written
	CodeAccountRepeated   Code = "account-repeated"    // account, first name, second name
	CodeBalanceRepeated   Code = "balance-repeated"    // account, first amount, second amount
	CodeRecordRepeated    Code = "record-repeated"     // first value, second value
	CodeTypeUnknown       Code = "type-unknown"        // #SIETYP as written, type used
	CodeRowOutside        Code = "row-outside"         // the line
	CodeBlockMissing      Code = "block-missing"       // none
	CodeBlockUnclosed     Code = "block-unclosed"      // none
	CodeBraceUnexpected   Code = "brace-unexpected"    // the brace
	CodeRtransUnpaired    Code = "rtrans-unpaired"     // account, amount
	CodeFlagged           Code = "flagged"             // none
	CodeTruncated         Code = "truncated"           // none
	CodeChecksumWrong     Code = "checksum-wrong"      // declared, computed
	CodeChecksumUnchecked Code = "checksum-unchecked"  // the first text outside CP437, or why
	CodeChecksumNotLast   Code = "checksum-not-last"   // none
)

// What Check finds. An account's difference is what the rows or months say less
// what the balance says, as an amount.
const (
	CodeVoucherUnbalanced   Code = "voucher-unbalanced"   // series, number, date, sum of rows
	CodeVoucherEmpty        Code = "voucher-empty"        // series, number, date
	CodeVoucherOutside      Code = "voucher-outside-year" // series, number, date, first day, last day
	CodeVoucherRepeated     Code = "voucher-repeated"     // series, number, line of the first
	CodeVoucherOrder        Code = "voucher-order"        // series, number, number before; first of the series
	CodeVoucherGap          Code = "voucher-gap"          // series, numbers missing, first missing
	CodeClosingDiffers      Code = "closing-differs"      // account, IB + rows, UB, difference
	CodeResultDiffers       Code = "result-differs"       // account, rows, RES, difference
	CodeOpeningDiffers      Code = "opening-differs"      // account, UB of last year, IB, difference
	CodeBalancesUnchecked   Code = "balances-unchecked"   // the day that the balances cover
	CodeResultNotCarried    Code = "result-not-carried"   // last year's result as in #RES -1
	CodeOpeningSum          Code = "opening-sum"          // sum of IB
	CodeTotalsDiffer        Code = "totals-differ"        // sum of UB and RES, sum of IB
	CodeBalanceWrongSide    Code = "balance-wrong-side"   // account, amount, accounts so
	CodePeriodsDiffer       Code = "periods-differ"       // account, sum of months, movement, difference, year
	CodePeriodOutside       Code = "period-outside-year"  // period, first day, last day; the first of its year
	CodeObjectsExceed       Code = "objects-exceed"       // account, dimension, sum of objects, whole account
	CodeAccountUndeclared   Code = "account-undeclared"   // account; in a 4I it is CodeAccountUnlisted
	CodeAccountUnlisted     Code = "account-unlisted"     // account
	CodeObjectUndeclared    Code = "object-undeclared"    // dimension, object
	CodeDimensionUndeclared Code = "dimension-undeclared" // dimension
	CodeYearDates           Code = "year-dates"           // year number, start, end
	CodeYearLong            Code = "year-long"            // year number, start, end
	CodeYearGap             Code = "year-gap"             // year number, its end, start of the next
	CodeRecordMissing       Code = "record-missing"       // kind of file
	CodeRecordForbidden     Code = "record-forbidden"     // kind of file
	CodeElementLeftOut      Code = "element-left-out"     // element of SIE 5, how many; Read5 only
	CodeBalanceLeftOut      Code = "balance-left-out"     // element, account, month, amount; Read5 only
	CodeMore                Code = "more"                 // number of findings left out
)

// What Write finds: how the written file says less, or other things, than the
// File.
const (
	CodeTransliterated   Code = "transliterated"    // the text, as written
	CodeControlReplaced  Code = "control-replaced"  // the text, as written
	CodeBackslashChanged Code = "backslash-changed" // the text, as written
	CodeRecordChanged    Code = "record-changed"    // value before, empty for none; value written
	CodeRecordLeftOut    Code = "record-left-out"   // number of records, why
	CodeSignatureMissing Code = "signature-missing" // none; Write5 only
	CodeChecksumLeftOut  Code = "checksum-left-out" // why
)

// A rule is what every finding of a code has in common.
type rule struct {
	severity Severity
	text     string
}

var rules = map[Code]rule{
	CodeEncoding:          {Info, "the file is %s although #FORMAT says %q"},
	CodeEncodingChanged:   {Warning, "later parts look like %s, the file is read as %s"},
	CodeDamagedText:       {Warning, "%q seems to have been decoded wrongly before it was written here"},
	CodeControlCharacter:  {Warning, "%q holds control characters"},
	CodeUndecodable:       {Warning, "%q holds bytes that mean nothing in the file's encoding"},
	CodeLabelUnknown:      {Info, "unknown record, kept"},
	CodeLabelCase:         {Warning, "label %q is not in upper case"},
	CodeNoLabel:           {Warning, "line %q begins with no label, skipped"},
	CodeFieldsMissing:     {Warning, "%s fields, want at least %s"},
	CodeFieldsExtra:       {Info, "extra fields %s, kept"},
	CodeTextUnquoted:      {Warning, "several fields where one text belongs, read as %q"},
	CodeQuoteUnclosed:     {Warning, "quote is not closed in %s"},
	CodeBackslashLast:     {Warning, "text ends in a backslash in %s"},
	CodeQuoteAdjacent:     {Warning, "no blank after a closing quote in %s"},
	CodeQuoteInner:        {Warning, "quote inside a text is not escaped in %s"},
	CodeObjectsOdd:        {Error, "object list has an odd number of items in %s"},
	CodeObjectsUnclosed:   {Warning, "object list is not closed in %s"},
	CodeObjectsMissing:    {Warning, "object list is missing in %s"},
	CodeAmountUnreadable:  {Error, "amount %q cannot be read, want digits and at most two decimals; the record is left out of sums"},
	CodeAmountDecimals:    {Error, "amount %q has more than two decimals; the record is left out of sums"},
	CodeAmountRange:       {Error, "amount %q is too large; the record is left out of sums"},
	CodeAmountSpelling:    {Warning, "amount %q read as %s"},
	CodeDateUnreadable:    {Error, "date %q is not a day in the calendar, want YYYYMMDD"},
	CodeDateMissing:       {Error, "date is missing"},
	CodeDateSpelling:      {Warning, "date %q read as %s"},
	CodeDateInformative:   {Warning, "date %q is not a day in the calendar, want YYYYMMDD"},
	CodePeriodUnreadable:  {Error, "period %q is not a month, want YYYYMM; the record is left out of sums"},
	CodeYearUnreadable:    {Error, "year number %q is not a number, want 0, -1, …; the record is left out of sums"},
	CodeAccountMissing:    {Error, "account is missing; the record is left out of sums"},
	CodeAccountNotNumeric: {Warning, "account %q is not a number"},
	CodeAccountType:       {Warning, "account type %q is not T, S, K or I; kept as text"},
	CodeAccountRepeated:   {Warning, "account %s is declared again: %q, then %q"},
	CodeBalanceRepeated:   {Warning, "account %s has the balance again: %s, then %s; the last is used"},
	CodeRecordRepeated:    {Warning, "record is repeated: %q, then %q; the last is used"},
	CodeTypeUnknown:       {Warning, "type %q does not fit the content, read as type %s"},
	CodeRowOutside:        {Error, "row outside a voucher is left out of sums: %s"},
	CodeBlockMissing:      {Warning, "voucher has no { before its rows"},
	CodeBlockUnclosed:     {Warning, "block is not closed with }"},
	CodeBraceUnexpected:   {Warning, "%s is unexpected here"},
	CodeRtransUnpaired:    {Warning, "row %s %s is not followed by an equal #TRANS and is not booked"},
	CodeFlagged:           {Warning, "the file is marked as already imported"},
	CodeTruncated:         {Error, "the file ends early"},
	CodeChecksumWrong:     {Warning, "checksum is %s, computed %s: the file has been changed"},
	CodeChecksumUnchecked: {Info, "checksum cannot be checked: %s"},
	CodeChecksumNotLast:   {Warning, "records follow the checksum"},

	CodeVoucherUnbalanced:   {Error, "voucher %s %s of %s does not balance: its rows sum to %s"},
	CodeVoucherEmpty:        {Info, "voucher %s %s of %s has no booked rows"},
	CodeVoucherOutside:      {Warning, "voucher %s %s of %s is outside the year %s–%s"},
	CodeVoucherRepeated:     {Error, "voucher %s %s is already on line %s"},
	CodeVoucherOrder:        {Warning, "voucher %s %s comes after number %s"},
	CodeVoucherGap:          {Info, "series %s lacks %s numbers, the first is %s"},
	CodeClosingDiffers:      {Warning, "account %s: opening balance and rows give %s, closing balance is %s, difference %s"},
	CodeResultDiffers:       {Warning, "account %s: rows give %s, result is %s, difference %s"},
	CodeOpeningDiffers:      {Warning, "account %s: last year closed at %s, this year opens at %s, difference %s"},
	CodeBalancesUnchecked:   {Info, "balances cover up to %s and vouchers go on: they are not compared"},
	CodeResultNotCarried:    {Info, "last year's result %s is not carried over to equity"},
	CodeOpeningSum:          {Warning, "opening balances sum to %s, want 0.00"},
	CodeTotalsDiffer:        {Warning, "closing balances and results sum to %s, opening balances to %s"},
	CodeBalanceWrongSide:    {Warning, "account %s has %s in a record for the other kind of account; %s accounts do"},
	CodePeriodsDiffer:       {Warning, "account %s: months sum to %s, the year moved %s, difference %s, year %s"},
	CodePeriodOutside:       {Warning, "period %s is outside the year %s–%s"},
	CodeObjectsExceed:       {Info, "account %s: objects of dimension %s sum to %s, the account to %s"},
	CodeAccountUndeclared:   {Error, "account %s has no #KONTO"},
	CodeAccountUnlisted:     {Info, "account %s has no #KONTO"},
	CodeObjectUndeclared:    {Info, "object %s %s has no #OBJEKT"},
	CodeDimensionUndeclared: {Info, "dimension %s has no #DIM"},
	CodeYearDates:           {Error, "year %s has no proper dates: %s–%s"},
	CodeYearLong:            {Warning, "year %s is longer than 18 months: %s–%s"},
	CodeYearGap:             {Warning, "year %s ends %s, the next begins %s"},
	CodeRecordMissing:       {Warning, "record is missing in a file of type %s"},
	CodeRecordForbidden:     {Warning, "record does not belong in a file of type %s"},
	CodeElementLeftOut:      {Info, "elements %s have no meaning in SIE 4 and are left out: %s"},
	CodeBalanceLeftOut:      {Warning, "%s of account %s for %s, %s, is not of the beginning or end of a fiscal year and is left out"},
	CodeMore:                {Info, "%s more findings are left out"},

	CodeTransliterated:   {Warning, "%q has characters that the encoding lacks, written as %q"},
	CodeControlReplaced:  {Warning, "%q has control characters, written as %q"},
	CodeBackslashChanged: {Warning, "%q has backslashes that readers take for escapes, written as %q"},
	CodeRecordChanged:    {Info, "%q is written as %q"},
	CodeRecordLeftOut:    {Info, "%s records are left out: %s"},
	CodeSignatureMissing: {Info, "a Sie file should be signed by the program that has the books; this one is not"},
	CodeChecksumLeftOut:  {Warning, "no checksum is written: %s"},
}
