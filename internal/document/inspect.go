package document

import (
	"fmt"
	"strings"
	"unicode"
)

// Reason says why a file cannot be attached.
type Reason string

// The reasons.
const (
	Empty    Reason = "empty"
	TooLarge Reason = "too-large" // more than MaxSize
	NotTaken Reason = "not-taken" // files of this kind are not attached; Looks says what it is when that is known
	Lies     Reason = "lies"      // its name says another kind than its content
	Damaged  Reason = "damaged"   // it begins as its kind does, and cannot be read
	Macros   Reason = "macros"
	Bomb     Reason = "bomb"   // it unpacks to more than is reasonable
	Pixels   Reason = "pixels" // an image with more than 50 million of them
)

// A Refusal says that a file cannot be attached.
type Refusal struct {
	Name   string
	Reason Reason
	Says   Kind // by its name
	Looks  Kind // by its content
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("file refused: %s (named %q, looks like %q)", r.Reason, r.Says, r.Looks)
}

// Info is what a look at a file says. Name is clean and ends as its kind does.
type Info struct {
	Name   string
	Kind   Kind
	Pages  int // 0: not known
	Sealed bool
}

// Inspect looks at a file by its name and content, or gives a *Refusal. The
// content is read by its bytes and never unpacked; the time is linear in its size.
// Source: safety requirements R79, R81, R82.
func Inspect(name string, content []byte) (Info, error) {
	name = CleanName(name)
	refuse := func(reason Reason, says, looks Kind) (Info, error) {
		return Info{}, &Refusal{Name: name, Reason: reason, Says: says, Looks: looks}
	}
	switch {
	case len(content) == 0:
		return refuse(Empty, Other, Other)
	case len(content) > MaxSize:
		return refuse(TooLarge, Other, Other)
	}
	_, ending := split(name)
	says, taken := kindOf(ending)
	seen := look(content)
	if !taken { // a name without ending gets that of what it is
		says = seen.kind
		if isEnding(ending) || says.ending() == "" {
			return refuse(NotTaken, Other, seen.kind)
		}
		if name == "" {
			name = "dokument"
		}
		name = CleanName(name + "." + says.ending())
	}
	if !seen.may(says) {
		return refuse(Lies, says, seen.kind)
	}
	if seen.reason != "" {
		return refuse(seen.reason, says, seen.kind)
	}
	return Info{Name: name, Kind: says, Pages: seen.pages, Sealed: seen.sealed}, nil
}

// isEnding tells an ending from what merely comes after a dot: "exe", not "12" or
// " kopia av avtal".
func isEnding(s string) bool {
	letters := strings.ContainsFunc(s, unicode.IsLetter)
	return letters && len(s) <= 6 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sight is what the bytes of a file say.
type sight struct {
	kind   Kind
	reason Reason // what is wrong with it, whatever it is called
	pages  int
	sealed bool
	office bool // of which office program is not to be seen: encrypted, or cut off
}

// may tells whether a file of this content may bear a name of the kind.
func (s sight) may(says Kind) bool {
	switch says {
	case CSV, Text, SIE:
		return s.kind == Text || s.kind == XML && says == Text
	case XLSX, DOCX, XLS, DOC:
		return s.kind == says || s.office
	}
	return s.kind == says
}
