package views

import "keephope/models"

// StartPage asks whether the organisation is here already, and shows what was found.
type StartPage struct {
	Page
	Name     string // what was typed
	Searched bool
	Found    []models.Found
	Asked    []models.OwnJoinRequest
	AskSlug  string // whose form came back, with what was written in it
	Message  string
}

// foundName is how a public organisation is called for readers of the page.
func (p StartPage) foundName(n models.Names) string {
	name, beside := n.Shown(string(p.Lang))
	if beside != "" {
		return name + " · " + beside
	}
	return name
}
