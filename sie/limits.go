package sie

import (
	"errors"
	"fmt"
)

// What Read cannot read at all. Everything less is a Finding.
var (
	// ErrEmpty says that there are no bytes.
	ErrEmpty = errors.New("file is empty")
	// ErrNotSIE says that no line holds one of the records #FLAGGA, #PROGRAM,
	// #FORMAT, #KONTO and #VER.
	ErrNotSIE = errors.New("file is not SIE: no #FLAGGA, #PROGRAM, #FORMAT, #KONTO or #VER record")
	// ErrSIE5 says that the file is XML, the form of SIE 5.
	ErrSIE5 = errors.New("file is SIE 5 (XML): Read5 reads it")
)

// A LimitError says which limit a file broke, and where.
type LimitError struct {
	// What is "file size", "voucher size", "line length", "fields", "records", "nesting",
	// "identification records", "identification size", "unreadable records
	// together", "texts" or "sum of amounts" (in kronor).
	What  string
	Line  int // 1-based; 0 for the whole file
	Limit int64
}

// Error names the limit and the line.
func (e *LimitError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s exceeds the limit of %d", e.What, e.Limit)
	}
	return fmt.Sprintf("line %d: %s exceeds the limit of %d", e.Line, e.What, e.Limit)
}

// Limits guards Read against hostile files. It is an Option; a zero field means
// the default. The standard sets no limits [§7.5].
type Limits struct {
	Size     int // bytes in the file, default 256 MiB, at most 512 MiB
	Line     int // bytes in a line, default 1 MiB
	Fields   int // fields and object list items in a record, default 200
	Records  int // lines that begin with #, default 5 million
	Nesting  int // blocks inside blocks of unknown records, default 16
	Findings int // findings kept, default 1000; all are counted
}

func (l Limits) apply(o *options) { o.set, o.limits = l, l.withDefaults() }

func (l Limits) withDefaults() Limits {
	set := func(n *int, standard, most int) {
		if *n <= 0 {
			*n = standard
		}
		*n = min(*n, most)
	}
	set(&l.Size, 256<<20, 512<<20)
	set(&l.Line, 1<<20, 512<<20)
	set(&l.Fields, 200, 10_000)
	set(&l.Records, 5_000_000, 50_000_000)
	set(&l.Nesting, 16, 1000)
	set(&l.Findings, 1000, 100_000)
	return l
}

// maxIdent bounds the identification records; a file has some twenty.
const maxIdent = 10_000

// maxMagnitude bounds the sum of the magnitudes of all amounts in a file, so
// that no sum over them can overflow.
const maxMagnitude = 1 << 62

// An Option changes how Read reads.
type Option interface{ apply(*options) }

type options struct {
	force  Encoding
	limits Limits
	set    Limits // as the caller gave them
}

func newOptions(opt []Option) options {
	o := options{limits: Limits{}.withDefaults()}
	for _, set := range opt {
		set.apply(&o)
	}
	return o
}

type forceEncoding Encoding

func (e forceEncoding) apply(o *options) { o.force = Encoding(e) }

// ForceEncoding makes Read decode the file as e instead of finding out by
// itself, for a user who sees that the finding was wrong.
func ForceEncoding(e Encoding) Option { return forceEncoding(e) }
