package picture_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"testing"
	"time"

	"keephope/models/picture"
)

type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	return len(p), nil
}

func TestNothingIsReadBeyondTheLimit(t *testing.T) {
	shop := picture.NewWorkshop(picture.DefaultLimits())
	tail := &endless{}
	body := io.MultiReader(bytes.NewReader(pngHeader(10, 10, rgba8)), tail)
	_, err := shop.TakeIn(t.Context(), picture.Upload{Name: "a.png", Body: body})
	if !errors.Is(err, picture.ErrTooLarge) || tail.read > 5_000_001 {
		t.Errorf("%v after %d bytes", err, tail.read)
	}
	junk := &endless{}
	_, err = shop.TakeIn(t.Context(), picture.Upload{Name: "a.png", Body: junk})
	if !errors.Is(err, picture.ErrNotPicture) || junk.read > 100 {
		t.Errorf("%v after %d bytes of something else", err, junk.read)
	}
}

func TestFileOfExactlyTheLimit(t *testing.T) {
	file := encodePNG(t, window(10, 10))
	limits := picture.DefaultLimits()
	for more, want := range map[int64]error{0: nil, -1: picture.ErrTooLarge} {
		limits.Bytes = int64(len(file)) + more
		_, err := picture.NewWorkshop(limits).TakeIn(t.Context(), picture.Upload{Name: "a.png", Body: bytes.NewReader(file)})
		if !errors.Is(err, want) {
			t.Errorf("limit of %d for %d bytes: %v", limits.Bytes, len(file), err)
		}
	}
}

// Headers that promise too much are refused before a pixel is decoded: none of these files holds any.
func TestPixelLimits(t *testing.T) {
	end := chunk("IEND", nil)
	photo := func(marker byte, w, h int, sampling byte) []byte {
		scan := segment(0xDA, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0)
		return slices.Concat([]byte{0xFF, 0xD8}, jpegFrame(marker, w, h, sampling), scan, []byte{0xFF, 0xD9})
	}
	for _, c := range []struct {
		what, name string
		file       []byte
		want       error // ErrBroken: affordable, and then found empty
	}{
		{"40 megapixels", "a.png", append(pngHeader(8000, 5000, rgba8), end...), picture.ErrBroken},
		{"a row more", "a.png", append(pngHeader(8000, 5001, rgba8), end...), picture.ErrTooManyPixels},
		{"longest side", "a.png", append(pngHeader(20_000, 1, grey8), end...), picture.ErrBroken},
		{"a column more", "a.png", append(pngHeader(20_001, 1, grey8), end...), picture.ErrTooManyPixels},
		{"too high", "a.png", append(pngHeader(1, 20_001, grey8), end...), picture.ErrTooManyPixels},
		{"2^31 x 2^31", "a.png", append(pngHeader(1<<31-1, 1<<31-1, grey8), end...), picture.ErrBroken},
		{"50,000 x 50,000", "a.png", append(pngHeader(50_000, 50_000, grey8), end...), picture.ErrTooManyPixels},
		{"40 megapixels interlaced", "a.png", append(pngHeader(8000, 5000, woven8), end...), picture.ErrBroken},
		{"40 megapixels of 64 bits", "a.png", append(pngHeader(8000, 5000, rgba16), end...), picture.ErrBroken},
		{"the same interlaced", "a.png", append(pngHeader(8000, 5000, kindOfPNG{16, 6, 1}), end...), picture.ErrTooManyPixels},
		{"grey of 16 bits with a transparent tone", "a.png",
			withChunk(append(pngHeader(8000, 5000, kindOfPNG{16, 0, 1}), end...), "tRNS", []byte{0, 0}), picture.ErrTooManyPixels},
		{"JPEG", "a.jpg", photo(0xC0, 8000, 5000, 0x11), picture.ErrBroken},
		{"JPEG too large", "a.jpg", photo(0xC0, 8000, 5001, 0x11), picture.ErrTooManyPixels},
		{"JPEG too wide", "a.jpg", photo(0xC0, 65_535, 1, 0x22), picture.ErrTooManyPixels},
		{"progressive, colour at half", "a.jpg", photo(0xC2, 8000, 5000, 0x22), picture.ErrBroken},
		{"progressive, colour in full", "a.jpg", photo(0xC2, 8000, 5000, 0x11), picture.ErrTooManyPixels},
	} {
		if _, err := takeIn(t, c.name, c.file); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.what, err, c.want)
		}
	}
}

func TestDecodingEndsInTime(t *testing.T) {
	limits := picture.DefaultLimits()
	limits.Time = time.Nanosecond
	up := picture.Upload{Name: "a.png", Body: bytes.NewReader(encodePNG(t, window(2000, 2000)))}
	if _, err := picture.NewWorkshop(limits).TakeIn(t.Context(), up); !errors.Is(err, picture.ErrBroken) {
		t.Errorf("got %v", err)
	}
}

func TestZeroLimitsRefuse(t *testing.T) {
	up := func() picture.Upload {
		return picture.Upload{Name: "a.png", Body: bytes.NewReader(encodePNG(t, window(20, 20)))}
	}
	if logo, err := picture.NewWorkshop(picture.Limits{}).TakeIn(t.Context(), up()); err == nil {
		t.Errorf("took in %v", dims(logo))
	}
	limits := picture.DefaultLimits()
	limits.Boxes = nil // A decoder that panics is told apart from a crash of the program.
	if _, err := picture.NewWorkshop(limits).TakeIn(t.Context(), up()); !errors.Is(err, picture.ErrBroken) {
		t.Errorf("without sizes: %v", err)
	}
}

// heapObjects is the memory of all objects on the heap, dead ones that were not collected included, in bytes.
func heapObjects() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}

// peakWhile watches the heap every millisecond while do runs.
func peakWhile(do func()) int64 {
	var peak int64
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				peak = max(peak, heapObjects())
			}
		}
	})
	do()
	close(done)
	watch.Wait()
	return peak
}

// Two people send a picture of 40 megapixels (160 MB once decoded) at once: memory holds one of them at a time, and
// nothing of it afterwards.
func TestMemoryOfTheLargestPictures(t *testing.T) {
	file := blankPNG(t, 8000, 5000, rgba8)
	shop := picture.NewWorkshop(picture.DefaultLimits())
	runtime.GC()
	before := heapObjects()
	peak := peakWhile(func() {
		var senders sync.WaitGroup
		for range 2 {
			senders.Go(func() {
				_, err := shop.TakeIn(context.Background(), picture.Upload{Name: "a.png", Body: bytes.NewReader(file)})
				if err != nil {
					t.Error(err)
				}
			})
		}
		senders.Wait()
	})
	const decoded, beside = 160_000_000, 60_000_000
	if grown := peak - before; grown < decoded || grown > decoded+beside {
		t.Errorf("the heap grew by %d MB", grown/1_000_000)
	}
	if left := heapObjects() - before; left > 20_000_000 {
		t.Errorf("%d MB are left", left/1_000_000)
	}
}

func BenchmarkTakeIn40MegapixelPNG(b *testing.B) {
	benchmark(b, "a.png", blankPNG(b, 8000, 5000, rgba8))
}

func BenchmarkTakeIn40MegapixelDeepPNG(b *testing.B) {
	benchmark(b, "a.png", blankPNG(b, 8000, 5000, rgba16))
}

func BenchmarkTakeIn40MegapixelProgressiveJPEG(b *testing.B) {
	benchmark(b, "a.jpg", greyProgressive(8000, 5000, 1))
}

func BenchmarkTakeInUsualLogo(b *testing.B) {
	benchmark(b, "a.png", encodePNG(b, window(800, 600)))
}

func benchmark(b *testing.B, name string, file []byte) {
	var peak int64
	for b.Loop() {
		runtime.GC()
		before := heapObjects()
		peak = max(peak, peakWhile(func() { mustTakeIn(b, name, file) })-before)
	}
	b.ReportMetric(float64(peak)/1e6, "MB-peak")
}
