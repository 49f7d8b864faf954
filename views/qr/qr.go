// Package qr draws addresses as QR codes (ISO/IEC 18004), for a poster or a slide.
package qr

import (
	"bytes"
	"errors"
	"fmt"

	"keephope/views/xmltext"

	"rsc.io/qr"
)

// quiet is the empty edge that readers need around a code, in modules.
const quiet = 4

// pixels is the size of a module where nothing else says how large the picture is.
const pixels = 8

// errEmpty is returned for an address without a letter.
var errEmpty = errors.New("the address is empty")

// SVG returns a code as a picture of its own, black on white, with its quiet zone; 15 percent of it may be covered
// (level M). The label is its title, which screen readers say; the picture needs neither style nor script. The same
// input gives the same bytes. Returns an error for an empty address and for one of more than 2,331 bytes.
func SVG(address, label string) ([]byte, error) {
	if address == "" {
		return nil, fmt.Errorf("draw code: %w", errEmpty)
	}
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("draw code of %d bytes: %w", len(address), err)
	}
	size := code.Size + 2*quiet
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" shape-rendering="crispEdges">`,
		size, size, size*pixels, size*pixels)
	fmt.Fprintf(&out, `<title>%s</title><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="`, xmltext.Escape(label), size, size)
	for y := range code.Size {
		drawRow(&out, code, y)
	}
	out.WriteString(`"/></svg>`)
	return out.Bytes(), nil
}

// drawRow adds the black modules of a row to a path, those that touch as one.
func drawRow(out *bytes.Buffer, code *qr.Code, y int) {
	for x := 0; x < code.Size; x++ {
		from := x
		for x < code.Size && code.Black(x, y) {
			x++
		}
		if x > from {
			fmt.Fprintf(out, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
		}
	}
}
