package views

import (
	"slices"
	"strconv"

	"keephope/models"
	"keephope/models/wording"
)

// StatementDeskPage is the call at the desk: the draft and the published versions.
type StatementDeskPage struct {
	Page
	Call      models.DeskStatement
	Published string // what was just published: "version", "translation" or nothing
}

// told says what was just done.
func (p StatementDeskPage) told() string {
	at, newest := p.Words.Clock(p.Saved.UTC()), 0
	if v, ok := p.Call.Newest(); ok {
		newest = v.Number
	}
	switch {
	case p.Published == "version" && newest > 0:
		return p.T("statement.desk.version_told", "number", strconv.Itoa(newest), "time", at)
	case p.Published == "translation":
		return p.T("statement.desk.translation_told", "time", at)
	}
	return p.T("site.saved_at", "time", at)
}

// StatementTranslatePage shows a translation before it is locked.
type StatementTranslatePage struct {
	Page
	Version models.DeskVersion
	Text    models.StatementText
}

// StatementWritePage is a version in one language: a draft, or a further language of a published one.
type StatementWritePage struct {
	Page
	Version     models.DeskVersion
	Lang        string
	Title, Body string
	Seen        string
	Newest      models.DeskVersion // the published version, to write beside while the draft's original is empty
	Before      bool               // what is shown comes from the version before and is not saved yet
	Clash       string
	Meanwhile   models.StatementText // what somebody else saved while this was written
}

// Translating reports whether the version is published: the text is locked as soon as it is sent.
func (p StatementWritePage) Translating() bool { return p.Version.PublishedAt != nil }

// Original is the version's original, to write beside; "" if this is it.
func (p StatementWritePage) Original() models.StatementText {
	if p.Lang == p.Version.OriginalLang {
		return models.StatementText{}
	}
	if text := p.Version.Text(p.Version.OriginalLang); text.Body != "" {
		return text
	}
	return p.Newest.Text(p.Version.OriginalLang)
}

// StatementPublishPage shows every word that will be locked, and the button.
type StatementPublishPage struct {
	Page
	Call  models.DeskStatement
	Draft models.DeskVersion
	Clash string
}

// changes compares a draft's text with the newest published one in its language; ok is false if there is none.
func (p StatementPublishPage) changes(text models.StatementText) (changes models.VersionChanges, ok bool) {
	newest, ok := p.Call.Newest()
	before := newest.Text(text.Lang)
	if !ok || before.VersionID == "" {
		return models.VersionChanges{}, false
	}
	return models.VersionChanges{
		Number: p.Draft.Number, Before: newest.Number, Lang: text.Lang,
		Title: wording.Compare(before.Title, text.Title), Body: wording.Compare(before.Body, text.Body),
	}, true
}

// same reports whether a draft's text says what was published before.
func same(changes models.VersionChanges) bool {
	differs := func(p wording.Paragraph) bool { return !p.Unchanged() }
	return !slices.ContainsFunc(changes.Title, differs) && !slices.ContainsFunc(changes.Body, differs)
}

// fingerprint is the hash that a text will have.
func fingerprint(text models.StatementText) string { return wording.Fingerprint(text.Title, text.Body) }

// untranslatedIn lists the languages of the desk in which a version has no text.
func untranslatedIn(v models.DeskVersion) []string {
	var out []string
	for _, lang := range textTabs(v.OriginalLang) {
		if v.Text(lang).VersionID == "" {
			out = append(out, lang)
		}
	}
	return out
}

// written reports whether a text is whole.
func written(text models.StatementText) bool { return text.Title != "" && text.Body != "" }

// draftState says how far a draft's text is in a language.
func draftState(p Page, draft models.DeskVersion, lang string) string {
	switch text := draft.Text(lang); {
	case written(text):
		return p.T("statement.desk.saved", "day", p.Words.Date(text.SavedAt.UTC()), "clock", p.Words.Clock(text.SavedAt.UTC()))
	case text.VersionID != "":
		return p.T("statement.desk.unfinished")
	}
	return p.T("statement.desk.not_written")
}
