package words

import (
	"context"
	"testing"
)

func TestT(t *testing.T) {
	ctx := context.Background()
	if got := T(ctx, "Nytt uppdrag"); got != "Nytt uppdrag" {
		t.Errorf("T = %q", got)
	}
	english := With(ctx, Language{"%d av %d": "%d of %d"})
	if got := T(english, "%d av %d", 3, 4); got != "3 of 4" {
		t.Errorf("T in English = %q", got)
	}
	if got := T(english, "Spara"); got != "Spara" {
		t.Errorf("a sentence without translation = %q, want it unchanged", got)
	}
}
