package qr

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// picture is what a code's SVG says.
type picture struct {
	ViewBox string `xml:"viewBox,attr"`
	Role    string `xml:"role,attr"`
	Title   string `xml:"title"`
	Paths   []struct {
		Fill string `xml:"fill,attr"`
		D    string `xml:"d,attr"`
	} `xml:"path"`
}

var rectangle = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)

// parsed reads an SVG and paints its modules, four pixels each.
func parsed(t testing.TB, svg []byte) (picture, image.Image) {
	t.Helper()
	var p picture
	if err := xml.Unmarshal(svg, &p); err != nil {
		t.Fatalf("%v in %s", err, svg)
	}
	size, err := strconv.Atoi(p.ViewBox[strings.LastIndex(p.ViewBox, " ")+1:])
	if err != nil || p.ViewBox != fmt.Sprintf("0 0 %d %d", size, size) || len(p.Paths) != 2 {
		t.Fatalf("the view box is %q, with %d paths", p.ViewBox, len(p.Paths))
	}
	canvas := image.NewGray(image.Rect(0, 0, size*4, size*4))
	draw.Draw(canvas, canvas.Rect, image.White, image.Point{}, draw.Src)
	for _, m := range rectangle.FindAllStringSubmatch(p.Paths[1].D, -1) {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		if n[2] != n[3] {
			t.Fatalf("%s is not closed", m[0])
		}
		draw.Draw(canvas, image.Rect(n[0]*4, n[1]*4, (n[0]+n[2])*4, n[1]*4+4), image.Black, image.Point{}, draw.Src)
	}
	if rest := rectangle.ReplaceAllString(p.Paths[1].D, ""); rest != "" {
		t.Fatalf("%q is no module", rest)
	}
	return p, canvas
}

// decoded is what another program reads in a picture.
func decoded(t testing.TB, canvas image.Image) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(canvas)
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true, gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints)
	if err != nil {
		t.Fatal(err)
	}
	return result.GetText()
}

func TestACodeIsReadByAnotherProgram(t *testing.T) {
	for _, address := range []string{
		"https://hope.example/en/actions/light-in-the-window",
		"https://hope.example/ar/actions/" + strings.Repeat("long-", 200),
		"HTTPS://HOPE.EXAMPLE", "20261210", "https://hope.example/?q=надежда", "x",
	} {
		svg, err := SVG(address, "Code")
		if err != nil {
			t.Fatal(err)
		}
		_, canvas := parsed(t, svg)
		if got := decoded(t, canvas); got != address {
			t.Errorf("%q is read as %q", address, got)
		}
		again, _ := SVG(address, "Code")
		if !bytes.Equal(svg, again) {
			t.Error("the same address is another picture")
		}
	}
}

func TestACodeHasAnEmptyEdge(t *testing.T) {
	svg, err := SVG("https://hope.example/en", "Code")
	if err != nil {
		t.Fatal(err)
	}
	_, canvas := parsed(t, svg)
	size := canvas.Bounds().Dx()
	for i := range size {
		for _, at := range []image.Point{{i, 15}, {15, i}, {i, size - 16}, {size - 16, i}} {
			if canvas.At(at.X, at.Y) != (color.Gray{255}) {
				t.Fatalf("ink in the quiet zone at %v", at)
			}
		}
	}
	if canvas.At(16, 16) != (color.Gray{0}) {
		t.Error("the code does not begin after four modules")
	}
}

func TestACodeTellsItsTitle(t *testing.T) {
	label := `Code of </title><script>"Tea & hope"` + "\x00"
	svg, err := SVG("https://hope.example/en", label)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := parsed(t, svg)
	if want := strings.TrimSuffix(label, "\x00"); p.Title != want || p.Role != "img" {
		t.Errorf("the title is %q, the role %q", p.Title, p.Role)
	}
	for _, never := range []string{"style", "<script"} {
		if bytes.Contains(svg, []byte(never)) {
			t.Errorf("the picture has %s", never)
		}
	}
}

func TestWhatIsNoAddressIsRefused(t *testing.T) {
	for _, address := range []string{"", strings.Repeat("x", 2332)} {
		if svg, err := SVG(address, "Code"); err == nil || svg != nil {
			t.Errorf("%d bytes are drawn", len(address))
		}
	}
	if _, err := SVG(strings.Repeat("x", 2331), "Code"); err != nil {
		t.Error(err)
	}
}

// FuzzSVG: another program reads the very address.
func FuzzSVG(f *testing.F) {
	f.Add("https://hope.example/en/actions/vigil?from=poster", "Vigil")
	f.Fuzz(func(t *testing.T, path, label string) {
		address := "https://hope.example/" + fmt.Sprintf("%x", path)
		svg, err := SVG(address, label)
		if len(address) > 2331 {
			if err == nil {
				t.Errorf("%d bytes are drawn", len(address))
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, canvas := parsed(t, svg); decoded(t, canvas) != address {
			t.Errorf("%q is read as %q", address, decoded(t, canvas))
		}
	})
}
