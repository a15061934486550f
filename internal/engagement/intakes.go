package engagement

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"bokslut/internal/closing"
	"bokslut/internal/export"
	"bokslut/internal/ledger"
	"bokslut/internal/office"
)

// Codes of findings about exported entries. Args: the entry, its voucher; for a
// double all its vouchers in one.
const (
	FindingDouble  = "exported_twice"
	FindingMissing = "exported_missing"
	FindingChanged = "exported_changed"
	FindingStruck  = "exported_struck"
)

// taken is what an import says of the exported entries, and everything that is
// odd in it.
func taken(items []export.Item, entries map[string]closing.Entry, imp Import) Taken {
	here, next := byYear(items, entries)
	t := Taken{Recognised: export.Recognise(here, entries, imp.Book.Years[0]), Findings: slices.Clone(imp.Findings)}
	doubles := export.Doubles(here, imp.Book.Years[0])
	if imp.NextYear != nil {
		t.Recognised = append(t.Recognised, export.Recognise(next, entries, *imp.NextYear)...)
		doubles = append(doubles, export.Doubles(next, *imp.NextYear)...)
	}
	for _, r := range t.Recognised {
		code := map[export.Recurrence]string{
			export.Missing: FindingMissing, export.Changed: FindingChanged, export.Struck: FindingStruck,
		}[r.State]
		if code != "" && !entries[r.Entry].Deleted {
			t.Findings = append(t.Findings, Finding{Code: code, Severity: "warning", Args: []string{r.Entry, voucherID(r.Series, r.Number)}})
		}
	}
	for _, d := range doubles {
		t.Findings = append(t.Findings, Finding{Code: FindingDouble, Severity: "error", Args: []string{d.Entry, strings.Join(d.Vouchers, ", ")}})
	}
	return t
}

// byYear parts the deliveries of entries of the next year from all others.
func byYear(items []export.Item, entries map[string]closing.Entry) (here, next []export.Item) {
	for _, it := range items {
		if entries[it.Entry].Next == closing.ThisYear {
			here = append(here, it)
		} else {
			next = append(next, it)
		}
	}
	return here, next
}

// SentToNextYear tells whether something was exported to the year after, so that
// an import has to prove it.
func (s *Service) SentToNextYear(ctx context.Context, by office.User, e Engagement) (bool, error) {
	views, err := s.Entries(ctx, by, e)
	return slices.ContainsFunc(views, func(v EntryView) bool {
		return v.Next != closing.ThisYear && v.Delivery.Attempt > 0
	}), err
}

func voucherID(series, number string) string {
	return ledger.Voucher{Series: series, Number: number}.ID()
}

func intakePart(i Intake) Part {
	return Part{ID: PartID{IntakePart, strconv.Itoa(i.No)}, Digest: encode(i.IntakeDigest), Body: encode(i)}
}

func (c *Change) nextIntakeNo() int {
	last := 0
	for id := range c.Parts {
		if id.Kind == IntakePart {
			last = max(last, number(id.Key))
		}
	}
	return last + 1
}

// Intakes lists what was taken in, the latest first.
func (s *Service) Intakes(ctx context.Context, by office.User, id string) ([]IntakeDigest, error) {
	parts, err := s.store.Digests(ctx, by.Office, id, IntakePart)
	if err != nil {
		return nil, err
	}
	var all []IntakeDigest
	for _, p := range parts {
		d, err := decode[IntakeDigest](p.Digest)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b IntakeDigest) int { return cmp.Compare(b.No, a.No) })
	return all, nil
}

// Intake gives one whole, or ErrNotFound.
func (s *Service) Intake(ctx context.Context, by office.User, id string, no int) (Intake, error) {
	p, err := s.store.Part(ctx, by.Office, id, PartID{IntakePart, strconv.Itoa(no)})
	if err != nil {
		return Intake{}, err
	}
	return decode[Intake](p.Body)
}

// A PartInfo is a part of an import without its content. Seq counts from 0.
type PartInfo struct {
	Seq     int
	Name    string
	Kind    string
	Request string
	At      time.Time
	SHA256  string
	Size    int64
}

// Parts lists what an import of the engagement consists of, or ErrNotFound.
func (s *Service) Parts(ctx context.Context, by office.User, id, snapshot string) ([]PartInfo, error) {
	return s.store.SnapshotIndex(ctx, by.Office, id, snapshot)
}

// PartBody is one part exactly as it was received.
func (s *Service) PartBody(ctx context.Context, by office.User, id, snapshot string, seq int) ([]byte, error) {
	return s.store.SnapshotPart(ctx, by.Office, id, snapshot, seq)
}
