package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Account answers the end of the reader's own account.
type Account struct{ SignIn }

// AskDelete handles GET /{lang}/me/data/delete: what goes, what stays, and what holds the reader back.
func (h Account) AskDelete(c echo.Context) error { return h.ask(c, http.StatusOK, nil) }

// ask shows the page, with what came of a try above it.
func (h Account) ask(c echo.Context, status int, problem error) error {
	as := actor(c)
	departure, err := h.Store.Departure(ctx(c), as)
	if err != nil {
		return err
	}
	linked, err := h.Store.Identities(ctx(c), as)
	if err != nil {
		return err
	}
	page, err := h.page(c, "account.title")
	if err != nil {
		return err
	}
	page.Area = views.AreaMe
	p := views.AccountPage{
		Page: page, Departure: departure, Fresh: as.MayDeleteSelf() == nil, Linked: linked, Clash: clash(page, problem),
	}
	if !p.Fresh { // signing in anew leads back here
		h.Cookies.SetWanted(c.Response(), urls.DeleteAccount(lang(c)), models.SignInLife)
		p.Providers = offer(c, h.Flow)
	}
	return render(c, status, views.Account(p))
}

// Delete handles POST /{lang}/me/data/delete. Its answer is the last page of this account: there is none to go on to.
func (h Account) Delete(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	err = h.Store.DeletePerson(ctx(c), actor(c), form.sent("person.deleted"))
	if models.KindOf(err) == models.Conflict {
		return h.ask(c, http.StatusConflict, err)
	}
	if err != nil {
		return err
	}
	h.Cookies.ClearSession(c.Response())
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	c.Set(ActorKey, models.Actor{})
	page, err := h.page(c, "account.done_title")
	if err != nil {
		return err
	}
	page.NoIndex, page.Path = true, "/"
	return render(c, http.StatusOK, views.AccountDeleted(page))
}
