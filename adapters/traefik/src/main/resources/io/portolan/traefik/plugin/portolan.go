// Package portolan is what Portolan's routes need beyond Traefik's own middlewares: who asks, who may pass, how much they
// may send, and pages in place of the bare words that Traefik answers with on its own behalf. It stands first in the
// chain of every route. Traefik interprets it (yaegi), so it is plain and does little for each request.
package portolan

import (
	"context"
	"fmt"
	"net/http"
)

// Config is written by Portolan; lists are separated by commas.
type Config struct {
	// Page answers everything with a page: no-route or nothing-runs. Empty for routes to containers.
	Page string
	// Scheme is what visitors use, and what the application is told.
	Scheme string
	// Trusted are peers of whom it is believed what they say about the visitor.
	Trusted string
	// Allow are the visitors' addresses that may pass; empty: all.
	Allow string
	// Users are salt:digest for each who may pass, see credentials.go; empty: everybody.
	Users string
	// MaxBody in bytes; 0: no limit.
	MaxBody int64
	// Cookie holds the container that a visitor stays with; empty: none.
	Cookie string
}

// CreateConfig is called by Traefik.
func CreateConfig() *Config {
	return &Config{}
}

type handler struct {
	next    http.Handler
	config  *Config
	trusted *blocks
	allow   *blocks
	users   []user
}

// New is called by Traefik for each route that uses a configuration.
func New(_ context.Context, next http.Handler, config *Config, _ string) (http.Handler, error) {
	trusted, err := parseBlocks(config.Trusted)
	if err != nil {
		return nil, err
	}
	allow, err := parseBlocks(config.Allow)
	if err != nil {
		return nil, err
	}
	users, err := parseUsers(config.Users)
	if err != nil {
		return nil, err
	}
	if _, known := pages[config.Page]; config.Page != "" && !known {
		return nil, fmt.Errorf("no page has the name %q", config.Page)
	}
	return &handler{next: next, config: config, trusted: trusted, allow: allow, users: users}, nil
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	client := forward(r, h.config.Scheme, h.trusted)
	if h.config.Allow != "" && !h.allow.has(client) {
		http.Error(w, "Forbidden", http.StatusForbidden)
		return
	}
	if len(h.users) > 0 {
		if !mayPass(h.users, r.Header.Get("Authorization")) {
			w.Header().Set("WWW-Authenticate", `Basic realm="Restricted", charset="UTF-8"`)
			http.Error(w, "Unauthorized", http.StatusUnauthorized)
			return
		}
		r.Header.Del("Authorization")
	}
	if h.config.Page != "" {
		answer(w, r, h.config.Page, statuses[h.config.Page])
		return
	}
	if h.config.MaxBody > 0 && r.ContentLength > h.config.MaxBody {
		w.Header().Set("Connection", "close")
		http.Error(w, "Request Entity Too Large", http.StatusRequestEntityTooLarge)
		return
	}
	if r.Header.Get("Upgrade") != "" {
		// The connection is handed over, which a writer of ours could not do; nobody reads a page there.
		h.next.ServeHTTP(w, r)
		return
	}
	observe(w, r, h.next, h.config)
}
