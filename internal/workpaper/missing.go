package workpaper

// Reasons why the sub-ledger of an automatic workpaper could not be read
// (Missing).
const (
	MissingNoRegister = "no_register" // the source has no sub-ledger
	MissingWithheld   = "withheld"    // the source did not let the program read it
)
