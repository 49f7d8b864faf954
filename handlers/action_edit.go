package handlers

import (
	"github.com/labstack/echo/v4"

	"keephope/views/urls"
)

// Edit handles GET /{lang}/me/{organisation}/actions/{action}/edit: the form of what is published, as it shall become.
func (h OwnActions) Edit(c echo.Context) error {
	a, err := h.Store.OwnActionByID(ctx(c), actor(c), organisationID(c), c.Param("action"))
	if err != nil {
		return err
	}
	if !a.Published || a.Still {
		return seeOther(c, urls.OwnAction(lang(c), organisationID(c), a.ID, ""))
	}
	hosting, err := h.Store.Hosting(ctx(c), actor(c), organisationID(c))
	if err != nil {
		return err
	}
	if a.Edit != nil {
		a.Content = *a.Edit
	}
	p := draftPage(hosting, a, organisationID(c))
	p.Published, p.Edit.WordsOnly = true, a.Past
	return h.form(c, p, nil)
}

// SaveEdit handles POST /{lang}/me/{organisation}/actions/{action}/edit.
func (h OwnActions) SaveEdit(c echo.Context) error {
	form, err := read[actionForm](c)
	if err != nil {
		return err
	}
	edit := form.edit(organisationID(c), c.Param("action"))
	if err := h.Store.EditAction(ctx(c), actor(c), form.sent("action.edited"), edit); err != nil {
		return h.again(c, form, edit, err, true)
	}
	return h.stepped(c, nil, "edited")
}

// DropEdit handles POST /{lang}/me/{organisation}/actions/{action}/edit/discard: the action stays as it is published.
func (h OwnActions) DropEdit(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.stepped(c, h.Store.DropEdit(ctx(c), actor(c), form.sent("action.edit_dropped"), h.step(c)), "dropped")
}
