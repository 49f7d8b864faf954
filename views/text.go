package views

// Safety says how organisations at risk are protected, and what this site cannot do.
func Safety(p Page) TextPage {
	return asked("safety.contact.tell", TextPage{Page: p, Keys: "safety.", Sections: []TextSection{
		{"levels", 1, 3}, {"numbers", 2, 0}, {"sealed", 2, 0}, {"hide", 2, 0}, {"changes", 2, 0}, {"leave", 1, 3}, {"desk", 0, 4},
		{"limits", 0, 4}, {"you", 0, 4},
	}})
}

// Privacy says what is kept, for how long, and who sees it.
func Privacy(p Page) TextPage {
	return asked("privacy.contact.tell", TextPage{Page: p, Keys: "privacy.", Last: map[string]string{"kept": p.backupLife()}, Sections: []TextSection{
		{"readers", 2, 0}, {"people", 2, 0}, {"organisations", 2, 0}, {"kept", 0, 12}, {"seen", 0, 6}, {"ledger", 1, 0}, {"yours", 1, 5},
	}})
}

// Accessibility is the accessibility statement.
func Accessibility(p Page) TextPage {
	tell := p.tell("accessibility.tell.p1", "accessibility.tell.nobody")
	return TextPage{Page: p, Keys: "accessibility.", Said: map[string][]ErrorPart{"tell": tell}, Sections: []TextSection{
		{"goal", 1, 0}, {"how", 0, 7}, {"tested", 1, 0}, {"known", 0, 3}, {"tell", 0, 0},
	}}
}

// asked ends a page with where to ask, in the words of key; without an address the page ends as it is.
func asked(key string, p TextPage) TextPage {
	if said := p.tell(key, ""); said != nil {
		p.Sections = append(p.Sections, TextSection{Name: "contact"})
		p.Said = map[string][]ErrorPart{"contact": said}
	}
	return p
}
