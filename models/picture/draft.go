package picture

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
)

// jpegQuality is that of encoded logos.
const jpegQuality = 80

// draft is a decoded picture of bounded size from which all sizes are made.
type draft struct {
	img         *image.RGBA
	full        image.Point // width and height of the original
	orientation int
}

// newDraft copies a decoded picture. One whose longer side has twice the bound or more is reduced by averaging, so that
// a picture of any size costs little from here on; scaling from there is fine work.
func newDraft(ctx context.Context, whole image.Image, bound int) (draft, error) {
	b := whole.Bounds()
	d := draft{full: b.Size(), orientation: upright}
	step := max(b.Dx(), b.Dy()) / bound
	if step < 2 {
		d.img = image.NewRGBA(image.Rectangle{Max: d.full})
		draw.Draw(d.img, d.img.Bounds(), whole, b.Min, draw.Src)
		return d, nil
	}
	source, ok := whole.(image.RGBA64Image)
	if !ok {
		return draft{}, fmt.Errorf("%w: unknown kind of pixels %T", ErrBroken, whole)
	}
	d.img = image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()/step), max(1, b.Dy()/step)))
	for y := range d.img.Rect.Dy() {
		if ctx.Err() != nil {
			return draft{}, context.Cause(ctx)
		}
		d.averageRow(source, y)
	}
	return d, nil
}

// averageRow fills row y of the draft, each pixel being the mean of the pixels of the original that it covers.
func (d draft) averageRow(source image.RGBA64Image, y int) {
	from := source.Bounds().Min
	w, h := d.img.Rect.Dx(), d.img.Rect.Dy()
	y0, y1 := y*d.full.Y/h, (y+1)*d.full.Y/h
	for x := range w {
		x0, x1 := x*d.full.X/w, (x+1)*d.full.X/w
		var sum [4]uint64
		for sy := y0; sy < y1; sy++ {
			for sx := x0; sx < x1; sx++ {
				c := source.RGBA64At(from.X+sx, from.Y+sy)
				sum[0] += uint64(c.R)
				sum[1] += uint64(c.G)
				sum[2] += uint64(c.B)
				sum[3] += uint64(c.A)
			}
		}
		n := uint64((y1 - y0) * (x1 - x0))
		pixel := d.img.Pix[d.img.PixOffset(x, y):]
		for i := range sum {
			pixel[i] = uint8(sum[i] / n >> 8)
		}
	}
}

// fits tells whether the original is no larger than a box.
func (d draft) fits(box int) bool {
	return max(d.full.X, d.full.Y) <= box
}

// within returns width and height inside a square box in the proportion of the original, never enlarged.
func (d draft) within(box int) image.Point {
	long := max(d.full.X, d.full.Y)
	if long <= box {
		return d.full
	}
	scale := func(side int) int { return max(1, (side*box+long/2)/long) }
	return image.Pt(scale(d.full.X), scale(d.full.Y))
}

// size makes the logo for one box.
func (d draft) size(box int, kind string) (Size, error) {
	img := image.NewRGBA(image.Rectangle{Max: d.within(box)})
	draw.CatmullRom.Scale(img, img.Bounds(), d.img, d.img.Bounds(), draw.Src, nil)
	img = turned(img, d.orientation)
	var out bytes.Buffer
	var err error
	if kind == PNG {
		err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
	} else {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality})
	}
	if err != nil {
		return Size{}, fmt.Errorf("encode %s: %w", kind, err)
	}
	hash := sha256.Sum256(out.Bytes())
	return Size{Width: img.Rect.Dx(), Height: img.Rect.Dy(), Bytes: out.Bytes(), Hash: hex.EncodeToString(hash[:])}, nil
}

// turned brings a picture upright. Each orientation says which corner of the upright picture its first pixel is and
// which way its rows run; from 5 on rows and columns change places.
func turned(img *image.RGBA, orientation int) *image.RGBA {
	if orientation == upright {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			at := uprightPoint(x, y, w, h, orientation)
			copy(out.Pix[out.PixOffset(at.X, at.Y):][:4], img.Pix[img.PixOffset(x, y):])
		}
	}
	return out
}

// uprightPoint returns where the pixel x, y of a picture of w x h stands once upright.
func uprightPoint(x, y, w, h, orientation int) image.Point {
	right, bottom := w-1-x, h-1-y
	switch orientation {
	case 2:
		return image.Pt(right, y)
	case 3:
		return image.Pt(right, bottom)
	case 4:
		return image.Pt(x, bottom)
	case 5:
		return image.Pt(y, x)
	case 6:
		return image.Pt(bottom, x)
	case 7:
		return image.Pt(bottom, right)
	case 8:
		return image.Pt(y, right)
	}
	return image.Pt(x, y)
}
