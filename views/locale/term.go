package locale

import "keephope/models/terms"

// Community returns the name of a community by its slug in models/terms.
func (p *Printer) Community(slug string) string { return p.T("community." + slug) }

// Kind returns the name of a kind of organisation by its slug in models/terms.
func (p *Printer) Kind(slug string) string { return p.T("kind." + slug) }

// Term is a choice in a closed list.
type Term struct{ Slug, Name string }

// Communities returns all communities in the order of the vocabulary.
func (p *Printer) Communities() []Term { return named(terms.Communities(), p.Community) }

// Kinds returns all kinds of organisation in the order of the vocabulary.
func (p *Printer) Kinds() []Term { return named(terms.Kinds(), p.Kind) }

func named(slugs []string, name func(string) string) []Term {
	out := make([]Term, len(slugs))
	for i, slug := range slugs {
		out[i] = Term{Slug: slug, Name: name(slug)}
	}
	return out
}
