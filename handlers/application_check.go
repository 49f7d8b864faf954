package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/views"
	"keephope/views/urls"
)

// Show handles GET /{lang}/me/{organisation}/application: the list of parts, or where the application stands.
func (h Applications) Show(c echo.Context) error { return h.show(c, http.StatusOK, nil, "") }

func (h Applications) show(c echo.Context, status int, problems []models.FieldError, answer string) error {
	p, err := h.open(c, "application.title")
	if err != nil {
		return err
	}
	p.Problems, p.Answer, p.Path = problems, answer, "/me/"+p.M.OrganisationID+"/application"
	p.Asked = c.QueryParam("asked") == "1"
	if p.Draft() {
		return render(c, status, views.Tasks(p))
	}
	p.Title = p.T("application.wait.title")
	return render(c, status, views.Waiting(p))
}

// Check handles GET /{lang}/me/{organisation}/application/check: who will see what, and the text.
func (h Applications) Check(c echo.Context) error {
	p, err := h.open(c, "application.check.title")
	if err != nil {
		return err
	}
	if !p.Draft() || !p.M.Answers.Complete() {
		return seeOther(c, p.At(""))
	}
	p.Part = models.PartCheck
	return render(c, http.StatusOK, views.Check(p))
}

type sendForm struct {
	formID
	Version string `form:"version"`
	Lang    string `form:"lang"`
}

// Send handles POST /{lang}/me/{organisation}/application/check: the signatory binds the text that was shown.
func (h Applications) Send(c echo.Context) error {
	form, err := read[sendForm](c)
	if err != nil {
		return err
	}
	err = h.Store.Submit(ctx(c), actor(c), form.sent("application.submitted"),
		models.Sending{OrganisationID: c.Param("organisation"), VersionID: form.Version, Lang: form.Lang})
	if problems, ok := invalid(err); ok {
		return h.show(c, http.StatusUnprocessableEntity, problems, "")
	}
	return h.back(c, err)
}

type answerForm struct {
	formID
	Answer string `form:"answer"`
}

// Answer handles POST /{lang}/me/{organisation}/application/answer.
func (h Applications) Answer(c echo.Context) error {
	form, err := read[answerForm](c)
	if err != nil {
		return err
	}
	err = h.Store.Answer(ctx(c), actor(c), form.sent("application.answered"),
		models.Reply{OrganisationID: c.Param("organisation"), Text: form.Answer})
	if problems, ok := invalid(err); ok {
		return h.show(c, http.StatusUnprocessableEntity, problems, form.Answer)
	}
	return h.back(c, err)
}

// back answers a step: on to where the application stands.
func (h Applications) back(c echo.Context, err error) error {
	if err != nil {
		return err
	}
	return seeOther(c, urls.Application(lang(c), c.Param("organisation"), ""))
}

// Withdraw handles POST /{lang}/me/{organisation}/application/withdraw.
func (h Applications) Withdraw(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.WithdrawApplication(ctx(c), actor(c), form.sent("application.withdrawn"), c.Param("organisation")))
}

// Resume handles POST /{lang}/me/{organisation}/application/resume.
func (h Applications) Resume(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.ResumeApplication(ctx(c), actor(c), form.sent("application.resumed"), c.Param("organisation")))
}

// Again handles POST /{lang}/me/{organisation}/application/again: a declined organisation applies anew.
func (h Applications) Again(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	return h.back(c, h.Store.ApplyAgain(ctx(c), actor(c), form.sent("application.begun"), c.Param("organisation")))
}

// AskDelete handles GET /{lang}/me/{organisation}/application/delete: what goes, and the button.
func (h Applications) AskDelete(c echo.Context) error {
	p, err := h.open(c, "application.delete.title")
	if err != nil {
		return err
	}
	if !p.M.MayBind || p.M.State == models.Approved {
		return seeOther(c, p.At(""))
	}
	return render(c, http.StatusOK, views.DeleteApplication(p))
}

// Delete handles POST /{lang}/me/{organisation}/application/delete: everything of the organisation goes at once.
func (h Applications) Delete(c echo.Context) error {
	form, err := read[formID](c)
	if err != nil {
		return err
	}
	err = h.Store.DeleteApplication(ctx(c), actor(c), form.sent("application.deleted"), c.Param("organisation"))
	if err != nil {
		return err
	}
	return seeOther(c, urls.Me(lang(c)))
}
