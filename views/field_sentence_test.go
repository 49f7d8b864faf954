package views_test

import (
	"reflect"
	"strings"
	"testing"

	"keephope/models"
	"keephope/views/locale"
)

// TestSentencesNameEveryField holds the fixed sentences that list what an organisation tells: a new field of the profile
// is red until they name it, in every language, or it says here that they need not.
func TestSentencesNameEveryField(t *testing.T) {
	words := map[string]struct{ kept, public string }{ // "" = not named
		"Names": {"name", "Name"}, "Kind": {"kind", "kind"}, "Country": {"country", "country"}, "Communities": {"communities", "communities"},
		"Town": {"town", ""}, "Website": {"website", "website"}, "LogoID": {"logo", "logo"}, // a town is asked for beside it
		"Email": {"address for coordinators", ""},
	}
	english := locale.For(locale.English)
	kept, public := english.T("privacy.organisations.p1"), english.T("application.naming.public_hint")
	for _, field := range reflect.VisibleFields(reflect.TypeFor[models.Profile]()) {
		word, known := words[field.Name]
		if !known {
			t.Errorf("Profile.%s: name it in privacy.organisations.p1, and in application.naming.public_hint if it is public", field.Name)
		}
		if !strings.Contains(kept, word.kept) {
			t.Errorf("privacy.organisations.p1 does not name %q", word.kept)
		}
		if !strings.Contains(public, word.public) {
			t.Errorf("application.naming.public_hint does not name %q", word.public)
		}
	}
}
