package jobs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/office"
)

// export moves the engagement's deliveries on, in the order they were asked
// for, until one is not settled.
func (r *runner) export(ctx context.Context) {
	r.job.State, r.job.Started = Running, r.service.now()
	r.job.Steps = []Step{{Code: "connect", State: StepRuns}}
	err := r.save(ctx)
	if err == nil {
		err = r.deliverAll(ctx)
	}
	r.end(ctx, err)
	if err == nil {
		r.service.goOn(ctx, r.by, r.job.Engagement)
	}
}

// goOn queues another export for what was asked for while a job was ending.
func (s *Service) goOn(ctx context.Context, by office.User, engagementID string) {
	items, err := s.engagements.Deliveries(ctx, by, engagementID)
	if err == nil {
		var left bool
		if left, err = s.something(ctx, items); left {
			_, err = s.startExport(ctx, by, engagementID)
		}
	}
	if err != nil && ctx.Err() == nil {
		s.log.Error("look for more to export", "engagement", engagementID, "err", err)
	}
}

// something tells whether a worker can move one of the deliveries on. Those
// behind one that waits for a person cannot move.
func (s *Service) something(ctx context.Context, items []export.Item) (bool, error) {
	now, err := s.store.Time(ctx)
	if err != nil {
		return false, err
	}
	_, _, left := nextDelivery(items, now)
	return left, nil
}

func (r *runner) deliverAll(ctx context.Context) error {
	alive, done := r.keepAlive(ctx)
	defer done()
	e, err := r.service.engagements.Get(alive, r.by, r.job.Engagement)
	if err != nil {
		return err
	}
	if err := r.service.compared(alive, r.by, e); err != nil {
		return stoppedOr(alive, err)
	}
	if err := r.service.store.NewEpoch(alive); err != nil {
		return stoppedOr(alive, err)
	}
	if err := r.service.connections.Renew(alive, e.Office, e.Client.ID); err != nil {
		return stoppedOr(alive, err)
	}
	api, conn, err := r.service.connections.Client(alive, e.Office, e.Client.ID)
	if err != nil {
		return err
	}
	known, err := r.markers(alive, e.ID)
	if err != nil {
		return stoppedOr(alive, err)
	}
	to := export.Fortnox{API: api, Known: known}
	err = r.deliverEach(alive, e, to, conn)
	r.attachAll(alive, e, api, to, conn)
	return err
}

// deliverEach takes one delivery after the other, until one is not settled.
func (r *runner) deliverEach(alive context.Context, e engagement.Engagement, to export.Fortnox, conn connection.Connection) error {
	for alive.Err() == nil {
		items, err := r.service.engagements.Deliveries(alive, r.by, e.ID)
		if err != nil {
			return stoppedOr(alive, err)
		}
		if err := r.stopBatches(alive, e, items); err != nil {
			return stoppedOr(alive, err)
		}
		now, err := r.service.store.Time(alive)
		if err != nil {
			return stoppedOr(alive, err)
		}
		it, count, ok := nextDelivery(items, now)
		r.job.Steps = []Step{{Code: "connect", State: StepDone}, {Code: "send", Args: []string{it.Entry}, Done: count.settled, Total: count.all, State: StepRuns}}
		if err := r.save(alive); err != nil {
			return err
		}
		if !ok {
			break
		}
		if it.Target.Tenant != connection.TenantText(conn.Tenant) {
			return &TenantError{}
		}
		settled, err := r.deliver(alive, e, to, it)
		if err != nil || settled.State != export.Sent {
			stopping := context.WithoutCancel(alive)
			return errors.Join(err, r.stopBatches(stopping, e, []export.Item{settled}), stoppedOr(alive, alive.Err()))
		}
	}
	r.step("")
	return stoppedOr(alive, alive.Err())
}

// markers tells which markers the engagement's deliveries have borne.
func (r *runner) markers(ctx context.Context, engagementID string) (func(string) bool, error) {
	items, err := r.service.engagements.Deliveries(ctx, r.by, engagementID)
	known := map[string]bool{}
	for _, it := range items {
		known[it.Marker] = true
	}
	return func(marker string) bool { return known[marker] }, err
}

// TenantError says that the connection leads to another Fortnox company than
// the one that the deliveries were made for.
type TenantError struct{}

func (*TenantError) Error() string { return "deliveries were made for another Fortnox company" }

type counts struct{ settled, all int }

// nextDelivery finds the first delivery that a worker can move on. One that
// waits for a person, or whose time has not come, holds those behind it back, in
// the same series and in the same batch, which may reach into the next year.
func nextDelivery(items []export.Item, now time.Time) (export.Item, counts, bool) {
	latest := map[string]string{}
	for _, it := range items {
		latest[it.Entry] = it.ID
	}
	var count counts
	var next export.Item
	found := false
	held, batches := map[export.Target]bool{}, map[time.Time]bool{}
	for _, it := range items {
		if latest[it.Entry] != it.ID || it.State == export.Cancelled || it.State == export.Refused {
			continue
		}
		count.all++
		series := export.Target{Tenant: it.Target.Tenant, Year: it.Target.Year, Series: it.Target.Series}
		switch {
		case it.State == export.Sent:
			count.settled++
		case held[series] || batches[it.AskedAt.UTC()]:
		case it.State.ForWorker() && !it.NotBefore.After(now) && !found:
			next, found = it, true
			held[series], batches[it.AskedAt.UTC()] = true, true
		default:
			held[series], batches[it.AskedAt.UTC()] = true, true
		}
	}
	return next, count, found
}

// deliver takes one delivery as far as it goes now. Every state is saved
// before the next act.
func (r *runner) deliver(ctx context.Context, e engagement.Engagement, to export.Fortnox, it export.Item) (export.Item, error) {
	store, holder := r.service.store, r.service.holder
	begun := time.Now()
	if err := store.ClaimDelivery(ctx, e.Office, it, holder, export.Lease); err != nil {
		return it, err
	}
	now, err := r.service.shared(ctx)
	if err != nil {
		return it, err
	}
	defer func() {
		if err := store.ReleaseDelivery(context.WithoutCancel(ctx), e.Office, it, holder); err != nil {
			r.log.Error("delivery was not released", "entry", it.Entry, "err", err)
		}
	}()
	hold := func() error { return stillHeld(begun) }
	before := it.State
	it, action := export.Next(it, export.Seen{Claimed: true}, now())
	for {
		saved, err := r.saveDelivery(ctx, e.Office, it)
		if errors.Is(err, ErrLease) && it.Receipt.Number != 0 {
			err = errors.Join(err, r.service.engagements.NoteLateReceipt(context.WithoutCancel(ctx), r.by, e.ID, it))
		}
		if err != nil {
			return it, err
		}
		it = saved
		if action == export.Rest || action == export.Stop {
			break
		}
		seen := act(ctx, to, it, action, hold)
		if action == export.Look && time.Since(begun) > export.Lease/4 { // a long look must not use up the lease
			begun = time.Now()
			if err := store.ClaimDelivery(context.WithoutCancel(ctx), e.Office, it, holder, export.Lease); err != nil {
				return it, err
			}
		}
		it, action = export.Next(it, seen, now())
	}
	if it.State == before && it.State != export.Sent {
		return it, nil
	}
	return it, r.service.engagements.NoteDelivery(context.WithoutCancel(ctx), r.by, e.ID, it)
}

// shared is the store's clock, by which quiet times are measured: the clocks of
// two machines may differ by more than those. Between two readings it goes as
// fast as the machine's monotonic clock.
func (s *Service) shared(ctx context.Context) (func() time.Time, error) {
	read := time.Now()
	at, err := s.store.Time(ctx)
	return func() time.Time { return at.Add(time.Since(read)) }, err
}

// act does what the state asks for, and tells what was seen. When the program
// stops no POST begins, and one that has begun is not cut off.
func act(ctx context.Context, to export.Fortnox, it export.Item, action export.Action, hold func() error) export.Seen {
	switch action {
	case export.Look:
		looked := to.Look(ctx, it)
		return export.Seen{Looked: &looked}
	case export.Send:
		if ctx.Err() != nil {
			return export.Seen{Posted: &export.Posted{Class: export.NotSent, Reason: export.Reason{Code: "stopped"}}}
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), export.Lease) // it may wait for its turn, not for ever
		defer cancel()
		posted := to.Post(ctx, it, hold)
		return export.Seen{Posted: &posted}
	case export.ReadBack:
		read := to.Reread(context.WithoutCancel(ctx), it)
		return export.Seen{Read: &read}
	}
	renewed := true // the client has a new token when it tells of a refused one
	return export.Seen{Renewed: &renewed}
}

// stillHeld proves by both clocks, just before a POST, that the lease outlasts
// it. The monotonic clock stands still while a machine sleeps, the wall clock
// can be set back; the later of them counts.
func stillHeld(begun time.Time) error {
	monotonic := time.Since(begun)
	wall := time.Now().Round(0).Sub(begun.Round(0))
	if max(monotonic, wall) > export.Lease-export.PostDeadline {
		return ErrLease
	}
	return nil
}

// saveDelivery writes the state. What came of a POST is worth waiting for: the
// database is tried again for a while, also when the program stops.
func (r *runner) saveDelivery(ctx context.Context, office string, it export.Item) (export.Item, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), export.PostDeadline)
	defer cancel()
	failed := false
	for pause := 200 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		saved, err := r.service.store.SaveDelivery(ctx, office, it, r.service.holder)
		if errors.Is(err, ErrLease) && failed {
			return r.settled(ctx, it)
		}
		if err == nil || errors.Is(err, ErrLease) {
			return saved, err
		}
		failed = true
		r.log.Error("delivery was not saved, trying again", "entry", it.Entry, "state", it.State, "err", err)
		select {
		case <-ctx.Done():
			return it, err
		case <-time.After(pause):
		}
	}
}

// settled finds out whether an earlier try, which told of an error, saved the
// delivery nevertheless: an error at commit does not say that nothing was done.
func (r *runner) settled(ctx context.Context, it export.Item) (export.Item, error) {
	items, err := r.service.engagements.Deliveries(ctx, r.by, it.Engagement)
	if err != nil {
		return it, err
	}
	want := it
	want.Version++
	for _, saved := range items {
		if saved.ID == it.ID && sameItem(saved, want) {
			return saved, nil
		}
	}
	return it, ErrLease
}

// sameItem compares what is stored of two deliveries: instants lose what is
// finer than the store keeps.
func sameItem(a, b export.Item) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// stopBatches gives up what waits behind those of refused that are refused:
// nothing of it was sent, and it can be exported again once the refusal is
// dealt with.
func (r *runner) stopBatches(ctx context.Context, e engagement.Engagement, refused []export.Item) error {
	refused = slices.DeleteFunc(slices.Clone(refused), func(it export.Item) bool { return it.State != export.Refused })
	if len(refused) == 0 {
		return nil
	}
	items, err := r.service.engagements.Deliveries(ctx, r.by, e.ID)
	if err != nil {
		return err
	}
	for _, behind := range items {
		sameBatch := func(it export.Item) bool { return it.AskedAt.Equal(behind.AskedAt) }
		if behind.State != export.Queued || behind.Attempt > 0 || !slices.ContainsFunc(refused, sameBatch) {
			continue
		}
		if err := r.service.engagements.Decide(ctx, r.by, e.ID, behind.ID, export.Cancel, 0); err != nil {
			return err
		}
	}
	return nil
}
