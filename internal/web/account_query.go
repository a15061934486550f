package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// accountQuery is the filter as it was typed.
type accountQuery struct {
	From, To, Series, Text, Amount, Year string
}

func accountQueryOf(r *http.Request) accountQuery {
	return accountQuery{
		From: strings.TrimSpace(r.FormValue("fran")), To: strings.TrimSpace(r.FormValue("till")),
		Series: r.FormValue("serie"), Text: strings.TrimSpace(r.FormValue("text")),
		Amount: strings.TrimSpace(r.FormValue("belopp")), Year: r.FormValue("ar"),
	}
}

// filter reads the query; what cannot be read filters nothing and is told.
func (q accountQuery) filter(ctx context.Context) (engagement.Filter, map[string]string) {
	f := engagement.Filter{Series: q.Series, Text: q.Text}
	wrong := map[string]string{}
	for _, field := range []struct {
		name, text string
		date       *civil.Date
	}{{"fran", q.From, &f.Period.From}, {"till", q.To, &f.Period.To}} {
		if field.text == "" {
			continue
		}
		d, err := civil.Parse(field.text)
		if err != nil {
			wrong[field.name] = t(ctx, "”%s” är inget datum. Skriv som 2025-12-31.", field.text)
		}
		*field.date = d
	}
	var err error
	if f.Amount, err = amountFilter(q.Amount); err != nil {
		wrong["belopp"] = t(ctx, "”%s” är inget belopp. Skriv som 1 250, 1 250,50 eller 1 000–2 000.", q.Amount)
	}
	if year, err := strconv.Atoi(q.Year); err == nil && year >= 0 {
		f.Year = year
	}
	return f, wrong
}

func (q accountQuery) url(e engagement.Engagement, account, year, page string) string {
	return sheetURL(e, "/konto/"+url.PathEscape(account), "fran", q.From, "till", q.To, "serie", q.Series, "text", q.Text, "belopp", q.Amount, "ar", year, "sida", page)
}

// years are links to the same account in the other years of the import. The
// filter's dates belong to a year, so they do not follow.
func (q accountQuery) years(ctx context.Context, e engagement.Engagement, a engagement.Analysis) []filterLink {
	var links []filterLink
	other := accountQuery{Series: q.Series, Text: q.Text, Amount: q.Amount}
	for i, year := range a.Years {
		code := ""
		if i > 0 {
			code = strconv.Itoa(i)
		}
		links = append(links, filterLink{Name: yearName(year), URL: other.url(e, a.Account.Number, code, ""), Current: year == a.Year})
	}
	return links
}

// amountFilter reads an amount, whatever its sign: whole kronor let through
// every öre of them, and two amounts with a dash between are a range.
func amountFilter(typed string) (engagement.AmountFilter, error) {
	if typed == "" {
		return engagement.AmountFilter{}, nil
	}
	low, high, isRange := strings.Cut(typed, "–")
	if at := strings.LastIndex(typed, "-"); !isRange && at > 0 && at < len(typed)-1 {
		low, high, isRange = typed[:at], typed[at+1:], true
	}
	from, err := money.Parse(low)
	if err != nil {
		return engagement.AmountFilter{}, err
	}
	f := engagement.AmountFilter{From: from.Abs(), To: from.Abs(), On: true}
	if isRange {
		to, err := money.Parse(high)
		if err != nil {
			return engagement.AmountFilter{}, err
		}
		f.From, f.To, low = min(f.From, to.Abs()), max(f.From, to.Abs()), high
	}
	if !strings.ContainsAny(low, ",.") {
		f.To += 99
	}
	return f, nil
}
