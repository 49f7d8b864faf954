package locale

import (
	"slices"
	"testing"

	"golang.org/x/text/language"

	"keephope/models/terms"
)

func TestEveryCountryHasANameInEveryLanguage(t *testing.T) {
	for _, lang := range Langs() {
		p := speaking(t, lang)
		seen := map[string]string{}
		for _, code := range terms.Countries() {
			name := p.Country(code)
			if name == code || name == "" || seen[name] != "" {
				t.Errorf("%s: %s is called %q, as is %s", lang, code, name, seen[name])
			}
			seen[name] = code
		}
		if got := p.Country("ZZ"); got != "ZZ" {
			t.Errorf("%s: an unknown code is called %q", lang, got)
		}
	}
}

func TestNamesAreThoseOfToday(t *testing.T) {
	for _, c := range []struct {
		lang       Lang
		code, want string
	}{
		{English, "SZ", "Eswatini"}, {English, "MK", "North Macedonia"}, {English, "TR", "Türkiye"}, {English, "XK", "Kosovo"},
		{English, "PS", "Palestine"}, {English, "MM", "Myanmar"}, {English, "INT", "International"}, {Russian, "CZ", "Чехия"},
		{Russian, "UND", "Предпочитаем не указывать"}, {Arabic, "GE", "جورجيا"},
	} {
		if got := For(c.lang).Country(c.code); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.lang, c.code, got, c.want)
		}
	}
}

func TestCountriesAreInTheAlphabetOfTheLanguage(t *testing.T) {
	for lang, want := range map[Lang][]string{
		English: {"AF", "AX", "AL", "DZ"}, // Åland beside Albania, not after Zimbabwe
		Russian: {"AU", "AT", "AZ", "AX"},
		Arabic:  {"IS", "AZ", "AM", "AW"},
	} {
		list := speaking(t, lang).Countries()
		if len(list) != len(terms.Countries()) {
			t.Errorf("%s: %d countries", lang, len(list))
		}
		var first []string
		for _, c := range list[:4] {
			first = append(first, c.Code)
		}
		if !slices.Equal(first, want) {
			t.Errorf("%s begins with %v, want %v", lang, list[:4], want)
		}
		if last := list[len(list)-2:]; last[0].Code != terms.International || last[1].Code != terms.Undisclosed {
			t.Errorf("%s ends with %v", lang, last)
		}
	}
}

func TestLanguagesHaveNames(t *testing.T) {
	for _, c := range []struct {
		lang      Lang
		tag, want string
	}{
		{English, "ka", "Georgian"}, {Russian, "uk", "украинский"}, {Arabic, "rom", "الغجرية"}, {English, "zh-Hant", "Chinese (Traditional)"},
		{English, "de-AT", "German"}, {English, "pt-BR", "Portuguese (Brazil)"}, {English, "qaa-x-own", "qaa-x-own"}, {English, "not a tag", "not a tag"},
	} {
		if got := For(c.lang).Language(c.tag); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.lang, c.tag, got, c.want)
		}
	}
	for _, lang := range Langs() {
		if got, want := len(For(lang).names.languages), len(For(English).names.languages); got != want {
			t.Errorf("%s names %d languages, English %d", lang, got, want)
		}
		for _, other := range Langs() {
			if got := For(lang).Language(string(other)); got == string(other) {
				t.Errorf("%s has no name for %s", lang, other)
			}
		}
	}
}

func TestEveryCountryBelongsToOneRegion(t *testing.T) {
	count := map[string]int{}
	for _, code := range terms.Countries() {
		region := Region(code)
		if (region != "") != terms.IsPlace(code) || (region != "" && !slices.Contains(Regions(), region)) {
			t.Errorf("%s is in region %q", code, region)
		}
		count[region]++
	}
	for _, region := range Regions() {
		if count[region] < 50 {
			t.Errorf("%s has %d countries", region, count[region])
		}
	}
	for code, want := range map[string]string{
		"GE": Europe, "XK": Europe, "VA": Europe, "KZ": Europe, "TN": Africa, "BR": Americas, "GL": Americas,
		"KG": AsiaPacific, "AU": AsiaPacific, "LB": AsiaPacific, "ZZ": "", "INT": "", "UND": "",
	} {
		if got := Region(code); got != want {
			t.Errorf("%s is in %q, want %q", code, got, want)
		}
	}
}

func TestTilesLieOnTheGridAndNeverOnEachOther(t *testing.T) {
	taken := map[[2]int]string{}
	for code := range tiles() {
		x, y, ok := Tile(code)
		at := [2]int{x, y}
		if !ok || !terms.IsPlace(code) || x < 0 || x > 11 || y < 0 || y > 8 || taken[at] != "" {
			t.Errorf("%s lies at %v beside %q", code, at, taken[at])
		}
		taken[at] = code
	}
	if len(taken) != 50 {
		t.Errorf("%d tiles, want 50", len(taken))
	}
	if _, _, ok := Tile("BR"); ok {
		t.Error("Brazil has a tile in Europe")
	}
}

func TestTermsAreChoices(t *testing.T) {
	p := speaking(t, English)
	if got := p.Communities()[0]; got != (Term{"lgbti", "LGBTI people"}) {
		t.Errorf("first community: %v", got)
	}
	if got := p.Kinds(); len(got) != len(terms.Kinds()) || got[3] != (Term{"collective", "Informal group or collective"}) {
		t.Errorf("kinds: %v", got)
	}
	for _, region := range Regions() {
		if name := p.RegionName(region); name == "" || name[0] == '[' {
			t.Errorf("region %s is called %q", region, name)
		}
	}
	faults := 0
	silent := For(English).Reporting(func(Fault) { faults++ })
	if silent.Community("x") != "[community.x]" || silent.Kind("x") != "[kind.x]" || faults != 2 {
		t.Errorf("unknown slugs: %d faults", faults)
	}
}

// TestContainmentIsKnownForEveryCode guards against a code that x/text does not know.
func TestContainmentIsKnownForEveryCode(t *testing.T) {
	for _, code := range terms.Countries() {
		if _, err := language.ParseRegion(code); err != nil && terms.IsPlace(code) {
			t.Errorf("%s: %v", code, err)
		}
	}
}
