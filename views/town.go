package views

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// maxWindows is how many lit windows are drawn at most; above it one stands for several organisations.
const maxWindows = 400

// Town is the picture of the coalition: a lit window for every organisation, one dotted for the reader's. Which
// windows are lit is drawn by lot for every UTC day and number, so that a window is nobody's and tells no order.
type Town struct {
	Each  int    // organisations that a window stands for: 1 up to 400
	Lit   int    // windows
	Dark  string // path of the dark windows
	Dim   string // paths of the lit ones, in three shades
	Warm  string
	Glow  []string // several, so that they do not glow in step
	Yours string   // the dotted one
}

// The picture is townWidth by townHeight; panes are drawn at a size that leaves the town neither empty nor full.
const (
	townWidth  = 582
	townHeight = 366
	fullest    = 0.62 // share of lit windows that still leaves it night
	glows      = 4
)

// house is a building: where it stands, how wide it is, from which height on it has windows.
type house struct{ x, width, eaves float64 }

var houses = []house{
	{0, 53, 160}, {56, 68, 103}, {134, 53, 198}, {190, 83, 122}, {276, 53, 27}, {339, 68, 179}, {410, 53, 103}, {466, 53, 236}, {529, 53, 141},
}

// townWalls are the outlines of the houses, in two shades of night.
const (
	townFront = "M0 366V160h53V366zM134 366V198a26.5 26.5 0 0 1 53 0V366zM276 366V27h53V366zM410 366V103a26.5 26.5 0 0 1 53 0V366zM529 366V141h53V366z"
	townBack  = "M56 366V103l34 -26l34 26V366zM190 366V122h15v-13h53v13h15V366zM339 366V179l34 -26l34 26V366zM466 366V236l26.5 -26l26.5 26V366z"
)

// paneSizes are the sizes of windows from the largest on, as factors of 9 by 12.5.
var paneSizes = []float64{2, 1.6, 1.3, 1, 0.75}

// NewTown draws the town of a UTC day ("2026-11-22") with so many organisations.
func NewTown(organisations int, day string) Town {
	town := Town{Each: max(1, (organisations+maxWindows-1)/maxWindows)}
	town.Lit = (organisations + town.Each - 1) / town.Each
	size, panes := sizeFor(town.Lit)
	lots := drawLots(len(panes), fmt.Sprintf("%s %d", day, organisations))
	paths := map[string]*strings.Builder{}
	for _, name := range []string{"dark", "dim", "warm", "yours"} {
		paths[name] = &strings.Builder{}
	}
	glow := make([]strings.Builder, glows)
	for i, p := range panes {
		switch shade := lots[i].shade; {
		case lots[i].rank > town.Lit:
			p.draw(paths["dark"], size)
		case lots[i].rank == town.Lit:
			p.draw(paths["yours"], size)
		case shade < 40:
			p.draw(paths["dim"], size)
		case shade < 180:
			p.draw(paths["warm"], size)
		default:
			p.draw(&glow[shade%glows], size)
		}
	}
	town.Dark, town.Dim, town.Warm, town.Yours = paths["dark"].String(), paths["dim"].String(), paths["warm"].String(), paths["yours"].String()
	for i := range glow {
		if path := glow[i].String(); path != "" {
			town.Glow = append(town.Glow, path)
		}
	}
	return town
}

// sizeFor returns the largest size at which so many lit windows and the reader's leave it night, and all panes.
func sizeFor(lit int) (float64, []pane) {
	for _, size := range paneSizes[:len(paneSizes)-1] {
		if panes := panesOf(size); float64(lit+1) <= fullest*float64(len(panes)) {
			return size, panes
		}
	}
	smallest := paneSizes[len(paneSizes)-1]
	return smallest, panesOf(smallest)
}

// pane is a window's place: the left end of its arch.
type pane struct{ x, y float64 }

// panesOf lays out the windows of every house, from the ground up.
func panesOf(size float64) []pane {
	var out []pane
	for _, h := range houses {
		columns := max(1, math.Floor((h.width-14+6*size)/(15*size)))
		left := h.x + (h.width-(columns*15-6)*size)/2
		for y := townHeight - 10.5 - 8*size; y-4.5*size-12 >= h.eaves; y -= 19 * size {
			for c := range int(columns) {
				out = append(out, pane{left + float64(c)*15*size, y})
			}
		}
	}
	return out
}

// draw adds an arched window to a path.
func (p pane) draw(to *strings.Builder, size float64) {
	r := short(4.5 * size)
	fmt.Fprintf(to, "M%s %sa%s %s 0 0 1 %s 0v%sh-%sz", short(p.x), short(p.y), r, r, short(9*size), short(8*size), short(9*size))
}

// short writes a number with at most two decimals.
func short(n float64) string { return strconv.FormatFloat(math.Round(n*100)/100, 'f', -1, 64) }

// lot is what a pane drew: its place in the order of lighting, and a shade from 0 to 255.
type lot struct {
	rank  int
	shade byte
}

// drawLots draws for n panes, the same for the same occasion on every replica.
func drawLots(n int, occasion string) []lot {
	type ticket struct {
		number uint64
		pane   int
	}
	tickets, lots := make([]ticket, n), make([]lot, n)
	for i := range n {
		sum := sha256.Sum256(fmt.Appendf(nil, "town %s %d", occasion, i))
		tickets[i] = ticket{binary.BigEndian.Uint64(sum[:8]), i}
		lots[i].shade = sum[8]
	}
	slices.SortFunc(tickets, func(a, b ticket) int {
		if a.number < b.number {
			return -1
		}
		return 1
	})
	for rank, t := range tickets {
		lots[t.pane].rank = rank
	}
	return lots
}
