package views

import (
	"context"
	"io"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/static"
	"keephope/views/urls"
)

// markup is HTML that is written by hand, where components would cost more than all the rest of a page: the fifty rows
// of the list, of five components each, took half of the time in which the whole page was made.
type markup struct{ b []byte }

// tag adds HTML that we wrote ourselves.
func (m *markup) tag(text string) { m.b = append(m.b, text...) }

// text adds anything else, as text or as the value of an attribute in quotes.
func (m *markup) text(s string) { m.b = append(m.b, templ.EscapeString(s)...) }

// usualRow is the size of most rows in bytes.
const usualRow = 640

// listingRows are the rows of the list.
func listingRows(p ListingPage) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		m := markup{b: make([]byte, 0, usualRow*len(p.List.Endorsers))}
		pin := static.Icon("map-pin")
		for _, e := range p.List.Endorsers {
			m.row(p.Page, e, pin)
			if e.Version < p.List.Facets.Version {
				m.tag(` <span>`)
				m.text(p.T("listing.version", "n", e.Version))
				m.tag(`</span>`)
			}
			m.tag(`</p></li>`)
		}
		_, err := w.Write(m.b)
		return err
	})
}

// row begins the row of an endorser: all but the version that it stands under.
func (m *markup) row(p Page, e models.PublicEndorser, pin string) {
	name := nameFor(p.Lang, e.Names)
	letter, class := arch(name, e.Slug)
	m.tag(`<li><span class="`)
	m.tag(class)
	m.tag(`" aria-hidden="true">`)
	m.text(letter)
	m.tag(`</span><h3><a href="`)
	m.text(urls.Endorser(p.Lang, e.Slug))
	m.tag(`">`)
	m.isolated(name.text, name.lang, "")
	m.tag(`</a>`)
	if name.beside != "" {
		m.tag(`  `)
		m.isolated(name.beside, name.besideLang, ` class="native"`)
	}
	m.tag(`</h3>`)
	if e.Quote != "" {
		m.tag(`<p class="own-words"><q dir="auto" lang="`)
		m.text(e.QuoteLang)
		m.tag(`">`)
		m.text(e.Quote)
		m.tag(`</q></p>`)
	}
	m.tag(`<p class="meta"><span><svg class="i" aria-hidden="true" focusable="false"><use href="`)
	m.text(pin)
	m.tag(`"></use></svg>`)
	m.text(country(p, e.Country))
	m.tag(`</span> <span>`)
	m.text(communityNames(p, e.Communities))
	m.tag(`</span> <span>`)
	m.text(p.T("listing.since"))
	m.tag(` <time datetime="`)
	m.b = e.Since.AppendFormat(m.b, "2006-01-02")
	m.tag(`">`)
	m.text(p.Words.DateShort(e.Since))
	m.tag(`</time></span>`)
}

// isolated is a name that keeps its direction to itself; lang is "" where it is the page's.
func (m *markup) isolated(name, lang, class string) {
	m.tag(`<bdi`)
	m.tag(class)
	if lang != "" {
		m.tag(` lang="`)
		m.text(lang)
		m.tag(`"`)
	}
	m.tag(`>`)
	m.text(name)
	m.tag(`</bdi>`)
}
