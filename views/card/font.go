package card

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"github.com/go-text/typesetting/font"
	"golang.org/x/text/unicode/norm"
)

// The fonts: the pages' headings, and Noto Sans for what they lack. fonts/subset writes them, on purpose and by hand.
//
//go:embed fonts/*.ttf
var fontFiles embed.FS

// family is fonts of one look. leading is the height of a line, as a factor of the size of its letters.
type family struct {
	fonts   []*font.Font
	leading float64
}

// shelf is all families, in the order in which they are asked.
type shelf []family

// embedded parses the fonts once. What it returns is read-only and may be used from several goroutines.
var embedded = sync.OnceValues(func() (shelf, error) {
	return read([]row{
		{1.14, []string{"commissioner-latin", "commissioner-latin-ext", "commissioner-cyrillic", "commissioner-greek"}},
		{1.22, []string{"noto-sans"}},
		{1.52, []string{"noto-sans-arabic"}},
		{1.24, []string{"noto-sans-armenian"}},
		{1.26, []string{"noto-sans-georgian"}},
		{1.26, []string{"noto-sans-hebrew"}},
	})
})

// row is a family to be.
type row struct {
	leading float64
	names   []string
}

// read parses families.
func read(rows []row) (shelf, error) {
	var all shelf
	for _, row := range rows {
		f := family{leading: row.leading}
		for _, name := range row.names {
			data, err := fontFiles.ReadFile("fonts/" + name + ".ttf")
			if err != nil {
				return nil, fmt.Errorf("read font %s: %w", name, err)
			}
			face, err := font.ParseTTF(bytes.NewReader(data))
			if err != nil {
				return nil, fmt.Errorf("parse font %s: %w", name, err)
			}
			f.fonts = append(f.fonts, face.Font)
		}
		all = append(all, f)
	}
	return all, nil
}

// fontFor returns the font of a family that has a letter, or nil.
func (f family) fontFor(r rune) *font.Font {
	for _, one := range f.fonts {
		if _, ok := one.NominalGlyph(r); ok {
			return one
		}
	}
	return nil
}

// has tells whether a family can write all letters.
func (f family) has(letters []rune) bool {
	for _, r := range letters {
		if !unseen(r) && f.fontFor(r) == nil {
			return false
		}
	}
	return true
}

// familyFor returns the first family that can write all letters, or nil.
func (s shelf) familyFor(letters []rune) *family {
	for i := range s {
		if s[i].has(letters) {
			return &s[i]
		}
	}
	return nil
}

// spell returns the letters to write for one, taken apart if only its parts are there, and none if nothing is.
func (s shelf) spell(r rune) []rune {
	if unseen(r) || s.familyFor([]rune{r}) != nil {
		return []rune{r}
	}
	parts := []rune(norm.NFKD.String(string(r)))
	if s.familyFor(parts) == nil {
		return nil
	}
	return parts
}
