package web

import (
	"context"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/workpaper"
)

// A traitMark is a trait (kännetecken) beside a status: shape and words.
type traitMark struct{ Icon, Name string }

func autoTrait(ctx context.Context) traitMark { return traitMark{"auto", t(ctx, "Automatisk")} }

func bareTrait(ctx context.Context) traitMark {
	return traitMark{"noclip", t(ctx, "Klar utan underlag")}
}

// rowTraits are the traits of an account.
func rowTraits(ctx context.Context, row engagement.Row) []traitMark {
	var traits []traitMark
	if row.Automatic {
		traits = append(traits, autoTrait(ctx))
	}
	if row.Unsupported {
		traits = append(traits, bareTrait(ctx))
	}
	return traits
}

func paperTraits(ctx context.Context, v paperView) []traitMark {
	var all engagement.Row
	for _, row := range v.Paper.Accounts {
		all.Automatic = all.Automatic || row.Automatic
		all.Unsupported = all.Unsupported || row.Unsupported
	}
	return rowTraits(ctx, all)
}

// reviews tells whether the bilaga is reviewed, or has been.
func (v paperView) reviews() bool {
	return v.Page.Engagement.Terms.Review.Asks(v.Paper.Digest()) || v.Paper.Review != nil
}

// preparedName is who wrote the bilaga last; one that nobody has touched was made
// by the program from what was read.
func preparedName(ctx context.Context, v paperView) string {
	switch p := v.Paper.Prepared; {
	case p != nil:
		return p.Name
	case preparedAt(v) != "":
		return t(ctx, "Automatiskt ur importen")
	}
	return ""
}

func preparedAt(v paperView) string {
	switch p := v.Paper.Prepared; {
	case p != nil:
		return clock(p.At)
	case v.Paper.Kind.SubLedger() && v.Paper.Missing == "" && !v.Paper.ReadAt.IsZero():
		return clock(v.Paper.ReadAt)
	}
	return ""
}

func signedName(v paperView) string {
	if s := v.Paper.SignOff; s != nil {
		return s.Name
	}
	return ""
}

func signedAt(v paperView) string {
	if s := v.Paper.SignOff; s != nil {
		return clock(s.At)
	}
	return ""
}

func reviewedName(ctx context.Context, v paperView) string {
	if r := v.Paper.Review; r != nil {
		return r.Name
	}
	return t(ctx, "Inte granskad")
}

func reviewedAt(v paperView) string {
	if r := v.Paper.Review; r != nil {
		return clock(r.At)
	}
	return ""
}

func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

// limitHint says how large a difference may be explained.
func limitHint(ctx context.Context, v paperView) string {
	if v.Limits.MaxExplained == nil {
		return ""
	}
	return t(ctx, "Byråns gräns är %s.", *v.Limits.MaxExplained)
}

// figuresText lists what a former signature was given on.
func figuresText(ctx context.Context, s workpaper.SignOff) string {
	var parts []string
	for _, f := range s.Figures {
		parts = append(parts, t(ctx, "%s: saldo %s, avstämt %s", f.Account, f.Final, f.Reconciled))
	}
	return strings.Join(parts, "; ")
}

// acceptable tells whether the change after the sign-off lies within the
// threshold.
func (v paperView) acceptable() bool {
	return v.Drift != nil && v.Limits.Threshold != nil && *v.Limits.Threshold > 0 && v.Drift.Change <= *v.Limits.Threshold
}
