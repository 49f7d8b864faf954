package card

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/shaping"
)

// setterFor returns a setter for a direction.
func setterFor(t *testing.T, lang string, rtl bool) *setter {
	t.Helper()
	fonts, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	return newSetter(fonts, lang, rtl)
}

// glyphs are the glyphs of a text that belong to one of its letters.
func glyphs(s *setter, said string, letter int) (ids []font.GID) {
	for _, run := range s.shape([]rune(said), di.DirectionRTL, 60) {
		for _, g := range run.Glyphs {
			if g.TextIndex() == letter {
				ids = append(ids, g.GlyphID)
			}
		}
	}
	return ids
}

func TestArabicLettersJoin(t *testing.T) {
	s := setterFor(t, "ar", true)
	for _, letter := range "بتثجحخسشصضطظعغفقكلمنهيئپچکگی" {
		alone, inside := glyphs(s, string(letter), 0), glyphs(s, "ب"+string(letter)+"ب", 1)
		if len(alone) == 0 || slices.Contains(alone, 0) || len(inside) == 0 || slices.Contains(inside, 0) {
			t.Errorf("%c has no glyph: %v, %v", letter, alone, inside)
		}
		if reflect.DeepEqual(alone, inside) {
			t.Errorf("%c stands alone within a word", letter)
		}
		if first := glyphs(s, string(letter)+"ب", 0); reflect.DeepEqual(alone, first) {
			t.Errorf("%c stands alone at the beginning of a word", letter)
		}
	}
	if ids := glyphs(s, "لا", 0); len(ids) != 1 && len(ids) != 2 || reflect.DeepEqual(ids, glyphs(s, "ل", 0)) {
		t.Errorf("lam and alef are %v", ids)
	}
}

func TestRulesNameTheirGlyphsOneByOne(t *testing.T) {
	// typesetting's filter forgets glyphs of ranges, and then Arabic letters do not join. See fonts/subset.
	fonts, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	rules := 0
	check := func(cov tables.Coverage) {
		rules++
		if _, ranges := cov.(tables.Coverage2); ranges {
			t.Error("a rule names ranges of glyphs")
		}
	}
	for _, f := range fonts {
		for _, one := range f.fonts {
			for _, lookup := range one.GSUB.Lookups {
				for _, rule := range lookup.Subtables {
					check(rule.Cov())
				}
			}
			for _, lookup := range one.GPOS.Lookups {
				for _, rule := range lookup.Subtables {
					check(rule.Cov())
				}
			}
		}
	}
	if rules < 100 {
		t.Errorf("only %d rules were read", rules)
	}
}

func TestEveryLetterOfOurLanguagesHasAFont(t *testing.T) {
	fonts, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	for name, letters := range map[string]string{
		"Latin":    "ŠžåßœþđħŋŧĸąćęłńóśźżčďěňřšťůýžğıİşőűăâîșțāēģīķļņūėįųŵŷẁẃẅỳəƏơưạảấầẩẫậđỹẞ",
		"Cyrillic": "ЁёІіЇїЄєҐґЎўЂђЉљЊњЋћЏџӘәҒғҚқҢңӨөҰұҮүҺһӢӣӮӯҲҳҶҷѝѐӑӗӳ",
		"Greek":    "ΆάΈέΉήΊίΌόΎύΏώΐΰςἀἄᾳῆὦ",
		"Arabic":   "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچژڤکگھہیےێۆ،؛؟٠١٢٣٤٥٦٧٨٩۰۱۲۳",
		"Georgian": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰᲐᲑ",
		"Armenian": "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖաբգդեևֆ՞՜՛։",
		"Hebrew":   "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
		"signs":    "0123456789.,:;!?…–—-‘’‚“”„«»‹›()[]{}/&@#%*+=<>№§©®™°€£₴₽₾֏₺₪•·×÷",
	} {
		for _, r := range letters {
			if fonts.familyFor([]rune{r}) == nil {
				t.Errorf("%s: no font has %c (%U)", name, r, r)
			}
		}
	}
}

func TestAWordIsWrittenInOneLook(t *testing.T) {
	s := setterFor(t, "en", false)
	for said, want := range map[string]int{"Łódź and Kraków": 4, "й\u0301 é": 2, "Đà Nẵng": 3} {
		runs := s.shape(s.clean(said).runes, di.DirectionLTR, 60)
		if len(runs) > want {
			t.Errorf("%q is %d runs, want at most %d", said, len(runs), want)
		}
		for _, run := range runs {
			for _, g := range run.Glyphs {
				if g.GlyphID == 0 {
					t.Errorf("%q shows a box at %d", said, g.TextIndex())
				}
			}
		}
	}
}

func TestLongTitlesShrinkAndThenEnd(t *testing.T) {
	s := setterFor(t, "en", false)
	in := room{width: 700, height: 290, lines: 5, sizes: []float64{92, 70, 46}}
	size := 1000.0
	for n := 1; n < 40; n++ {
		b := s.fit(s.clean(strings.Repeat("windows ", n)), in)
		if b.size > size || !in.holds(b) {
			t.Fatalf("%d words: size %v after %v, %v by %v", n, b.size, size, b.widest(), b.height())
		}
		if size = b.size; n > 1 && len(b.lines) == 0 {
			t.Fatalf("%d words: no lines", n)
		}
		if got, want := ends(s, b), n > 17; n < 10 && got || n > 30 && !got {
			t.Errorf("%d words end with an ellipsis: %v, want %v", n, got, want)
		}
	}
	if size != 46 {
		t.Errorf("the longest title has size %v", size)
	}
	for _, long := range []string{strings.Repeat("a", 300), "a " + strings.Repeat("b", 300), strings.Repeat("سلام", 90), strings.Repeat("سلام hope ", 40), strings.Repeat("i", 5000)} {
		if b := s.fit(s.clean(long), in); !in.holds(b) || !ends(s, b) {
			t.Errorf("%.10q: %d lines, %v by %v, ellipsis %v", long, len(b.lines), b.widest(), b.height(), ends(s, b))
		}
	}
}

// ends tells whether a block ends with an ellipsis.
func ends(s *setter, b block) bool {
	last := b.lines[len(b.lines)-1]
	run := last[len(last)-1]
	dots := s.ellipsis(di.DirectionLTR, b.size)
	return len(run.Glyphs) == 1 && run.Glyphs[0].GlyphID == dots.Glyphs[0].GlyphID && run.Face.Font == dots.Face.Font
}

func TestLinesReadFromTheirSide(t *testing.T) {
	s := setterFor(t, "ar", true)
	for said, want := range map[string]di.Direction{
		"سلام": di.DirectionRTL, "ILGA سلام": di.DirectionRTL, "Light": di.DirectionLTR, "2026": di.DirectionRTL,
	} {
		if got := s.directionOf([]rune(said)); got != want {
			t.Errorf("%q reads %v", said, got)
		}
	}
	first := s.fit(s.clean("سلام ILGA"), room{width: 700, height: 290, lines: 5, sizes: []float64{60}}).lines[0]
	at := slices.IndexFunc(first, func(run shaping.Output) bool { return run.Direction == di.DirectionLTR })
	if at < 0 || first[at].VisualIndex != 0 {
		t.Errorf("the second word does not stand at the left: %d", at)
	}
}
