package handlers

import (
	"github.com/labstack/echo/v4"

	"keephope/models"
)

// standForm lets words stand, with a note for keepers.
type standForm struct {
	deciding
	Text string `form:"accept_text"`
}

func (f standForm) words() (text, day string) { return f.Text, "" }
func (f standForm) typed() map[string]string  { return map[string]string{"accept_text": f.Text} }

// Mention handles GET /{lang}/desk/mentions/{id}: words that name an organisation which is not public.
func (h Desk) Mention(c echo.Context) error {
	return h.show(c, shown{id: c.Param("id"), mention: true, queue: queueQuery(c)})
}

// LetMentionStand handles POST /{lang}/desk/mentions/{id}/accept.
func (h Desk) LetMentionStand(c echo.Context) error {
	return decide[standForm](h, c, shown{opened: models.StepAccept, mention: true}, h.Store.LetMentionStand)
}

// WithholdMention handles POST /{lang}/desk/mentions/{id}/decline: out of sight.
func (h Desk) WithholdMention(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline, mention: true}, h.Store.WithholdMention)
}
