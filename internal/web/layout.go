package web

import (
	"context"

	"bokslut/internal/engagement"
)

// htmxConfig keeps htmx within the content security policy: no style of its
// own in the page and nothing evaluated.
const htmxConfig = `{"includeIndicatorCSS":false,"history":false}`

// A tabGroup is a heading of the register with its tabs.
type tabGroup struct {
	Name string
	Tabs []tab
}

type tab struct {
	Key, Name, Path string
	Under           bool // belongs to the tab above
}

var tabGroups = []tabGroup{
	{"", []tab{{Key: tabOverview, Name: "Översikt"}}},
	{"Årsavslut", []tab{
		{Key: tabBalance, Name: "Balansavstämning", Path: "/balans"},
		{Key: tabResult, Name: "Resultatanalys", Path: "/resultat"},
		{Key: tabEntries, Name: "Bokslutsverifikationer", Path: "/verifikationer"},
	}},
	taxTabs,
	{"Ut", []tab{
		{Key: tabReports, Name: "Rapporter", Path: "/rapporter"},
		{Key: tabBinder, Name: "Pärm", Path: "/parm"},
	}},
	{"Underlag", []tab{
		{Key: tabAnalysis, Name: "Kontoanalys", Path: "/konto"},
		{Key: tabWorkpapers, Name: "Bilagor", Path: "/bilagor"},
		{Key: tabQuestions, Name: "Frågor till kund", Path: "/fragor"},
		{Key: tabChanges, Name: "Ändringar", Path: "/andringar"},
		{Key: tabEvents, Name: "Händelselogg", Path: "/handelser"},
	}},
	{"Underhåll", []tab{
		{Key: tabFacts, Name: "Inställningar", Path: "/underhall"},
		{Key: tabSource, Name: "Datakälla", Path: "/underhall/datakalla", Under: true},
		{Key: tabImports, Name: "Importer", Path: "/importer", Under: true},
	}},
}

var guideSteps = []string{"Företag", "Datakälla", "Anslut", "Import", "Uppgifter"}

func documentTitle(ctx context.Context, p Page) string {
	title := p.Title + " – "
	if p.Engagement != nil {
		title += p.Engagement.Client.Name + " – "
	}
	return title + t(ctx, "Skatt & Bokslut")
}

// startOf is where the keys that begin with G lead from.
func startOf(p Page) string {
	if p.Engagement == nil {
		return ""
	}
	return sheetURL(*p.Engagement, "")
}

// connectionLook says how the connection stands, in the top bar.
func connectionLook(ctx context.Context, p Page) (Look, string) {
	e, c := p.Engagement, p.Connection
	switch {
	case e.Source == engagement.SIE:
		return Look{"doc", "none"}, t(ctx, "SIE4-fil")
	case e.Source != engagement.Fortnox:
		return Look{}, ""
	case c == nil || c.Tenant == 0:
		return Look{"off", "none"}, t(ctx, "Fortnox: inte kopplad")
	case c.Lapsed(p.Now):
		return Look{"off", "err"}, t(ctx, "Fortnox: kopplingen har löpt ut")
	case !c.Usable(p.Now):
		return Look{"off", "none"}, t(ctx, "Fortnox: frånkopplad")
	case c.Service:
		return Look{"link", "ok"}, t(ctx, "Fortnox: gäller tills den återkallas")
	}
	left := c.DaysLeft(p.Now)
	return Look{"link", daysColour(left)}, t(ctx, "Fortnox: %s kvar", days(ctx, left))
}

// daysColour is orange when a week or less is left.
func daysColour(left int) string {
	if left <= 7 {
		return "chg"
	}
	return "ok"
}

func days(ctx context.Context, n int) string {
	if n == 1 {
		return t(ctx, "1 dag")
	}
	return t(ctx, "%d dagar", n)
}
