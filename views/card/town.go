package card

import "image"

// house is a building at the lower edge: where it stands, how wide it is, where its roof is, and its shape.
type house struct {
	x, width, eaves float64
	roof            roof
}

// roof is the shape of a house's top.
type roof int

const (
	flat roof = iota
	round
	gable
)

var houses = []house{
	{0, 92, 548, flat}, {98, 118, 524, gable}, {224, 92, 566, round}, {322, 138, 534, flat}, {466, 92, 532, round},
	{564, 120, 556, gable}, {690, 92, 528, flat}, {788, 112, 570, gable}, {906, 92, 540, round}, {1004, 104, 552, flat}, {1114, 86, 530, flat},
}

// A window of a house, and how far windows are from each other.
const (
	paneWide, paneHigh = 11, 15
	paneStep, paneRise = 19, 25
)

// drawTown draws the houses and their windows: always the same ones, which tell no number.
func drawTown(on *canvas) {
	strip := image.Rect(0, 470, Width, Height)
	on.fill(strip, wall, func(p *pen) { outlines(p, 0) })
	on.fill(strip, backWall, func(p *pen) { outlines(p, 1) })
	on.fill(strip, night, func(p *pen) { panes(p, 0, 9) })
	on.fill(strip, dim, func(p *pen) { panes(p, 9, 11) })
	on.fill(strip, lamp, func(p *pen) { panes(p, 11, 16) })
}

// outlines draws every second house.
func outlines(p *pen, first int) {
	for i := first; i < len(houses); i += 2 {
		h := houses[i]
		if h.roof == round {
			p.arch(h.x, h.eaves-h.width/2, h.width, Height-h.eaves+h.width/2)
			continue
		}
		p.move(h.x, Height)
		p.line(h.x, h.eaves)
		if h.roof == gable {
			p.line(h.x+h.width/2, h.eaves-34)
		}
		p.line(h.x+h.width, h.eaves)
		p.line(h.x+h.width, Height)
		p.to.ClosePath()
	}
}

// panes draws the windows whose lot of 16 lies between two numbers.
func panes(p *pen, from, to uint32) {
	lot := uint32(2013)
	for _, h := range houses {
		columns := int((h.width - 14) / paneStep)
		left := h.x + (h.width-float64(columns*paneStep-(paneStep-paneWide)))/2
		for y := float64(Height - 30); y-6 >= h.eaves; y -= paneRise {
			for c := range columns {
				lot = lot*1664525 + 1013904223
				if n := lot >> 28; n >= from && n < to {
					p.arch(left+float64(c*paneStep), y, paneWide, paneHigh)
				}
			}
		}
	}
}
