package fortnoxtest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxBody is the largest request body that is read.
const maxBody = 16 << 20

// Server is a local Fortnox. It is safe for concurrent use. Make one with [New].
type Server struct {
	options Options
	oauth   *oauth
	limiter limiter
	journal journal
	faults  faults
	state   state

	mu        sync.RWMutex
	companies map[int]*company // by tenant
}

// New returns a server without companies. A state file that cannot be opened is reported by [Server.Load].
func New(o Options) *Server {
	o.Apps = slices.Clone(o.Apps)
	o.setDefaults()
	s := &Server{options: o, companies: map[int]*company{}}
	s.oauth = newOAuth(s)
	s.limiter = limiter{rate: o.Rate, used: map[limitKey][]time.Time{}}
	s.journal.limit, s.journal.running = o.JournalLimit, map[string]int{}
	s.faults.seed = o.Seed
	if o.StateFile != "" {
		s.state.failed = s.openState(o.StateFile)
	}
	return s
}

// addCompany brings c to the state that the state file remembers and shows it to the world.
func (s *Server) addCompany(c *company, app App) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.companies[c.tenant] != nil {
		return fmt.Errorf("loaded twice")
	}
	for _, e := range s.state.take(c.tenant) {
		if err := c.apply(e); err != nil {
			return fmt.Errorf("state file: %w", err)
		}
	}
	if err := s.oauth.register(app); err != nil {
		return err
	}
	s.companies[c.tenant] = c
	return nil
}

func (s *Server) company(tenant int) *company {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.companies[tenant]
}

func (s *Server) now() time.Time { return s.options.Clock() }

// ServeHTTP answers as the OAuth host under /oauth-v1/ and as the API under /3/. It panics with [http.ErrAbortHandler] when
// a fault tells it to cut the connection, which net/http understands.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Server", "Fortnox")
	body, err := readRequest(w, r)
	if err != nil {
		http.Error(w, "request body too large or cut", http.StatusBadRequest)
		return
	}
	c := &call{srv: s, r: r, body: body, now: s.now(), entry: Entry{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery}}
	c.entry.Overlap = s.journal.begin(r.Method, r.URL.Path)
	defer s.journal.end(r.Method, r.URL.Path)
	c.hits = s.faults.match(r.Method, r.URL.Path)
	answer := c.hits.before(c)
	if answer == nil {
		p := s.answer(c)
		if c.hits.find(Repeat) != nil {
			s.record(c, p.status)
			p = s.answer(c)
		}
		answer = c.hits.after(&p)
	}
	s.send(w, c, answer)
}

func readRequest(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	return io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
}

// answer is what a healthy Fortnox says.
func (s *Server) answer(c *call) reply {
	switch path := c.r.URL.Path; {
	case strings.HasPrefix(path, "/oauth-v1/"):
		return s.oauth.answer(c)
	case strings.HasPrefix(path, "/3/"):
		return s.api(c)
	}
	return problemNoRoute.reply()
}

// record journals the request with the status of its answer.
func (s *Server) record(c *call, status int) {
	e := c.entry
	e.Status, e.At, e.Faults, e.Body = status, c.now, c.hits.names(), journalBody(c)
	s.journal.add(e)
}

// send journals the request and writes the answer, or what the faults leave of it.
func (s *Server) send(w http.ResponseWriter, c *call, p *reply) {
	body, contentType := p.body()
	status := p.status
	cut := c.hits.cut(len(body))
	if cut == 0 {
		status = 0
	}
	s.record(c, status)
	if cut == 0 {
		panic(http.ErrAbortHandler)
	}
	h := w.Header()
	for k, v := range p.header {
		h.Set(k, v)
	}
	if contentType != "" {
		h.Set("Content-Type", contentType)
	}
	if !p.streamed {
		h.Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(status)
	if cut > 0 {
		write(w, body[:cut])
		panic(http.ErrAbortHandler)
	}
	if h := c.hits.find(Stall); h != nil {
		part := h.part(len(body))
		write(w, body[:part])
		h.wait(c)
		body = body[part:]
	}
	write(w, body)
}

// write sends in pieces, so that a large SIE file reaches the client as it would over a real line.
func write(w http.ResponseWriter, body []byte) {
	flush := http.NewResponseController(w)
	for piece := range slices.Chunk(body, 64<<10) {
		if _, err := w.Write(piece); err != nil {
			return
		}
		if err := flush.Flush(); err != nil {
			continue
		}
	}
}
