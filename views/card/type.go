package card

import (
	"math"
	"slices"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/bidi"
)

// setter sets type for one card. It is not safe for concurrent use.
type setter struct {
	shelf
	faces    map[*font.Font]*font.Face
	leadings map[*font.Font]float64
	shaper   shaping.HarfbuzzShaper
	language language.Language
	rtl      bool // the card's direction
}

// newSetter returns a setter with fonts for a language and a direction.
func newSetter(fonts shelf, lang string, rtl bool) *setter {
	s := &setter{shelf: fonts, faces: map[*font.Font]*font.Face{}, leadings: map[*font.Font]float64{}, language: language.NewLanguage(lang), rtl: rtl}
	for _, f := range fonts {
		for _, one := range f.fonts {
			s.faces[one], s.leadings[one] = font.NewFace(one), f.leading
		}
	}
	return s
}

// room is where a text has to fit: pixels, lines, and sizes from the one that is liked best to the smallest.
type room struct {
	width, height float64
	lines         int
	sizes         []float64
}

// block is a text that has been set, in pixels. Each line is as high as the tallest script in it asks for.
type block struct {
	lines   []shaping.Line
	heights []float64
	size    float64
	width   float64
}

// height is how high a block stands.
func (b block) height() float64 {
	sum := 0.0
	for _, h := range b.heights {
		sum += h
	}
	return sum
}

// fit sets a text as large as its room allows without breaking a word. What does not fit at the smallest size is cut,
// with an ellipsis; only a word that is wider than a line is broken.
func (s *setter) fit(t text, in room) block {
	if len(t.runes) == 0 {
		return block{}
	}
	direction := s.directionOf(t.runes)
	whole := shaping.WrapConfig{Direction: direction, BreakPolicy: shaping.Never}
	if t.cut {
		in.sizes = in.sizes[len(in.sizes)-1:] // it will not fit at any
	}
	var runs []shaping.Output
	for _, size := range in.sizes {
		runs = s.shape(t.runes, direction, size)
		if b := s.wrap(whole, t, runs, in.width); !t.cut && in.holds(b) {
			return b
		}
	}
	dots := s.ellipsis(direction, in.sizes[len(in.sizes)-1])
	var b block
	for lines := in.lines; lines > 0; lines-- {
		for _, policy := range []shaping.LineBreakPolicy{shaping.Never, shaping.WhenNecessary} {
			b = s.wrap(shaping.WrapConfig{
				Direction: direction, TruncateAfterLines: lines, TextContinues: t.cut, Truncator: dots, BreakPolicy: policy,
				// A space at which a line could have ended but did not would lose its width.
				DisableTrailingWhitespaceTrim: policy == shaping.WhenNecessary,
			}, t, runs, in.width)
			if in.holds(b) {
				return b
			}
		}
	}
	return b
}

// holds tells whether there is room for a block.
func (in room) holds(b block) bool {
	return len(b.lines) <= in.lines && b.height() <= in.height && b.widest() <= in.width
}

// widest is the width of the longest line.
func (b block) widest() float64 {
	widest := 0.0
	for _, line := range b.lines {
		widest = math.Max(widest, advance(line))
	}
	return widest
}

// advance is the width of a line.
func advance(line shaping.Line) float64 {
	var sum fixed.Int26_6
	for _, run := range line {
		sum += run.Advance
	}
	return pixels(sum)
}

// wrap breaks runs into lines.
func (s *setter) wrap(config shaping.WrapConfig, t text, runs []shaping.Output, width float64) block {
	var wrapper shaping.LineWrapper
	// The wrapper writes to what it is given: glyphs at the ends of lines lose their width.
	given := slices.Clone(runs)
	for i := range given {
		given[i].Glyphs = slices.Clone(given[i].Glyphs)
	}
	b := block{width: width, size: pixels(runs[0].Size)}
	b.lines, _ = wrapper.WrapParagraphF(config, fixed.Int26_6(width*64), t.runes, shaping.NewSliceIterator(given))
	for _, line := range b.lines {
		b.heights = append(b.heights, s.leading(line)*b.size)
	}
	return b
}

// directionOf is the card's direction, but for a text that has letters of the other one alone.
func (s *setter) directionOf(letters []rune) di.Direction {
	var ltr, rtl bool
	for _, r := range letters {
		properties, _ := bidi.LookupRune(r)
		class := properties.Class()
		ltr, rtl = ltr || class == bidi.L, rtl || class == bidi.R || class == bidi.AL
	}
	if rtl && (s.rtl || !ltr) || s.rtl && !ltr {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// shape turns letters into runs of glyphs at a size, in the order of reading.
func (s *setter) shape(letters []rune, direction di.Direction, size float64) []shaping.Output {
	whole := shaping.Input{Text: letters, RunEnd: len(letters), Direction: direction, Size: fixed.Int26_6(size * 64), Language: s.language}
	var segmenter shaping.Segmenter
	var out []shaping.Output
	for _, part := range segmenter.Split(whole, oneFace{s.faces[s.shelf[0].fonts[0]]}) {
		for _, run := range s.byFont(part) {
			out = append(out, s.shaper.Shape(run))
		}
	}
	return out
}

// leading is the height of a line as a factor of its size.
func (s *setter) leading(line shaping.Line) float64 {
	most := 0.0
	for _, run := range line {
		most = math.Max(most, s.leadings[run.Face.Font])
	}
	return most
}

// ellipsis returns what stands for the rest of a text.
func (s *setter) ellipsis(direction di.Direction, size float64) shaping.Output {
	dots := s.shape([]rune{'…'}, direction, size)[0]
	dots.Direction = direction
	return dots
}

// oneFace is a map of fonts that leaves choosing to byFont: it knows words, which the segmenter does not.
type oneFace struct{ face *font.Face }

// ResolveFace returns the one face.
func (f oneFace) ResolveFace(rune) *font.Face { return f.face }

// byFont parts a run of one script so that each part has a font. A word is written in one family if there is one that
// has all its letters, and a letter and its marks always are.
func (s *setter) byFont(in shaping.Input) []shaping.Input {
	var out []shaping.Input
	add := func(from, to int, f *font.Font) {
		n := len(out)
		if f == nil && n > 0 && hasAll(out[n-1].Face.Font, in.Text[from:to]) {
			f = out[n-1].Face.Font
		}
		if f == nil {
			f = s.shelf[0].fonts[0]
		}
		if n > 0 && out[n-1].Face.Font == f {
			out[n-1].RunEnd = to
			return
		}
		part := in
		part.RunStart, part.RunEnd, part.Face = from, to, s.faces[f]
		out = append(out, part)
	}
	for from := in.RunStart; from < in.RunEnd; {
		to := from + 1
		for to < in.RunEnd && in.Text[to] != ' ' {
			to++
		}
		word := s.familyFor(in.Text[from:to])
		for from < to {
			end := clusterEnd(in.Text, from, to)
			cluster := in.Text[from:end]
			add(from, end, s.fontOf(word, cluster))
			from = end
		}
	}
	return out
}

// hasAll tells whether a font has all letters, but those that leave no trace.
func hasAll(one *font.Font, letters []rune) bool {
	return family{fonts: []*font.Font{one}}.has(letters)
}

// clusterEnd is the end of a letter with the marks and joiners that follow it.
func clusterEnd(letters []rune, from, end int) int {
	to := from + 1
	for to < end && (unicode.Is(unicode.M, letters[to]) || unseen(letters[to])) {
		to++
	}
	return to
}

// fontOf returns the font of a letter with its marks, which word's family is asked for first; nil if any will do.
func (s *setter) fontOf(word *family, cluster []rune) *font.Font {
	base := cluster[0]
	if base == ' ' || unseen(base) {
		return nil
	}
	f := word
	if f == nil {
		f = s.familyFor(cluster)
	}
	if f == nil {
		f = s.familyFor(cluster[:1])
	}
	if f == nil {
		return nil
	}
	return f.fontFor(base)
}
