package card

import (
	"image"
	"image/color"
	"image/draw"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// canvas is a picture and what fills outlines on it.
type canvas struct {
	picture *image.RGBA
	raster  *vector.Rasterizer
}

// newCanvas returns a picture of one colour.
func newCanvas(size image.Rectangle, ground color.Color) *canvas {
	c := &canvas{picture: image.NewRGBA(size), raster: &vector.Rasterizer{}}
	draw.Draw(c.picture, size, image.NewUniform(ground), image.Point{}, draw.Src)
	return c
}

// fill fills the outlines that a pen draws with a colour. What leaves the box is cut off.
func (c *canvas) fill(box image.Rectangle, with color.Color, outline func(*pen)) {
	box = box.Intersect(c.picture.Bounds())
	if box.Empty() {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	outline(&pen{to: c.raster, x: float64(box.Min.X), y: float64(box.Min.Y)})
	c.raster.Draw(c.picture, box, image.NewUniform(with), image.Point{})
}

// pen draws outlines in pixels of the card; x and y are the corner of the box that is being filled.
type pen struct {
	to   *vector.Rasterizer
	x, y float64
}

func (p *pen) move(x, y float64) { p.to.MoveTo(float32(x-p.x), float32(y-p.y)) }
func (p *pen) line(x, y float64) { p.to.LineTo(float32(x-p.x), float32(y-p.y)) }
func (p *pen) quad(bx, by, cx, cy float64) {
	p.to.QuadTo(float32(bx-p.x), float32(by-p.y), float32(cx-p.x), float32(cy-p.y))
}

func (p *pen) cube(bx, by, cx, cy, dx, dy float64) {
	p.to.CubeTo(float32(bx-p.x), float32(by-p.y), float32(cx-p.x), float32(cy-p.y), float32(dx-p.x), float32(dy-p.y))
}

// arch draws an arched window: half a circle on a box, with its upper left corner at x, y.
func (p *pen) arch(x, y, wide, high float64) {
	r := wide / 2
	k := r * 0.5523 // a quarter of a circle as one curve
	p.move(x, y+high)
	p.line(x, y+r)
	p.cube(x, y+r-k, x+r-k, y, x+r, y)
	p.cube(x+r+k, y, x+wide, y+r-k, x+wide, y+r)
	p.line(x+wide, y+high)
	p.to.ClosePath()
}

// flame draws the flame of the mark with its tip at x, y. The outline is the one of the pages' favicon.
func (p *pen) flame(x, y, scale float64) {
	at := func(dx, dy float64) (float64, float64) { return x + dx*scale, y + dy*scale }
	curve := func(a, b, c, d, e, f float64) {
		bx, by := at(a, b)
		cx, cy := at(c, d)
		dx, dy := at(e, f)
		p.cube(bx, by, cx, cy, dx, dy)
	}
	p.move(x, y)
	curve(3.4, 3.7, 5, 6.3, 5, 9.1)
	curve(5, 11.86, 2.76, 14.1, 0, 14.1)
	curve(-2.76, 14.1, -5, 11.86, -5, 9.1)
	curve(-5, 7.4, -4.2, 6.1, -3.1, 4.7)
	curve(-2.7, 5.7, -2.2, 6.2, -1.5, 6.5)
	curve(-1.4, 4, -1, 2, 0, 0)
	p.to.ClosePath()
}

// glyph draws a letter whose origin is at x, y; scale is pixels per unit of its font.
func (p *pen) glyph(outline font.GlyphOutline, x, y, scale float64) {
	at := func(a opentype.SegmentPoint) (float64, float64) {
		return x + float64(a.X)*scale, y - float64(a.Y)*scale
	}
	for i, s := range outline.Segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				p.to.ClosePath()
			}
			p.move(ax, ay)
		case opentype.SegmentOpLineTo:
			p.line(ax, ay)
		case opentype.SegmentOpQuadTo:
			p.quad(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			p.cube(ax, ay, bx, by, cx, cy)
		}
	}
	p.to.ClosePath()
}
