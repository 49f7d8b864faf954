package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Voices handles GET /{lang}/desk/campaign/voices.
func (h Campaigns) Voices(c echo.Context) error { return h.voices(c, nil) }

func (h Campaigns) voices(c echo.Context, problem error) error {
	voices, err := h.Store.VoicesAtDesk(ctx(c), actor(c))
	if err != nil {
		return err
	}
	page, err := h.desk(c, "campaign.voices.title", nil)
	if err != nil {
		return err
	}
	p := views.VoicesPage{Page: page, Voices: voices, Clash: clash(page, problem)}
	return render(c, statusOr(http.StatusOK, problem), views.Voices(p))
}

// voiceForm names the organisation whose quote is picked or dropped.
type voiceForm struct {
	formID
	Organisation string `form:"organisation"`
}

// PickVoice handles POST /{lang}/desk/campaign/voices/pick.
func (h Campaigns) PickVoice(c echo.Context) error {
	form, err := read[voiceForm](c)
	if err != nil {
		return err
	}
	err = h.Store.PickVoice(ctx(c), actor(c), form.sent("campaign.voice_picked"), form.Organisation)
	if err != nil && models.KindOf(err) == models.Conflict {
		return h.voices(c, err)
	}
	if err != nil {
		return err
	}
	return h.seeVoice(c, form.Organisation)
}

// DropVoice handles POST /{lang}/desk/campaign/voices/drop.
func (h Campaigns) DropVoice(c echo.Context) error {
	form, err := read[voiceForm](c)
	if err != nil {
		return err
	}
	if err := h.Store.DropVoice(ctx(c), actor(c), form.sent("campaign.voice_dropped"), form.Organisation); err != nil {
		return err
	}
	return h.seeVoice(c, form.Organisation)
}

// seeVoice goes back to where the quote stands in the list: what was pressed.
func (h Campaigns) seeVoice(c echo.Context, organisation string) error {
	address := urls.Voices(lang(c), "")
	if models.ValidID(organisation) {
		address += "#voice-" + organisation
	}
	return seeOther(c, address)
}
