package views

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/models/terms"
	"keephope/views/urls"
)

// ActionFormPage is the form of an action, as its hosts write it.
type ActionFormPage struct {
	OwnPage
	Hosting   models.Hosting
	Edit      models.ActionEdit
	Texts     []ActionWords     // in the order of the form, the original's first
	Capacity  string            // as it was typed
	Except    string            // likewise: days of the series that are left out
	Published bool              // it is a change of what is published
	MayDrop   bool              // the reader's organisation may discard the draft
	Hidden    bool              // a coordinator has it out of sight: every change is read first
	Settled   bool              // it was published before: for whom it is stays
	Said      models.DeskSaid   // what the desk said when it gave it back
	Clash     string            // what happened instead of what was asked for
	Current   *models.OwnAction // what somebody else saved meanwhile; nil = nothing
}

// ActionWords is the text of an action in one language, as a block of its form.
type ActionWords struct {
	Lang string // "" = still to choose
	Text models.ActionText
}

// BlocksOf are the blocks of a form for an action's texts: the original's, then those that there are.
func BlocksOf(c models.ActionContent) []ActionWords {
	out := []ActionWords{{c.Original, c.Texts[c.Original]}}
	for _, lang := range slices.Sorted(maps.Keys(c.Texts)) {
		if lang != c.Original {
			out = append(out, ActionWords{lang, c.Texts[lang]})
		}
	}
	return out
}

// withRest adds to languages those of further texts, in the order of the alphabet.
func withRest(langs []string, texts map[string]models.ActionText) []string {
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		if !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	return langs
}

// blocks are the form's texts: those that were written, an empty one in each further language of the site, and one in any
// other.
func (p ActionFormPage) blocks() []ActionWords {
	out := slices.Clone(p.Texts)
	if len(out) == 0 {
		out = append(out, ActionWords{Lang: p.Edit.Content.Original})
	}
	for _, lang := range textTabs(out[0].Lang) {
		if !slices.ContainsFunc(out, func(w ActionWords) bool { return w.Lang == lang }) {
			out = append(out, ActionWords{Lang: lang})
		}
	}
	if !slices.ContainsFunc(out[1:], func(w ActionWords) bool { return w.Lang == "" }) {
		out = append(out, ActionWords{})
	}
	return out
}

// suffix tells the fields of one language from those of another; those of the original have none.
func (p ActionFormPage) suffix(i int, w ActionWords) string {
	switch {
	case i == 0:
		return ""
	case w.Lang == "":
		return "-more"
	}
	return "-" + w.Lang
}

// opened reports whether a further language is shown at once: there is something to read or to correct in it.
func (p ActionFormPage) opened(w ActionWords, suffix string) bool {
	t := w.Text
	return t.Title+t.Summary+t.Body+t.Share+t.Before+strings.Join(t.Steps, "") != "" ||
		slices.ContainsFunc(p.Problems, func(f models.FieldError) bool { return strings.HasSuffix(f.Field, suffix) })
}

// At is where the form is sent.
func (p ActionFormPage) At(step string) string {
	if p.Edit.ActionID == "" {
		return urls.OwnActions(p.Lang, p.M.ID, "/new")
	}
	if p.Published {
		step = "/edit" + step
	}
	return urls.OwnAction(p.Lang, p.M.ID, p.Edit.ActionID, step)
}

// Heading is the key of the page's title.
func (p ActionFormPage) Heading() string {
	switch {
	case p.Published:
		return "action.edit.title"
	case p.Edit.ActionID == "":
		return "action.form.title"
	}
	return "action.form.edit_title"
}

func (p ActionFormPage) edition() string { return strconv.Itoa(p.Edit.Edition) }

// unsaved says whether the form has changes already that are saved nowhere.
func (p ActionFormPage) unsaved() string {
	if len(p.Problems) > 0 || p.Clash != "" {
		return "changed"
	}
	return ""
}

// shareHint tells the campaign's hashtag.
func (p ActionFormPage) shareHint() string {
	if p.Hosting.Hashtag == "" {
		return ""
	}
	return p.T("action.form.hashtag", "hashtag", p.Hosting.Hashtag)
}

// sendLabel is the word of the second button, by what it does.
func (p ActionFormPage) sendLabel() string {
	if p.Hosting.Trusted {
		return p.T("action.form.publish")
	}
	return p.T("action.form.send")
}

func (p ActionFormPage) originals() Choice {
	return p.textLanguage("lang", p.required("action.form.lang"), p.blocks()[0].Lang)
}

// textLanguage is a choice among all languages.
func (p ActionFormPage) textLanguage(name, legend, chosen string) Choice {
	c := p.languageChoice(name, "action.form.lang", chosen)
	c.Legend, c.Options[0].Label = legend, p.T("action.form.choose")
	return c
}

func (p ActionFormPage) kinds() Choice {
	c := Choice{Name: "kind", Legend: p.required("action.form.kind"), Options: []Option{{Label: p.T("action.form.choose")}}}
	for _, k := range p.Words.ActionKinds() {
		c.Options = append(c.Options, Option{Value: k.Slug, Label: k.Name, Chosen: k.Slug == p.Edit.Content.Kind})
	}
	return c
}

// whenType is the type of a field for date and time: one that a browser reads, or plain text where it could not show what
// was typed.
func whenType(value string) string {
	if _, err := time.Parse(occasion.LocalLayout, value); err != nil && value != "" {
		return "text"
	}
	return "datetime-local"
}

func dayType(value string) string {
	if _, err := time.Parse(occasion.DayLayout, value); err != nil && value != "" {
		return "text"
	}
	return "date"
}

// which asks which of two equal times is meant; without options it asks nothing.
func (p ActionFormPage) which() Choice {
	w := p.Edit.Content.When
	for _, problem := range w.Check(p.Hosting.Now, false) {
		if problem.Kind == occasion.Twice && !problem.First.IsZero() {
			return Choice{Name: "second", Legend: p.T("action.form.which"), Options: []Option{
				{Value: "no", Label: p.T("action.form.first", "offset", offsetOf(problem.First)), Chosen: p.answered() && !w.Second},
				{Value: "yes", Label: p.T("action.form.second", "offset", offsetOf(problem.Later)), Chosen: p.answered() && w.Second},
			}}
		}
	}
	return Choice{}
}

// answered reports whether the question was answered: what is published could not be otherwise. A draft can.
func (p ActionFormPage) answered() bool {
	return p.Edit.Answered || p.Edit.Content.When.Second || p.Published && len(p.Problems) == 0
}

func (p ActionFormPage) modes() Choice {
	c := Choice{Name: "mode", Legend: p.required("action.form.where"), Hidden: true}
	for _, o := range []struct {
		mode models.PlaceMode
		key  string
	}{{models.AtPlace, "action.form.place"}, {models.AtWindow, "action.form.window"}, {models.Online, "action.form.online"}, {models.AtVenue, "action.form.venue"}} {
		c.Options = append(c.Options, Option{Value: string(o.mode), Label: p.T(o.key), Chosen: p.Edit.Content.Where.Mode == o.mode})
	}
	return c
}

func (p ActionFormPage) countries() Choice {
	chosen := p.Edit.Content.Where.Country
	c := Choice{Name: "country", Legend: p.T("action.form.country"), Options: []Option{{Label: p.T("action.form.no_country"), Chosen: chosen == ""}}}
	for _, k := range p.Words.Countries() {
		if terms.IsPlace(k.Code) {
			c.Options = append(c.Options, Option{Value: k.Code, Label: k.Name, Chosen: k.Code == chosen})
		}
	}
	return c
}

func (p ActionFormPage) risks() Choice {
	c := Choice{Name: "risk", Legend: p.required("action.form.risk")}
	for _, r := range []models.Risk{models.NoRisk, models.SomeRisk, models.HighRisk} {
		c.Options = append(c.Options, Option{Value: string(r), Label: actionRisk(p.Page, r), Chosen: p.Edit.Content.Risk == r})
	}
	return c
}

func (p ActionFormPage) communities() Choice {
	c := Choice{Name: "communities", Legend: p.T("action.form.communities"), Many: true}
	for _, k := range p.Words.Communities() {
		c.Options = append(c.Options, Option{Value: k.Slug, Label: k.Name, Chosen: slices.Contains(p.Edit.Content.Communities, k.Slug)})
	}
	return c
}

// publicHint says where a public action stands, and from when on.
func (p ActionFormPage) publicHint() string {
	if p.Hosting.Trusted {
		return p.T("action.form.public_at_once")
	}
	return p.T("action.form.public_hint")
}

func (p ActionFormPage) audiences() Choice {
	return Choice{Name: "audience", Legend: p.required("action.form.audience"), Options: []Option{
		{Value: string(models.ForPublic), Label: p.T("action.form.public"), Hint: p.publicHint(), Chosen: p.Edit.Audience == models.ForPublic},
		{Value: string(models.ForMembers), Label: p.T("action.form.members"), Hint: p.T("action.form.members_hint"), Chosen: p.Edit.Audience == models.ForMembers},
	}}
}

// links are the rows for materials: those that there are and two empty ones.
func (p ActionFormPage) links() []models.ActionLink {
	links := p.Edit.Content.Materials
	for len(links) > 0 && links[len(links)-1] == (models.ActionLink{}) { // what came back with problems has its empty rows
		links = links[:len(links)-1]
	}
	return upTo(links, min(len(links)+spareRows, models.MaxActionLinks))
}
