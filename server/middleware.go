package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// recoverPanic turns a panic into an ordinary 500 with its stack in the log. The process stays up.
func recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			cause := recover()
			if cause == http.ErrAbortHandler { // net/http cuts the connection
				panic(cause)
			}
			if cause != nil {
				err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
			}
		}()
		return next(c)
	}
}

// deadline gives every request an end: a statement that hangs is cut with its request. It wraps echo as a whole, so
// that the error page is still rendered inside it.
func deadline(after time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), after)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// sameScheme refuses a form that a page of ours sent over plain http although we are at https: somebody on the way may
// have written that page. net/http's protection compares hosts alone where an old browser tells no Sec-Fetch-Site. An
// onion address is safe without https.
func (a *App) sameScheme(refuse http.HandlerFunc, next http.Handler) http.Handler {
	if !a.cookies.HTTPS {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin, err := url.Parse(r.Header.Get("Origin"))
		plain := err == nil && origin.Scheme == "http" && !strings.HasSuffix(origin.Hostname(), ".onion")
		if plain && r.Header.Get("Sec-Fetch-Site") == "" && r.Method != http.MethodGet && r.Method != http.MethodHead {
			refuse(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
