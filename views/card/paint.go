package card

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
)

// ramps are the colours that meet on a card, and in how many steps the edge between them is drawn.
var ramps = []struct {
	from, to color.RGBA
	steps    int
}{
	{night, cream, 40}, {night, muted, 32}, {night, lamp, 32}, {lamp, onLamp, 40}, {night, wall, 8}, {night, backWall, 6},
	{wall, backWall, 3}, {wall, lamp, 14}, {backWall, lamp, 14}, {wall, dim, 10}, {backWall, dim, 10}, {wall, muted, 12}, {backWall, muted, 12},
}

// colours returns the palette of a card, at most 256.
func colours() color.Palette {
	var all color.Palette
	known := map[color.RGBA]bool{}
	for _, r := range ramps {
		for i := range r.steps + 1 {
			c := between(r.from, r.to, i, r.steps)
			if !known[c] {
				all, known[c] = append(all, c), true
			}
		}
	}
	return all
}

// between is the colour that lies i of n steps on the way.
func between(from, to color.RGBA, i, n int) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8((int(a)*(n-i) + int(b)*i + n/2) / n) }
	return color.RGBA{mix(from.R, to.R), mix(from.G, to.G), mix(from.B, to.B), 0xff}
}

// encode writes a picture as PNG with one byte a pixel.
func encode(picture *image.RGBA) ([]byte, error) {
	small := image.NewPaletted(picture.Rect, colours())
	nearest := map[color.RGBA]uint8{}
	last, index := color.RGBA{}, uint8(0)
	for i := range small.Pix {
		p := picture.Pix[4*i : 4*i+4 : 4*i+4]
		if c := (color.RGBA{p[0], p[1], p[2], p[3]}); c != last {
			known := false
			if index, known = nearest[c]; !known {
				index = uint8(small.Palette.Index(c))
				nearest[c] = index
			}
			last = c
		}
		small.Pix[i] = index
	}
	var out bytes.Buffer
	encoder := png.Encoder{}
	if err := encoder.Encode(&out, small); err != nil {
		return nil, fmt.Errorf("encode card: %w", err)
	}
	return out.Bytes(), nil
}
