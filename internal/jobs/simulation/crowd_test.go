package simulation

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/audit"
	"bokslut/internal/closing"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

// A crowd is what the people of a run do.
type crowd struct {
	busy    int  // calls that have not ended
	plans   int  // things that people are going to do
	exports bool // everything has been asked for
	relogin bool // somebody is logging in
	leave   bool // people leave it at a refusal
	numbers []string
	answer  func(*world, entry, export.Item) (export.Decision, int64, bool) // instead of opinion
}

// must ends everything on an error that no fault explains. It is called outside
// the bubble too.
func (w *world) must(err error) {
	if err != nil {
		panic(err)
	}
}

// furnish makes an office, a company, an engagement with entries, a login and
// an import of parts, which were read from the same company before.
func (w *world) furnish(parts []engagement.RawPart, entries int) {
	p := w.newProc("setup", 0)
	ctx := as(p.ctx, "setup")
	w.build()
	w.must(w.login(ctx, p))
	if parts == nil {
		_, err := p.work.StartImport(ctx, w.by, w.e.ID)
		w.must(err)
		p.work.Turn(ctx)
		return
	}
	_, _, err := p.engagements.Adopt(ctx, w.by, w.e.ID, engagement.Import{Source: engagement.Fortnox, Program: "test", Book: book(w.shape), Parts: parts})
	w.must(err)
	for i := range entries {
		reversed := w.shape != plain && (i == 0 || w.rng.IntN(2) == 0)
		ore := money.Kronor(int64(100 + i))
		w.enter(ctx, p, closing.Entry{
			Text: "Bokslutspost " + strconv.Itoa(i+1) + ".", Reverse: reversed,
			Rows: []closing.Row{{Account: "6530", Amount: ore}, {Account: "2990", Amount: -ore}},
		})
	}
	if w.shape == withResult {
		w.closeResult(ctx, p)
	}
	if w.shape != plain {
		w.addNextYear(ctx, p)
	}
	if w.documents != nil {
		w.hang(ctx, p)
	}
}

// enter types a closing entry.
func (w *world) enter(ctx context.Context, p *proc, e closing.Entry) {
	e.Date = year.To
	no, err := p.engagements.CreateEntry(ctx, w.by, w.e.ID, e)
	w.must(err)
	w.oracle.entries = append(w.oracle.entries, entry{no: no, text: e.Text, lines: linesOf(e.Rows), date: lastDay, year: yearID})
	w.crowd.numbers = append(w.crowd.numbers, no)
}

// build makes the office and the engagement.
func (w *world) build() {
	_, link := office.NewSecret()
	w.by = office.User{Office: office.NewID(), ID: office.NewID(), Name: "Anna Ek", Email: office.NewID() + "@nordan.example", Role: office.Admin}
	event := audit.Event{Office: w.by.Office, Stream: audit.OfficeStream, At: time.Now(), User: w.by.ID, What: "office.created"}
	w.outside(func() {
		ctx := context.Background()
		w.must(w.db.SaveLink(ctx, link, event.At.Add(time.Hour)))
		w.must(w.db.CreateOffice(ctx, "Nordan", w.by, "no password", link, event))
		c := office.Client{ID: office.NewID(), Name: firm, OrgNr: orgNr, Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth}
		event.What = "client.created"
		w.must(w.db.SaveClient(ctx, w.by.Office, c, event))
		w.e = engagement.Engagement{
			Office: w.by.Office, ID: office.NewID(), Client: c, Year: year, Source: engagement.Fortnox,
			Responsible: w.by.ID, Created: event.At, Version: 1,
		}
		event.Stream, event.What = w.e.ID, "engagement.created"
		w.must(w.db.CreateEngagement(ctx, w.e, event))
	})
}

// login goes through Fortnox's login page.
func (w *world) login(ctx context.Context, p *proc) error {
	address, err := p.connections.Begin(ctx, connection.Begin{
		Office: w.by.Office, User: w.by.ID, Session: "s", Client: w.e.Client.ID, Engagement: w.e.ID, OrgNr: orgNr,
	})
	if err != nil {
		return err
	}
	form := url.Values{"tenant": {strconv.Itoa(tenant)}, "answer": {"approve"}}
	page := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	page.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	w.local.ServeHTTP(rec, page)
	back, err := rec.Result().Location()
	if err != nil {
		return err
	}
	_, err = p.connections.Complete(ctx, w.by.Office, w.by.ID, "s", back.Query())
	return err
}

// catchUp does what must come before an export: a login where the connection
// has lapsed, then an import, and taking it in.
func (w *world) catchUp(ctx context.Context, p *proc) error {
	if _, err := p.connections.Usable(ctx, w.by.Office, w.e.Client.ID); err != nil {
		return w.login(ctx, p)
	}
	e, err := p.engagements.Get(ctx, w.by, w.e.ID)
	if err != nil {
		return err
	}
	if e.Candidate != "" {
		return p.work.TakeIn(ctx, w.by, e.ID, e.Candidate, e.Snapshot)
	}
	_, err = p.work.StartImport(ctx, w.by, e.ID)
	return err
}

// asks lets a person call the program, where it runs. then gets what came of it;
// done is false when the program died meanwhile.
func (w *world) asks(who string, f func(ctx context.Context, p *proc) error, then func(err error, done bool)) {
	alive := w.alive()
	w.crowd.busy++
	if len(alive) == 0 {
		w.at(20*time.Second, "", func() { w.crowd.busy--; w.asks(who, f, then) })
		return
	}
	p := alive[w.rng.IntN(len(alive))]
	var err error
	w.spawn(p, who, func(ctx context.Context) { err = f(ctx, p) }, func(done bool) {
		w.crowd.busy--
		if err != nil {
			w.note("%s is told: %v", who, err)
		}
		w.wake(p, w.within(5*time.Second))
		then(err, done)
	})
}

// press asks for the export of everything, until it is taken up.
func (w *world) press(who string) {
	w.asks(who, func(ctx context.Context, p *proc) error {
		_, err := p.work.Export(ctx, w.by, w.e.ID, series, w.crowd.numbers)
		return err
	}, func(err error, done bool) {
		switch {
		case done && (err == nil || errors.Is(err, engagement.ErrNoEntries)):
			w.crowd.exports = true
		case errors.Is(err, connection.ErrLapsed), errors.Is(err, connection.ErrNone), errors.Is(err, jobs.ErrImportFirst):
			w.relogin()
			w.later(3*time.Minute, "", func() { w.press(who) })
		case errors.As(err, new(*jobs.PreflightError)) && w.crowd.exports: // something waits for an answer
		default:
			w.later(3*time.Minute, "", func() { w.press(who) })
		}
	})
}

func (w *world) relogin() {
	if w.crowd.relogin {
		return
	}
	w.crowd.relogin = true
	w.asks("login", w.catchUp, func(error, bool) { w.crowd.relogin = false })
}

// within is a time from now.
func (w *world) within(d time.Duration) time.Duration {
	return time.Duration(w.rng.Int64N(int64(d)))
}

// checkNow is Kontrollera nu.
func (w *world) checkNow() {
	w.asks("checks", func(ctx context.Context, p *proc) error { return p.work.CheckNow(ctx, w.by, w.e.ID) }, func(error, bool) {})
}

// answer answers what is asked, by what Fortnox really holds, and looks again
// a while later.
func (w *world) answer() {
	for _, e := range w.oracle.entries {
		it := w.oracle.latest(e.no)
		opinion := (*world).opinion
		if w.crowd.answer != nil {
			opinion = w.crowd.answer
		}
		d, number, ok := opinion(w, e, it)
		if !ok {
			continue
		}
		w.asks("answers", func(ctx context.Context, p *proc) error {
			return p.engagements.Decide(ctx, w.by, w.e.ID, it.ID, d, number)
		}, func(error, bool) {})
		switch d {
		case export.SendAgain:
			w.oracle.allowed[it.Marker]++
		case export.ItIsThis: // what was changed is accepted
			w.oracle.moved[e.no] = true
		}
	}
	w.attachAgain()
	w.at(time.Minute+w.within(5*time.Minute), "", w.answer)
}

// opinion is what a person says about a delivery, if anything.
func (w *world) opinion(e entry, it export.Item) (export.Decision, int64, bool) {
	ours := w.oracle.ours(e)
	switch {
	case it.State == export.Absent && len(ours) == 0 && w.rng.IntN(4) == 0:
		return export.Cancel, 0, true
	case it.State == export.Absent:
		return export.SendAgain, 0, true
	case it.State != export.Doubtful:
		return "", 0, false
	}
	for _, v := range ours {
		for _, found := range it.Found {
			if found.Number == int64(v.VoucherNumber) {
				return export.ItIsThis, found.Number, true
			}
		}
	}
	if it.Reason.Code != "alike" { // what was found is gone: only looking again helps
		w.checkNow()
		return "", 0, false
	}
	return export.NotOurs, 0, true
}

// byHand is a person who books in the same series in Fortnox itself.
func (w *world) byHand(alike bool) {
	others := slices.DeleteFunc(slices.Clone(w.oracle.entries), func(e entry) bool { return e.moves })
	e, more := others[w.rng.IntN(len(others))], fortnoxtest.Ore(7)
	if alike {
		more = 0
	}
	v, err := w.local.AddVoucher(tenant, fortnoxtest.Voucher{
		VoucherSeries: series, TransactionDate: e.date, Year: e.year, Description: "Bokfört för hand",
		VoucherRows: e.rows(more),
	})
	w.must(err)
	w.note("a person books %s %d by hand", series, v.VoucherNumber)
	w.oracle.posted = true
}

// meddle is a person who changes one of our vouchers in Fortnox.
func (w *world) meddle(how fault) {
	for _, e := range w.oracle.entries {
		ours := w.oracle.ours(e)
		if len(ours) != 1 || e.moves {
			continue
		}
		v := ours[0]
		switch how {
		case stripped:
			v.Description, v.Comments = e.text, nil
			w.must(w.local.ChangeVoucher(tenant, v))
		case edited:
			v.VoucherRows = e.rows(1)
			w.must(w.local.ChangeVoucher(tenant, v))
			w.oracle.moved[e.no] = true
		case struck:
			w.must(w.local.StrikeRows(tenant, v.Year, series, v.VoucherNumber, "Bo"))
			w.oracle.moved[e.no] = true
		default:
			if err := w.local.DeleteVoucher(tenant, v.Year, series, v.VoucherNumber); err != nil {
				return // another has come after it
			}
			w.oracle.files.leave(w, v.VoucherNumber, v.Year)
			w.oracle.moved[e.no] = true
		}
		w.note("%s: %s %d", how, series, v.VoucherNumber)
		w.oracle.posted = true
		return
	}
}

// withdraw is a person who takes back what waits to be sent.
func (w *world) withdraw(e entry) {
	it := w.oracle.latest(e.no)
	w.asks("withdraws", func(ctx context.Context, p *proc) error {
		return p.engagements.Decide(ctx, w.by, w.e.ID, it.ID, export.Cancel, 0)
	}, func(error, bool) {})
}
