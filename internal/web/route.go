package web

import (
	"context"
	"net/http"
)

type routeKey struct{}

// withRoute lets the log name the route that was taken, which only the innermost
// layer knows.
func withRoute(r *http.Request) (*http.Request, *string) {
	name := new(string)
	return r.WithContext(context.WithValue(r.Context(), routeKey{}, name)), name
}

func named(pattern string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name, ok := r.Context().Value(routeKey{}).(*string); ok {
			*name = pattern
		}
		next.ServeHTTP(w, r)
	})
}

func route(r *http.Request) string {
	if name, ok := r.Context().Value(routeKey{}).(*string); ok {
		return *name
	}
	return ""
}
