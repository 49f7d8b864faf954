package handlers

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Asks handles GET /{lang}/desk/asks: the joint actions that are pinned as asks of the campaign.
func (h Campaigns) Asks(c echo.Context) error { return h.asks(c, nil) }

func (h Campaigns) asks(c echo.Context, problem error) error {
	desk, err := h.Store.AsksAtDesk(ctx(c), actor(c))
	if err != nil {
		return err
	}
	page, err := h.desk(c, "ask.title", nil)
	if err != nil {
		return err
	}
	if page.Here = "campaign"; problem != nil {
		page.Path = urls.Below(urls.Asks(page.Lang, ""))
	}
	p := views.AsksPage{Page: page, Desk: desk, Clash: clash(page, problem), Done: c.QueryParam("done")}
	return render(c, statusOr(http.StatusOK, problem), views.Asks(p))
}

// pinForm names an action, and of a move the one beside it that it goes past.
type pinForm struct {
	formID
	Action string `form:"action"`
	Past   string `form:"past"`
	Up     bool   `form:"up"`
}

// Pin handles POST /{lang}/desk/asks/pin.
func (h Campaigns) Pin(c echo.Context) error {
	return h.changeAsks(c, "pin", func(ctx context.Context, as models.Actor, sent models.Sent, form pinForm) error {
		return h.Store.PinAction(ctx, as, sent, form.Action)
	})
}

// Unpin handles POST /{lang}/desk/asks/unpin.
func (h Campaigns) Unpin(c echo.Context) error {
	return h.changeAsks(c, "unpin", func(ctx context.Context, as models.Actor, sent models.Sent, form pinForm) error {
		return h.Store.UnpinAction(ctx, as, sent, form.Action)
	})
}

// Move handles POST /{lang}/desk/asks/move.
func (h Campaigns) Move(c echo.Context) error {
	return h.changeAsks(c, "move", func(ctx context.Context, as models.Actor, sent models.Sent, form pinForm) error {
		return h.Store.MoveAsk(ctx, as, sent, models.AskMove{ActionID: form.Action, Past: form.Past, Up: form.Up})
	})
}

// changeAsks reads a form of the page of asks and does what it says. Afterwards the page says what was done.
func (h Campaigns) changeAsks(c echo.Context, step string, do func(context.Context, models.Actor, models.Sent, pinForm) error) error {
	form, err := read[pinForm](c)
	if err != nil {
		return err
	}
	err = do(ctx(c), actor(c), form.sent(models.Verb("ask."+step)), form)
	if models.KindOf(err) == models.Conflict && !WantsProblem(c.Request()) {
		return h.asks(c, err)
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.Done(urls.Asks(lang(c), ""), step))
}
