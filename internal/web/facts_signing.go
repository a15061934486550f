package web

import (
	"context"
	"errors"
	"net/http"

	"bokslut/internal/engagement"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

var reviewRules = []choice{
	{string(engagement.ReviewNone), "Ingen"}, {string(engagement.ReviewChosen), "Valda bilagor"}, {string(engagement.ReviewAll), "Alla bilagor"},
}

func materialityHint(ctx context.Context, f factsForm) string {
	hint := t(ctx, "Största ändring på ett konto som får godtas efter klarmarkering utan ny signering. Tomt fält: byråns gräns.")
	if f.Firm.Materiality == nil {
		return hint + " " + t(ctx, "Byrån har ingen gräns.")
	}
	return hint + " " + t(ctx, "Byråns gräns är %s.", *f.Firm.Materiality)
}

// limitText is a limit as a field shows it: empty when none is set.
func limitText(limit *money.Amount) string {
	if limit == nil {
		return ""
	}
	return limit.String()
}

// readLimit is the limit that was typed, nil for an empty field.
func readLimit(field, typed string) (*money.Amount, error) {
	if typed == "" {
		return nil, nil
	}
	amount, err := money.Parse(typed)
	if err != nil {
		return nil, &office.FieldError{Field: field, Err: err}
	}
	return &amount, nil
}

// signingSentence says why a signature, a review or an acceptance is refused, or
// nothing when err is another matter.
func signingSentence(ctx context.Context, err error) string {
	var (
		limit     *engagement.LimitError
		explained *engagement.ExplainedError
		material  *engagement.MaterialError
	)
	switch {
	case errors.As(err, &limit):
		return t(ctx, "Differensen är större än byråns gräns för förklarade differenser, %s. Stäm av den eller bokför en bokslutsverifikation.", limit.Limit)
	case errors.As(err, &explained):
		return t(ctx, "Differensen är %s. Förklara hela beloppet.", explained.Diff)
	case errors.As(err, &material):
		return t(ctx, "Ändringen %s är större än väsentlighetsgränsen %s. Klarmarkera på nytt.", material.Change, material.Limit)
	}
	return ""
}

// explainSigning is signingSentence as a page says it.
func explainSigning(ctx context.Context, err error) (failure, bool) {
	text := signingSentence(ctx, err)
	return failure{Status: http.StatusUnprocessableEntity, Title: text, Text: t(ctx, "Inget har ändrats.")}, text != ""
}
