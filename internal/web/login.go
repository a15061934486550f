package web

import (
	"errors"
	"net/http"
	"strings"

	"bokslut/internal/office"
)

// loginForm is what a person typed to sign in. The password is never shown
// again.
type loginForm struct {
	Email string
	Wrong string
	Demo  string // the demonstration's password, where it may be told
}

func (s *server) showLogin(w http.ResponseWriter, r *http.Request) {
	if _, ok, err := s.currentUser(r); err == nil && ok {
		http.Redirect(w, r, "/uppdrag", http.StatusSeeOther)
		return
	}
	s.renderLogin(w, r, http.StatusOK, loginForm{})
}

func (s *server) renderLogin(w http.ResponseWriter, r *http.Request, status int, f loginForm) {
	if f.Demo = s.demoPassword(r); f.Demo != "" && f.Email == "" {
		f.Email = s.demo.Email
	}
	w.Header().Set("Cache-Control", "no-store")
	s.render(w, r, status, loginPage(s.page(r, t(r.Context(), "Logga in")), f))
}

func (s *server) logIn(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	f := loginForm{Email: formValue(r, "epost")}
	u, err := s.offices.SignIn(ctx, f.Email, r.PostFormValue("losenord"), s.from(r).String())
	switch {
	case errors.Is(err, office.ErrSignIn), errors.Is(err, office.ErrTooMany):
		s.log.Info("sign-in refused", "err", err)
		f.Wrong = sentence(ctx, err)
		s.renderLogin(w, r, explain(ctx, err).Status, f)
		return
	case err != nil:
		s.fail(w, r, err)
		return
	}
	next := s.sessions.PopString(ctx, sessionNext)
	if err := s.signIn(ctx, u); err != nil {
		s.fail(w, r, err)
		return
	}
	s.proveNow(ctx)
	http.Redirect(w, r, localPath(next), http.StatusSeeOther)
}

// localPath is a page of this program, whatever was asked for.
func localPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, "/\\") {
		return "/uppdrag"
	}
	return path
}

func (s *server) logOut(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	if err := s.sessions.Destroy(ctx); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	s.sessions.Put(ctx, sessionLeft, true) // the demonstration does not sign in again by itself
	http.Redirect(w, r, "/logga-in", http.StatusSeeOther)
}

// firstForm is what the first user typed.
type firstForm struct {
	Office, Name, Email string
	Wrong               map[string]string
	Error               string
}

func (s *server) showFirst(w http.ResponseWriter, r *http.Request) {
	if err := s.offices.CheckLink(r.Context(), r.PathValue("secret")); err != nil {
		s.fail(w, r, err)
		return
	}
	s.renderFirst(w, r, http.StatusOK, firstForm{})
}

func (s *server) renderFirst(w http.ResponseWriter, r *http.Request, status int, f firstForm) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is the secret
	s.render(w, r, status, firstPage(s.page(r, t(r.Context(), "Kom igång")), f))
}

func (s *server) createFirst(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	f := firstForm{Office: formValue(r, "byra"), Name: formValue(r, "namn"), Email: formValue(r, "epost")}
	password := r.PostFormValue("losenord")
	if password != r.PostFormValue("igen") {
		f.Wrong = map[string]string{"again": t(ctx, "Lösenorden är olika. Skriv samma två gånger.")}
		s.renderFirst(w, r, http.StatusUnprocessableEntity, f)
		return
	}
	u, err := s.offices.CreateFirst(ctx, r.PathValue("secret"), f.Office, f.Name, f.Email, password)
	if err != nil {
		var rest error
		if f.Wrong, rest = fieldErrors(ctx, err); rest != nil {
			s.fail(w, r, rest)
			return
		}
		s.renderFirst(w, r, http.StatusUnprocessableEntity, f)
		return
	}
	if err := s.signIn(ctx, u); err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/uppdrag", http.StatusSeeOther)
}
