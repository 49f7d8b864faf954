package fold_test

import (
	"strings"
	"testing"

	"keephope/models/fold"
)

// A name is found as whole words, however it is written, and nowhere else.
func TestANameIsFoundInATextAsWholeWords(t *testing.T) {
	for _, c := range []struct {
		name, text string
		found      bool
	}{
		{"House of Windows", "We meet at HOUSE of  wíndows, at six.", true},
		{"House of Windows", "We meet at the house of\nwindows.", true},
		{"Мемориал", "Вместе с «Мемориалом»? Нет: «Мемориал».", true},
		{"Мемориал", "Together with Memorial.", true},
		{"Lantern", "Bring lanterns.", false},
		{"Lantern", "The (Lantern) will be there", true},
		{"Lantern", "Lan tern", false},
		{"北京同志中心", "欢迎来到北京同志中心的活动", true},
		{"جمعية الأمل", "مع جمعية الأمل في بيروت", true},
		{"Noël", "Joyeux NOEL a tous", true},
		{"Lantern Circle", "Come to Lantern&nbsp;Circle One", true},
		{"Lantern Circle", "Come to Lan\u200btern Cir\u200dcle", true},
		{"Lantern Circle", "Come to Lan\u2060tern\u00a0Cir&ZeroWidthSpace;cle", true},
		{"Lantern Circle", "Come to Lan**tern** C_i_rcle", true},
		{"Lantern Circle", "Come to **Lan**tern_Circle", true},
		{"Lantern Circle", "Come to Lan[tern](https://example.org) Circle", true},
		{"Lantern Circle", "Lantern\u200bCircle", true},
		{"Lan\u200btern", "The lantern", true},
	} {
		sought, ok := fold.Seek(c.name)
		if !ok {
			t.Fatalf("%q is not looked for", c.name)
		}
		passage, found := sought.Passage(c.text, 40)
		if found != c.found || sought.In(fold.Words(c.text)) != c.found {
			t.Errorf("%q in %q: %v, want %v", c.name, c.text, found, c.found)
		}
		if found && !sought.In(fold.Words(passage)) {
			t.Errorf("the passage %q has not %q", passage, c.name)
		}
	}
}

func TestShortNamesAreLookedForNowhere(t *testing.T) {
	for _, name := range []string{"", "AB", "N.G.O.", "...", "Лгб"} {
		if _, ok := fold.Seek(name); ok {
			t.Errorf("%q is looked for", name)
		}
	}
}

// A passage of a long text is short, and has the name in it.
func TestAPassageIsShort(t *testing.T) {
	sought, _ := fold.Seek("Quiet Circle")
	passage, ok := sought.Passage(strings.Repeat("long before ", 500)+"the Quiet Circle came "+strings.Repeat("long after ", 500), 60)
	if !ok || len(passage) > 200 || !strings.Contains(passage, "Quiet Circle came long") {
		t.Errorf("%v, %q", ok, passage)
	}
}

// What a passage is of a text that has the name has the name too, whatever the text is.
func FuzzPassage(f *testing.F) {
	f.Add("Quiet Circle", "with the quiet  circle, tonight", 10)
	f.Add("北京同志中心", "欢迎来到北京同志中心的活动", 3)
	f.Fuzz(func(t *testing.T, name, text string, around int) {
		sought, ok := fold.Seek(name)
		if !ok || around < 0 || around > 1000 {
			return
		}
		passage, found := sought.Passage(text, around)
		if found != sought.In(fold.Words(text)) {
			t.Errorf("Passage says %v of %q in %q", found, name, text)
		}
		if found && passage == "" {
			t.Errorf("an empty passage of %q in %q", name, text)
		}
	})
}

// An address has a name in it as whole words, or its beginning where a long title was cut before the rest of it.
func TestANameIsFoundInAnAddress(t *testing.T) {
	const lakes = "Quiet Circle of Northern Lakes"
	for _, c := range []struct {
		name, title string
		found       bool
	}{
		{"Quiet Circle", "Walk with Quiet Circle", true},
		{"Quiet Circle", "A quieter circle", false},
		{"Мемориал", "Вместе с Мемориалом", false},
		{"Мемориал", "Мемориал зовёт", true},
		{lakes, "An evening walk of light together with " + lakes, true},
		{lakes, "An evening walk of light and songs together with " + lakes, true},
		{lakes, "An evening of light together with the Quiet", false},
		{"The Circle", "An evening walk of light, together, and with lanterns, the Circle", false},
		{"北京同志中心", "欢迎来到北京同志中心的活动", true},
		{"北京同志中心", "欢迎来到北京", false},
	} {
		sought, _ := fold.Seek(c.name)
		for _, slug := range []string{fold.Slug(c.title), fold.Slug(c.title) + "-4711"} {
			if found := sought.InSlug(slug); found != c.found {
				t.Errorf("%q in %s: %v, want %v", c.name, slug, found, c.found)
			}
		}
	}
}
