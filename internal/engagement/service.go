package engagement

import (
	"context"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
)

// Books rebuilds the books of an import from its stored parts. It keeps a
// cache; a Book that it gives never changes.
type Books interface {
	Book(ctx context.Context, office, snapshot string) (*ledger.Book, error)
	// Keep hands over the books of an import that were just made of its parts.
	Keep(office, snapshot string, book *ledger.Book)
}

// Service is the door to engagements. Every method takes who asks; role, lock
// and figures are checked on fresh values inside the transaction.
type Service struct {
	store   Store
	clients *office.Service
	books   Books
	now     func() time.Time
}

// NewService makes the door; now is the clock.
func NewService(store Store, clients *office.Service, books Books, now func() time.Time) *Service {
	return &Service{store: store, clients: clients, books: books, now: now}
}

// New is what Startguiden asks for.
type New struct {
	Client      office.Client // ID empty: a client with this number is found or made
	Year        civil.Period
	Source      Source
	Responsible string
	Reviewer    string
}

// Create makes an engagement, and its client when the office does not have it.
// Everything that is wrong comes as joined *office.FieldError: name, orgnr,
// form, framework, method, vat, year, source, responsible, reviewer.
func (s *Service) Create(ctx context.Context, by office.User, n New) (Engagement, error) {
	if !by.MayWrite() {
		return Engagement{}, ErrForbidden
	}
	if err := s.checkNew(ctx, by, n); err != nil {
		return Engagement{}, err
	}
	client, err := s.client(ctx, by, n.Client)
	if err != nil {
		return Engagement{}, err
	}
	e := Engagement{
		Office: by.Office, ID: office.NewID(), Client: client, Year: n.Year, Source: n.Source,
		Responsible: n.Responsible, Reviewer: n.Reviewer, Created: s.now(), Version: 1,
	}
	return e, s.store.CreateEngagement(ctx, e, s.event(by, e.ID, "engagement.created", "", e))
}

// client gives the office's client with this organisation number, brought up
// to date with what the guide says, or a new one.
func (s *Service) client(ctx context.Context, by office.User, c office.Client) (office.Client, error) {
	c, err := c.Check()
	if err != nil {
		return c, err
	}
	known, err := s.clients.Clients(ctx, by)
	if err != nil {
		return c, err
	}
	for _, k := range known {
		if k.OrgNr == c.OrgNr {
			c.ID, c.Version = k.ID, k.Version
		}
	}
	return s.clients.SaveClient(ctx, by, c)
}

// List gives the engagements of the office by client name.
func (s *Service) List(ctx context.Context, by office.User) ([]Listed, error) {
	return s.store.Engagements(ctx, by.Office)
}

// Get gives one engagement, or ErrNotFound.
func (s *Service) Get(ctx context.Context, by office.User, id string) (Engagement, error) {
	return s.store.Engagement(ctx, by.Office, id)
}

// Snapshot gives the current import with its totals, or ErrNoImport. Its
// findings are those of when it was taken in.
func (s *Service) Snapshot(ctx context.Context, by office.User, e Engagement) (Current, error) {
	if e.Snapshot == "" {
		return Current{}, ErrNoImport
	}
	snap, err := s.store.Snapshot(ctx, by.Office, e.ID, e.Snapshot)
	if err != nil {
		return Current{}, err
	}
	taken, err := s.store.Taken(ctx, by.Office, e.ID)
	snap.Findings = taken.Findings
	return Current{snap, taken.Recognised}, err
}

// Import gives one import of the engagement, current or not, or ErrNotFound.
func (s *Service) Import(ctx context.Context, by office.User, id, snapshot string) (Snapshot, error) {
	return s.store.Snapshot(ctx, by.Office, id, snapshot)
}

// ImportBook gives the books of an import of the office, current or not.
func (s *Service) ImportBook(ctx context.Context, by office.User, snapshot string) (*ledger.Book, error) {
	return s.books.Book(ctx, by.Office, snapshot)
}

// Imports lists the imports of an engagement, the latest first.
func (s *Service) Imports(ctx context.Context, by office.User, id string) ([]Snapshot, error) {
	return s.store.Snapshots(ctx, by.Office, id)
}

// Events lists what happened in the engagement, the latest first.
func (s *Service) Events(ctx context.Context, by office.User, id string, limit int) ([]audit.Event, error) {
	if _, err := s.Get(ctx, by, id); err != nil {
		return nil, err
	}
	return s.store.Events(ctx, by.Office, id, limit)
}

func (s *Service) event(by office.User, stream, what, object string, detail any) audit.Event {
	return audit.Event{
		Office: by.Office, Stream: stream, At: s.now(), User: by.ID, What: what, Object: object, Detail: audit.Detail(detail),
	}
}

// change runs f on the engagement for a person who may write.
func (s *Service) change(ctx context.Context, by office.User, id string, bodies []PartID, f func(*Change) (audit.Event, error)) error {
	return s.changeLocked(ctx, by, id, bodies, func(c *Change) (audit.Event, error) {
		if c.Head.Locked {
			return audit.Event{}, ErrLocked
		}
		return f(c)
	})
}

// changeLocked is change for the few things that may happen to a locked
// engagement too: f looks for itself.
func (s *Service) changeLocked(ctx context.Context, by office.User, id string, bodies []PartID, f func(*Change) (audit.Event, error)) error {
	if !by.MayWrite() {
		return ErrForbidden
	}
	return s.store.Change(ctx, by.Office, id, bodies, func(c *Change) (audit.Event, error) {
		found, err := c.view()
		if err != nil {
			return audit.Event{}, err
		}
		event, err := f(c)
		if err != nil {
			return audit.Event{}, err
		}
		if !c.Head.Locked {
			if err := c.settle(s.now(), found); err != nil {
				return audit.Event{}, err
			}
		}
		c.Summary, err = c.summary()
		return event, err
	})
}

// settle lets what the program makes follow the change: system entries, entries
// of the next year, and bilagor that compute. found is the view before it.
func (c *Change) settle(at time.Time, found view) error {
	if err := c.remake(at); err != nil {
		return err
	}
	if err := c.follow(); err != nil {
		return err
	}
	return c.recompute(found.balances())
}

// view reads what the pages of an engagement are made of.
func (s *Service) view(ctx context.Context, by office.User, e Engagement) (view, error) {
	var totals *ledger.Totals
	v := newView(nil, nil)
	if e.Snapshot != "" {
		snap, err := s.Snapshot(ctx, by, e)
		if err != nil {
			return view{}, err
		}
		totals = &snap.Totals
		v = newView(totals, snap.Recognised)
	}
	for _, kind := range []PartKind{EntryPart, WorkpaperPart, NotePart, DocumentPart} {
		parts, err := s.store.Digests(ctx, by.Office, e.ID, kind)
		if err != nil {
			return view{}, err
		}
		for _, p := range parts {
			if err := v.add(p); err != nil {
				return view{}, err
			}
		}
	}
	v.sort()
	return v, nil
}

// Balance gives Balansavstämning, or ErrNoImport.
func (s *Service) Balance(ctx context.Context, by office.User, e Engagement) (Sheet, error) {
	return s.sheet(ctx, by, e, false)
}

// A Reconciliation is Balansavstämning with its bilagor, all from one reading.
type Reconciliation struct {
	Sheet
	Papers []WorkpaperLine

	service *Service
	by      office.User
	head    Engagement
	view    view
}

// Workpaper gives one of the bilagor whole, or ErrNotFound.
func (r Reconciliation) Workpaper(ctx context.Context, no string) (WorkpaperView, error) {
	return r.service.workpaper(ctx, r.by, r.head, no, r.view)
}

// Reconciliation gives Balansavstämning, or ErrNoImport.
func (s *Service) Reconciliation(ctx context.Context, by office.User, e Engagement) (Reconciliation, error) {
	if e.Snapshot == "" {
		return Reconciliation{}, ErrNoImport
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return Reconciliation{}, err
	}
	return Reconciliation{v.sheet(false), v.workpaperLines(), s, by, e, v}, nil
}

// Result gives Resultat, or ErrNoImport. Amounts keep the ledger's sign.
func (s *Service) Result(ctx context.Context, by office.User, e Engagement) (Sheet, error) {
	return s.sheet(ctx, by, e, true)
}

func (s *Service) sheet(ctx context.Context, by office.User, e Engagement, result bool) (Sheet, error) {
	if e.Snapshot == "" {
		return Sheet{}, ErrNoImport
	}
	v, err := s.view(ctx, by, e)
	if err != nil {
		return Sheet{}, err
	}
	return v.sheet(result), nil
}
