package wording

import "strings"

// Kind says what happened to a piece of text.
type Kind int

// The kinds of piece.
const (
	Same Kind = iota
	Removed
	Added
)

// Piece is a run of characters that was kept, removed or added.
type Piece struct {
	Kind Kind
	Text string
}

// Paragraph is a paragraph of either text. Its removed and kept pieces are the old paragraph, its added and kept
// pieces the new one.
type Paragraph struct {
	InOld, InNew bool
	Pieces       []Piece
}

// Unchanged reports whether the paragraph stands in both texts word for word.
func (p Paragraph) Unchanged() bool {
	return p.InOld && p.InNew && len(p.Pieces) == 1 && p.Pieces[0].Kind == Same
}

// Changes is a text beside its successor, paragraph by paragraph.
type Changes []Paragraph

// between separates paragraphs: an empty line.
const between = "\n\n"

// Compare returns what changed from one text to the next, by word within paragraphs. Its cost is bounded: texts that
// have little in common are shown as removed and added.
func Compare(before, after string) Changes {
	var out Changes
	a, b := strings.Split(before, between), strings.Split(after, between)
	for _, run := range runs(steps(a, b)) {
		if run.kept != nil {
			for _, text := range run.kept {
				out = append(out, Paragraph{InOld: true, InNew: true, Pieces: []Piece{{Same, text}}})
			}
			continue
		}
		for _, pair := range pairs(run.removed, run.added) {
			out = append(out, pair.paragraph())
		}
	}
	return out
}

// Old returns the earlier text.
func (c Changes) Old() string {
	return c.side(Added, func(p Paragraph) bool { return p.InOld })
}

// New returns the later text.
func (c Changes) New() string {
	return c.side(Removed, func(p Paragraph) bool { return p.InNew })
}

func (c Changes) side(without Kind, in func(Paragraph) bool) string {
	var texts []string
	for _, p := range c {
		if !in(p) {
			continue
		}
		var text strings.Builder
		for _, piece := range p.Pieces {
			if piece.Kind != without {
				text.WriteString(piece.Text)
			}
		}
		texts = append(texts, text.String())
	}
	return strings.Join(texts, between)
}

// paragraph compares the words of two paragraphs that belong together, or shows the one that stands alone.
func (p pair) paragraph() Paragraph {
	switch {
	case !p.inNew:
		return Paragraph{InOld: true, Pieces: pieces(Removed, p.before)}
	case !p.inOld:
		return Paragraph{InNew: true, Pieces: pieces(Added, p.after)}
	}
	return Paragraph{InOld: true, InNew: true, Pieces: words(p.before, p.after)}
}

func pieces(kind Kind, text string) []Piece {
	if text == "" {
		return nil
	}
	return []Piece{{kind, text}}
}

// words compares two paragraphs word by word. A blank that was kept between two changed words is no news: it is
// told with them, so that a changed phrase reads as one.
func words(before, after string) []Piece {
	var out []Piece
	all := runs(steps(tokens(before), tokens(after)))
	var removed, added strings.Builder
	flush := func() {
		out = append(out, pieces(Removed, removed.String())...)
		out = append(out, pieces(Added, added.String())...)
		removed.Reset()
		added.Reset()
	}
	for i, run := range all {
		kept := strings.Join(run.kept, "")
		if run.kept != nil && i > 0 && i+1 < len(all) && strings.TrimSpace(kept) == "" {
			removed.WriteString(kept)
			added.WriteString(kept)
			continue
		}
		if run.kept != nil {
			flush()
			out = append(out, pieces(Same, kept)...)
			continue
		}
		removed.WriteString(strings.Join(run.removed, ""))
		added.WriteString(strings.Join(run.added, ""))
	}
	flush()
	return out
}

// tokens cuts a paragraph into words and the blanks between them.
func tokens(text string) []string {
	var out []string
	start, blank := 0, false
	for i, r := range text {
		if is := isBlank(r); i == 0 || is == blank {
			blank = is
			continue
		}
		out = append(out, text[start:i])
		start, blank = i, !blank
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' || r == '\u3000'
}
