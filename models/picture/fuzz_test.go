package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"testing"

	"keephope/models/picture"
)

// Whatever is sent: either a typed refusal, or bare pictures in the right proportion that decode.
func FuzzTakeIn(f *testing.F) {
	drawing, photo := encodePNG(f, window(130, 70)), encodeJPEG(f, window(130, 70))
	f.Add("a.png", drawing)
	f.Add("a.jpg", photo)
	f.Add("a.jpg", withSegment(photo, 0xE1, exif(binary.LittleEndian, "II", 6)...))
	f.Add("a.jpg", greyProgressive(40, 20, 2))
	f.Add("a.png", blankPNG(f, 200, 3, rgba16))
	f.Add("a.png", append(pngHeader(30, 30, woven8), chunk("IEND", nil)...))
	f.Add("a.png", append(bytes.Clone(drawing), "PK\x05\x06"...))
	limits := picture.DefaultLimits()
	limits.Pixels, limits.Boxes = 100_000, []int{16, 48}
	shop := picture.NewWorkshop(limits)
	f.Fuzz(func(t *testing.T, name string, file []byte) {
		logo, err := shop.TakeIn(context.Background(), picture.Upload{Name: name, Body: bytes.NewReader(file)})
		if err != nil {
			for _, known := range []error{picture.ErrTooLarge, picture.ErrTooManyPixels, picture.ErrNotPicture,
				picture.ErrMisnamed, picture.ErrBroken} {
				if errors.Is(err, known) {
					return
				}
			}
			t.Fatalf("untyped refusal: %v", err)
		}
		checkSizes(t, logo, file, limits.Boxes)
	})
}

func checkSizes(t *testing.T, logo picture.Logo, file []byte, boxes []int) {
	t.Helper()
	read := png.DecodeConfig
	if logo.Type == picture.JPEG {
		read = jpeg.DecodeConfig
	}
	c, err := read(bytes.NewReader(file))
	if err != nil || len(logo.Sizes) < 1 || len(logo.Sizes) > len(boxes) {
		t.Fatalf("%d sizes of a file with %v", len(logo.Sizes), err)
	}
	for i, s := range logo.Sizes {
		decode(t, logo.Type, s)
		checkBare(t, logo.Type, s.Bytes)
		got, full := image.Pt(s.Width, s.Height), image.Pt(c.Width, c.Height)
		scale := float64(min(boxes[i], max(full.X, full.Y))) / float64(max(full.X, full.Y))
		if !near(got, full, scale) && !near(got, image.Pt(full.Y, full.X), scale) {
			t.Fatalf("%v became %v in a box of %d", full, got, boxes[i])
		}
	}
}

// near allows for rounding, and for sides that may not vanish.
func near(got, full image.Point, scale float64) bool {
	side := func(got, full int) bool {
		want := max(1, float64(full)*scale)
		return float64(got) >= want-0.51 && float64(got) <= want+0.51
	}
	return side(got.X, full.X) && side(got.Y, full.Y)
}
