package simulation

import (
	"math/rand/v2"
	"time"

	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/export"
)

// A fate is what befalls somebody at one step. before and after are how long the
// step takes ahead of its effect and behind it.
type fate struct {
	fault         fault
	before, after time.Duration
	exact         bool              // the durations are as they shall be
	local         fortnoxtest.Fault // what the local Fortnox does wrong
}

func (f fate) String() string {
	s := ""
	if f.fault != "" {
		s = " ! " + string(f.fault)
	}
	if f.local.Kind != "" {
		s += " " + string(f.local.Kind)
		if f.local.Delay != 0 {
			s += " " + f.local.Delay.String()
		}
	}
	if f.before != 0 || f.after != 0 {
		s += " [" + f.before.String() + " " + f.after.String() + "]"
	}
	return s
}

// A fault is something that goes wrong.
type fault string

const (
	crashBefore   fault = "crash-before"    // kill -9 before the effect
	crashAfter    fault = "crash-after"     // kill -9 after the effect, before anybody knows
	crashInFlight fault = "crash-in-flight" // kill -9 with the request on the wire
	stopProcess   fault = "stop"            // SIGSTOP, later SIGCONT
	stopInWrite   fault = "stop-in-write"   // SIGSTOP with the lease checked and the request half written
	shutdown      fault = "shutdown"        // SIGTERM
	away          fault = "database-away"
	commitLost    fault = "commit-lost" // done, and an error told
	slowDatabase  fault = "slow-database"
	notSent       fault = "not-sent"
	lostRequest   fault = "lost-request"
	lateRequest   fault = "late-request"
	lostAnswer    fault = "lost-answer"
	slowAnswer    fault = "slow-answer"
	answers       fault = "fortnox" // with a fate.local
)

// faultsOf lists what can go wrong at a kind of step.
var faultsOf = map[string][]fate{
	"save": {
		{fault: crashBefore}, {fault: crashAfter}, {fault: away}, {fault: commitLost}, {fault: stopProcess}, {fault: slowDatabase}, {fault: shutdown},
	},
	"claim":  {{fault: crashBefore}, {fault: crashAfter}, {fault: commitLost}, {fault: stopProcess}},
	"change": {{fault: crashBefore}, {fault: crashAfter}, {fault: away}, {fault: commitLost}},
	"db":     {{fault: crashBefore}, {fault: crashAfter}, {fault: stopProcess}},
	"token-save": {
		{fault: crashBefore}, {fault: crashAfter}, {fault: away}, {fault: commitLost},
	},
	"look": append(gets(), []fate{
		local(fortnoxtest.EmptyPage), local(fortnoxtest.CountMore), local(fortnoxtest.OddTypes),
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.DropFields, Fields: []string{"Description", "Comments", "TransactionDate"}}},
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Fields: []string{"Description", "Comments"}}},
	}...),
	"read": append(gets(), []fate{
		status(404, false), local(fortnoxtest.OddTypes),
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.NoRight, Fields: []string{"Debit", "Description"}}},
	}...),
	"get": gets(),
	// Files follow their voucher.
	"upload": filePosts(), "connect": filePosts(),
	"connection": append(gets(), status(404, false), local(fortnoxtest.OddTypes)),
	"post": {
		{fault: crashBefore}, {fault: crashAfter}, {fault: crashInFlight}, {fault: notSent}, {fault: lostRequest}, {fault: lateRequest},
		{fault: lostAnswer}, {fault: slowAnswer}, {fault: stopInWrite}, {fault: stopProcess},
		status(400, false), status(500, false), status(502, true), status(503, false), status(408, false),
		local(fortnoxtest.CutDuring), local(fortnoxtest.CutBefore), local(fortnoxtest.CutAfter), local(fortnoxtest.Unauthorized),
		local(fortnoxtest.HTML), {fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.HTML, Status: 400}},
		local(fortnoxtest.HideVoucher), local(fortnoxtest.AlterVoucher), local(fortnoxtest.OddTypes),
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Delay: 3 * time.Second}},
	},
	"token": {
		{fault: crashBefore}, {fault: crashAfter}, {fault: notSent}, {fault: lostRequest}, {fault: lostAnswer}, {fault: slowAnswer},
		status(500, false), local(fortnoxtest.CutDuring), local(fortnoxtest.TooManyRequests), local(fortnoxtest.HTML),
	},
}

func gets() []fate {
	return []fate{
		{fault: crashBefore}, {fault: crashAfter}, {fault: notSent}, {fault: lostAnswer}, {fault: slowAnswer}, {fault: stopProcess},
		status(500, false), local(fortnoxtest.HTML), local(fortnoxtest.CutDuring), local(fortnoxtest.Unauthorized),
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Delay: 5 * time.Second}},
	}
}

func filePosts() []fate {
	return []fate{
		{fault: crashBefore}, {fault: crashAfter}, {fault: crashInFlight}, {fault: notSent}, {fault: lostRequest}, {fault: lateRequest},
		{fault: lostAnswer}, {fault: slowAnswer}, {fault: stopInWrite}, {fault: stopProcess},
		status(400, false), status(403, false), status(500, false), status(502, true), status(503, false),
		local(fortnoxtest.CutDuring), local(fortnoxtest.CutBefore), local(fortnoxtest.CutAfter), local(fortnoxtest.Unauthorized),
		local(fortnoxtest.HTML), local(fortnoxtest.OddTypes),
		{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.TooManyRequests, Delay: 3 * time.Second}},
	}
}

func local(kind fortnoxtest.FaultKind) fate {
	return fate{fault: answers, local: fortnoxtest.Fault{Kind: kind}}
}

func status(code int, after bool) fate {
	return fate{fault: answers, local: fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Status: code, AfterWork: after}}
}

// A planner decides what befalls whom.
type planner interface {
	// strike gives the fault for a step of the kind, with its durations unset.
	strike(kind string) fate
}

// chance is a planner that draws from a seed: some kinds of fault, each run its
// own, now and then.
type chance struct {
	rng     *rand.Rand
	percent int
	left    int
	denied  map[string]bool
}

func newChance(rng *rand.Rand) *chance {
	return &chance{rng: rng, percent: 1 + rng.IntN(4), left: 1 + rng.IntN(8), denied: map[string]bool{}}
}

func (c *chance) strike(kind string) fate {
	all := faultsOf[kind]
	percent := c.percent * weight[kind]
	if len(all) == 0 || c.left == 0 || c.rng.IntN(100) >= percent {
		return fate{}
	}
	f := all[c.rng.IntN(len(all))]
	key := string(f.fault) + string(f.local.Kind)
	if _, drawn := c.denied[key]; !drawn {
		c.denied[key] = c.rng.IntN(100) < 40
	}
	if c.denied[key] {
		return fate{}
	}
	c.left--
	if kind == "post" && f.local.Kind == "" && c.rng.IntN(3) == 0 { // and Fortnox shows it late
		f.local.Kind = fortnoxtest.HideVoucher
	}
	return f
}

// weight is how often a kind of step is struck, against the others.
var weight = map[string]int{"db": 1, "get": 1, "change": 2, "claim": 2, "token-save": 2, "token": 3, "save": 3, "look": 4, "read": 6, "post": 12, "upload": 10, "connect": 10, "connection": 6}

// stop is SIGSTOP, and later SIGCONT.
func (w *world) stop(p *proc, d time.Duration) {
	p.paused = time.Now().Add(d)
	w.at(d, "", func() {})
}

// onWire tells whether a step goes over the network.
func (o op) onWire() bool {
	return o.kind == "get" || o.kind == "look" || o.kind == "read" || o.kind == "post" || o.kind == "token" || o.onFile()
}

// onFile tells whether a step is about a file.
func (o op) onFile() bool { return o.kind == "upload" || o.kind == "connect" || o.kind == "connection" }

// decide says what befalls a ticket that is let on, and makes its durations.
func (w *world) decide(t *ticket) fate {
	var f fate
	if !t.proc.dead.Load() && !w.calm {
		f = w.plan.strike(t.op.kind)
	}
	if f.fault == stopInWrite || f.fault == slowDatabase && f.exact {
		defer func() { w.stop(t.proc, f.before+f.after) }()
	}
	if f.exact {
		return f
	}
	rest := w.oracle.quietLeft(t)
	if t.op.onFile() {
		rest = 10 * time.Minute // no quiet time is kept for files
	}
	if t.op.onWire() {
		f.after = time.Duration(20+w.rng.IntN(400)) * time.Millisecond
	}
	short := time.Duration(1+w.rng.IntN(240)) * time.Second
	switch f.fault {
	case crashBefore, crashAfter, crashInFlight:
		w.at(short, "", func() { w.restart(t.proc) })
		if f.fault == crashInFlight {
			f.before = min(short, rest)
		}
	case stopProcess:
		w.stop(t.proc, 2*short)
	case stopInWrite:
		f.before = min(4*short, rest)
	case shutdown:
		t.proc.cancel()
		w.at(short, "", func() { w.restart(t.proc) })
	case away:
		t.proc.away = time.Now().Add(short)
	case slowDatabase:
		f.before, f.after = short/2, short/2
	case lateRequest:
		f.before, f.after = min(4*short, rest), min(short, export.SendTimeout)
	case slowAnswer:
		f.after = short / 2
	}
	if f.local.Kind == fortnoxtest.HideVoucher {
		f.local.Delay = max(0, min(time.Duration(w.rng.IntN(int(export.QuietTime))), rest)-f.before)
	}
	return f
}
