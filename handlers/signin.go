package handlers

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
	"keephope/views/urls"
)

// Flow asks providers who somebody is.
type Flow interface {
	// Providers lists them in the operator's order.
	Providers(ctx context.Context) []models.Provider
	// Begin begins a sign-in for what wanted says (ReturnTo, Purpose, SetupKeyHash, PersonID). It returns the provider's
	// address and the secret for the browser's cookie, or ErrSignInFailed.
	Begin(ctx context.Context, provider string, lang locale.Lang, wanted models.SignIn) (address, browser string, err error)
	// Finish takes the browser's return. It returns who it is and what it was for, or ErrSignInFailed.
	Finish(ctx context.Context, provider string, query url.Values, browser string) (models.Identity, models.SignIn, error)
}

// ErrSignInFailed is behind every sign-in that came to nothing. The text of the error around it is safe for a log.
var ErrSignInFailed = errors.New("sign-in failed")

// Cookies is what the browser keeps for us. All three are HttpOnly.
type Cookies interface {
	Session(r *http.Request) string
	SetSession(w http.ResponseWriter, token string, life time.Duration)
	ClearSession(w http.ResponseWriter)
	Browser(r *http.Request) string
	SetBrowser(w http.ResponseWriter, secret string, life time.Duration)
	ClearBrowser(w http.ResponseWriter)
	Wanted(r *http.Request) string
	SetWanted(w http.ResponseWriter, path string, life time.Duration)
	ClearWanted(w http.ResponseWriter)
}

// SignIn answers where people sign in and out.
type SignIn struct {
	Frame
	Flow    Flow
	Cookies Cookies
	Log     *slog.Logger
}

// Page handles GET /{lang}/sign-in: the providers. Whoever is signed in goes on to their own page.
func (h SignIn) Page(c echo.Context) error {
	if actor(c).SignedIn() {
		return seeOther(c, first(actor(c), lang(c)))
	}
	return h.show(c, http.StatusOK, false)
}

// show renders the page with the providers, after a failure with a note above them.
func (h SignIn) show(c echo.Context, status int, failed bool) error {
	page, err := h.page(c, "signin.title")
	if err != nil {
		return err
	}
	page.NoIndex, page.Path = true, "/sign-in"
	providers := offer(c, h.Flow)
	ended := !failed && !actor(c).SignedIn() && h.Cookies.Session(c.Request()) != ""
	return render(c, status, views.SignIn(views.SignInPage{Page: page, Failed: failed, Ended: ended, Providers: providers}))
}

// offer lists the providers and lets this page's forms lead to them: a browser checks redirects of a form too.
func offer(c echo.Context, flow Flow) []models.Provider {
	providers := flow.Providers(ctx(c))
	policy := c.Response().Header().Get("Content-Security-Policy")
	for _, p := range providers {
		if len(p.Origins) > 0 {
			policy += " " + strings.Join(p.Origins, " ")
		}
	}
	c.Response().Header().Set("Content-Security-Policy", policy)
	return providers
}

// Begin handles POST /{lang}/auth/{provider}: off to the provider.
func (h SignIn) Begin(c echo.Context) error {
	if _, err := read[formID](c); err != nil {
		return err
	}
	wanted := models.SignIn{Purpose: models.PurposeSignIn, ReturnTo: h.Cookies.Wanted(c.Request())}
	return h.leave(c, wanted)
}

// leave sends the browser to the provider of the address, and remembers on the way where it comes back to.
func (h SignIn) leave(c echo.Context, wanted models.SignIn) error {
	if wanted.ReturnTo == "" {
		wanted.ReturnTo = urls.Me(lang(c))
	}
	address, browser, err := h.Flow.Begin(ctx(c), c.Param("provider"), lang(c), wanted)
	if err != nil {
		return h.failed(c, err)
	}
	h.Cookies.SetBrowser(c.Response(), browser, models.SignInLife)
	h.Cookies.SetWanted(c.Response(), wanted.ReturnTo, models.SignInLife)
	return seeOther(c, address)
}

// Callback handles GET /auth/{provider}/callback: the browser is back. HEAD is refused, because nobody who only looks
// may use a sign-in up.
func (h SignIn) Callback(c echo.Context) error {
	if c.Request().Method != http.MethodGet {
		return echo.ErrMethodNotAllowed
	}
	if l, ok := urls.LangOf(h.Cookies.Wanted(c.Request())); ok {
		c.Set(LangKey, l)
	}
	who, begun, err := h.Flow.Finish(ctx(c), c.Param("provider"), c.QueryParams(), h.Cookies.Browser(c.Request()))
	if err != nil {
		return h.failed(c, err)
	}
	token, err := h.Store.Returned(ctx(c), begun, models.Arrival{
		Identity: who, Lang: string(lang(c)), Replaces: h.Cookies.Session(c.Request()),
	})
	if models.KindOf(err) == models.Forbidden {
		return h.failed(c, errors.Join(ErrSignInFailed, errors.New("person disabled, or another one is signed in")))
	}
	if err != nil {
		return err
	}
	h.Cookies.ClearBrowser(c.Response())
	h.Cookies.ClearWanted(c.Response())
	h.Cookies.SetSession(c.Response(), token, models.SessionLife)
	if begun.ReturnTo != "" && begun.ReturnTo != urls.Me(lang(c)) {
		return seeOther(c, begun.ReturnTo) // what was kept on the server when it began
	}
	as, err := h.Store.Actor(ctx(c), token)
	if err != nil {
		return err
	}
	return seeOther(c, first(as, lang(c)))
}

// first is the page on which somebody begins: with their organisations, or without one where their work is.
func first(as models.Actor, l locale.Lang) string {
	switch {
	case len(as.Represents) > 0:
		return urls.Me(l)
	case as.MayUseDesk() == nil:
		return urls.Desk(l, "")
	case as.MayAdminister() == nil:
		return urls.Admin(l, "")
	}
	return urls.Me(l)
}

// failed answers a sign-in that came to nothing: the same words whatever it was. The cause is for the log. The browser
// keeps its secret until the sign-in's time is over: any site can send it here with an answer that is not its own, and
// must not end what is under way by that. A sign-in of its own that failed is used up already.
func (h SignIn) failed(c echo.Context, err error) error {
	if !errors.Is(err, ErrSignInFailed) {
		return err
	}
	h.Log.WarnContext(ctx(c), "sign-in failed", "cause", err.Error())
	if models.KindOf(err) == models.Unavailable {
		c.Response().Header().Set("Retry-After", strconv.Itoa(slowDown))
		return h.show(c, http.StatusServiceUnavailable, true)
	}
	return h.show(c, http.StatusForbidden, true)
}

// leaveWithin is how long leaving waits for the database before it goes without.
const leaveWithin = time.Second

// Leave handles POST /{lang}/leave: out of the session, and off to another site. Nothing may stand between a person and
// this, neither a missing form id nor a database that is away: then the browser forgets the session all the same.
// Whatever the browser kept of our pages goes too, so that its Back button asks us, and is sent to sign-in.
func (h SignIn) Leave(c echo.Context) error {
	soon, cancel := context.WithTimeout(ctx(c), leaveWithin)
	defer cancel()
	as, err := h.Store.Actor(soon, h.Cookies.Session(c.Request()))
	if err == nil {
		err = h.Store.SignOut(soon, as)
	}
	if err != nil {
		h.Log.WarnContext(ctx(c), "left without ending the session", "error", err.Error())
	}
	h.Cookies.ClearSession(c.Response())
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return seeOther(c, urls.Elsewhere)
}

// Out handles POST /{lang}/sign-out.
func (h SignIn) Out(c echo.Context) error {
	if _, err := read[formID](c); err != nil {
		return err
	}
	if err := h.Store.SignOut(ctx(c), actor(c)); err != nil {
		return err
	}
	h.Cookies.ClearSession(c.Response())
	return seeOther(c, urls.Home(lang(c)))
}
