package views

import (
	"bufio"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"keephope/models"
	"keephope/views/locale"
)

// fillWords fills every text of a struct with a word of its own.
func fillWords(t *testing.T, v reflect.Value, prefix string) {
	t.Helper()
	for i := range v.NumField() {
		switch field, name := v.Field(i), prefix+strings.ToLower(v.Type().Field(i).Name); field.Kind() {
		case reflect.Struct:
			fillWords(t, field, name)
		case reflect.String:
			field.SetString(name)
		case reflect.Slice:
		default:
			t.Fatalf("%s is a %s: say here how to fill it", name, field.Kind())
		}
	}
}

func everythingTold(t *testing.T, prefix string) (told models.Told) {
	t.Helper()
	fillWords(t, reflect.ValueOf(&told).Elem(), prefix)
	told.Names.OwnLang, told.Quote.Lang = "ka", "ka"
	told.Country, told.Kind, told.Communities = "GE", "collective", []string{"women", "lgbti"}
	told.Website = "https://" + prefix + ".example/"
	return told
}

func answersOf(told models.Told, level models.Level) models.Answers {
	return models.Answers{
		Organisation: told.Profile, Naming: models.NamingAnswer{Level: level, Town: told.Town},
		Words: models.WordsAnswer{Quote: told.Quote, LogoID: told.LogoID},
	}
}

// deskShowing is the desk with a case open.
func deskShowing(p Page, told models.Told, level models.Level) DeskPage {
	return DeskPage{Page: p, Desk: models.Desk{Case: &models.Case{Opened: true, State: models.Submitted, Answers: answersOf(told, level)}}}
}

// TestEveryPageSaysEveryFact fills everything that an organisation tells, and looks for each fact on each page that tells it.
func TestEveryPageSaysEveryFact(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	now, told := everythingTold(t, "old"), everythingTold(t, "new")
	public := models.PublicEndorser{
		Names: told.Names, Country: told.Country, Town: told.Town, Kind: told.Kind, Website: told.Website, Communities: told.Communities,
		Quote: told.Quote.Text, QuoteLang: told.Quote.Lang, LogoID: told.LogoID, Since: time.Unix(0, 0),
	}
	keys := []string{}
	for _, f := range models.Facts() {
		keys = append(keys, f.Key)
	}
	change := &models.ChangeCase{
		State: models.Submitted, Now: now.Profile, Proposed: models.ProposedProfile{Facts: keys, Profile: told.Profile},
		Quotes: []models.QuoteChange{{Now: now.Quote, Proposed: told.Quote}},
	}
	pages := map[string]struct {
		page  templ.Component
		level models.Level // facts that are shown at it are there; "" = all
		quote bool
	}{
		"check and send":      {Check(ApplicationPage{Page: p, M: models.MyApplication{Answers: answersOf(told, models.Public)}}), "", true},
		"check, to members":   {Check(ApplicationPage{Page: p, M: models.MyApplication{Answers: answersOf(told, models.Members)}}), "", true},
		"check, counted":      {Check(ApplicationPage{Page: p, M: models.MyApplication{Answers: answersOf(told, models.Counted)}}), "", true},
		"case":                {caseArticle(deskShowing(p, told, models.Public)), "", true},
		"case, to members":    {caseArticle(deskShowing(p, told, models.Members)), "", true},
		"case, counted":       {caseArticle(deskShowing(p, told, models.Counted)), "", true},
		"compare":             {Compare(ComparePage{Page: p, Comparison: models.Comparison{This: now.Profile, Other: told.Profile}}), "", false},
		"member at the desk":  {Member(MemberPage{Page: p, MemberCase: models.MemberCase{Profile: told.Profile}}), "", false},
		"profile change":      {changeArticle(DeskPage{Page: p, Desk: models.Desk{Change: change}}), "", true},
		"what becomes public": {shownList(p, models.Showing{Shown: []models.Shown{{Level: models.Public, Told: told.At(models.Public)}}}, nil), models.Public, true},
		"what we hold":        {heldOrganisation(HoldingPage{Page: p}, models.OrganisationHolding{Profile: told.Profile}), "", false},
		"endorser":            {Endorser(EndorserPage{Page: p, Endorser: public}), models.Public, true},
		"directory":           {coalitionMember(CoalitionPage{Page: p}, models.CoalitionMember{Told: told.At(models.Members)}), models.Members, true},
	}
	wantInFiles(t, ListingFile{Words: p.Words, Address: func(string) string { return "" }}, public)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		page := pages[name]
		html := rendered(t, page.page)
		for _, f := range models.Facts() {
			if page.level != "" && !f.ShownAt(page.level) || f.Key == "quote" && !page.quote {
				continue
			}
			value := toldFact(p, f, told)
			says := value.Logo && strings.Contains(html, "<img") || strings.Contains(html, value.Value)
			for _, slug := range f.Value(told).Texts { // a list may be a line each
				says = says || f.Says == models.SayCommunities && strings.Contains(html, p.Words.Community(slug))
			}
			if !says {
				t.Errorf("%s does not say %s: %q", name, f.Key, value.Value)
			}
		}
	}
}

// wantInFiles wants every public fact in the files of the list, as codes and slugs. They have no pictures.
func wantInFiles(t *testing.T, f ListingFile, e models.PublicEndorser) {
	t.Helper()
	for name, write := range map[string]func(*bufio.Writer, ListingFile) ListingWriter{"csv": NewListingCSV, "json": NewListingJSON} {
		var text strings.Builder
		w := write(bufio.NewWriter(&text), f)
		if err := errors.Join(w.Write([]models.PublicEndorser{e}), w.Close()); err != nil {
			t.Fatal(err)
		}
		for _, fact := range models.Facts() {
			for _, said := range fact.Value(e.Told()).Texts {
				if fact.Says != models.SayPicture && !strings.Contains(text.String(), said) {
					t.Errorf("the %s does not say %s: %q", name, fact.Key, said)
				}
			}
		}
	}
}

// TestEveryFactHasItsWord: a label that no message has would be its key on the page.
func TestEveryFactHasItsWord(t *testing.T) {
	for _, f := range models.Facts() {
		if !locale.For(locale.English).Has("fact." + f.Key) {
			t.Errorf("fact.%s: what is it called?", f.Key)
		}
	}
}

// TestAnotherLanguageOfANameIsSaid: a change of nothing but the language is not approved unseen.
func TestAnotherLanguageOfANameIsSaid(t *testing.T) {
	p := Page{Lang: locale.English, Words: locale.For(locale.English)}
	now := models.Profile{Names: models.Names{Own: "Window"}}
	then := models.Profile{Names: models.Names{Own: "Window", OwnLang: "ka"}}
	desk := DeskPage{Page: p}
	desk.Change = &models.ChangeCase{Now: now, Proposed: models.ProposedProfile{Facts: []string{"name"}, Profile: then}}
	d := desk.differences()
	if len(d) != 1 || d[0].Now.Value != "Window (Not told)" || d[0].Then.Value != "Window (Georgian)" {
		t.Errorf("differences are %+v", d)
	}
}
