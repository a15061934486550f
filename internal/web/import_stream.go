package web

import (
	"bytes"
	"fmt"
	"net/http"
	"reflect"
	"time"

	"bokslut/internal/jobs"
)

// How often the stream looks, says that it lives, and how long it lasts: the
// browser connects again by itself.
const (
	streamLook  = 400 * time.Millisecond
	streamBeat  = 15 * time.Second
	streamLife  = 10 * time.Minute
	streamWrite = 10 * time.Second
)

// streamImport sends the progress of an import as server-sent events: the
// fragment of the page each time it differs, and "klar" with an address at the
// end.
func (s *server) streamImport(w http.ResponseWriter, r *http.Request) {
	e, err := s.engagement(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	v := importView{Engagement: e, Guided: r.URL.Query().Get("guide") == "1"}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	if r.Method == http.MethodHead {
		return
	}
	out := stream{w: w, control: http.NewResponseController(w)}
	ticks := time.NewTicker(streamLook)
	defer ticks.Stop()
	end := time.After(streamLife)
	for {
		job, err := s.latestImport(r.Context(), s.user(r), e.ID)
		if err != nil || job == nil {
			return
		}
		if !s.sendProgress(r, &out, v, job) || job.State.Final() {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-end:
			return
		case <-ticks.C:
		}
	}
}

// sendProgress sends what differs from last time, and reports whether the
// reader is still there.
func (s *server) sendProgress(r *http.Request, out *stream, v importView, job *jobs.Job) bool {
	if out.last != nil && reflect.DeepEqual(*out.last, *job) {
		return time.Since(out.at) < streamBeat || out.send(": \n\n")
	}
	out.last = job
	v.Job, v.Now = job, s.now()
	var page bytes.Buffer
	if err := importProgress(v).Render(r.Context(), &page); err != nil {
		s.log.Error("progress of an import", "err", err)
		return false
	}
	if !out.send(event("", page.String())) {
		return false
	}
	switch {
	case job.State == jobs.Done:
		return out.send(event("klar", v.next()))
	case job.State.Final():
		return out.send(event("slut", "-"))
	}
	return true
}

// stream is an answer that goes on for a while.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	last    *jobs.Job
	at      time.Time
}

func (o *stream) send(text string) bool {
	_ = o.control.SetWriteDeadline(time.Now().Add(streamWrite)) // not every server can
	if _, err := fmt.Fprint(o.w, text); err != nil {
		return false
	}
	o.at = time.Now()
	return o.control.Flush() == nil
}

// event writes a server-sent event; each line of data has its own prefix.
func event(name, data string) string {
	var b bytes.Buffer
	if name != "" {
		fmt.Fprintf(&b, "event: %s\n", name)
	}
	for line := range bytes.Lines([]byte(data)) {
		fmt.Fprintf(&b, "data: %s\n", bytes.TrimRight(line, "\r\n"))
	}
	b.WriteByte('\n')
	return b.String()
}
