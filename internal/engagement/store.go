package engagement

import (
	"context"
	"encoding/json"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
)

// Store keeps engagements. Both databases satisfy it; storetest.Run proves it.
type Store interface {
	// CreateEngagement returns ErrTaken when the client has one for a year that
	// begins on the same day.
	CreateEngagement(ctx context.Context, e Engagement, event audit.Event) error
	// Engagement returns ErrNotFound also when another office owns id.
	Engagement(ctx context.Context, office, id string) (Engagement, error)
	// Engagements lists those of an office by client name, with their summaries.
	Engagements(ctx context.Context, office string) ([]Listed, error)
	// YearBefore gives the engagement of the client whose year ends the day
	// before from, or ErrNotFound.
	YearBefore(ctx context.Context, office, client string, from civil.Date) (Engagement, error)

	// Snapshot reads an import with its totals, without its parts.
	Snapshot(ctx context.Context, office, engagement, id string) (Snapshot, error)
	// Snapshots lists the imports of an engagement, the latest first, without totals.
	Snapshots(ctx context.Context, office, engagement string) ([]Snapshot, error)
	// Taken is what the engagement knows of its current import.
	Taken(ctx context.Context, office, engagement string) (Taken, error)
	// SnapshotParts reads the raw parts of an import as they were received.
	SnapshotParts(ctx context.Context, office, snapshot string) ([]RawPart, error)
	// SnapshotIndex lists the parts of an import without their contents.
	SnapshotIndex(ctx context.Context, office, engagement, snapshot string) ([]PartInfo, error)
	// SnapshotPart reads the content of one part.
	SnapshotPart(ctx context.Context, office, engagement, snapshot string, seq int) ([]byte, error)

	// Digests reads the digest of every part of a kind, in order of key.
	Digests(ctx context.Context, office, engagement string, kind PartKind) ([]Part, error)
	// Part reads one part whole.
	Part(ctx context.Context, office, engagement string, id PartID) (Part, error)
	Deliveries(ctx context.Context, office, engagement string) ([]export.Item, error)
	// Events reads the stream of an engagement, the latest first, at most limit.
	Events(ctx context.Context, office, stream string, limit int) ([]audit.Event, error)

	// Content reads what Change.Keep has kept for the engagement, or ErrNotFound.
	Content(ctx context.Context, office, engagement, sha256 string) ([]byte, error)

	// EntryTemplates lists the templates that the office has saved, by name.
	EntryTemplates(ctx context.Context, office string) ([]closing.SavedTemplate, error)
	// SaveEntryTemplate adds a template, with its event in the office's stream.
	SaveEntryTemplate(ctx context.Context, office string, t closing.SavedTemplate, event audit.Event) error
	// DropEntryTemplate returns ErrNotFound when the office has no such template.
	DropEntryTemplate(ctx context.Context, office, id string, event audit.Event) error

	// Load reads what Change would hand to f. What is set in it goes nowhere.
	Load(ctx context.Context, office, id string, bodies []PartID) (*Change, error)
	// Change loads the head, every digest, the deliveries and the bodies of the
	// named parts, runs f on them inside one transaction and saves what f
	// changed together with the event. When f fails nothing is saved. Changes of
	// one engagement run one at a time.
	Change(ctx context.Context, office, id string, bodies []PartID, f func(*Change) (audit.Event, error)) error
}

// PartKind is a kind of part.
type PartKind string

// The kinds of part.
const (
	WorkpaperPart PartKind = "workpaper"
	EntryPart     PartKind = "entry"
	IntakePart    PartKind = "intake"   // key: the running number
	ClosingPart   PartKind = "closing"  // one key, settingsKey
	DocumentPart  PartKind = "document" // key: the document's id
	NotePart      PartKind = "note"     // key: the account

	// AttachmentPart is what became of a document of an exported entry in the
	// bookkeeping program; key: the delivery, a stroke, and the document.
	AttachmentPart PartKind = "attachment"
)

// PartID names a part within an engagement.
type PartID struct {
	Kind PartKind
	Key  string
}

// A Part is a piece of the binder with a version of its own. Digest is what
// lists need of it, Body the rest; both are JSON. Version counts its changes
// from 1; a new part has 0.
type Part struct {
	ID      PartID
	Version int64
	Digest  json.RawMessage
	Body    json.RawMessage
	Due     time.Time // when a worker takes it up; zero for never. Written only
}

// A Change is what one transaction may look at and alter.
type Change struct {
	Head       Engagement
	Totals     *ledger.Totals // of the current import, nil before the first
	Taken      Taken
	Parts      map[PartID]Part
	Deliveries []export.Item

	// Reader reads what was not loaded, inside the transaction. Load leaves it nil.
	Reader Reader

	Keep        [][]byte      // contents to keep under their SHA-256
	Save        []Part        // parts to write; their Version is the one they were read with
	Snapshot    *NewSnapshot  // an import to add; the head says what becomes of it
	Deliver     []export.Item // deliveries to create
	Decided     []export.Item // deliveries that a person decided about
	HeadChanged bool
	Summary     Summary // always saved
}

// A Reader reads parts of the engagements of an office.
type Reader interface {
	// Part reads one part whole, or gives ErrNotFound.
	Part(engagement string, id PartID) (Part, error)
	// Digests reads the digest of every part of a kind, in order of key.
	Digests(engagement string, kind PartKind) ([]Part, error)
	// YearBefore is as in Store.
	YearBefore(client string, from civil.Date) (Engagement, error)
}

// A Snapshot is one import, which never changes. Whether it is the current one
// is the head's matter.
type Snapshot struct {
	ID       string        `json:"id"`
	Source   Source        `json:"source"`
	At       time.Time     `json:"at"` // when it was read
	By       string        `json:"by"` // user id
	Program  string        `json:"program"`
	Requests int           `json:"requests"`
	Findings []Finding     `json:"findings"`        // as it was read
	Years    []YearCount   `json:"years,omitempty"` // none in what an early version of the program read
	Totals   ledger.Totals `json:"totals"`
	Next     *Opening      `json:"next,omitempty"` // how next year began; nil when it is not known
	Locked   civil.Date    `json:"locked"`         // the last day that the program had locked; zero when none, or not known
}

// YearCount is how many vouchers a year has.
type YearCount struct {
	Period   civil.Period `json:"period"`
	Vouchers int          `json:"vouchers"`
}

// Taken is what taking in the current import said of it together with what the
// engagement holds: how exported entries came back, and what was odd.
type Taken struct {
	Recognised []export.Recognised `json:"recognised"`
	Findings   []Finding           `json:"findings"`
}

// Current is the import in use, with what taking it in said.
type Current struct {
	Snapshot
	Recognised []export.Recognised
}

// A Finding is something that an import noticed. The page makes the sentence.
type Finding struct {
	Code     string   `json:"code"`
	Severity string   `json:"severity"` // error, warning or info
	Args     []string `json:"args,omitempty"`
	Year     string   `json:"year,omitempty"` // first day of the financial year that it is about; empty: of none or all
	Line     int      `json:"line,omitempty"` // of a SIE file; 0 when none is meant
}

// NewSnapshot is an import to be saved: the snapshot and its raw parts.
type NewSnapshot struct {
	Snapshot
	Parts []RawPart
}

// A RawPart is one answer exactly as it was received.
type RawPart struct {
	Name    string
	Kind    string
	Request string
	At      time.Time
	Body    []byte
}

// Listed is a line of Uppdrag.
type Listed struct {
	Engagement
	ImportedAt time.Time
}
