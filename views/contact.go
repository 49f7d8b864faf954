package views

import "strings"

// ContactURL leads to whoever runs the site; "" where the operator named no address.
func (p Page) ContactURL() string {
	if p.Site.Contact == "" || strings.Contains(p.Site.Contact, "://") {
		return p.Site.Contact
	}
	return "mailto:" + p.Site.Contact
}

// Fault is the sentence of a fault on our side, which its id names in the log: with an address to tell it to, if there is
// one. name is "error.<status>.".
func (p Page) Fault(name, id string) []ErrorPart {
	if p.Site.Contact == "" {
		return p.Sentence(name+"silent", id)
	}
	return p.Sentence(name+"text", id)
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
