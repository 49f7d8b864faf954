package locale

import "keephope/models/terms"

// termNames are the names of a closed list in one language by slug: a list page
// names three communities in each of its rows.
func termNames(p *Printer, prefix string, slugs []string) map[string]string {
	all := make(map[string]string, len(slugs))
	for _, slug := range slugs {
		all[slug] = p.T(prefix + slug)
	}
	return all
}

// Community returns the name of a community by its slug in models/terms. A slug
// that is not there is reported as a missing key.
func (p *Printer) Community(slug string) string {
	if name, ok := p.names.communities[slug]; ok {
		return name
	}
	return p.missing("community." + slug)
}

// Kind returns the name of a kind of organisation by its slug in models/terms. A
// slug that is not there is reported as a missing key.
func (p *Printer) Kind(slug string) string {
	if name, ok := p.names.kinds[slug]; ok {
		return name
	}
	return p.missing("kind." + slug)
}

// ActionKind returns the name of a kind of joint action by its slug in models/terms. A slug that is not there is reported
// as a missing key.
func (p *Printer) ActionKind(slug string) string {
	if name, ok := p.names.actionKinds[slug]; ok {
		return name
	}
	return p.missing("action.kind." + slug)
}

// Term is a choice in a closed list.
type Term struct{ Slug, Name string }

// Communities returns all communities in the order of the vocabulary.
func (p *Printer) Communities() []Term { return named(terms.Communities(), p.Community) }

// Kinds returns all kinds of organisation in the order of the vocabulary.
func (p *Printer) Kinds() []Term { return named(terms.Kinds(), p.Kind) }

// ActionKinds returns all kinds of joint action in the order of the vocabulary.
func (p *Printer) ActionKinds() []Term { return named(terms.ActionKinds(), p.ActionKind) }

func named(slugs []string, name func(string) string) []Term {
	out := make([]Term, len(slugs))
	for i, slug := range slugs {
		out[i] = Term{Slug: slug, Name: name(slug)}
	}
	return out
}
