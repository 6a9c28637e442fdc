package portolan

import (
	"html"
	"net/http"
	"strconv"
	"strings"
)

// page is what all proxies of Portolan say; texts.go, which Portolan writes, has them.
type page struct {
	headers map[string]string
	html    string
}

var statuses = map[string]int{
	"no-route":     404,
	"nothing-runs": 503,
}

func answer(w http.ResponseWriter, r *http.Request, name string, status int) {
	page := pages[name]
	header := w.Header()
	for other := range header {
		delete(header, other)
	}
	for name, value := range page.headers {
		header.Set(name, value)
	}
	body := strings.ReplaceAll(page.html, "$status", strconv.Itoa(status))
	body = strings.ReplaceAll(body, "$host", html.EscapeString(r.Host))
	w.WriteHeader(status)
	w.Write([]byte(body))
}
