package browser

import (
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// A watch hears what goes wrong in one window, on the goroutine that reads the
// browser's messages.
type watch struct {
	mu       sync.Mutex
	problems []string
	allowed  map[string]int // what AllowStatus and AllowProblem expect now, and how often
	met      map[string]int // how often each of these came
	waiting  map[network.RequestID]request
	dialog   chan struct{} // a JavaScript dialog blocks the page
}

// A request waits for its answer; loader is the document that asked.
type request struct {
	name   string
	loader cdp.LoaderID
}

func newWatch() *watch {
	return &watch{
		allowed: map[string]int{},
		met:     map[string]int{},
		waiting: map[network.RequestID]request{},
		dialog:  make(chan struct{}, 1),
	}
}

func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if favicon(e.Request.URL) {
			return
		}
		w.waiting[e.RequestID] = request{e.Request.Method + " " + e.Request.URL, e.LoaderID}
	case *network.EventResponseReceived:
		w.response(e)
	case *page.EventFrameNavigated:
		w.navigated(e.Frame)
	case *network.EventLoadingFinished:
		delete(w.waiting, e.RequestID)
	case *network.EventLoadingFailed:
		w.failed(e)
	case *runtime.EventExceptionThrown:
		w.problem("uncaught exception: %s", exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.problem("console.%s: %s", e.Type, arguments(e.Args))
		}
	case *log.EventEntryAdded:
		// What the network says is heard from the network's own events, which
		// know the status.
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			w.problem("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		if e.Type != page.DialogTypeBeforeunload {
			w.problem("a %s dialog of the browser opened: %q", e.Type, e.Message)
		}
		select {
		case w.dialog <- struct{}{}:
		default:
		}
	case *inspector.EventTargetCrashed:
		w.problem("the page crashed")
	}
}

// navigated forgets what the page before was waiting for: nobody says how that
// ended.
func (w *watch) navigated(f *cdp.Frame) {
	if f.ParentID != "" {
		return
	}
	for id, r := range w.waiting {
		if r.loader != f.LoaderID {
			delete(w.waiting, id)
		}
	}
}

func (w *watch) response(e *network.EventResponseReceived) {
	if e.Response.MimeType == "text/event-stream" {
		delete(w.waiting, e.RequestID) // it stays open, which is no reason to wait
	}
	if e.Response.Status >= 400 && !favicon(e.Response.URL) {
		w.problem("%s%s", w.name(e.RequestID, e.Response.URL), answered(e.Response.Status))
	}
}

// favicon reports whether the address is the one that the browser
// asks for by itself when a page names no icon.
func favicon(url string) bool { return strings.HasSuffix(url, "/favicon.ico") }

func (w *watch) failed(e *network.EventLoadingFailed) {
	r, ok := w.waiting[e.RequestID]
	delete(w.waiting, e.RequestID)
	// Aborted is what leaving a page, ending a stream and downloading look like.
	if !ok || e.Canceled || e.ErrorText == "net::ERR_ABORTED" {
		return
	}
	w.problem("%s failed: %s %s", r.name, e.ErrorText, e.BlockedReason)
}

func (w *watch) name(id network.RequestID, otherwise string) string {
	if r, ok := w.waiting[id]; ok {
		return r.name
	}
	return otherwise
}

func answered(status int64) string { return fmt.Sprintf(" answered %d", status) }

// problem keeps what went wrong, unless it is expected.
func (w *watch) problem(format string, args ...any) {
	text := strings.TrimSpace(fmt.Sprintf(format, args...))
	for part, n := range w.allowed {
		if n > 0 && strings.Contains(text, part) {
			w.met[part]++
			return
		}
	}
	w.problems = append(w.problems, text)
}

// take returns the problems so far and forgets them.
func (w *watch) take() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	problems := w.problems
	w.problems = nil
	return problems
}

// idle reports whether no request waits for its answer.
func (w *watch) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.waiting) == 0
}

// allow expects problems that contain the text until end is called; seen says
// how many came.
func (w *watch) allow(text string) (seen func() int, end func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.allowed[text]++
	before := w.met[text]
	seen = func() int {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.met[text] - before
	}
	end = func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.allowed[text]--
	}
	return seen, end
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return fmt.Sprintf("%s (%s:%d)", d.Text, d.URL, d.LineNumber+1)
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
		} else {
			words = append(words, string(a.Value))
		}
	}
	return strings.Join(words, " ")
}
