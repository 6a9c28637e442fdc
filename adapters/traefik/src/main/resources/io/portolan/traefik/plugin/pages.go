package portolan

import (
	"html"
	"net/http"
	"strconv"
	"strings"
)

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem }
  h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .75rem }
  p { margin: 0; overflow-wrap: anywhere }
  small { display: block; margin: 0 0 .25rem; opacity: .6; letter-spacing: .04em }
</style>
<small>$status</small>
<h1>$title</h1>
<p>$text</p>
</html>
`

// answerPage names no container: visitors see it.
func answerPage(w http.ResponseWriter, r *http.Request, kind string) {
	switch kind {
	case "no-route":
		answer(w, 404, kind, "No route is configured for this address",
			"This server is up, but it has not been told what to serve at <b>"+html.EscapeString(r.Host)+"</b>. "+
				"If the address is yours, add it as a domain of the service that should answer.")
	case "nothing-runs":
		answer(w, 503, "upstream-error", "Nothing is running here at the moment",
			"The address is right, but no container is ready to answer it. Try again shortly.")
	default:
		answerNoAnswer(w, 502)
	}
}

func answerNoAnswer(w http.ResponseWriter, status int) {
	answer(w, status, "upstream-error", "The application did not answer",
		"The address is right, but the application behind it could not be reached or gave up. "+
			"Try again shortly; its logs say more.")
}

func answer(w http.ResponseWriter, status int, kind string, title string, text string) {
	header := w.Header()
	for name := range header {
		delete(header, name)
	}
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("X-Portolan", kind)
	body := strings.ReplaceAll(page, "$status", strconv.Itoa(status))
	body = strings.ReplaceAll(body, "$title", title)
	body = strings.ReplaceAll(body, "$text", text)
	w.WriteHeader(status)
	w.Write([]byte(body))
}
