package signin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxAnswer bounds what we read of any answer of a provider, in bytes after decompression. Metadata, keys, tokens and
// profiles of real providers stay under 32 KiB.
const maxAnswer = 256 << 10

// badAnswer is an answer that we do not pass on to the libraries, in words fit for a log.
type badAnswer string

func (b badAnswer) Error() string { return string(b) }

// outgoing is the only way to a provider: TLS (or a plain host that is allowed), no redirects, a bounded answer read
// whole before anybody looks at it. It turns outages into errors of its own, because goth and go-oidc wrap the bodies
// of bad answers into their errors.
type outgoing struct {
	deps Deps
	// ctx bounds the requests of goth, which carry no context. Nil keeps the request's own: metadata and keys are fetched
	// for everybody, and give up in half of the time so that whoever waits still hears why.
	ctx context.Context
}

// fetcher returns a client whose requests end with their own context.
func (d Deps) fetcher() *http.Client { return &http.Client{Transport: outgoing{deps: d}} }

// client returns a client whose every request ends with ctx.
func (d Deps) client(ctx context.Context) *http.Client {
	return &http.Client{Transport: outgoing{deps: d, ctx: ctx}}
}

// RoundTrip sends a request and reads its whole answer.
func (o outgoing) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := o.deps.mayAsk(r.URL.String()); err != nil {
		return nil, badAnswer(err.Error())
	}
	if err := o.deps.reach.mayAsk(r.URL); err != nil {
		return nil, err
	}
	ctx, limit := o.ctx, o.deps.Timeout
	if ctx == nil {
		ctx, limit = r.Context(), limit/2
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	resp, err := o.deps.Transport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, badAnswer("answered with a redirect")
	case resp.StatusCode >= 500, resp.StatusCode == http.StatusTooManyRequests:
		return nil, badAnswer("answered " + strconv.Itoa(resp.StatusCode))
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxAnswer {
		return nil, badAnswer("answered with too much")
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// ownTransport is the transport used when the house hands us none.
func ownTransport(r reach) http.RoundTripper {
	d := &dialer{reach: r, proxies: map[string]bool{}}
	return &http.Transport{
		Proxy:                  d.proxy,
		DialContext:            d.dial,
		TLSHandshakeTimeout:    4 * time.Second,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    2,
		MaxConnsPerHost:        16,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// mayAsk tells whether an address may be asked: over TLS, or in plain where no network lies between (loopback), where
// the network itself encrypts (onion) or where a test says so.
func (d Deps) mayAsk(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Opaque != "":
		return errors.New("not an address like https://id.example.org")
	case u.Scheme == "https":
		return nil
	case u.Scheme != "http":
		return errors.New("neither https nor http")
	case !isLoopback(u.Hostname()) && !strings.HasSuffix(u.Hostname(), ".onion") && !slices.Contains(d.PlainHosts, u.Hostname()):
		return errors.New("must begin with https://")
	}
	return nil
}

// isLoopback tells whether a host name can only be this machine (RFC 6761, 6.3).
func isLoopback(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// origin returns the origin of an http or https address as a CSP source, or "" if it has none.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return ""
	}
	// A host is written into a header: nothing that could end a directive or a source may be in it.
	if strings.ContainsAny(u.Host, " ;,'\"*\\") {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
