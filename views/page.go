// Package views turns page structs into HTML. One component per file and noun, one argument: a struct that embeds
// Page. Components hold no rule and read nothing but their argument.
package views

import (
	"time"

	"keephope/models"
	"keephope/views/locale"
	"keephope/views/urls"
)

// Area is the part of the site that a page belongs to.
type Area string

// The areas. Public pages never know who reads them.
const (
	AreaPublic Area = ""
	AreaMe     Area = "me"
	AreaDesk   Area = "desk"
	AreaAdmin  Area = "admin"
)

// Page is what every page has: language, words, frame, and what was wrong with the form that it shows again.
type Page struct {
	Lang     locale.Lang
	Words    *locale.Printer
	Title    string // without the campaign's name
	Lead     string // one sentence for search engines and previews; "" = the campaign's
	Path     string // own address below the language, with its query: "/endorsers?country=GE"
	Here     string // which entry of the menu is current: "statement", "endorsers", …
	Area     Area
	Site     Site
	Viewer   Viewer
	FormID   string              // hidden field of every form on the page
	Problems []models.FieldError // what to correct, in the order of the fields
	Feeds    []Feed              // the same thing in other formats
	NoIndex  bool
	Preview  *Preview  // what networks show beside a link to the page; nil = what they make of it
	Saved    time.Time // what the reader just saved on this page; zero = nothing
}

// Site is what the frame shows of the featured campaign.
type Site struct {
	Name       string
	Base       string // public address without a slash at its end, for links that people pass on
	Summary    string
	Historical bool   // banner "historical example, not a live campaign"
	Demo       bool   // banner of the demo: whom one can sign in as
	BackupDays int    // after how many days the operator promises to delete a backup; 0 = no promise
	Contact    string // e-mail or https address of whoever runs the site; "" = none
	ShareVK    bool   // VK stands among the networks to which a page is passed on
}

// Viewer is who reads a page that is not public. The zero value is everybody.
type Viewer struct {
	Name  string
	Desk  bool
	Admin bool
}

// Feed is another format of the same page, with a name of its own where it is not the page's.
type Feed struct{ Type, URL, Name string }

// Preview is what networks show beside a link to a page: its address and a picture, with what the picture says.
type Preview struct{ URL, Picture, Says string }

// T is a text of the page's language.
func (p Page) T(key string, args ...any) string { return p.Words.T(key, args...) }

// Dir is the direction of writing, "ltr" or "rtl".
func (p Page) Dir() string { return p.Lang.Dir() }

// FullTitle is the document's title: a page with problems says so first.
func (p Page) FullTitle() string {
	title := p.T("site.title", "page", p.Title, "site", p.Site.Name)
	if p.Title == "" || p.Title == p.Site.Name {
		title = p.Site.Name
	}
	if len(p.Problems) > 0 {
		return p.T("error.page_title", "title", title)
	}
	return title
}

// In returns a path of this page's language.
func (p Page) In(path string) string { return urls.In(p.Lang, path) }

// Problem returns what is wrong with a field, "" if nothing is.
func (p Page) Problem(field string) string {
	for _, f := range p.Problems {
		if f.Field == field {
			return p.T(f.Key, f.Args...)
		}
	}
	return ""
}
