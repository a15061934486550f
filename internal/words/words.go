// Package words is the one door that every sentence for a user goes through.
// The Swedish sentence is the key, so that another language can be added as a
// table without touching the places where sentences are used.
package words

import (
	"context"
	"fmt"
)

type languageKey struct{}

// A Language maps Swedish sentences to those of another language.
type Language map[string]string

// With gives a context whose sentences are in another language than Swedish.
func With(ctx context.Context, language Language) context.Context {
	return context.WithValue(ctx, languageKey{}, language)
}

// T gives the sentence in the language of the context, with args put in as
// fmt.Sprintf does. A sentence that the language lacks stays Swedish.
func T(ctx context.Context, sentence string, args ...any) string {
	if language, ok := ctx.Value(languageKey{}).(Language); ok {
		if translated, ok := language[sentence]; ok {
			sentence = translated
		}
	}
	if len(args) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, args...)
}
