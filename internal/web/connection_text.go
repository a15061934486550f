package web

import (
	"context"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
)

// connectionState says in the box how the connection stands.
func connectionState(ctx context.Context, p Page) (Look, string) {
	c := p.Connection
	switch {
	case c == nil || c.Tenant == 0:
		return Look{"none", "none"}, t(ctx, "Inte kopplad")
	case c.Lapsed(p.Now):
		return Look{"err", "err"}, t(ctx, "Har löpt ut")
	case !c.Usable(p.Now):
		return Look{"off", "none"}, t(ctx, "Frånkopplad")
	case c.Service:
		return Look{"ok", "ok"}, t(ctx, "Ansluten")
	}
	left := c.DaysLeft(p.Now)
	if left <= 7 {
		return Look{"chg", "chg"}, t(ctx, "Ansluten, %s kvar", days(ctx, left))
	}
	return Look{"ok", "ok"}, t(ctx, "Ansluten, %s kvar", days(ctx, left))
}

// validTo is the last day of the connection.
func validTo(ctx context.Context, c connection.Connection) string {
	switch {
	case c.State == connection.Disconnected:
		return "–"
	case c.Service:
		return t(ctx, "tills den återkallas")
	}
	return day(c.ValidTo())
}

func personAndDay(name string, at time.Time) string {
	if name == "" {
		return day(at)
	}
	return name + ", " + day(at)
}

// importLine says what an import was.
func importLine(ctx context.Context, one engagement.Snapshot, users map[string]string) string {
	text := t(ctx, "Import från %s", t(ctx, sourceWord(one.Source)))
	switch one.Source {
	case engagement.SIE:
		text = t(ctx, "SIE4-fil inläst")
	case engagement.Manual:
		text = t(ctx, "Saldon inskrivna")
	}
	if name := users[one.By]; name != "" {
		text += ", " + name
	}
	return text
}
