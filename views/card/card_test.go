package card

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// vigil is an action's card in English.
func vigil() Card {
	return Card{
		Lang: "en", Campaign: "Keep Hope Alive", Title: "Light in the window",
		Month: "December", Day: "10", Weekday: "Thursday", Line: "18:00 – 19:30, your local time",
	}
}

// cards are actions in scripts that we promise, and texts that try us.
func cards() map[string]Card {
	word := vigil()
	word.Title = strings.Repeat("a", 200)
	marks := vigil()
	marks.Title = "e" + strings.Repeat("\u0301", 500) + " ب" + strings.Repeat("\u0651", 500)
	huge := vigil()
	huge.Title, huge.Line, huge.Campaign, huge.Day = strings.Repeat("سلام hope ", 1e5), strings.Repeat("w ", 1e5), strings.Repeat("\u202e", 1e5), strings.Repeat("1", 1e5)
	return map[string]Card{
		"English": vigil(),
		"Russian": {Lang: "ru", Campaign: "Сохраним надежду", Title: "Свет в окне: вечер солидарности", Month: "декабря", Day: "10", Weekday: "четверг"},
		"Arabic": {
			Lang: "ar", RTL: true, Campaign: "لنُبقِ الأمل حيًّا", Title: "ضوء في النافذة: أمسية مع ILGA-Europe في «كل مدينة» يوم 10",
			Month: "ديسمبر", Day: "١٠", Weekday: "الخميس", Line: "18:00 – 19:30 بتوقيت مدينتك",
		},
		"Georgian": {Lang: "ka", Title: "სინათლე ფანჯარაში", Month: "დეკემბერი", Day: "10", Weekday: "ხუთშაბათი"},
		"Armenian": {Lang: "hy", Title: "Լույս պատուհանում", Day: "10"},
		"Greek":    {Lang: "el", Title: "Φως στο παράθυρο, ἐν ἀρχῇ", Day: "10"},
		"Hebrew":   {Lang: "he", RTL: true, Title: "אור בחלון", Day: "10"},
		"nothing":  {}, "word": word, "marks": marks, "huge": huge,
	}
}

// drawn returns the picture of a card.
func drawn(t testing.TB, c Card) image.Image {
	t.Helper()
	out, err := Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	if len(out) > 120<<10 {
		t.Errorf("%d bytes, at most 120 KB", len(out))
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Bounds(); got != image.Rect(0, 0, 1200, 630) {
		t.Fatalf("the card is %v", got)
	}
	return picture
}

// ink counts the pixels of a colour in a box.
func ink(picture image.Image, box image.Rectangle, of color.RGBA) int {
	n := 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if color.RGBAModel.Convert(picture.At(x, y)) == of {
				n++
			}
		}
	}
	return n
}

// The parts of a card that reads from the left.
var (
	headBox  = image.Rect(118, 40, 1140, 110)
	titleBox = image.Rect(64, 120, 836, 480)
	archBox  = image.Rect(870, 140, 1140, 450)
	townBox  = image.Rect(0, 480, 1200, 630)
)

// mirrored is a part of a card that reads from the right.
func mirrored(box image.Rectangle) image.Rectangle {
	return image.Rect(1200-box.Max.X, box.Min.Y, 1200-box.Min.X, box.Max.Y)
}

func TestEachPartHasItsInk(t *testing.T) {
	for name, c := range cards() {
		t.Run(name, func(t *testing.T) {
			picture := drawn(t, c)
			place := func(box image.Rectangle) image.Rectangle {
				if c.RTL {
					return mirrored(box)
				}
				return box
			}
			if c.Title != "" && ink(picture, place(titleBox), cream) < 300 {
				t.Error("the title has no ink")
			}
			if wide := ink(picture, place(archBox), lamp) > 40_000; wide != (c.Day != "") {
				t.Errorf("the day arch is there: %v", wide)
			}
			if c.Month != "" && ink(picture, place(archBox), onLamp) < 1000 {
				t.Error("the day has no ink")
			}
			if c.Line != "" && ink(picture, place(titleBox), muted) < 100 {
				t.Error("the line below the title has no ink")
			}
			if name != "huge" && c.Campaign != "" && ink(picture, place(headBox), cream) < 300 {
				t.Error("the campaign has no ink")
			}
			if ink(picture, townBox, lamp) < 3000 {
				t.Error("the town has no light")
			}
			for _, margin := range []image.Rectangle{image.Rect(0, 0, 50, 470), image.Rect(1150, 0, 1200, 470), image.Rect(0, 0, 1200, 20)} {
				if got, all := ink(picture, margin, night), margin.Dx()*margin.Dy(); got != all {
					t.Errorf("%d pixels of ink in the margin %v", all-got, margin)
				}
			}
		})
	}
}

func TestWithoutATitleTheCampaignIsTold(t *testing.T) {
	c := vigil()
	c.Title, c.Line = "東京", ""
	picture := drawn(t, c)
	if ink(picture, titleBox, cream) < 3000 {
		t.Error("the campaign does not stand where the title would")
	}
	if ink(picture, headBox, cream) > 0 {
		t.Error("the campaign is told twice")
	}
}

func TestWhatCannotBeWrittenIsLeftOut(t *testing.T) {
	plain, err := Draw(vigil())
	if err != nil {
		t.Fatal(err)
	}
	for name, title := range map[string]string{
		"emoji":          "Light in 🕯️ the window ✊🏽 👩‍👩‍👧",
		"other scripts":  "Light 光 in the window",
		"line breaks":    "Light\r\nin\u2028the\u0085window\n",
		"many spaces":    "  Light \t in the  window ",
		"overrides":      "\u202eLight\u202c \u2067in\u2069 the window",
		"controls":       "Light\x00 in\x1b the\u001c window\ufeff\ufffe",
		"broken":         "Light in the window\xff\xfe",
		"lonely marks":   "\u0301 Light in the window",
		"private use":    "Light in the window\ue000\U000f0000",
		"tags":           "Light in the window\U000e0067",
		"soft hyphen":    "Light in the win\u00addow",
		"taken apart":    "Light in the ｗｉｎｄｏｗ",
		"empty joiners":  "Light in the \u2066\u2069 window",
		"variation mark": "Light in the window\ufe0f",
	} {
		c := vigil()
		c.Title = title
		if got, err := Draw(c); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%s: %q is not drawn as %q", name, title, vigil().Title)
		}
	}
}

func TestOneCardIsOnePicture(t *testing.T) {
	first := map[string][]byte{}
	for name, c := range cards() {
		out, err := Draw(c)
		if err != nil {
			t.Fatal(err)
		}
		first[name] = out
	}
	var wait sync.WaitGroup
	for range 3 {
		for name, c := range cards() {
			wait.Go(func() {
				if out, err := Draw(c); err != nil || !bytes.Equal(out, first[name]) {
					t.Errorf("%s is another picture, or %v", name, err)
				}
			})
		}
	}
	wait.Wait()
}

func TestADrawingIsBounded(t *testing.T) {
	for name, c := range cards() {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		drawn := func() { _, _ = Draw(c) }
		drawn()
		runtime.ReadMemStats(&after)
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 24 {
			t.Errorf("%s used %d MB", name, used)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for name, c := range cards() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Draw(c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// FuzzDraw: whatever a card says, it is a small picture, and nothing is written over its edge.
func FuzzDraw(f *testing.F) {
	for _, c := range cards() {
		f.Add(c.Lang, c.RTL, c.Campaign[:min(len(c.Campaign), 500)], c.Title[:min(len(c.Title), 500)], c.Month, c.Day[:min(len(c.Day), 50)], c.Weekday, c.Line[:min(len(c.Line), 500)])
	}
	f.Add("xx-!", true, "\u200d", "\u200f\u061c\n\n\u2029", "\u0e33", "\u0600", "\u1160", "﷽")
	f.Fuzz(func(t *testing.T, lang string, rtl bool, campaign, title, month, day, weekday, line string) {
		picture := drawn(t, Card{lang, rtl, campaign, title, month, day, weekday, line})
		for _, margin := range []image.Rectangle{image.Rect(0, 0, 20, 440), image.Rect(1180, 0, 1200, 440)} {
			if got, all := ink(picture, margin, night), margin.Dx()*margin.Dy(); got != all {
				t.Errorf("%d pixels of ink at the edge %v", all-got, margin)
			}
		}
	})
}
