package picture_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"keephope/models/picture"
)

func takeIn(t testing.TB, name string, file []byte) (picture.Logo, error) {
	t.Helper()
	shop := picture.NewWorkshop(picture.DefaultLimits())
	return shop.TakeIn(t.Context(), picture.Upload{Name: name, Body: bytes.NewReader(file)})
}

func mustTakeIn(t testing.TB, name string, file []byte) picture.Logo {
	t.Helper()
	logo, err := takeIn(t, name, file)
	if err != nil {
		t.Fatal(err)
	}
	return logo
}

func dims(logo picture.Logo) []image.Point {
	var out []image.Point
	for _, s := range logo.Sizes {
		out = append(out, image.Pt(s.Width, s.Height))
	}
	return out
}

func decode(t testing.TB, kind string, s picture.Size) image.Image {
	t.Helper()
	read := map[string]func(io.Reader) (image.Image, error){picture.PNG: png.Decode, picture.JPEG: jpeg.Decode}[kind]
	img, err := read(bytes.NewReader(s.Bytes))
	if err != nil || img.Bounds() != image.Rect(0, 0, s.Width, s.Height) {
		t.Fatalf("%d x %d: %v", s.Width, s.Height, err)
	}
	return img
}

// shows compares the middle of each quarter with a colour, allowing for what JPEG makes of it.
func shows(t *testing.T, img image.Image, quarters [4]color.Color) {
	t.Helper()
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	for i, want := range quarters {
		at := image.Pt(w/4+i%2*w/2, h/4+i/2*h/2)
		got := img.At(at.X, at.Y)
		r, g, b, a := got.RGBA()
		wr, wg, wb, wa := want.RGBA()
		for _, d := range []int{int(r) - int(wr), int(g) - int(wg), int(b) - int(wb), int(a) - int(wa)} {
			if d < -24<<8 || d > 24<<8 {
				t.Errorf("at %v of %d x %d: %v, want %v", at, w, h, got, want)
				break
			}
		}
	}
}

func TestPNGComesInThreeSizesWithItsTransparency(t *testing.T) {
	for _, original := range []image.Point{{2000, 1000}, {500, 250}, {1919, 960}, {4001, 2001}} {
		logo := mustTakeIn(t, "Logo.PNG", encodePNG(t, window(original.X, original.Y)))
		if got, want := dims(logo), []image.Point{{96, 48}, {192, 96}, {480, 240}}; !slices.Equal(got, want) {
			t.Errorf("%v came in sizes %v", original, got)
		}
		for _, s := range logo.Sizes {
			shows(t, decode(t, picture.PNG, s), [4]color.Color{red, green, blue, none})
			if hash := sha256.Sum256(s.Bytes); s.Hash != hex.EncodeToString(hash[:]) {
				t.Errorf("hash %s", s.Hash)
			}
		}
		if logo.Type != picture.PNG {
			t.Errorf("type %s", logo.Type)
		}
	}
}

func TestSmallAndNarrowPictures(t *testing.T) {
	for _, c := range []struct {
		original image.Point
		want     []image.Point
	}{
		{image.Pt(1, 1), []image.Point{{1, 1}}},
		{image.Pt(96, 20), []image.Point{{96, 20}}},
		{image.Pt(150, 100), []image.Point{{96, 64}, {150, 100}}},
		{image.Pt(100, 300), []image.Point{{32, 96}, {64, 192}, {100, 300}}},
		{image.Pt(3, 5000), []image.Point{{1, 96}, {1, 192}, {1, 480}}},
		{image.Pt(20_000, 2), []image.Point{{96, 1}, {192, 1}, {480, 1}}},
	} {
		logo := mustTakeIn(t, "a.png", encodePNG(t, window(c.original.X, c.original.Y)))
		if got := dims(logo); !slices.Equal(got, c.want) {
			t.Errorf("%v came in sizes %v, want %v", c.original, got, c.want)
		}
		for _, s := range logo.Sizes {
			decode(t, logo.Type, s)
		}
	}
}

// A photograph is turned as its camera says. Each orientation names the sides of the upright picture where the first
// row and the first column of the file are (Exif 2.32, section 4.6.4); the files are built from that.
func TestJPEGIsBroughtUpright(t *testing.T) {
	up := window(400, 200)
	for i, sides := range []string{"TL", "TR", "BR", "BL", "LT", "RT", "RB", "LB"} {
		stored := image.NewNRGBA(image.Rect(0, 0, 400, 200))
		if i >= 4 {
			stored = image.NewNRGBA(image.Rect(0, 0, 200, 400))
		}
		for y := range stored.Rect.Dy() {
			for x := range stored.Rect.Dx() {
				across, down := x, y
				if i >= 4 {
					across, down = y, x
				}
				if strings.Contains(sides, "R") {
					across = 399 - across
				}
				if strings.Contains(sides, "B") {
					down = 199 - down
				}
				stored.Set(x, y, up.At(across, down))
			}
		}
		plain := encodeJPEG(t, stored)
		for _, tag := range [][]byte{exif(binary.LittleEndian, "II", uint16(i+1)), exif(binary.BigEndian, "MM", uint16(i+1))} {
			logo := mustTakeIn(t, "photo.jpg", withSegment(plain, 0xE1, tag...))
			if got, want := dims(logo), []image.Point{{96, 48}, {192, 96}, {400, 200}}; !slices.Equal(got, want) {
				t.Errorf("orientation %d: sizes %v", i+1, got)
			}
			for _, s := range logo.Sizes {
				shows(t, decode(t, picture.JPEG, s), [4]color.Color{red, green, blue, color.Black})
			}
		}
	}
}

func TestOddOrientationsAreUpright(t *testing.T) {
	good := exif(binary.BigEndian, "MM", 6)
	plain := encodeJPEG(t, window(200, 100))
	for i := range good {
		mustTakeIn(t, "cut.jpg", withSegment(plain, 0xE1, good[:i]...))
		bad := bytes.Clone(good)
		bad[i] ^= 0xFF
		mustTakeIn(t, "bent.jpg", withSegment(plain, 0xE1, bad...))
	}
	for _, tag := range [][]byte{exif(binary.BigEndian, "MM", 0), exif(binary.BigEndian, "MM", 9), good[:30], nil} {
		if logo := mustTakeIn(t, "a.jpg", withSegment(plain, 0xE1, tag...)); logo.Sizes[0].Width != 96 {
			t.Errorf("%q turned the picture", tag)
		}
	}
}

// Nothing of the original but its pixels is in what comes out.
func TestMetadataIsGone(t *testing.T) {
	photo := encodeJPEG(t, window(300, 300))
	for _, marker := range []byte{0xE0, 0xE1, 0xE2, 0xED, 0xEE, 0xFE} {
		photo = withSegment(photo, marker, []byte("canary of a segment")...)
	}
	photo = withSegment(photo, 0xE1, exif(binary.LittleEndian, "II", 3)...)
	photo = append(photo, "canary behind the end"...)
	drawing := encodePNG(t, window(300, 300))
	for _, name := range []string{"tEXt", "eXIf", "iTXt", "tIME", "caBX", "prVt"} {
		drawing = withChunk(drawing, name, []byte("canary\x00in a chunk"))
	}
	for _, logo := range []picture.Logo{mustTakeIn(t, "photo.jpeg", photo), mustTakeIn(t, "drawing.png", drawing)} {
		for _, s := range logo.Sizes {
			checkBare(t, logo.Type, s.Bytes)
		}
	}
}

// checkBare walks an encoded picture and fails on every part that does not serve to show it.
func checkBare(t testing.TB, kind string, file []byte) {
	t.Helper()
	for _, word := range []string{"canary", "Exif", "http"} {
		if bytes.Contains(file, []byte(word)) {
			t.Errorf("%s holds %q", kind, word)
		}
	}
	if kind == picture.PNG {
		for rest := file[8:]; len(rest) > 0; rest = rest[12+binary.BigEndian.Uint32(rest):] {
			if name := string(rest[4:8]); !slices.Contains([]string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}, name) {
				t.Errorf("chunk %s", name)
			}
		}
		return
	}
	for rest := file[2:]; rest[1] != 0xDA; rest = rest[2+binary.BigEndian.Uint16(rest[2:]):] {
		if !slices.Contains([]byte{0xDB, 0xC0, 0xC4}, rest[1]) {
			t.Errorf("segment %X", rest[1])
		}
	}
}

func TestRefusals(t *testing.T) {
	drawing, photo := encodePNG(t, window(200, 100)), encodeJPEG(t, window(200, 100))
	wrongSum := bytes.Clone(drawing)
	wrongSum[len(wrongSum)-20] ^= 1
	for _, c := range []struct {
		what, name string
		file       []byte
		want       error
	}{
		{"nothing", "a.png", nil, picture.ErrNotPicture},
		{"text", "a.png", []byte("not a picture"), picture.ErrNotPicture},
		{"SVG", "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), picture.ErrNotPicture},
		{"SVG called PNG", "a.png", []byte(`<?xml version="1.0"?><svg/>`), picture.ErrNotPicture},
		{"GIF", "a.gif", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), picture.ErrNotPicture},
		{"WebP called JPEG", "a.jpg", []byte("RIFF\x1a\x00\x00\x00WEBPVP8L"), picture.ErrNotPicture},
		{"HEIC", "a.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), picture.ErrNotPicture},
		{"AVIF", "a.png", []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00"), picture.ErrNotPicture},
		{"TIFF", "a.jpg", []byte("II*\x00\x08\x00\x00\x00"), picture.ErrNotPicture},
		{"BMP", "a.png", []byte("BM\x3a\x00\x00\x00\x00\x00\x00\x00"), picture.ErrNotPicture},
		{"PDF", "a.png", []byte("%PDF-1.7\n"), picture.ErrNotPicture},
		{"half of the first bytes", "a.png", drawing[:5], picture.ErrNotPicture},

		{"PNG called JPEG", "a.jpg", drawing, picture.ErrMisnamed},
		{"JPEG called PNG", "a.png", photo, picture.ErrMisnamed},
		{"PNG called script", "a.png.php", drawing, picture.ErrMisnamed},
		{"no ending", "logo", drawing, picture.ErrMisnamed},
		{"no name", "", drawing, picture.ErrMisnamed},
		{"ending in the folder", `C:\a.png\logo`, drawing, picture.ErrMisnamed},

		{"PNG and ZIP", "a.png", append(bytes.Clone(drawing), "PK\x05\x06"+strings.Repeat("\x00", 18)...), picture.ErrNotPicture},
		{"JPEG and ZIP", "a.jpg", append(bytes.Clone(photo), "PK\x05\x06"+strings.Repeat("\x00", 18)...), picture.ErrNotPicture},
		{"JPEG and PDF", "a.jpg", withSegment(photo, 0xFE, []byte("%PDF-1.4")...), picture.ErrNotPicture},
		{"PNG and script", "a.png", withChunk(drawing, "tEXt", []byte("a\x00<ScRiPt>alert(1)")), picture.ErrNotPicture},
		{"JPEG and PHP", "a.jpg", withSegment(photo, 0xFE, []byte("<?php system($_GET[0]);")...), picture.ErrNotPicture},
		{"PNG and more", "a.png", append(bytes.Clone(drawing), 0), picture.ErrNotPicture},
		{"two PNGs", "a.png", slices.Concat(drawing, drawing), picture.ErrNotPicture},

		{"first bytes alone", "a.png", drawing[:8], picture.ErrBroken},
		{"PNG header alone", "a.png", pngHeader(10, 10, rgba8), picture.ErrBroken},
		{"PNG without end", "a.png", drawing[:len(drawing)-12], picture.ErrBroken},
		{"PNG cut", "a.png", drawing[:len(drawing)/2], picture.ErrBroken},
		{"PNG with a wrong sum", "a.png", wrongSum, picture.ErrBroken},
		{"PNG without pixels", "a.png", append(pngHeader(10, 10, rgba8), chunk("IEND", nil)...), picture.ErrBroken},
		{"PNG of no width", "a.png", append(pngHeader(0, 10, rgba8), chunk("IEND", nil)...), picture.ErrBroken},
		{"JPEG cut", "a.jpg", photo[:len(photo)/2], picture.ErrBroken},
		{"JPEG without end", "a.jpg", photo[:len(photo)-2], picture.ErrBroken},
		{"JPEG beginning alone", "a.jpg", photo[:4], picture.ErrBroken},
		{"JPEG of many scans", "a.jpg", greyProgressive(16, 16, 101), picture.ErrBroken},
	} {
		logo, err := takeIn(t, c.name, c.file)
		if !errors.Is(err, c.want) || len(logo.Sizes) > 0 {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
}

func TestKindsThatAreRead(t *testing.T) {
	grey := image.NewGray(image.Rect(0, 0, 300, 200))
	palette := image.NewPaletted(image.Rect(0, 0, 300, 200), color.Palette{red, none})
	deep := image.NewNRGBA64(image.Rect(0, 0, 300, 200))
	for what, file := range map[string][]byte{
		"grey.png": encodePNG(t, grey), "palette.png": encodePNG(t, palette), "deep.png": encodePNG(t, deep),
		"grey.jpg": encodeJPEG(t, grey), "progressive.JPEG": greyProgressive(300, 200, 1),
		`C:\Users\Анна\Лого.jpe`: encodeJPEG(t, deep), " spaced name.png ": encodePNG(t, deep),
		"trailer.jpg": append(encodeJPEG(t, grey), "ftypmp42 a film behind the photograph"...),
	} {
		if got := dims(mustTakeIn(t, what, file)); !slices.Equal(got, []image.Point{{96, 64}, {192, 128}, {300, 200}}) {
			t.Errorf("%s came in sizes %v", what, got)
		}
	}
}

func TestBodyThatFailsIsNotThePicturesFault(t *testing.T) {
	shop := picture.NewWorkshop(picture.DefaultLimits())
	file := encodePNG(t, window(50, 50))
	lost := errors.New("connection lost")
	for _, n := range []int{0, 5, len(file) / 2} {
		body := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(lost))
		if _, err := shop.TakeIn(t.Context(), picture.Upload{Name: "a.png", Body: body}); !errors.Is(err, lost) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := shop.TakeIn(ctx, picture.Upload{Name: "a.png", Body: bytes.NewReader(file)})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("sender gone: %v", err)
	}
}
