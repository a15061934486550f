package web

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"bokslut/internal/closing"
	"bokslut/internal/schedule"

	"github.com/a-h/templ"
)

// option is a choice of a field. Means is the choice that an empty one stands for.
type option struct{ Value, Text, Means string }

// options are the choices of a field that holds value. Empty is one of them: where
// a choice holds until one is made, a fact or a row that is kept says which.
func (c gridColumn) options(ctx context.Context, value string, kept bool) []option {
	if c.Type == schedule.Flag {
		return c.withValue([]option{{}, {Value: "x", Text: t(ctx, "Ja")}}, value)
	}
	all := []option{{}}
	for _, choice := range c.Choices {
		word := choiceWord(ctx, c.ID, choice)
		if kept && choice == c.holds() && choice != value {
			all[0].Text, all[0].Means = word, choice
			continue
		}
		all = append(all, option{Value: choice, Text: word})
	}
	return c.withValue(all, value)
}

// holds is the choice that holds until one is made, or empty.
func (c gridColumn) holds() string {
	if c.Required || len(c.Choices) == 0 {
		return c.Usual
	}
	return cmp.Or(c.Usual, c.Choices[0])
}

// withValue keeps what was typed among the choices, though it is none.
func (c gridColumn) withValue(all []option, value string) []option {
	if slices.ContainsFunc(all, func(o option) bool { return o.Value == value }) {
		return all
	}
	return append(all, option{Value: value, Text: value})
}

// text is what a cell says to a reader.
func (c gridCell) text(ctx context.Context) string {
	if c.Value == "" {
		return ""
	}
	switch c.Column.Type {
	case schedule.Choice:
		return choiceWord(ctx, c.Column.ID, c.Value)
	case schedule.Flag:
		return t(ctx, "Ja")
	}
	return c.Value
}

// key names a row within the page.
func (l gridLine) key() string { return cmp.Or(l.ID, strconv.Itoa(l.N)) }

// theirs are the other person's values for the page's script.
func (l gridLine) theirs() string {
	values, err := json.Marshal(l.Clash.Theirs)
	if err != nil {
		return ""
	}
	return string(values)
}

func factDescribed(f gridFact) string {
	if len(f.Notes) == 0 {
		return ""
	}
	return "f." + f.Column.ID + "-not"
}

// typed are the columns that people fill.
func (g gridView) typed() []gridColumn {
	var all []gridColumn
	for _, c := range g.Columns {
		if !c.Computed {
			all = append(all, c)
		}
	}
	return all
}

func (g gridView) typedHeads() string {
	var heads []string
	for _, c := range g.typed() {
		heads = append(heads, c.Head)
	}
	return strings.Join(heads, ", ")
}

// proposalRows are the rows of a proposal in a line of text, debit first.
func proposalRows(ctx context.Context, rows []closing.Row) string {
	var texts []string
	for _, row := range slices.SortedStableFunc(slices.Values(rows), func(a, b closing.Row) int { return cmp.Compare(side(a), side(b)) }) {
		texts = append(texts, proposalRow(ctx, row))
	}
	return strings.Join(texts, " · ")
}

// side puts debit before credit.
func side(row closing.Row) int {
	if row.Amount < 0 {
		return 1
	}
	return 0
}

// proposalRow is one of them.
func proposalRow(ctx context.Context, row closing.Row) string {
	account := cmp.Or(row.Account, t(ctx, "valfritt konto"))
	if row.Amount < 0 {
		return t(ctx, "%s kredit %s", account, -row.Amount)
	}
	return t(ctx, "%s debet %s", account, row.Amount)
}

func (v paperView) proposalURL(i int) string {
	return sheetURL(*v.Page.Engagement, "/verifikationer/ny", "bilaga", v.Paper.No, "forslag", strconv.Itoa(i), "tillbaka", "bilaga "+v.Paper.No)
}

func (v paperView) gridPageURL(page string) string {
	return sheetURL(*v.Page.Engagement, "/bilagor/"+v.Paper.No, "sida", page) + "#rader"
}

// scaleURL makes a closing entry of what the bilaga proposes, or of its
// difference.
func (v paperView) scaleURL() string {
	if len(v.Paper.Says.Proposals) > 0 {
		return v.proposalURL(0)
	}
	return newEntryURL(*v.Page.Engagement, v.Paper.Workpaper.Accounts[0], v.Paper.No, "bilaga "+v.Paper.No)
}

// sumLine says how many rows the sums are of.
func (v paperView) sumLine(ctx context.Context) string {
	return t(ctx, "Summa %s", lines(ctx, len(v.Paper.Rows)))
}

// sheetTexts are the sentences and figures of the page's script.
func sheetTexts(ctx context.Context, v paperView) templ.Attributes {
	return templ.Attributes{
		"data-rest":    v.Grid.Rest,
		"data-first":   strconv.Itoa(v.Grid.Pages.From + 1),
		"data-most":    strconv.Itoa(allLines),
		"data-saving":  t(ctx, "Sparar"),
		"data-unsaved": t(ctx, "Inte sparad"),
		"data-failed":  t(ctx, "Inte sparad: ingen kontakt med programmet. Det du har skrivit står kvar och sparas när kontakten är tillbaka."),
		"data-out":     t(ctx, "Inte sparad: du är utloggad. Det du har skrivit står kvar och sparas när du har loggat in igen."),
		"data-below":   t(ctx, "Blocket har %s rader. Det ligger nu i Klistra in rader från Excel: välj Lägg till raderna.", "{a}"),
		"data-shape":   t(ctx, "Blocket har %s kolumner, men här finns plats för %s. Inget har klistrats in.", "{a}", "{b}"),
		"data-many":    t(ctx, "Blocket har %s rader. Så många läggs in med Klistra in rader från Excel, under nätet. Inget har klistrats in.", "{a}"),
		"data-copied":  t(ctx, "Kopierat: %s rader.", "{a}"),
		"data-pasted":  t(ctx, "Inklistrat: %s rader.", "{a}"),
	}
}
