package engagement_test

import (
	"testing"

	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/money"
)

// TestLearned: what the office booked before on an account is proposed again,
// with the text that it had, and the years moved on.
func TestLearned(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		last, this := lastAndThis(h)
		for _, one := range []struct {
			text, debit, credit string
		}{
			{"Upplupet arvode bokslut 2024, betalas 2025", "6530", "2990"},
			{"Upplupet arvode bokslut 2024, betalas 2025", "6530", "2990"},
			{"Återfört arvode 2023", "2990", "6530"},
			{"Upplupen försäljning", "2990", "3001"},
		} {
			entry := entryOf(one.debit, one.credit, 100_00)
			entry.Date, entry.Text = last.Year.To, one.text
			_, err := h.CreateEntry(ctx, h.by, last.ID, entry)
			must(t, err)
		}
		learned := func(account string, amount money.Amount) engagement.Choice {
			t.Helper()
			c, err := h.Learned(ctx, h.by, this, account, amount)
			must(t, err)
			return c
		}
		for _, tt := range []struct {
			name    string
			account string
			amount  money.Amount
			want    engagement.Choice
		}{
			{"most_used", "2990", -5_00, engagement.Choice{Contra: "6530", Text: "Upplupet arvode bokslut 2025, betalas 2026"}},
			{"other_sign", "2990", 5_00, engagement.Choice{Contra: "6530", Text: "Återfört arvode 2024"}},
			{"from_the_other_side", "6530", 5_00, engagement.Choice{Contra: "2990", Text: "Upplupet arvode bokslut 2025, betalas 2026"}},
			{"no_text_with_that_sign", "3001", 5_00, engagement.Choice{Contra: "2990"}},
			{"never_booked", "1930", 5_00, engagement.Choice{}},
		} {
			if got := learned(tt.account, tt.amount); got != tt.want {
				t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
			}
		}

		three := entryOf("6530", "2990", 100_00)
		three.Rows = append(three.Rows, closing.Row{Account: "1930", Amount: 1_00}, closing.Row{Account: "1910", Amount: -1_00})
		_, err := h.CreateEntry(ctx, h.by, this.ID, three)
		must(t, err)
		if got := learned("1930", 1_00); got != (engagement.Choice{}) {
			t.Errorf("from an entry with several rows: %+v, want nothing", got)
		}
		other := h.office("bo@andra.example")
		if got, err := h.Learned(ctx, other, this, "2990", -5_00); err != nil || got != (engagement.Choice{}) {
			t.Errorf("another office learns %+v, %v, want nothing", got, err)
		}
	})
}
