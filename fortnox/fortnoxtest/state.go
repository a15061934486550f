package fortnoxtest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// event is one change after loading. Only the fields of its kind are set. The state file is a list of events; repeating
// them on freshly loaded companies gives the state back.
type event struct {
	Kind     string          `json:"kind"`
	Tenant   int             `json:"tenant,omitempty"`
	Voucher  *Voucher        `json:"voucher,omitempty"`
	Year     int             `json:"year,omitempty"`
	Series   string          `json:"series,omitempty"`
	Number   int             `json:"number,omitempty"`
	Rows     []int           `json:"rows,omitempty"`
	By       string          `json:"by,omitempty"`
	Date     string          `json:"date,omitempty"`
	Resource string          `json:"resource,omitempty"`
	Object   json.RawMessage `json:"object,omitempty"`
	At       string          `json:"at,omitempty"` // the minute, Swedish local time
	Access   *accessToken    `json:"access,omitempty"`
	Refresh  *refreshToken   `json:"refresh,omitempty"`
	Consent  *grant          `json:"consent,omitempty"`
	Client   string          `json:"client,omitempty"`
	File     *storedFile     `json:"file,omitempty"`
	Content  []byte          `json:"content,omitempty"`
	Token    string          `json:"token,omitempty"`

	Connection *fileConnection `json:"connection,omitempty"`
}

// state is the append-only file of events.
type state struct {
	failed error // why the file could not be opened

	mu      sync.Mutex
	file    *os.File
	size    int64
	pending map[int][]event // of companies that are not loaded yet
}

// openState reads the state file. Logins are restored at once, companies as they are loaded.
func (s *Server) openState(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	events, end, err := readEvents(file)
	if err == nil {
		err = file.Truncate(end)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("state file %s: %w", path, err), file.Close())
	}
	s.state.pending = map[int][]event{}
	for _, e := range events {
		if !s.oauth.restore(e) {
			s.state.pending[e.Tenant] = append(s.state.pending[e.Tenant], e)
		}
	}
	s.state.file, s.state.size = file, end
	return nil
}

// readEvents returns the complete events and where they end. A last line without its line end was being written when the
// machine stopped: nobody was told that it was stored, so it does not count.
func readEvents(r io.Reader) ([]event, int64, error) {
	var all []event
	var end int64
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return all, end, nil
		}
		if err != nil {
			return nil, 0, err
		}
		var e event
		if err := json.Unmarshal(bytes.TrimSpace(line), &e); err != nil {
			return nil, 0, fmt.Errorf("line %d: %w", len(all)+1, err)
		}
		all = append(all, e)
		end += int64(len(line))
	}
}

func (st *state) take(tenant int) []event {
	st.mu.Lock()
	defer st.mu.Unlock()
	events := st.pending[tenant]
	delete(st.pending, tenant)
	return events
}

// save writes events to the disk before they are made true. Without a state file it does nothing.
func (st *state) save(events ...event) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.file == nil {
		return nil
	}
	var lines []byte
	for _, e := range events {
		lines = append(append(lines, encodeJSON(e)...), '\n')
	}
	if _, err := st.file.WriteAt(lines, st.size); err != nil {
		return errors.Join(err, st.file.Truncate(st.size))
	}
	st.size += int64(len(lines))
	return st.file.Sync()
}

// Close releases the state file. The server goes on without keeping state.
func (s *Server) Close() error {
	s.state.mu.Lock()
	defer s.state.mu.Unlock()
	if s.state.file == nil {
		return nil
	}
	err := s.state.file.Close()
	s.state.file = nil
	return err
}

// apply makes a company event true. The caller holds c.mu, or is alone with c.
func (c *company) apply(e event) error {
	switch e.Kind {
	case "voucher":
		y := c.year(e.Voucher.Year)
		if y == nil {
			return fmt.Errorf("voucher in year %d: no such year", e.Voucher.Year)
		}
		c.touch(e.Voucher, e.At)
		return y.add(e.Voucher)
	case "change":
		return c.changeVoucher(e)
	case "delete":
		return c.deleteVoucher(e)
	case "strike":
		return c.strike(e)
	case "lock":
		c.lockedTo = e.Date
	case "today":
		c.today = e.Date
	case "opening":
		return c.carryOpening(e.Year)
	case "put":
		return c.put(e)
	case "remove":
		return c.removeDocument(e)
	case "file":
		c.contents[e.File.ID], c.contents[e.File.ArchiveFileID] = e.Content, e.Content
	case "connect":
		c.connections[e.Connection.FileID] = e.Connection
	case "disconnect":
		delete(c.connections, e.Token)
	default:
		return fmt.Errorf("event %q: unknown", e.Kind)
	}
	return nil
}
