package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"
)

const (
	pngMagic  = "\x89PNG\r\n\x1a\n"
	jpegMagic = "\xff\xd8\xff"
	magicSize = len(pngMagic)
)

// interlaceAt is the place of the interlace method: magic 8, chunk length 4, name 4, then the last of 13 bytes of IHDR.
const interlaceAt = 8 + 4 + 4 + 12

// kindOf tells the type of a picture by its first bytes, "" for everything else.
func kindOf(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte(pngMagic)):
		return PNG
	case bytes.HasPrefix(head, []byte(jpegMagic)):
		return JPEG
	}
	return ""
}

// named tells whether a file name ends as files of its kind do. A Windows path is a file name too.
func named(name, kind string) bool {
	endings := []string{".png"}
	if kind == JPEG {
		endings = []string{".jpg", ".jpeg", ".jpe", ".jfif"}
	}
	ending := strings.ToLower(path.Ext(strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")))
	return slices.Contains(endings, ending)
}

// inspect checks structure and header of a whole file.
func (w *Workshop) inspect(kind string, data []byte) (header, error) {
	if polyglot(data) {
		return header{}, fmt.Errorf("%w: it is another kind of file too", ErrNotPicture)
	}
	look := inspectPNG
	if kind == JPEG {
		look = inspectJPEG
	}
	h, err := look(data)
	if err != nil {
		return header{}, err
	}
	return h, w.afford(h)
}

// header is what a picture says of itself before its pixels.
type header struct {
	width, height int64
	memory        int64 // that decoding takes, in bytes
	scans         int
}

func (w *Workshop) afford(h header) error {
	if h.width < 1 || h.height < 1 || h.scans > w.limits.Scans {
		return ErrBroken
	}
	side := max(h.width, h.height)
	if side > int64(w.limits.Side) || h.width*h.height > w.limits.Pixels || h.memory > w.limits.Memory {
		return fmt.Errorf("%w: %d x %d", ErrTooManyPixels, h.width, h.height)
	}
	return nil
}

// inspectPNG walks the chunks (ISO/IEC 15948): the file must end with IEND and nothing after it.
func inspectPNG(data []byte) (header, error) {
	config, err := readConfig(png.DecodeConfig, data)
	if err != nil {
		return header{}, err
	}
	h := header{width: int64(config.Width), height: int64(config.Height)}
	pixel := pixelBytes(config.ColorModel)
	if data[interlaceAt] != 0 {
		pixel *= 2 // Its passes are pictures of their own, together as large as the whole.
	}
	for rest := data[len(pngMagic):]; len(rest) >= 12; {
		size := int64(binary.BigEndian.Uint32(rest))
		if size+12 > int64(len(rest)) {
			break
		}
		name := string(rest[4:8])
		rest = rest[size+12:]
		gray := config.ColorModel == color.GrayModel || config.ColorModel == color.Gray16Model
		switch {
		case name == "tRNS" && gray:
			pixel *= 4 // Gray with one transparent tone is decoded to four channels.
		case name == "IEND" && len(rest) > 0:
			return header{}, fmt.Errorf("%w: something follows the picture", ErrNotPicture)
		case name == "IEND":
			h.memory = h.width * h.height * pixel
			return h, nil
		}
	}
	return header{}, fmt.Errorf("%w: it is cut off", ErrBroken)
}

// readConfig reads the header with the very decoder that will read the pixels.
func readConfig(decode func(io.Reader) (image.Config, error), data []byte) (c image.Config, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: decoder stopped: %v", ErrBroken, p)
		}
	}()
	if c, err = decode(bytes.NewReader(data)); err != nil {
		return c, fmt.Errorf("%w: %v", ErrBroken, err)
	}
	return c, nil
}

// pixelBytes is what image/png holds for one pixel of a colour model.
func pixelBytes(m color.Model) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.RGBAModel, color.NRGBAModel:
		return 4
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 1 // a palette
}

// polyglot finds files that other programs would take for their own: PDF readers look for their mark near the
// beginning, unpackers for theirs near the end, browsers and servers that guess for theirs anywhere.
func polyglot(data []byte) bool {
	const pdfWindow, zipWindow = 1024, 65_557
	head, tail := data[:min(len(data), pdfWindow)], data[max(0, len(data)-zipWindow):]
	if bytes.Contains(head, []byte("%PDF-")) || bytes.Contains(tail, []byte("PK\x05\x06")) {
		return true
	}
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return false
		}
		data = data[i+1:]
		for _, mark := range []string{"script", "!doctype", "html", "?php", "svg "} {
			if len(data) >= len(mark) && strings.EqualFold(string(data[:len(mark)]), mark) {
				return true
			}
		}
	}
}
