package handlers

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views/locale"
	"keephope/views/urls"
)

// deciding is what every decision's form has: what the page showed, and which case comes next.
type deciding struct {
	formID
	Seen string `form:"seen"`
	Next string `form:"next"`
}

func (f deciding) base() deciding { return f }

// decision is a form that decides: its text, its day, and what was typed for when it comes back.
type decision interface {
	base() deciding
	words() (text, day string)
	typed() map[string]string
}

type acceptForm struct{ deciding }

func (acceptForm) words() (text, day string) { return "", "" }
func (acceptForm) typed() map[string]string  { return nil }

// questionForm is a question. Own words win over the ready sentence.
type questionForm struct {
	deciding
	Text     string `form:"ask_text"`
	Sentence string `form:"ask_sentence"`
}

func (f questionForm) words() (text, day string) { return ownWords(f.Text, f.Sentence), "" }
func (f questionForm) typed() map[string]string {
	return map[string]string{"ask_text": f.Text, "ask_sentence": f.Sentence}
}

type holdForm struct {
	deciding
	Text     string `form:"hold_text"`
	Sentence string `form:"hold_sentence"`
	Until    string `form:"hold_until"`
}

func (f holdForm) words() (text, day string) { return ownWords(f.Text, f.Sentence), f.Until }
func (f holdForm) typed() map[string]string {
	return map[string]string{"hold_text": f.Text, "hold_sentence": f.Sentence, "hold_until": f.Until}
}

type declineForm struct {
	deciding
	Text     string `form:"decline_text"`
	Sentence string `form:"decline_sentence"`
	Until    string `form:"decline_until"`
}

func (f declineForm) words() (text, day string) { return ownWords(f.Text, f.Sentence), f.Until }
func (f declineForm) typed() map[string]string {
	return map[string]string{"decline_text": f.Text, "decline_sentence": f.Sentence, "decline_until": f.Until}
}

// hideForm says why something goes out of sight at once.
type hideForm struct {
	deciding
	Text string `form:"hide_text"`
}

func (f hideForm) words() (text, day string) { return strings.TrimSpace(f.Text), "" }
func (f hideForm) typed() map[string]string  { return map[string]string{"hide_text": f.Text} }

func ownWords(text, sentence string) string {
	return cmp.Or(strings.TrimSpace(text), sentence)
}

// act is a method of the store that decides.
type act func(context.Context, models.Actor, models.Sent, models.Decision) error

// Accept handles POST /{lang}/desk/applications/{id}/accept.
func (h Desk) Accept(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepAccept}, h.Store.Accept)
}

// Ask handles POST /{lang}/desk/applications/{id}/ask.
func (h Desk) Ask(c echo.Context) error {
	return decide[questionForm](h, c, shown{opened: models.StepAsk}, h.Store.Ask)
}

// Hold handles POST /{lang}/desk/applications/{id}/hold.
func (h Desk) Hold(c echo.Context) error {
	return decide[holdForm](h, c, shown{opened: models.StepHold}, h.Store.Hold)
}

// Decline handles POST /{lang}/desk/applications/{id}/decline.
func (h Desk) Decline(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline}, h.Store.Decline)
}

// AcceptChange handles POST /{lang}/desk/changes/{id}/accept.
func (h Desk) AcceptChange(c echo.Context) error {
	return decide[acceptForm](h, c, shown{opened: models.StepAccept, change: true}, h.Store.AcceptChange)
}

// AskChange handles POST /{lang}/desk/changes/{id}/ask.
func (h Desk) AskChange(c echo.Context) error {
	return decide[questionForm](h, c, shown{opened: models.StepAsk, change: true}, h.Store.AskChange)
}

// HoldChange handles POST /{lang}/desk/changes/{id}/hold.
func (h Desk) HoldChange(c echo.Context) error {
	return decide[holdForm](h, c, shown{opened: models.StepHold, change: true}, h.Store.HoldChange)
}

// DeclineChange handles POST /{lang}/desk/changes/{id}/decline.
func (h Desk) DeclineChange(c echo.Context) error {
	return decide[declineForm](h, c, shown{opened: models.StepDecline, change: true}, h.Store.DeclineChange)
}

// decide reads a form, decides, and goes on to the next case; what was typed comes back if something is to correct.
func decide[F decision](h Desk, c echo.Context, s shown, do act) error {
	form, err := read[F](c)
	if err != nil {
		return err
	}
	text, day := form.words()
	base := form.base()
	s.id, s.typed = c.Param("id"), form.typed()
	s.err = do(ctx(c), actor(c), base.sent(deskVerb(s)), models.Decision{ID: s.id, Seen: base.Seen, Text: text, Until: day})
	if models.KindOf(s.err) == models.Invalid && len(models.FieldsOf(s.err)) > 0 {
		return h.show(c, s)
	}
	if s.err != nil {
		return h.refused(c, s)
	}
	return seeOther(c, goOn(lang(c), base.Next, s.id))
}

// deskVerb names the form for the store: one id serves one kind of decision.
func deskVerb(s shown) models.Verb {
	switch {
	case s.change:
		return models.Verb("desk.change." + string(s.opened))
	case s.action:
		return models.Verb("desk.action." + string(s.opened))
	case s.report:
		return models.Verb("desk.report." + string(s.opened))
	case s.mention:
		return models.Verb("desk.mention." + string(s.opened))
	}
	return models.Verb("desk." + string(s.opened))
}

// goOn is the address of the next case, with what was just decided. Anything but a case of ours leads to the queue.
func goOn(l locale.Lang, next, done string) string {
	area, id, _ := strings.Cut(next, "/")
	switch {
	case !models.ValidID(id):
		return urls.Done(urls.Desk(l, ""), done)
	case area == "changes":
		return urls.Done(urls.Change(l, id, ""), done)
	case area == "actions":
		return urls.Done(urls.ActionCase(l, id, ""), done)
	case area == "reports":
		return urls.Done(urls.ReportCase(l, id, ""), done)
	case area == "mentions":
		return urls.Done(urls.MentionCase(l, id, ""), done)
	}
	return urls.Done(urls.Case(l, id, ""), done)
}

// Take handles POST /{lang}/desk/applications/{id}/take: it is being read.
func (h Desk) Take(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.Take(ctx(c), actor(c), form.sent("desk.take"), c.Param("id")); err != nil {
		return h.refused(c, shown{id: c.Param("id"), err: err})
	}
	return seeOther(c, urls.Case(lang(c), c.Param("id"), ""))
}

// TakeBack handles POST /{lang}/desk/applications/{id}/take-back: as if it had not been decided.
func (h Desk) TakeBack(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.TakeBack(ctx(c), actor(c), form.sent("desk.take_back"), c.Param("id")); err != nil {
		return h.refused(c, shown{id: c.Param("id"), err: err})
	}
	return seeOther(c, urls.Case(lang(c), c.Param("id"), ""))
}

// TakeChangeBack handles POST /{lang}/desk/changes/{id}/take-back: as if it had not been decided.
func (h Desk) TakeChangeBack(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	if err := h.Store.TakeChangeBack(ctx(c), actor(c), form.sent("desk.change.take_back"), c.Param("id")); err != nil {
		return h.refused(c, shown{id: c.Param("id"), change: true, err: err})
	}
	return seeOther(c, urls.Change(lang(c), c.Param("id"), ""))
}

type noteForm struct {
	formID
	Note string `form:"note"`
}

// Note handles POST /{lang}/desk/applications/{id}/notes.
func (h Desk) Note(c echo.Context) error {
	form, err := read[noteForm](c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	err = h.Store.AddNote(ctx(c), actor(c), form.sent("desk.note"), id, form.Note)
	if len(models.FieldsOf(err)) > 0 {
		return h.show(c, shown{id: id, typed: map[string]string{"note": form.Note}, err: err})
	}
	if err != nil {
		return err
	}
	return seeOther(c, urls.Case(lang(c), id, "")+"?saved="+mark(h.Store.Now())+"#notes")
}

// logo answers with a picture that only the desk sees yet.
func (h Desk) logo(c echo.Context, read func(context.Context, models.Actor, string, int) (models.LogoFile, error)) error {
	file, err := read(ctx(c), actor(c), c.Param("id"), logoWidth)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Content-Security-Policy", picturePolicy)
	return c.Blob(http.StatusOK, file.MediaType, file.Bytes)
}
