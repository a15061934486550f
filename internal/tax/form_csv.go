package tax

import (
	"encoding/csv"
	"io"
	"strings"
)

// WriteCSV writes fields as a table for a spreadsheet: semicolons, UTF-8 with a
// byte order mark, decimal commas among the accounts. The columns are blankett,
// rad, fältkod, benämning, belopp, konton.
func WriteCSV(w io.Writer, fields []Field) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.Comma, table.UseCRLF = ';', true
	rows := [][]string{{"Blankett", "Rad", "Fältkod", "Benämning", "Belopp", "Konton"}}
	for _, f := range fields {
		value := f.Text
		if value == "" {
			value = strings.TrimSuffix(f.Amount.Plain(), ",00")
		}
		var behind []string
		for _, a := range f.Accounts {
			behind = append(behind, a.Account+": "+a.Amount.Plain())
		}
		rows = append(rows, []string{f.Form, f.Row, f.Code, f.Label, value, strings.Join(behind, ", ")})
	}
	return table.WriteAll(rows)
}
