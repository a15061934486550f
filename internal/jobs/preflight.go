package jobs

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/fortnox"
	"bokslut/internal/closing"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
)

// check finds everything that stands in the way of sending the chosen entries
// (nil: all that can be sent) to a series, and what is in order.
func (p *Plan) check(e engagement.Engagement, to receiver, series string, chosen []string, all []engagement.EntryView) {
	p.pass(CheckConnection, to.conn.ValidTo().Format(time.DateOnly))
	p.checkCompany(to)
	p.pass(CheckYear, e.Year.String())
	p.checkSeries(to.series, series)
	if to.others > 0 {
		p.Warnings = append(p.Warnings, Check{WarnOthers, []string{series, strconv.Itoa(to.others)}})
	}
	for _, entry := range all {
		if s := entry.Delivery.State; !entry.Deleted && (s == export.Unknown || s == export.Absent || s == export.Doubtful) && entry.Delivery.Target.Series == series {
			p.stop(ObstacleUnsettled, entry.No, entry.No)
		}
	}
	accounts := map[string]bool{}
	sending := 0
	for _, entry := range p.Entries {
		if chosen != nil && !slices.Contains(chosen, entry.No) {
			continue
		}
		sending++
		p.checkNext(e, entry, to, series)
		if year := to.of(entry.Entry); year != nil {
			p.checkEntry(entry, *year, accounts)
		}
	}
	if sending == 0 && chosen == nil {
		p.stop(ObstacleNothing, "")
		return
	}
	p.passUnless(ObstacleLocked, CheckPeriod)
	p.passUnless(ObstacleAccount, CheckAccounts, strconv.Itoa(len(accounts)))
	p.passUnless(ObstacleBalance, CheckBalance, strconv.Itoa(sending))
}

// checkCompany holds the company that answers against the one that was chosen at
// the login.
func (p *Plan) checkCompany(to receiver) {
	digits := func(s string) string { return strings.ReplaceAll(s, "-", "") }
	got, tenant := to.company.OrganizationNumber.Text, to.company.DatabaseNumber.Int
	if digits(got) != digits(to.conn.OrgNr) || tenant != 0 && tenant != to.conn.Tenant {
		p.stop(ObstacleCompany, "", got, to.company.CompanyName.Text)
		return
	}
	p.pass(CheckCompany, to.conn.OrgNr)
}

func (p *Plan) checkSeries(all []Series, series string) {
	if !slices.ContainsFunc(all, func(s Series) bool { return s.Manual }) {
		p.stop(ObstacleNoSeries, "")
		return
	}
	if !slices.ContainsFunc(all, func(s Series) bool { return s.Code == series && s.Manual }) {
		p.stop(ObstacleSeries, "", series)
	}
}

func (p *Plan) checkEntry(entry engagement.EntryView, to receiver, accounts map[string]bool) {
	if there, ok := to.markers[entry.Delivery.Marker]; ok && entry.Delivery.Marker != "" {
		p.stop(ObstacleThere, entry.No, entry.No, there)
	}
	if entry.Draft != nil {
		p.stop(ObstacleDraft, entry.No, entry.No)
		if !entry.Whole() {
			return // it has neither date nor rows to judge
		}
	}
	if !to.locked.IsZero() && !entry.Date.After(to.locked) {
		p.stop(ObstacleLocked, entry.No, to.locked.String(), entry.Date.String())
	}
	if entry.Diff() != 0 {
		p.stop(ObstacleBalance, entry.No, entry.Diff().String())
	}
	seen := map[closing.Row]bool{} // the same obstacle is told once for an entry
	for _, row := range to.complete(entry.Entry).Rows {
		accounts[row.Account] = true
		one := closing.Row{Account: row.Account, CostCentre: row.CostCentre, Project: row.Project}
		if seen[one] {
			continue
		}
		seen[one] = true
		p.checkRow(entry, one, to.accounts)
	}
	if fortnox.CleanText(entry.Text, closing.MaxText) == "" {
		p.stop(ObstacleCharacters, entry.No, entry.Text)
	}
}

// checkRow compares a row with what Fortnox says of its account.
func (p *Plan) checkRow(view engagement.EntryView, row closing.Row, all map[string]fortnox.Account) {
	entry, system := view.No, made(view.Entry)
	a, ok := all[row.Account]
	switch {
	case !ok:
		p.stopOnce(ObstacleAccount, entry, row.Account)
		return
	case a.Active.Valid && !a.Active.Bool:
		p.stopOnce(ObstacleInactive, entry, row.Account)
	}
	// An account may demand a cost centre or a project, or refuse it.
	for _, o := range []struct{ setting, code, missing, unset, refused string }{
		{a.CostCenterSettings.Text, row.CostCentre, ObstacleCostCenter, ObstacleCostCenterUnset, ObstacleCostCenterRefused},
		{a.ProjectSettings.Text, row.Project, ObstacleProject, ObstacleProjectUnset, ObstacleProjectRefused},
	} {
		switch {
		case o.setting == demanded && o.code == "" && system:
			p.stopOnce(o.unset, entry, row.Account)
		case o.setting == demanded && o.code == "":
			p.stopOnce(o.missing, entry, row.Account)
		case o.setting == "NOTALLOWED" && o.code != "":
			p.stopOnce(o.refused, entry, row.Account, o.code)
		}
	}
}

func (p *Plan) stopOnce(code, entry string, args ...string) {
	same := func(o Obstacle) bool { return o.Code == code && o.Entry == entry && slices.Equal(o.Args, args) }
	if !slices.ContainsFunc(p.Obstacles, same) {
		p.stop(code, entry, args...)
	}
}

func (p *Plan) stop(code, entry string, args ...string) {
	p.Obstacles = append(p.Obstacles, Obstacle{Code: code, Entry: entry, Args: args})
}

func (p *Plan) pass(code string, args ...string) {
	p.Checks = append(p.Checks, Check{Code: code, Args: args})
}

func (p *Plan) passUnless(obstacle, code string, args ...string) {
	if !slices.ContainsFunc(p.Obstacles, func(o Obstacle) bool { return o.Code == obstacle }) {
		p.pass(code, args...)
	}
}
