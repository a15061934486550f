package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"bokslut/internal/office"
)

// Limits of a session. Source: safety requirement R70.
const (
	sessionIdle = 60 * time.Minute
	sessionLife = 12 * time.Hour
)

const (
	sessionOffice = "office"
	sessionUser   = "user"
	sessionFlash  = "flash"
	sessionUpload = "upload" // what came of documents, told where they are attached
	sessionGuide  = "guide"
	sessionNext   = "next"
	sessionSecret = "secret" // ties a login in Fortnox to this browser
	sessionLeft   = "left"   // the person signed out
	sessionProved = "proved" // when the person last wrote the password, in Unix seconds
)

func newSessions(store scs.CtxStore, secure bool, log *slog.Logger) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		if r.Context().Err() != nil {
			return // the reader has left
		}
		log.Error("session", "err", err)
		http.Error(w, t(r.Context(), "Något gick fel i programmet. Inget har sparats. Gå tillbaka och försök igen."), http.StatusInternalServerError)
	}
	m.HashTokenInStore = true
	m.IdleTimeout, m.Lifetime = sessionIdle, sessionLife
	m.Cookie.Name = "bokslut-session"
	if secure {
		m.Cookie.Name = "__Host-session"
	}
	m.Cookie.Path = "/"
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Persist = false
	return m
}

type userKey struct{}

// user is who asks. Only handlers behind signedIn have one.
func (s *server) user(r *http.Request) office.User {
	u, _ := r.Context().Value(userKey{}).(office.User)
	return u
}

// signedIn lets only a user of an office through; others are shown the way to
// sign in. The user is read anew each time, so that a changed role counts at
// once.
func (s *server) signedIn(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, ok, err := s.currentUser(r)
		switch {
		case err != nil:
			s.fail(w, r, err)
		case ok:
			w.Header().Set("Cache-Control", "no-store")
			next(w, r.WithContext(context.WithValue(r.Context(), userKey{}, u)))
		case s.signInDemo(w, r, next):
		default:
			s.toSignIn(w, r)
		}
	})
}

func (s *server) currentUser(r *http.Request) (office.User, bool, error) {
	ctx := r.Context()
	id := s.sessions.GetString(ctx, sessionUser)
	if id == "" {
		return office.User{}, false, nil
	}
	u, err := s.offices.User(ctx, office.User{Office: s.sessions.GetString(ctx, sessionOffice)}, id)
	if isNotFound(err) {
		return u, false, s.sessions.Destroy(ctx)
	}
	return u, err == nil, err
}

// signIn gives the session to u under a new token.
func (s *server) signIn(ctx context.Context, u office.User) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Put(ctx, sessionOffice, u.Office)
	s.sessions.Put(ctx, sessionUser, u.ID)
	secret, _ := office.NewSecret()
	s.sessions.Put(ctx, sessionSecret, secret)
	return nil
}

// signInDemo signs the demo consultant in, only from this machine.
func (s *server) signInDemo(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) bool {
	if s.demo == nil || !s.fromThisMachine(r) || s.sessions.GetBool(r.Context(), sessionLeft) {
		return false
	}
	if err := s.signIn(r.Context(), *s.demo); err != nil {
		s.fail(w, r, err)
		return true
	}
	w.Header().Set("Cache-Control", "no-store")
	next(w, r.WithContext(context.WithValue(r.Context(), userKey{}, *s.demo)))
	return true
}

// toSignIn remembers a page that was asked for and shows the way in.
func (s *server) toSignIn(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.Header.Get("HX-Request") == "" && !wantsJSON(r) && r.URL.Path != "/" && r.URL.Path != callbackPath {
		s.sessions.Put(r.Context(), sessionNext, r.URL.RequestURI())
	}
	w.Header().Set("Cache-Control", "no-store")
	if wantsJSON(r) { // the page's script tells it and keeps what is written
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Header.Get("HX-Request") != "" { // a part of a page: the whole page leads to the way in
		w.Header().Set("HX-Redirect", "/logga-in")
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, "/logga-in", http.StatusSeeOther)
}

// from is the network address that a request comes from: the peer, or what a
// listed proxy says.
func (s *server) from(r *http.Request) netip.Addr {
	addr := parseAddr(r.RemoteAddr)
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && s.isProxy(addr); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap()
	}
	return addr
}

func (s *server) isProxy(addr netip.Addr) bool {
	for _, p := range s.proxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

func (s *server) fromThisMachine(r *http.Request) bool {
	return parseAddr(r.RemoteAddr).IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}

func parseAddr(hostPort string) netip.Addr {
	host, _, err := net.SplitHostPort(hostPort)
	if err != nil {
		host = hostPort
	}
	addr, _ := netip.ParseAddr(host)
	return addr.Unmap()
}
