package fold_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"keephope/models/fold"
)

// Of a text the sentences count in which a name stands, and nothing beside them.
func TestSentencesWithAName(t *testing.T) {
	for text, want := range map[string][]string{
		"A quiet circle": {" a quiet circle "},
		"We sing. We form a Quiet Circle on the square! Come.": {" we form a quiet circle on the square "},
		"Quiet circle. Quiet circle.":                          {" quiet circle "},
		"It is Quiet. Circle the square. Come.":                {" it is quiet circle the square "},
		"We form a\nquiet\ncircle.\n\nCome":                    {" we form a quiet circle "},
		"Come: **Qui**et Circle, at 5.30.":                     {" come quiet circle at 5 30 "},
		"Come to [Quiet. Oh](https://example.org/a. b) circle": nil,
		"Come to [Quiet](https://example.org/a. b) circle.":    {" come to quiet circle "},
		"Wir kommen. 我们。Quiet Circle。好":                        {" quiet circle "},
		"Nobody": nil,
	} {
		sought, _ := fold.Seek("Quiet Circle")
		if diff := cmp.Diff(want, sought.Sentences(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// Whatever is found in a text stands in a sentence of it.
func TestWhatIsFoundStandsInASentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sought, _ := fold.Seek(rapid.SampledFrom([]string{"Quiet Circle", "St. Mary", "北京同志中心"}).Draw(t, "name"))
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"Quiet", "circle", "St", "Mary", ".", ". ", "! ", " ", "\n\n", "**", "_", "[", "](x. y)", "北京同志中心", "。", "&nbsp;", "\u200b"})).Draw(t, "text"), "")
		found := sought.Sentences(text)
		if (len(found) > 0) != sought.In(fold.Words(text)) {
			t.Fatalf("%q: %q", text, found)
		}
		for _, s := range found {
			if !sought.In(s) {
				t.Fatalf("%q has not the name", s)
			}
		}
	})
}
