package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// sentences are the fields of forms in which people write sentences of their own: what is worth keeping when a form
// cannot be taken.
var sentences = []string{
	"ask_text", "hold_text", "decline_text", "note", "reason", "answer", "message", "title", "summary", "occasion", "body",
	"ask", "label", "date", "date_text", "quote", "steps", "share", "before", "venue",
}

// lostText gathers what somebody wrote into a form that is not taken. The page that answers shows it once more
// to whoever sent it; nothing of it is kept.
func lostText(c echo.Context) string {
	if c.Request().Method != http.MethodPost || WantsProblem(c.Request()) {
		return ""
	}
	sent, err := body(c, maxForm)
	if err != nil {
		return ""
	}
	var texts []string
	for _, name := range sentences {
		for _, text := range sent[name] {
			text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
			if text != "" && utf8.ValidString(text) && !strings.ContainsRune(text, 0) && !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return strings.Join(texts, "\n\n")
}

// writtenText is what somebody wrote into a form that can be sent again as it is, when this answer is only for now.
func writtenText(c echo.Context, status int) string {
	switch status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable:
		return lostText(c)
	}
	return ""
}

// signInFirst leads whoever is not signed in to the sign-in. Text that they wrote comes before that.
func (h Problems) signInFirst(c echo.Context) {
	h.rememberWanted(c)
	text := lostText(c)
	if text == "" {
		_ = seeOther(c, urls.SignIn(lang(c)))
		return
	}
	if err := h.signedOut(c, text); err != nil {
		h.Log.ErrorContext(ctx(c), "render page of an ended session", "error", err.Error())
		_ = c.NoContent(http.StatusUnauthorized)
	}
}

// signedOut answers a form with written text whose session has ended: nothing was done, why, and the text to copy. 401
// names a challenge (RFC 9110, 11.6.1), that of a session cookie.
func (h Problems) signedOut(c echo.Context, text string) error {
	p := views.SignedOutPage{Page: h.bare(c), Lost: text}
	p.Path, p.NoIndex, p.Title = "/", true, p.T("error.401.title")
	header := c.Response().Header()
	header.Set("Cache-Control", "no-store")
	header.Set("WWW-Authenticate", `Cookie realm="session"`)
	return render(c, http.StatusUnauthorized, views.SignedOut(p))
}

// rememberWanted keeps the page that a stranger asked for until after the sign-in: in a cookie, never in an address. Of a
// form it is the page that the form stood on.
func (h Problems) rememberWanted(c echo.Context) {
	r := c.Request()
	dest := r.Header.Get("Sec-Fetch-Dest") // a page, not a picture on one; older browsers do not tell
	switch {
	case dest != "" && dest != "document":
	case r.Method == http.MethodGet:
		h.Cookies.SetWanted(c.Response(), r.URL.RequestURI(), models.SignInLife)
	case r.Method == http.MethodPost:
		if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
			h.Cookies.SetWanted(c.Response(), from.RequestURI(), models.SignInLife)
		}
	}
}
