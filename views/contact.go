package views

import "strings"

// ContactURL leads to whoever runs the site; "" where the operator named no address.
func (p Page) ContactURL() string {
	if p.Site.Contact == "" || strings.Contains(p.Site.Contact, "://") {
		return p.Site.Contact
	}
	return "mailto:" + p.Site.Contact
}

// Report is the sentence that ends the page of a fault on our side: with an address to tell it to, if there is one.
func (p Page) Report(id string) []ErrorPart {
	key := "error.code"
	if p.Site.Contact != "" {
		key = "error.tell"
	}
	return append([]ErrorPart{{Text: " "}}, p.Sentence(key, id)...)
}

// tell is the sentence of key as far as it can be kept: where readers can reach somebody its words name the address,
// elsewhere they are those of silent; "" = none.
func (p Page) tell(key, silent string) []ErrorPart {
	switch {
	case p.Site.Contact != "":
		return p.Sentence(key, "")
	case silent != "":
		return p.Sentence(silent, "")
	}
	return nil
}
