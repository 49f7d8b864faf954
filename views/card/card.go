// Package card draws the picture that networks show beside a link to a joint action: its title and day in the
// campaign's night, as Open Graph asks, 1200 by 630 pixels. It is drawn here and not fetched from anywhere, in every
// script that the embedded fonts know.
package card

import (
	"fmt"
	"image"
	"image/color"
	"math"
)

// Width and Height are the size of a card in pixels.
const (
	Width  = 1200
	Height = 630
)

// Card is what a card says. All texts are plain; one may be empty. Of a text only the letters that the fonts have are
// drawn: no boxes stand for the others. Line breaks are spaces, and what turns the direction of text around is left out.
type Card struct {
	Lang     string // BCP 47 tag of the title, for the forms of its letters
	RTL      bool   // the card reads from right to left
	Campaign string // one line, shortened to fit
	Title    string // up to five lines, smaller the longer it is, then cut with an ellipsis; without one the campaign is told large
	Month    string // of the day arch, as the reader's language writes it
	Day      string // without it there is no arch
	Weekday  string
	Line     string // hour and place below the title, up to two lines
}

// The colours of the night, which the pages use too.
var (
	night    = color.RGBA{0x0b, 0x2b, 0x27, 0xff}
	wall     = color.RGBA{0x13, 0x3f, 0x39, 0xff}
	backWall = color.RGBA{0x0f, 0x35, 0x30, 0xff}
	cream    = color.RGBA{0xf4, 0xec, 0xdc, 0xff}
	muted    = color.RGBA{0xb9, 0xc9, 0xc1, 0xff}
	lamp     = color.RGBA{0xf2, 0xb4, 0x41, 0xff}
	dim      = color.RGBA{0x8a, 0x70, 0x32, 0xff}
	onLamp   = color.RGBA{0x1b, 0x24, 0x20, 0xff}
)

// Where things stand, in pixels from the upper left corner of a card that reads from the left.
const (
	margin    = 72
	headTop   = 44
	headLine  = 56
	bodyTop   = 120
	bodyEnd   = 474 // where the roofs begin
	archWide  = 248
	archHigh  = 296
	archTop   = 148
	archGap   = 56
	titleHigh = 290
	titleGap  = 18
)

// Draw returns the card as PNG: the same bytes for the same card. It may be called from several goroutines at once;
// each call allocates 6 to 10 MB and takes 20 to 40 ms of one core, at worst some 100, whatever the texts. Returns an
// error only if the fonts cannot be read.
func Draw(c Card) ([]byte, error) {
	fonts, err := embedded()
	if err != nil {
		return nil, fmt.Errorf("draw card: %w", err)
	}
	on := newCanvas(image.Rect(0, 0, Width, Height), night)
	drawTown(on)
	d := drawing{canvas: on, setter: newSetter(fonts, c.Lang, c.RTL), rtl: c.RTL}
	name, title := d.clean(c.Campaign), d.clean(c.Title)
	if len(title.runes) == 0 {
		name, title = text{}, name
	}
	d.head(name)
	width := float64(Width - 2*margin)
	if day := d.clean(c.Day); len(day.runes) > 0 {
		d.arch(d.clean(c.Month), day, d.clean(c.Weekday))
		width -= archWide + archGap
	}
	d.body(title, d.clean(c.Line), width)
	return encode(on.picture)
}

// drawing is a card on its way.
type drawing struct {
	*canvas
	*setter
	rtl bool
}

// at returns the left end of something that begins so far from the edge at which reading starts.
func (d drawing) at(start, width float64) float64 {
	if d.rtl {
		return Width - start - width
	}
	return start
}

// head draws the mark, a lit window, and the campaign's name beside it.
func (d drawing) head(campaign text) {
	const wide, high = 38.0, 46.0
	x, y := d.at(margin, wide), headTop+(headLine-high)/2
	d.fill(image.Rect(int(x)-2, int(y)-2, int(x)+wide+2, int(y)+high+2), lamp, func(p *pen) { p.arch(x, y, wide, high) })
	d.fill(image.Rect(int(x)-2, int(y)-2, int(x)+wide+2, int(y)+high+2), night, func(p *pen) { p.flame(x+wide/2, y+14, 1.25) })
	const start = margin + wide + 18
	name := d.fit(campaign, room{width: Width - start - margin, height: headLine, lines: 1, sizes: []float64{34, 30, 26}})
	d.write(name, d.at(start, Width-start-margin), headTop+(headLine-name.height())/2, cream, d.startSide())
}

// arch draws the day in a lit window.
func (d drawing) arch(month, day, weekday text) {
	x := d.at(Width-margin-archWide, archWide)
	box := image.Rect(int(x)-2, archTop-2, int(x)+archWide+2, archTop+archHigh+2)
	d.fill(box, lamp, func(p *pen) { p.arch(x, archTop, archWide, archHigh) })
	put := func(t text, inset, top, height float64, sizes ...float64) {
		b := d.fit(t, room{width: archWide - 2*inset, height: height, lines: 1, sizes: sizes})
		d.write(b, x+inset, top+(height-b.height())/2, onLamp, middle)
	}
	put(month, 34, archTop+58, 54, 34, 30, 26, 22, 18)
	put(day, 20, archTop+78, 176, 112, 92, 72, 54, 40, 30, 22)
	put(weekday, 16, archTop+224, 54, 34, 30, 26, 22, 18)
}

// body draws the title, and the line below it, in the middle of the height.
func (d drawing) body(said, below text, width float64) {
	line := d.fit(below, room{width: width, height: 92, lines: 2, sizes: []float64{32, 28}})
	title := d.fit(said, room{width: width, height: titleHigh, lines: 5, sizes: []float64{92, 80, 70, 61, 53, 46}})
	high := title.height() + line.height()
	if title.height() > 0 && line.height() > 0 {
		high += titleGap
	}
	top := bodyTop + math.Max(0, (bodyEnd-bodyTop-high)/2)
	x := d.at(margin, width)
	d.write(title, x, top, cream, d.startSide())
	d.write(line, x, top+high-line.height(), muted, d.startSide())
}

// startSide is the side at which lines are flush.
func (d drawing) startSide() side {
	if d.rtl {
		return right
	}
	return left
}
