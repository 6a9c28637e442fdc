package portolan

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
)

type blocks struct {
	prefixes []netip.Prefix
}

var (
	parsedLock sync.Mutex
	// Thousands of routes share a few lists.
	parsed = map[string]*blocks{}
)

func parseBlocks(list string) (*blocks, error) {
	parsedLock.Lock()
	defer parsedLock.Unlock()
	if there, ok := parsed[list]; ok {
		return there, nil
	}
	result := &blocks{}
	for _, text := range strings.Split(list, ",") {
		if text == "" {
			continue
		}
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("not a block of addresses: %q", text)
		}
		result.prefixes = append(result.prefixes, prefix)
	}
	parsed[list] = result
	return result, nil
}

func (b *blocks) has(address string) bool {
	if len(b.prefixes) == 0 {
		return false
	}
	parsed, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	parsed = parsed.Unmap().WithZone("")
	for _, prefix := range b.prefixes {
		if prefix.Contains(parsed) {
			return true
		}
	}
	return false
}

// forward tells the application who asked, and returns the visitor's address. Traefik itself keeps what it was sent
// (forwardedHeaders.insecure): whom to believe is decided here, since Traefik would have to be restarted for it.
func forward(r *http.Request, scheme string, trusted *blocks) string {
	peer, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		peer = r.RemoteAddr
	}
	header := r.Header
	if !trusted.has(peer) {
		for name := range header {
			if name[0] == 'X' || name[0] == 'F' {
				dropClaim(header, name)
			}
		}
		header.Set("X-Forwarded-Proto", scheme)
		header.Set("X-Forwarded-Host", r.Host)
		header.Set("X-Real-Ip", peer)
		return peer
	}
	header.Set("X-Forwarded-Proto", proto(header, scheme))
	client := behind(peer, header.Values("X-Forwarded-For"), trusted)
	header.Set("X-Real-Ip", client)
	return client
}

// proto is what a trusted peer says. Where it says nothing, Traefik has put in the entry point's own before any plugin is
// asked: that of plain HTTP is taken for the peer's word only from one that tells an address as well, as proxies do.
func proto(header http.Header, scheme string) string {
	told := strings.ToLower(header.Get("X-Forwarded-Proto"))
	if told == "https" || (told == "http" && header.Get("X-Forwarded-For") != "") {
		return told
	}
	return scheme
}

// dropClaim also knows the spelling with underscores, which some applications read as the same name.
func dropClaim(header http.Header, name string) {
	plain := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	if strings.HasPrefix(plain, "x-forwarded-") || plain == "x-real-ip" || plain == "forwarded" {
		delete(header, name)
	}
}

// behind is the last address on the way that nobody trusted vouches for.
func behind(peer string, forwardedFor []string, trusted *blocks) string {
	client := peer
	hops := strings.Split(strings.Join(forwardedFor, ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := strings.TrimSpace(hops[i])
		if _, err := netip.ParseAddr(hop); err != nil {
			return client
		}
		client = hop
		if !trusted.has(hop) {
			return client
		}
	}
	return client
}
