package portolan

import (
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// observe lets a request through and puts a page in place of what Traefik answers by itself when no application did.
// That no byte of an answer has come from a container is what tells the two apart, not the status.
func observe(w http.ResponseWriter, r *http.Request, next http.Handler, config *Config) {
	body := limit(w, r, config.MaxBody)
	o := &observed{w: w, r: r, body: body, retry: config.Cookie != "" && hasCookie(r, config.Cookie)}
	next.ServeHTTP(o, o.traced(r))
	if o.again {
		// The container that the visitor stays with cannot be connected to, and nothing was sent: any other one will do.
		dropCookie(r, config.Cookie)
		second := &observed{w: w, r: r, body: body}
		next.ServeHTTP(second, second.traced(r))
	}
}

type observed struct {
	w        http.ResponseWriter
	r        *http.Request
	body     *limited
	answered int32
	sent     int32
	retry    bool
	again    bool
	silenced bool
	flusher  http.Flusher
	begun    bool
}

func (o *observed) traced(r *http.Request) *http.Request {
	trace := &httptrace.ClientTrace{
		GotFirstResponseByte: func() { atomic.StoreInt32(&o.answered, 1) },
		WroteHeaders:         func() { atomic.StoreInt32(&o.sent, 1) },
	}
	return r.WithContext(httptrace.WithClientTrace(r.Context(), trace))
}

func (o *observed) Header() http.Header {
	return o.w.Header()
}

func (o *observed) WriteHeader(status int) {
	if status < 200 {
		o.w.WriteHeader(status)
		return
	}
	if o.begun {
		return
	}
	o.begun = true
	if status >= 500 && atomic.LoadInt32(&o.answered) == 0 {
		o.explain(status)
		return
	}
	if o.w.Header().Get("Content-Length") == "" {
		// A stream, or of a length that nobody knows: what comes is passed on at once. Traefik would do so by itself, but
		// an interpreted writer cannot be asked to flush.
		o.flusher, _ = o.w.(http.Flusher)
	}
	o.w.WriteHeader(status)
	if o.flusher != nil {
		o.flusher.Flush()
	}
}

func (o *observed) explain(status int) {
	o.silenced = true
	if o.body != nil && o.body.exceeded {
		o.w.Header().Set("Connection", "close")
		http.Error(o.w, "Request Entity Too Large", http.StatusRequestEntityTooLarge)
		return
	}
	if o.retry && atomic.LoadInt32(&o.sent) == 0 {
		o.again = true
		return
	}
	if status != http.StatusGatewayTimeout {
		status = http.StatusBadGateway
	}
	answer(o.w, o.r, "no-answer", status)
}

func (o *observed) Write(bytes []byte) (int, error) {
	if !o.begun {
		o.WriteHeader(http.StatusOK)
	}
	if o.silenced {
		return len(bytes), nil
	}
	n, err := o.w.Write(bytes)
	if o.flusher != nil {
		o.flusher.Flush()
	}
	return n, err
}

// limited is a request's body whose length was not announced.
type limited struct {
	io.ReadCloser
	exceeded bool
}

func (l *limited) Read(bytes []byte) (int, error) {
	n, err := l.ReadCloser.Read(bytes)
	if err != nil && err != io.EOF && err.Error() == "http: request body too large" {
		l.exceeded = true
	}
	return n, err
}

func limit(w http.ResponseWriter, r *http.Request, bytes int64) *limited {
	if bytes == 0 || r.ContentLength >= 0 {
		return nil
	}
	body := &limited{ReadCloser: http.MaxBytesReader(w, r.Body, bytes)}
	r.Body = body
	return body
}

func hasCookie(r *http.Request, name string) bool {
	_, err := r.Cookie(name)
	return err == nil
}

func dropCookie(r *http.Request, name string) {
	cookies := r.Cookies()
	r.Header.Del("Cookie")
	for _, cookie := range cookies {
		if cookie.Name != name {
			r.AddCookie(cookie)
		}
	}
}
