package views

import (
	"time"

	"keephope/models"
	"keephope/views/locale"
	"keephope/views/urls"
)

// ApplicationPage is a page of an application, for its own side.
type ApplicationPage struct {
	Page
	M    models.MyApplication
	Part models.Part // the part that is open; "" on the other pages
	Now  time.Time

	Asked  bool // the part "Authority" was just kept for after the decision
	InPart bool // all that was sent was kept, except for what is to be corrected

	Answer string // what was written to the desk, when the form comes back
}

// At returns an address of this application.
func (p ApplicationPage) At(page string) string {
	return urls.Application(p.Lang, p.M.OrganisationID, page)
}

// OrganisationName is what the organisation calls itself so far, "" before it said so.
func (p ApplicationPage) OrganisationName() string { return p.M.Answers.Organisation.Names.Own }

// Saved says when the answers were last saved: the hour alone on the same day.
func (p ApplicationPage) Saved() string {
	at, now := p.M.SavedAt.UTC(), p.Now.UTC()
	if at.Truncate(24 * time.Hour).Equal(now.Truncate(24 * time.Hour)) {
		return p.T("application.saved_today", "time", p.Words.Clock(at))
	}
	return p.T("application.saved_on", "date", p.Words.DateShort(at), "time", p.Words.Clock(at))
}

// unsaved says whether a form has changes already that are saved nowhere: kh.js asks before they are left behind.
func (p ApplicationPage) unsaved() string {
	if len(p.Problems) > 0 {
		return "changed"
	}
	return ""
}

// Draft reports whether the application was not sent yet.
func (p ApplicationPage) Draft() bool { return p.M.State == models.Draft }

// partName is what a part is called.
func (p ApplicationPage) partName(part models.Part) string {
	return p.T("application.part." + string(part))
}

// PartTitle is the heading of a part's page.
func PartTitle(part models.Part) string {
	return map[models.Part]string{
		models.PartOrganisation: "application.organisation.title", models.PartAuthority: "application.authority.title",
		models.PartNaming: "application.naming.title", models.PartWords: "application.words.title",
		models.PartCheck: "application.check.title",
	}[part]
}

// required marks a label of something that is needed.
// required is the label of a control that must be filled in.
func (p Page) required(key string) string { return p.T(key) + " *" }

// organisationControls are the controls for what an organisation tells of itself, in its application and in its profile.
type organisationControls struct {
	Page
	Told models.Profile
}

func (p organisationControls) kinds() Choice {
	chosen := p.Told.Kind
	c := Choice{Name: "kind", Legend: p.required("application.organisation.kind"), Hint: p.T("application.organisation.kind_hint")}
	c.Options = append(c.Options, Option{Label: p.T("application.choose"), Chosen: chosen == ""})
	for _, k := range p.Words.Kinds() {
		c.Options = append(c.Options, Option{Value: k.Slug, Label: k.Name, Chosen: k.Slug == chosen})
	}
	return c
}

func (p organisationControls) countries() Choice {
	chosen := p.Told.Country
	c := Choice{Name: "country", Legend: p.required("application.organisation.country")}
	c.Options = append(c.Options, Option{Label: p.T("application.choose"), Chosen: chosen == ""})
	for _, k := range p.Words.Countries() {
		c.Options = append(c.Options, Option{Value: k.Code, Label: k.Name, Chosen: k.Code == chosen})
	}
	return c
}

func (p organisationControls) communities() Choice {
	c := Choice{Name: "communities", Legend: p.required("application.organisation.communities"), Many: true}
	for _, k := range p.Words.Communities() {
		chosen := false
		for _, slug := range p.Told.Communities {
			chosen = chosen || slug == k.Slug
		}
		c.Options = append(c.Options, Option{Value: k.Slug, Label: k.Name, Chosen: chosen})
	}
	return c
}

// languageChoice is a choice of language, of which none need be told.
func (p Page) languageChoice(name, key, chosen string) Choice {
	c := Choice{Name: name, Legend: p.T(key)}
	c.Options = append(c.Options, Option{Label: p.T("application.organisation.lang_none"), Chosen: chosen == ""})
	known := false
	for _, l := range p.Words.Languages() {
		known = known || l.Slug == chosen
		c.Options = append(c.Options, Option{Value: l.Slug, Label: l.Name, Chosen: l.Slug == chosen})
	}
	if !known && chosen != "" {
		c.Options = append(c.Options, Option{Value: chosen, Label: p.Words.Language(chosen), Chosen: true})
	}
	return c
}

// quoteLang is the language of the sentence: that of the page until another one is chosen.
func (p ApplicationPage) quoteLang() string {
	if q := p.M.Answers.Words.Quote; q.Lang != "" || q.Text != "" {
		return q.Lang
	}
	return string(p.Lang)
}

func (p ApplicationPage) decided() Choice {
	chosen := p.M.Answers.Authority.Decided
	return Choice{Name: "decided", Legend: p.required("application.authority.decided"), Options: []Option{
		{Value: models.DecidedSelf, Label: p.T("application.authority.self"), Chosen: chosen == models.DecidedSelf},
		{Value: models.DecidedBoard, Label: p.T("application.authority.board"), Chosen: chosen == models.DecidedBoard},
		{Value: models.DecidedAsked, Label: p.T("application.authority.asked_choice"), Chosen: chosen == models.DecidedAsked},
	}}
}

// confirmation is the sentence that the applicant ticks, with the organisation's name as far as it is known.
func (p ApplicationPage) confirmation() string {
	if name := p.OrganisationName(); name != "" {
		return p.T("application.authority.confirm", "name", name) + " *"
	}
	return p.required("application.authority.confirm_unnamed")
}

// levels are the three choices. None is chosen beforehand; counted is offered only while there are keepers enough.
func (p ApplicationPage) levels() Choice {
	chosen := p.M.Answers.Naming.Level
	c := Choice{Name: "level", Legend: p.T("application.naming.legend"), Hidden: true, Options: []Option{
		{Value: string(models.Public), Label: p.T("application.naming.public"), Hint: p.T("application.naming.public_hint"), Chosen: chosen == models.Public},
		{Value: string(models.Members), Label: p.T("application.naming.members"), Hint: p.T("application.naming.members_hint"), Chosen: chosen == models.Members},
	}}
	if p.M.Keepers || chosen == models.Counted {
		c.Options = append(c.Options, Option{
			Value: string(models.Counted), Label: p.T("application.naming.counted"), Hint: p.T("application.naming.counted_hint"), Chosen: chosen == models.Counted,
		})
	}
	return c
}

// dirOf is the direction in which a language is written, "auto" where it is not told.
func dirOf(lang string) string {
	if l, ok := locale.Parse(lang); ok {
		return l.Dir()
	}
	return "auto"
}
