package views

import (
	"keephope/views/urls"
)

// ErrorPage is a page that says that something is not as wished: what happened, what it means, where to go.
type ErrorPage struct {
	Page
	Heading string
	Text    []ErrorPart
}

// ErrorPart is a piece of the sentence; with an address it is a link.
type ErrorPart struct{ Text, Address string }

// Sentence turns the message of key into parts. Its slots are links ("campaign", "search", "sign_in") or the id under
// which the log has more.
func (p Page) Sentence(key, id string) []ErrorPart {
	links := map[string]ErrorPart{
		"campaign": {p.T("error.404.campaign"), urls.Home(p.Lang)},
		"search":   {p.T("error.404.search"), urls.Endorsers(p.Lang) + "#q"},
		"sign_in":  {p.T("error.403.sign_in"), urls.SignIn(p.Lang)},
		"id":       {id, ""},
	}
	var out []ErrorPart
	for _, part := range p.Words.Parts(key) {
		if part.Slot != "" {
			out = append(out, links[part.Slot])
		} else {
			out = append(out, ErrorPart{Text: part.Text})
		}
	}
	return out
}
