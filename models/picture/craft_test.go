package picture_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"
)

// The files of these tests are written byte by byte, so that they can lie.

var (
	red, green = color.NRGBA{220, 30, 40, 255}, color.NRGBA{20, 160, 60, 255}
	blue, none = color.NRGBA{30, 60, 200, 255}, color.NRGBA{}
)

// window draws a picture with red top left, green top right, blue bottom left and nothing bottom right.
func window(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, [2][2]color.NRGBA{{red, green}, {blue, none}}[2*y/h][2*x/w])
		}
	}
	return img
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func chunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// kindOfPNG is the end of a PNG header: bits per channel, colour type, interlaced or not.
type kindOfPNG struct{ depth, colour, interlaced byte }

var (
	grey8, rgba8   = kindOfPNG{8, 0, 0}, kindOfPNG{8, 6, 0}
	rgba16, woven8 = kindOfPNG{16, 6, 0}, kindOfPNG{8, 6, 1}
)

func pngHeader(w, h int, k kindOfPNG) []byte {
	data := binary.BigEndian.AppendUint32(nil, uint32(w))
	data = binary.BigEndian.AppendUint32(data, uint32(h))
	return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(data, k.depth, k.colour, 0, 0, k.interlaced))...)
}

// blankPNG is a whole picture of zeros, small as a file and as large as it says once decoded. Not interlaced.
func blankPNG(t testing.TB, w, h int, k kindOfPNG) []byte {
	t.Helper()
	channels := map[byte]int{0: 1, 2: 3, 6: 4}[k.colour]
	row := make([]byte, 1+w*channels*int(k.depth)/8)
	var packed bytes.Buffer
	z, err := zlib.NewWriterLevel(&packed, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	for range h {
		if _, err := z.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return slices.Concat(pngHeader(w, h, k), chunk("IDAT", packed.Bytes()), chunk("IEND", nil))
}

// withChunk puts a chunk behind the header of a PNG.
func withChunk(file []byte, name string, data []byte) []byte {
	const headerEnd = 8 + 25
	return slices.Concat(file[:headerEnd], chunk(name, data), file[headerEnd:])
}

func segment(marker byte, data ...byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(data)+2)), data...)
}

// withSegment puts a segment behind the first marker of a JPEG.
func withSegment(file []byte, marker byte, data ...byte) []byte {
	return slices.Concat(file[:2], segment(marker, data...), file[2:])
}

// jpegFrame begins a JPEG of three components sampled fully (0x11) or with colour at half (0x22).
func jpegFrame(marker byte, w, h int, sampling byte) []byte {
	return segment(marker, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 3, 1, sampling, 0, 2, 0x11, 0, 3, 0x11, 0)
}

// greyProgressive is a progressive JPEG of one tone: one scan with one zero bit for each block.
func greyProgressive(w, h, scans int) []byte {
	file := append([]byte{0xFF, 0xD8}, segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{1}, 64)...)...)...)
	file = append(file, segment(0xC2, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 1, 1, 0x11, 0)...)
	file = append(file, segment(0xC4, append(append([]byte{0, 1}, make([]byte, 15)...), 0)...)...)
	blocks := ((w + 7) / 8) * ((h + 7) / 8)
	for range scans {
		file = append(file, segment(0xDA, 1, 1, 0, 0, 0, 0)...)
		file = append(file, make([]byte, (blocks+7)/8)...)
	}
	return append(file, 0xFF, 0xD9)
}

// exif is the content of an APP1 segment that gives the orientation, as cameras write it, with a canary behind it.
func exif(order binary.AppendByteOrder, mark string, value uint16) []byte {
	out := append([]byte("Exif\x00\x00"), mark...)
	out = order.AppendUint16(out, 42)
	out = order.AppendUint32(out, 8)
	out = order.AppendUint16(out, 2)
	for _, tag := range []uint16{0x010F, 0x0112} { // maker, orientation
		out = order.AppendUint16(out, tag)
		out = order.AppendUint16(out, 3)
		out = order.AppendUint32(out, 1)
		out = order.AppendUint16(out, value)
		out = order.AppendUint16(out, 0)
	}
	return append(out, "canary 55.75N 37.61E"...)
}
