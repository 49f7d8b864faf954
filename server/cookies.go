package server

import (
	"encoding/base64"
	"net/http"
	"time"

	"keephope/server/signin"
)

// Cookies names and shapes the three cookies: the session, the browser's half of a sign-in that is under way, and the
// page that somebody wanted to see before signing in.
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

// SetWanted remembers for a short while which page of ours somebody wanted to see. What cannot be one is left out.
func (k Cookies) SetWanted(w http.ResponseWriter, path string, life time.Duration) {
	if path, ok := signin.ReturnPath(path); ok && len(path) <= maxWanted {
		k.set(w, "wanted", base64.RawURLEncoding.EncodeToString([]byte(path)), life)
	}
}

// Wanted returns the page that somebody wanted to see, "" if none or if it is no page of ours.
func (k Cookies) Wanted(r *http.Request) string {
	path, err := base64.RawURLEncoding.DecodeString(k.value(r, "wanted"))
	if err != nil || len(path) > maxWanted {
		return ""
	}
	own, _ := signin.ReturnPath(string(path))
	return own
}

// maxWanted is the longest page address that is remembered; longer ones are not worth a large cookie.
const maxWanted = 1000

// ClearWanted forgets the page.
func (k Cookies) ClearWanted(w http.ResponseWriter) { k.set(w, "wanted", "", -time.Second) }

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
