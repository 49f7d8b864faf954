package fold_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"keephope/models/fold"
)

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkSlug(t interface{ Errorf(string, ...any) }, slug string) {
	if !slugForm.MatchString(slug) || len(slug) > fold.MaxSlug {
		t.Errorf("slug %q", slug)
	}
}

func TestSlug(t *testing.T) {
	for name, want := range map[string]string{
		"Vilnius Women's House":              "vilnius-womens-house",
		"Ligue des droits de l’Homme":        "ligue-des-droits-de-lhomme",
		"Общество «Мемориал»":                "obshchestvo-memorial",
		"  --Keep/Hope: 2013!  ":             "keep-hope-2013",
		"北京 LGBT 中心":                         "beijing-lgbt-zhongxin",
		"می\u200cخواهم":                      "mykhwhm",
		"ⵜⴰⵎⴰⵣⵉⵖⵜ":                           "organisation",
		"🌈":                                  "organisation",
		"":                                   "organisation",
		strings.Repeat("a", 80):              strings.Repeat("a", 60),
		strings.Repeat("abcdefghi ", 10):     strings.TrimSuffix(strings.Repeat("abcdefghi-", 6), "-"),
		"x " + strings.Repeat("y", 80) + "z": "x",
	} {
		got := fold.Slug(name)
		if got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
		checkSlug(t, got)
	}
}

func TestSlugProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slug := fold.Slug(rapid.String().Draw(t, "name"))
		checkSlug(t, slug)
		if again := fold.Slug(slug); again != slug {
			t.Errorf("slug of slug %q is %q", slug, again)
		}
	})
}

// Every word that stands in an address of the platform is taken.
func TestAddressesAreReserved(t *testing.T) {
	const addresses = `/statement /endorsers /actions/new /library /press/kit /news /calendar /safety /privacy
		/accessibility /apply /me/organisation /me/visibility /me/mail /me/data /desk/members /desk/breadth /desk/reports
		/desk/log /admin/settings /admin/languages /admin/theme /admin/people /admin/health /healthz /readyz /auth /static
		/api/v1 /c /setup /embed /feed`
	for word := range strings.FieldsSeq(strings.ReplaceAll(addresses, "/", " ")) {
		if !fold.Reserved(word) {
			t.Errorf("%q is not reserved", word)
		}
	}
	for _, name := range []string{"Мемориал", "Keep Hope", "Vilnius Pride"} {
		if fold.Reserved(fold.Slug(name)) {
			t.Errorf("%q is reserved", name)
		}
	}
	if !fold.Reserved(fold.Slug("🌈")) {
		t.Error("the slug of a name without letters must be given a number")
	}
	if slices.ContainsFunc([]string{"", "Press"}, fold.Reserved) {
		t.Error("slugs are in lower case and not empty")
	}
}
