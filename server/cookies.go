package server

import (
	"net/http"
	"time"
)

// Cookies names and shapes the two cookies: the session, and the browser's half of a sign-in that is under way.
// On https they carry the __Host- prefix, which browsers accept only with Secure, path / and no domain.
type Cookies struct{ HTTPS bool }

func (k Cookies) name(short string) string {
	if k.HTTPS {
		return "__Host-" + short
	}
	return "demo-" + short
}

// Session returns the token that the browser sent, "" if none.
func (k Cookies) Session(r *http.Request) string { return k.value(r, "session") }

// Browser returns the browser's secret of a sign-in under way, "" if none.
func (k Cookies) Browser(r *http.Request) string { return k.value(r, "signin") }

// SetSession hands the browser its session. It ends with the session at the latest.
func (k Cookies) SetSession(w http.ResponseWriter, token string, life time.Duration) {
	k.set(w, "session", token, life)
}

// SetBrowser hands the browser its half of a sign-in.
func (k Cookies) SetBrowser(w http.ResponseWriter, secret string, life time.Duration) {
	k.set(w, "signin", secret, life)
}

// ClearSession takes the session back.
func (k Cookies) ClearSession(w http.ResponseWriter) { k.set(w, "session", "", -time.Second) }

// ClearBrowser takes the browser's half of a sign-in back.
func (k Cookies) ClearBrowser(w http.ResponseWriter) { k.set(w, "signin", "", -time.Second) }

func (k Cookies) value(r *http.Request, short string) string {
	cookie, err := r.Cookie(k.name(short))
	if err != nil {
		return ""
	}
	return cookie.Value
}

func (k Cookies) set(w http.ResponseWriter, short, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: k.name(short), Value: value, Path: "/", MaxAge: int(life / time.Second),
		HttpOnly: true, Secure: k.HTTPS, SameSite: http.SameSiteLaxMode,
	})
}
