package storetest

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/export"
	"bokslut/internal/jobs"
)

func newConnection(t *testing.T, s Database) connection.Connection {
	t.Helper()
	u := newOffice(t, s, "m@b.se")
	c := connection.Connection{
		Office: u.Office, Client: newClient(t, s, u, "Almvik AB", "559981-2038").ID, Tenant: 1 << 33, Company: "Almvik AB",
		OrgNr: "559981-2038", Scopes: []string{"bookkeeping", "invoice"}, State: connection.Connected, ConnectedBy: u.ID,
		ConnectedAt: noon, RefreshedAt: noon, Secret: []byte{0, 1, 2}, ExpiresAt: noon.Add(time.Hour),
	}
	must(t, s.SaveConnection(ctx, c, 0, audit.Event{}))
	return c
}

func connectionIsCompareAndSet(t *testing.T, s Database) {
	c := newConnection(t, s)
	if err := s.SaveConnection(ctx, c, 0, audit.Event{}); !errors.Is(err, connection.ErrConflict) {
		t.Errorf("a second first save = %v, want ErrConflict", err)
	}
	c.State = connection.Refreshing
	must(t, s.SaveConnection(ctx, c, 1, audit.Event{Office: c.Office, Stream: audit.OfficeStream, At: noon, What: "connection.renewed"}))
	if err := s.SaveConnection(ctx, c, 1, audit.Event{}); !errors.Is(err, connection.ErrConflict) {
		t.Errorf("saving over version 1 twice = %v, want ErrConflict", err)
	}
	got, now, err := s.Connection(ctx, c.Office, c.Client)
	must(t, err)
	if got.Version != 2 || got.State != connection.Refreshing || got.Tenant != 1<<33 || len(got.Scopes) != 2 || !got.RefreshedAt.Equal(noon) || string(got.Secret) != "\x00\x01\x02" {
		t.Errorf("Connection = %+v", got)
	}
	if d := time.Since(now); d < -time.Minute || d > time.Minute {
		t.Errorf("the database's clock is %v off", d)
	}
}

func connectionLeaseIsExclusive(t *testing.T, s Database) {
	c := newConnection(t, s)
	lease := func(holder string, d time.Duration) error {
		return s.LeaseConnection(ctx, c.Office, c.Client, holder, d)
	}
	must(t, lease("a", time.Minute))
	must(t, lease("a", time.Minute))
	if err := lease("b", time.Minute); !errors.Is(err, connection.ErrLease) {
		t.Errorf("b's lease while a holds it = %v, want ErrLease", err)
	}
	must(t, s.ReleaseConnection(ctx, c.Office, c.Client, "b"))
	if err := lease("b", time.Minute); !errors.Is(err, connection.ErrLease) {
		t.Errorf("b released a's lease (%v)", err)
	}
	must(t, s.ReleaseConnection(ctx, c.Office, c.Client, "a"))
	must(t, lease("b", -time.Second))
	must(t, lease("a", time.Minute))
}

func loginIsTakenOnce(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	l := connection.Login{StateHash: "h", Office: u.Office, User: u.ID, Session: "x", Client: "k", Begun: noon, Verifier: []byte{9, 0}}
	must(t, s.SaveLogin(ctx, l))
	got, err := s.TakeLogin(ctx, "h")
	if err != nil || got.User != u.ID || string(got.Verifier) != "\x09\x00" || !got.Begun.Equal(noon) {
		t.Errorf("TakeLogin = %+v, %v", got, err)
	}
	if _, err := s.TakeLogin(ctx, "h"); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("TakeLogin again = %v, want ErrNotFound", err)
	}
}

func officeKeyFirstWins(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	if _, _, err := s.OfficeKey(ctx, u.Office); !errors.Is(err, connection.ErrNotFound) {
		t.Errorf("OfficeKey before there is one = %v, want ErrNotFound", err)
	}
	must(t, s.AddOfficeKey(ctx, u.Office, "k1", []byte{1}))
	must(t, s.AddOfficeKey(ctx, u.Office, "k2", []byte{2}))
	if id, wrapped, err := s.OfficeKey(ctx, u.Office); id != "k1" || string(wrapped) != "\x01" || err != nil {
		t.Errorf("OfficeKey = %s, %v, %v, want k1", id, wrapped, err)
	}
}

func newJob(e engagement.Engagement, id string) jobs.Job {
	return jobs.Job{ID: id, Office: e.Office, Engagement: e.ID, Kind: jobs.Import, State: jobs.Queued, By: e.Responsible, Asked: noon}
}

func addJob(t *testing.T, s Database, j jobs.Job) {
	t.Helper()
	_, err := s.AddJob(ctx, j, "", 0)
	must(t, err)
}

func jobOfARequestIsItsOwn(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	j, err := s.AddJob(ctx, newJob(e, "j1"), "a", time.Minute)
	must(t, err)
	if _, err := s.Claim(ctx, "b", time.Minute); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("another's claim = %v, want ErrNotFound", err)
	}
	if _, err := s.Beat(ctx, j, time.Minute); err != nil {
		t.Errorf("Beat = %v", err)
	}
	j.State = jobs.Done
	if _, err := s.SaveJob(ctx, j, time.Minute); err != nil {
		t.Errorf("SaveJob = %v", err)
	}
	if _, err := s.Beat(ctx, j, time.Minute); !errors.Is(err, engagement.ErrConflict) {
		t.Errorf("Beat of a job that is over = %v, want ErrConflict", err)
	}
}

func oneJobOfAKind(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	addJob(t, s, newJob(e, "j1"))
	if _, err := s.AddJob(ctx, newJob(e, "j2"), "", 0); !errors.Is(err, engagement.ErrBusy) {
		t.Errorf("a second import = %v, want ErrBusy", err)
	}
	other := newJob(e, "j3")
	other.Kind = jobs.Export
	addJob(t, s, other)
	j, err := s.Claim(ctx, "a", time.Minute)
	must(t, err)
	j.State = jobs.Done
	_, err = s.SaveJob(ctx, j, time.Minute)
	must(t, err)
	addJob(t, s, newJob(e, "j4"))
}

func jobIsTakenOverAfterItsLease(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	addJob(t, s, newJob(e, "j1"))
	first, err := s.Claim(ctx, "a", time.Minute)
	must(t, err)
	if _, err := s.Claim(ctx, "b", time.Minute); !errors.Is(err, engagement.ErrNotFound) {
		t.Errorf("a claim of a leased job = %v, want ErrNotFound", err)
	}
	first.State = jobs.Running
	_, err = s.SaveJob(ctx, first, -time.Second)
	must(t, err)
	second, err := s.Claim(ctx, "b", time.Minute)
	if err != nil || second.State != jobs.Running || second.Epoch != first.Epoch+1 {
		t.Fatalf("Claim after the lease = %+v, %v", second, err)
	}
	if _, err := s.SaveJob(ctx, first, time.Minute); !errors.Is(err, engagement.ErrConflict) {
		t.Errorf("the late holder's save = %v, want ErrConflict", err)
	}
	second.State = jobs.Failed
	_, err = s.SaveJob(ctx, second, time.Minute)
	must(t, err)
	latest, err := s.LatestJob(ctx, e.Office, e.ID, jobs.Import)
	if err != nil || latest.State != jobs.Failed {
		t.Errorf("LatestJob = %+v, %v", latest, err)
	}
}

func jobCancelIsTold(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	if err := s.CancelJob(ctx, e.Office, e.ID, jobs.Import); !errors.Is(err, engagement.ErrNotRunning) {
		t.Errorf("CancelJob of nothing = %v, want ErrNotRunning", err)
	}
	addJob(t, s, newJob(e, "j1"))
	j, err := s.Claim(ctx, "a", time.Minute)
	must(t, err)
	must(t, s.CancelJob(ctx, e.Office, e.ID, jobs.Import))
	if cancel, err := s.SaveJob(ctx, j, time.Minute); !cancel || err != nil {
		t.Errorf("SaveJob tells cancel %v, %v, want true", cancel, err)
	}
}

func delivery(e engagement.Engagement, id, entry string) export.Item {
	return export.Item{
		ID: id, Engagement: e.ID, Entry: entry, State: export.Queued, Body: []byte{0, 1}, Marker: "M" + id, AskedAt: noon,
		Target: export.Target{Tenant: "7", Year: 3, Series: "I", Date: civil.MustParse("2025-12-31")},
	}
}

func deliver(s Database, e engagement.Engagement, items ...export.Item) error {
	return change(s, e, nil, func(c *engagement.Change) error {
		c.Deliver = items
		return nil
	})
}

func entryHasOneActiveDelivery(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	must(t, deliver(s, e, delivery(e, "d1", "B1")))
	if err := deliver(s, e, delivery(e, "d2", "B1")); !errors.Is(err, engagement.ErrDelivered) {
		t.Errorf("a second delivery of B1 = %v, want ErrDelivered", err)
	}
	must(t, change(s, e, nil, func(c *engagement.Change) error {
		it := c.Deliveries[0]
		it.State = export.Cancelled
		c.Decided = append(c.Decided, it)
		return nil
	}))
	must(t, deliver(s, e, delivery(e, "d3", "B1")))
	items, err := s.Deliveries(ctx, e.Office, e.ID)
	if err != nil || len(items) != 2 || items[1].ID != "d3" || string(items[1].Body) != "\x00\x01" || items[1].Version != 1 {
		t.Errorf("Deliveries = %+v, %v", items, err)
	}
}

func deliveryIsSavedByItsHolder(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	must(t, deliver(s, e, delivery(e, "d1", "B1")))
	items, err := s.Deliveries(ctx, e.Office, e.ID)
	must(t, err)
	it := items[0]
	if _, err := s.SaveDelivery(ctx, e.Office, it, "a"); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("a save without lease = %v, want ErrLease", err)
	}
	must(t, s.ClaimDelivery(ctx, e.Office, it, "a", time.Minute))
	if err := s.ClaimDelivery(ctx, e.Office, it, "b", time.Minute); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("b's claim while a holds it = %v, want ErrLease", err)
	}
	it.State = export.Sending
	saved, err := s.SaveDelivery(ctx, e.Office, it, "a")
	must(t, err)
	if _, err := s.SaveDelivery(ctx, e.Office, it, "a"); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("a save of an old version = %v, want ErrLease", err)
	}
	must(t, s.ClaimDelivery(ctx, e.Office, saved, "a", -time.Second))
	if _, err := s.SaveDelivery(ctx, e.Office, saved, "a"); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("a save after the lease = %v, want ErrLease", err)
	}
}

func oneWriterPerSeries(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	must(t, deliver(s, e, delivery(e, "d1", "B1"), delivery(e, "d2", "B2")))
	items, err := s.Deliveries(ctx, e.Office, e.ID)
	must(t, err)
	must(t, s.ClaimDelivery(ctx, e.Office, items[0], "a", time.Minute))
	if err := s.ClaimDelivery(ctx, e.Office, items[1], "b", time.Minute); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("another delivery to the series = %v, want ErrLease", err)
	}
	must(t, s.ReleaseDelivery(ctx, e.Office, items[0], "a"))
	must(t, s.ClaimDelivery(ctx, e.Office, items[1], "b", time.Minute))
}

// oneWriterPerTenant: two offices may be bound to one company in Fortnox.
func oneWriterPerTenant(t *testing.T, s Database) {
	first, second := newEngagement(t, s, newOffice(t, s, "m@b.se")), newEngagement(t, s, newOffice(t, s, "x@y.se"))
	must(t, deliver(s, first, delivery(first, "d1", "B1")))
	must(t, deliver(s, second, delivery(second, "d2", "B1")))
	one, err := s.Deliveries(ctx, first.Office, first.ID)
	must(t, err)
	two, err := s.Deliveries(ctx, second.Office, second.ID)
	must(t, err)
	must(t, s.ClaimDelivery(ctx, first.Office, one[0], "a", time.Minute))
	if err := s.ClaimDelivery(ctx, second.Office, two[0], "b", time.Minute); !errors.Is(err, jobs.ErrLease) {
		t.Errorf("another office's delivery to the series = %v, want ErrLease", err)
	}
	other := two[0]
	other.Target.Series = "A"
	if err := s.ClaimDelivery(ctx, second.Office, other, "b", time.Minute); err != nil {
		t.Errorf("a delivery to another series = %v", err)
	}
}

func dueDeliveriesAreFound(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	later := delivery(e, "d1", "B1")
	later.NotBefore = time.Now().Add(time.Hour)
	must(t, deliver(s, e, later))
	if due, err := s.DueEngagements(ctx, noon.Add(-time.Minute), 10); len(due) != 0 || err != nil {
		t.Errorf("DueEngagements = %v, %v, want none yet", due, err)
	}
	must(t, deliver(s, e, delivery(e, "d2", "B2")))
	if due, err := s.DueEngagements(ctx, noon.Add(-time.Minute), 10); len(due) != 1 || due[0].Engagement != e.ID || err != nil {
		t.Errorf("DueEngagements = %v, %v, want the engagement", due, err)
	}
	job := newJob(e, "j1")
	job.Kind = jobs.Export
	addJob(t, s, job)
	if due, err := s.DueEngagements(ctx, noon.Add(time.Minute), 10); len(due) != 0 || err != nil {
		t.Errorf("DueEngagements while an export is queued = %v, %v, want none", due, err)
	}
	claimed, err := s.Claim(ctx, "a", time.Minute)
	must(t, err)
	claimed.State = jobs.Failed
	_, err = s.SaveJob(ctx, claimed, 0)
	must(t, err)
	if due, err := s.DueEngagements(ctx, noon.Add(-time.Minute), 10); len(due) != 0 || err != nil {
		t.Errorf("DueEngagements just after a failed export = %v, %v, want none", due, err)
	}
	if due, err := s.DueEngagements(ctx, noon.Add(time.Minute), 10); len(due) != 1 || due[0].Client != e.Client.ID || err != nil {
		t.Errorf("DueEngagements later = %v, %v, want the engagement", due, err)
	}
}

// duePartsAreFound: a part says when a worker takes it up, and each time that it
// is written anew.
func duePartsAreFound(t *testing.T, s Database) {
	e := newEngagement(t, s, newOffice(t, s, "m@b.se"))
	id := engagement.PartID{Kind: engagement.AttachmentPart, Key: "d1/x"}
	for version, tt := range []struct {
		due  time.Time
		want int
	}{{time.Now().Add(time.Hour), 0}, {time.Now().Add(-time.Second), 1}, {time.Time{}, 0}} {
		must(t, s.Change(ctx, e.Office, e.ID, nil, func(c *engagement.Change) (audit.Event, error) {
			c.Save = append(c.Save, engagement.Part{ID: id, Version: int64(version), Digest: []byte(`{}`), Body: []byte(`{}`), Due: tt.due})
			return audit.Event{At: noon, User: e.Responsible, What: "test", Detail: audit.Detail("x")}, nil
		}))
		due, err := s.DueEngagements(ctx, noon.Add(-time.Minute), 10)
		if len(due) != tt.want || err != nil || tt.want == 1 && (due[0].Engagement != e.ID || due[0].Client != e.Client.ID || due[0].Office != e.Office) {
			t.Errorf("due at %v: DueEngagements = %+v, %v, want %d", tt.due, due, err, tt.want)
		}
	}
}
