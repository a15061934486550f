package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"bokslut/internal/office"
)

// Limits of what a browser may send. Source: safety section 7.3.
const (
	formLimit   = 1 << 20
	uploadLimit = 256 << 20
)

// handler wraps the routes: the outermost layer first.
func (s *server) handler() http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errCrossSite) }))
	h := s.routes()
	h = origin.Handler(h)
	h = s.session(h)
	h = s.methods(h)
	h = s.checkHost(h)
	h = s.headers(h)
	return s.record(h)
}

// session loads and saves the session. A part of a page is fetched beside others:
// it must not write back what it has only read, over what another request has
// put there meanwhile, and what a page asks for by itself is no sign of a person.
func (s *server) session(next http.Handler) http.Handler {
	beside := *s.sessions
	beside.IdleTimeout = 0 // else every load counts as a change
	whole, part := s.sessions.LoadAndSave(next), beside.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isFragment(r) {
			part.ServeHTTP(w, r)
			return
		}
		whole.ServeHTTP(w, r)
	})
}

// headers sets what every answer carries. Source: safety section 7.4.
func (s *server) headers(next http.Handler) http.Handler {
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
		"form-action 'self'"
	if s.formAction != "" {
		policy += " " + s.formAction
	}
	policy += "; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if s.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// checkHost refuses requests for a name that is not ours, as a rebound DNS
// name sends them. Source: safety requirement R95.
func (s *server) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != s.host {
			http.Error(w, t(r.Context(), "Adressen hör inte till det här programmet. Öppna %s i stället.", s.origin), http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// methods lets only GET, HEAD and POST through.
func (s *server) methods(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Method {
		case http.MethodGet, http.MethodHead, http.MethodPost:
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			http.Error(w, t(r.Context(), "Metoden används inte här."), http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// limited bounds the body of a form and reads it, so that no handler works on
// half of one.
func (s *server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, formLimit)
		if err := r.ParseForm(); err != nil && r.Method == http.MethodPost {
			s.fail(w, r, readError(err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recorder remembers the status for the log.
type recorder struct {
	http.ResponseWriter
	status int
}

func (w *recorder) WriteHeader(status int) {
	if w.status != 0 {
		return // the answer has begun; what went wrong since is in the log
	}
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// record logs each request by its route, never its address, since a query may
// hold a secret and a path a name; a panic becomes an answer.
func (s *server) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w}
		r, route := withRoute(r)
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				s.log.Error("panic", "route", *route, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if rec.status == 0 {
					http.Error(rec, t(r.Context(), "Något gick fel i programmet. Inget har sparats. Gå tillbaka och försök igen."), http.StatusInternalServerError)
				}
			}
			level := slog.LevelInfo
			if rec.status >= http.StatusInternalServerError && r.Context().Err() == nil { // else the reader left
				level = slog.LevelError
			}
			s.log.Log(r.Context(), level, "request", "method", r.Method, "route", *route, "status", rec.status, "dur_ms", time.Since(start).Milliseconds())
		}()
		next.ServeHTTP(rec, r)
	})
}

// errorID ties what a person sees to a line of the log.
func errorID() string { return office.NewID()[:8] }
