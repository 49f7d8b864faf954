package signin

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// oneExchange sends one token request and gives its answer to every further attempt. The oauth2 package, which cannot
// know how a provider wants the client secret, asks with the secret in the header and after any error once more with it
// in the body: a code would be shown twice, which strict providers take for theft (RFC 6749, 4.1.2), and the second
// error would hide the first. We know from the metadata how the provider wants the secret. It serves one relay, which
// sends its attempts one after another.
type oneExchange struct {
	next   http.RoundTripper
	inBody bool

	answered *http.Response
	body     []byte
	err      error
}

// RoundTrip answers the first request from the provider and later ones from memory.
func (e *oneExchange) RoundTrip(r *http.Request) (*http.Response, error) {
	if e.answered == nil && e.err == nil {
		e.send(r)
	}
	if e.err != nil {
		return nil, e.err
	}
	again := *e.answered
	again.Body = io.NopCloser(bytes.NewReader(e.body))
	return &again, nil
}

// send sends the request and keeps what came of it.
func (e *oneExchange) send(r *http.Request) {
	if e.inBody {
		r, e.err = secretInBody(r)
	}
	if e.err != nil {
		return
	}
	e.answered, e.err = e.next.RoundTrip(r)
	if e.err != nil {
		return
	}
	defer e.answered.Body.Close()
	e.body, e.err = io.ReadAll(e.answered.Body)
}

// secretInBody moves the client's id and secret from the Authorization header to the form (RFC 6749, 2.3.1).
func secretInBody(r *http.Request) (*http.Request, error) {
	id, secret, ok := r.BasicAuth()
	if !ok {
		return r, nil
	}
	old, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, err := url.ParseQuery(string(old))
	if err != nil {
		return nil, err
	}
	for name, escaped := range map[string]string{"client_id": id, "client_secret": secret} {
		value, err := url.QueryUnescape(escaped)
		if err != nil {
			return nil, err
		}
		form.Set(name, value)
	}
	body := form.Encode()
	moved := r.Clone(r.Context())
	moved.Header.Del("Authorization")
	moved.Body, moved.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return moved, nil
}
