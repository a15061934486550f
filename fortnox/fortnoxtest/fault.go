package fortnoxtest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Fault makes some requests fail. The zero values of the fields after Kind mean: any request, from the next one, once.
type Fault struct {
	Kind FaultKind `json:"kind"`

	// Method and Path choose requests. Path is a pattern of package path, such as /3/sie/*, without the query; a pattern
	// that ends with /** takes everything below.
	Method string `json:"method,omitempty"`
	Path   string `json:"path,omitempty"`

	// Nth is the first chosen request to fail, counted from 1. Times is how many fail; below zero: all from then on.
	Nth   int `json:"nth,omitempty"`
	Times int `json:"times,omitempty"`

	// Percent is the chance that a chosen request fails; 0 means 100. The draw is seeded by [Options].Seed.
	Percent int `json:"percent,omitempty"`

	// AfterWork does the work of the request before an answer that is given instead.
	AfterWork bool `json:"afterWork,omitempty"`

	Status int           `json:"status,omitempty"`
	Delay  time.Duration `json:"-"` // "delay" in JSON, as text such as 1.5s
	Bytes  int           `json:"bytes,omitempty"`
	Shift  int           `json:"shift,omitempty"`
	Fields []string      `json:"fields,omitempty"`

	Location string `json:"location,omitempty"`
}

type faultFields Fault

// faultJSON is a fault with its delay as text.
type faultJSON struct {
	faultFields
	Delay string `json:"delay,omitempty"`
}

// MarshalJSON writes the delay as text, such as 1.5s.
func (f Fault) MarshalJSON() ([]byte, error) {
	out := faultJSON{faultFields: faultFields(f)}
	if f.Delay != 0 {
		out.Delay = f.Delay.String()
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Fault) UnmarshalJSON(data []byte) error {
	var in faultJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*f = Fault(in.faultFields)
	if in.Delay == "" {
		return nil
	}
	var err error
	f.Delay, err = time.ParseDuration(in.Delay)
	return err
}

// FaultState is a fault and how often it has struck.
type FaultState struct {
	ID    int   `json:"id"`
	Fault Fault `json:"fault"`
	Fired int   `json:"fired"`
}

type faults struct {
	seed uint64

	mu     sync.Mutex
	last   int
	active []*activeFault
}

type activeFault struct {
	FaultState
	seen int
	rand *rand.Rand
}

// hit is a fault that strikes one request.
type hit struct {
	Fault
	chance uint64 // seeds what the fault draws for this request
}

type hits []hit

// Inject starts a fault and returns its id. A fault of unknown kind or with a bad path pattern is an error.
func (s *Server) Inject(f Fault) (id int, err error) {
	if !slices.Contains(faultKinds, f.Kind) {
		return 0, fmt.Errorf("fault kind %q is unknown", f.Kind)
	}
	if _, err := path.Match(f.Path, ""); err != nil {
		return 0, fmt.Errorf("fault path %q: %w", f.Path, err)
	}
	f.Nth = max(f.Nth, 1)
	if f.Times == 0 {
		f.Times = 1
	}
	if f.Percent == 0 {
		f.Percent = 100
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.last++
	id = s.faults.last
	s.faults.active = append(s.faults.active, &activeFault{FaultState: FaultState{ID: id, Fault: f},
		rand: rand.New(rand.NewPCG(s.faults.seed, uint64(id)))})
	return id, nil
}

// Faults lists the faults, also those that are used up.
func (s *Server) Faults() []FaultState {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	all := []FaultState{}
	for _, f := range s.faults.active {
		all = append(all, f.FaultState)
	}
	return all
}

// ClearFaults ends all faults. Hidden vouchers stay hidden until their time.
func (s *Server) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.active = nil
}

// match counts a request and returns the faults that strike it.
func (fs *faults) match(method, requestPath string) hits {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	var all hits
	for _, f := range fs.active {
		if !f.Fault.chooses(method, requestPath) {
			continue
		}
		f.seen++
		if f.seen < f.Fault.Nth || (f.Fault.Times > 0 && f.Fired >= f.Fault.Times) {
			continue
		}
		if f.rand.IntN(100) >= f.Fault.Percent {
			continue
		}
		f.Fired++
		all = append(all, hit{f.Fault, f.rand.Uint64()})
	}
	return all
}

func (f *Fault) chooses(method, requestPath string) bool {
	if f.Method != "" && f.Method != method {
		return false
	}
	requestPath = strings.TrimSuffix(requestPath, "/")
	if under, ok := strings.CutSuffix(f.Path, "/**"); ok {
		return requestPath == under || strings.HasPrefix(requestPath, under+"/")
	}
	if f.Path == "" || f.Path == requestPath {
		return true
	}
	ok, err := path.Match(f.Path, requestPath)
	return ok && err == nil
}
