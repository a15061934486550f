package fortnoxtest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Entry is a request that came, in the order of the answers.
type Entry struct {
	Number   int         `json:"number"` // from 1
	At       time.Time   `json:"at"`     // arrival, by the server's clock
	Method   string      `json:"method"`
	Path     string      `json:"path"`
	Query    string      `json:"query,omitempty"`
	Status   int         `json:"status"` // 0 when the connection was closed without an answer
	Tenant   int         `json:"tenant,omitempty"`
	ClientID string      `json:"clientId,omitempty"`
	Faults   []FaultKind `json:"faults,omitempty"`

	// Overlap is how many other requests with the same method and path were being answered when this one came.
	Overlap int `json:"overlap,omitempty"`

	// Body is what was posted. Tokens, codes and secrets in forms are replaced by a short hash, so that two uses of one
	// token can be seen and the token cannot. Only the first 64 KB are kept.
	Body string `json:"body,omitempty"`
}

type journal struct {
	limit int

	mu      sync.Mutex
	last    int
	entries []Entry
	running map[string]int // requests being answered, by method and path
}

func (j *journal) begin(method, path string) (others int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	others = j.running[method+" "+path]
	j.running[method+" "+path]++
	return others
}

func (j *journal) end(method, path string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.running[method+" "+path]--; j.running[method+" "+path] == 0 {
		delete(j.running, method+" "+path)
	}
}

func (j *journal) add(e Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.last++
	e.Number = j.last
	e.Path, e.Query, e.Body = clip(e.Path, 8<<10), clip(e.Query, 8<<10), clip(e.Body, 64<<10)
	if len(j.entries) >= j.limit {
		j.entries = slices.Delete(j.entries, 0, 1+len(j.entries)/10)
	}
	j.entries = append(j.entries, e)
}

// clip bounds what one request can make the journal hold.
func clip(s string, most int) string {
	return strings.Clone(s[:min(len(s), most)])
}

// Journal returns the requests since the start or the last [Server.ResetJournal], the oldest first.
func (s *Server) Journal() []Entry {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	return append([]Entry{}, s.journal.entries...)
}

// ResetJournal forgets all requests. The numbering goes on.
func (s *Server) ResetJournal() {
	s.journal.mu.Lock()
	defer s.journal.mu.Unlock()
	s.journal.entries = nil
}

// secretFields are the form fields that the journal hashes.
var secretFields = []string{"code", "refresh_token", "token", "code_verifier", "client_secret"}

func journalBody(c *call) string {
	if c.r.Method == http.MethodGet || len(c.body) == 0 {
		return ""
	}
	if !strings.HasPrefix(c.r.URL.Path, "/oauth-v1/") {
		return string(c.body)
	}
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return ""
	}
	for _, name := range secretFields {
		for i, v := range form[name] {
			sum := sha256.Sum256([]byte(v))
			form[name][i] = "sha256:" + hex.EncodeToString(sum[:6])
		}
	}
	return form.Encode()
}
