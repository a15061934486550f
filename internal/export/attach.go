package export

import "time"

// An Attachment is a document of an exported entry on its way to the voucher in
// the bookkeeping program: the file is uploaded first, and then connected. It is
// an item of its own after the voucher's: whatever becomes of it, the voucher is
// never sent again. Source: safety requirement R37.
type Attachment struct {
	Delivery string      `json:"delivery"`
	Entry    string      `json:"entry"`
	Document string      `json:"document"`
	State    AttachState `json:"state"`
	File     string      `json:"file,omitempty"` // its id in the receiver, once it is uploaded
	Tries    int         `json:"tries"`          // POSTs that were begun, of both kinds
	Reason   Reason      `json:"reason"`
	At       time.Time   `json:"at"` // of the latest change
	Version  int64       `json:"-"`

	// NotBefore is when a worker takes it up by itself, by the store's clock; zero
	// when it is attached or waits for a person. Waits counts the times that it had
	// to be left for later without getting further.
	NotBefore time.Time `json:"notBefore,omitzero"`
	Waits     int       `json:"waits,omitempty"`
}

// AttachState is what is known about an attachment.
type AttachState string

// The states. Uploading and Connecting are saved just before the one POST.
const (
	AttachWaiting    AttachState = "waiting"
	AttachUploading  AttachState = "uploading"
	AttachConnecting AttachState = "connecting"
	AttachSent       AttachState = "sent"    // read back: the voucher has it
	AttachFailed     AttachState = "failed"  // the receiver said no; a person may try again
	AttachUnknown    AttachState = "unknown" // looked for before any second try
)

// ForPerson tells whether it goes no further without a person.
func (s AttachState) ForPerson() bool { return s == AttachFailed || s == AttachUnknown }

// AttachAction is what the worker does after it has saved the attachment.
type AttachAction string

// The actions. Upload and Connect are POSTs, once per saved attachment.
const (
	AttachRest    AttachAction = "rest"
	AttachCheck   AttachAction = "check" // does the entry's voucher stand there?
	AttachUpload  AttachAction = "upload"
	AttachConnect AttachAction = "connect"
	AttachLook    AttachAction = "look" // which voucher is the file connected with?
)

// AttachSeen is what has just happened. One of the fields is set.
type AttachSeen struct {
	Claimed bool
	Stands  *AttachStands
	Posted  *AttachPosted
	Looked  *AttachLooked
}

// AttachStands is what reading the voucher found. Gone: there is none under its
// number, or another entry's or somebody else's.
type AttachStands struct {
	Failed bool // nothing is known
	Gone   bool
}

// AttachPosted is the result of a POST. File is set when an upload was sent.
type AttachPosted struct {
	Class  Class
	File   string
	Reason Reason
}

// AttachLooked is what a look found of the file's connection.
type AttachLooked struct {
	Failed    bool // nothing is known
	Found     bool // with our voucher
	Elsewhere bool // with another
}

// maxAttachTries bounds how often one worker tries what the receiver certainly
// did not do.
const maxAttachTries = 3

// NextAttachment says what to do with it now that seen has happened. It touches
// nothing: the worker saves the attachment before it acts, and acts once.
func NextAttachment(a Attachment, seen AttachSeen, now time.Time) (Attachment, AttachAction) {
	next, action := a, AttachRest
	switch {
	case seen.Claimed:
		next, action = a.claimed()
	case seen.Stands != nil && a.State == AttachWaiting:
		next, action = a.checked(*seen.Stands)
	case seen.Posted != nil && (a.State == AttachUploading || a.State == AttachConnecting):
		next, action = a.posted(*seen.Posted)
	case seen.Looked != nil:
		next, action = a.looked(*seen.Looked)
	}
	next.At = now
	return next.until(action), action
}

// maxAttachPause is the longest pause between two tries.
const maxAttachPause = time.Hour

// until sets when a worker takes it up by itself: what it did before it died, when
// its lease must be over, and what certainly has not happened or could not be
// looked for, after pauses that grow. Source: safety requirement R37, the same
// classes as for the voucher.
func (a Attachment) until(action AttachAction) Attachment {
	a.NotBefore = time.Time{}
	switch {
	case action != AttachRest:
		a.NotBefore = a.At.Add(Lease)
	case a.State == AttachWaiting, a.State == AttachUnknown && a.Reason.Code == lookFailed:
		a.NotBefore = a.At.Add(min(BetweenLook<<min(a.Waits, 8), maxAttachPause))
		a.Waits++
	default:
		a.Waits = 0
	}
	return a
}

// Rest leaves it to a person or the next export: it hangs on nothing that this
// connection reaches.
func (a Attachment) Rest() Attachment {
	a.NotBefore = time.Time{}
	return a
}

const lookFailed = "look-failed"

// claimed: one found in the middle was left there by a worker that died. A file
// whose upload nobody knows about may lie unconnected in the receiver, where it
// does no harm; a connection can be looked for.
func (a Attachment) claimed() (Attachment, AttachAction) {
	switch a.State {
	case AttachWaiting:
		return a, AttachCheck
	case AttachUploading:
		a.State, a.Reason = AttachUnknown, Reason{Code: "interrupted"}
	case AttachConnecting:
		a.State, a.Reason = AttachUnknown, Reason{Code: "interrupted"}
		return a, AttachLook
	case AttachUnknown:
		if a.File != "" {
			return a, AttachLook
		}
	}
	return a, AttachRest
}

// checked: Fortnox gives the number of a voucher that was deleted to the next one,
// which nothing of ours may hang on.
func (a Attachment) checked(s AttachStands) (Attachment, AttachAction) {
	switch {
	case s.Failed:
		a.Reason = Reason{Code: lookFailed}
		return a, AttachRest
	case s.Gone:
		a.State, a.Reason = AttachFailed, Reason{Code: "gone"}
		return a, AttachRest
	case a.File != "":
		return a, AttachLook
	}
	return a.upload()
}

func (a Attachment) upload() (Attachment, AttachAction) {
	a.State, a.Reason, a.Tries = AttachUploading, Reason{}, a.Tries+1
	return a, AttachUpload
}

func (a Attachment) connect() (Attachment, AttachAction) {
	a.State, a.Reason, a.Tries = AttachConnecting, Reason{}, a.Tries+1
	return a, AttachConnect
}

func (a Attachment) posted(p AttachPosted) (Attachment, AttachAction) {
	uploading := a.State == AttachUploading
	switch p.Class {
	case WasSent:
		if uploading {
			a.File, a.Waits = p.File, 0
			return a.connect()
		}
		return a, AttachLook
	case WasRefused:
		a.State, a.Reason = AttachFailed, p.Reason
		return a, AttachRest
	case TokenRefused, TooFast: // certainly not done
		if a.Tries%maxAttachTries != 0 {
			if uploading {
				return a.upload()
			}
			return a.connect()
		}
		a.State, a.Reason = AttachWaiting, p.Reason
		return a, AttachRest
	case NotSent:
		a.State, a.Reason = AttachWaiting, p.Reason
		return a, AttachRest
	}
	a.State, a.Reason = AttachUnknown, p.Reason
	if uploading {
		return a, AttachRest
	}
	return a, AttachLook
}

// looked: only a connection with our voucher is a success. One that is waiting
// has been asked for by a person, and is connected when it is certainly not yet.
func (a Attachment) looked(l AttachLooked) (Attachment, AttachAction) {
	switch {
	case l.Found:
		a.State, a.Reason = AttachSent, Reason{}
	case l.Elsewhere:
		a.State, a.Reason = AttachFailed, Reason{Code: "elsewhere"}
	case a.State == AttachWaiting && !l.Failed:
		return a.connect()
	case l.Failed && a.State == AttachWaiting:
		a.Reason = Reason{Code: lookFailed}
	case l.Failed:
		a.State, a.Reason = AttachUnknown, Reason{Code: lookFailed}
	default:
		a.State, a.Reason = AttachUnknown, Reason{Code: "not-there"}
	}
	return a, AttachRest
}

// TryAgain is a person's wish to try once more. ok is false when the attachment
// does not wait for one.
func (a Attachment) TryAgain(now time.Time) (again Attachment, ok bool) {
	if !a.State.ForPerson() {
		return a, false
	}
	a.State, a.Reason, a.At, a.Tries, a.Waits = AttachWaiting, Reason{}, now, 0, 0
	return a, true
}
