package views

import (
	"keephope/models"
	"keephope/views/urls"
)

// DraftShown says that an action's page is a preview for its hosts, and of what.
type DraftShown struct {
	OrganisationID string
	ID             string // of the action
	Where          models.Where
	Audience       models.Audience
	Inside         bool // as those read it who take part
}

// at is the preview as everybody reads it, or as those do who take part.
func (p ActionPage) previewAt(inside bool) string {
	at := urls.OwnAction(p.Lang, p.Draft.OrganisationID, p.Draft.ID, "/preview")
	if inside {
		return at + "?as=participant"
	}
	return at
}

// previewTitle says who reads the page like this.
func (p ActionPage) previewTitle() string {
	switch {
	case p.Draft.Inside:
		return p.T("action.preview.participants")
	case p.Draft.Audience == models.ForMembers:
		return p.T("action.preview.members")
	}
	return p.T("action.preview.public")
}

// previewOther leads to the page as the others read it.
func (p ActionPage) previewOther() string {
	switch {
	case !p.Draft.Inside:
		return p.T("action.preview.see_participants")
	case p.Draft.Audience == models.ForMembers:
		return p.T("action.preview.see_members")
	}
	return p.T("action.preview.see_public")
}

// called is the title of an action, or a word for one that has none yet.
func (p ActionPage) called(text models.ActionText) string {
	if text.Title == "" {
		return p.T("action.own.untitled")
	}
	return text.Title
}
