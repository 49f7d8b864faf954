package card

import (
	"cmp"
	"image"
	"image/color"
	"slices"

	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// side is where lines are flush.
type side int

const (
	left side = iota
	middle
	right
)

// write draws a block with its upper left corner at x, y.
func (d drawing) write(b block, x, y float64, with color.Color, flush side) {
	for i, line := range b.lines {
		start, high := x, b.heights[i]
		switch flush {
		case middle:
			start += (b.width - advance(line)) / 2
		case right:
			start += b.width - advance(line)
		}
		// A line's ink may reach over its box by half its height: tall marks, low tails.
		box := image.Rect(int(x-b.size), int(y-high/2), int(x+b.width+b.size), int(y+high*1.5)+1)
		baseline := y + high/2 + b.size*0.345
		d.fill(box, with, func(p *pen) { writeLine(p, line, start, baseline) })
		y += high
	}
}

// writeLine draws the runs of a line from left to right.
func writeLine(p *pen, line shaping.Line, x, y float64) {
	runs := slices.Clone(line)
	slices.SortStableFunc(runs, func(a, b shaping.Output) int { return cmp.Compare(a.VisualIndex, b.VisualIndex) })
	for _, run := range runs {
		scale := pixels(run.Size) / float64(run.Face.Upem())
		for _, g := range run.Glyphs {
			if outline, ok := run.Face.GlyphDataOutline(g.GlyphID); ok && g.GlyphID != 0 {
				p.glyph(outline, x+pixels(g.XOffset), y-pixels(g.YOffset), scale)
			}
			x += pixels(g.Advance)
		}
	}
}

// pixels is a length of the typesetter, which counts in 64ths.
func pixels(v fixed.Int26_6) float64 { return float64(v) / 64 }
