package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/jpeg"
	"iter"
)

// Markers of ITU-T T.81, table B.1, and of the Adobe segment.
const (
	sof0, sof1, sof2 = 0xC0, 0xC1, 0xC2 // frames: baseline, extended, progressive
	sos, eoi         = 0xDA, 0xD9
	rst0, rst7, tem  = 0xD0, 0xD7, 0x01
	app1, app14      = 0xE1, 0xEE
)

// segments yields the marker segments of a JPEG in order, without their length, up to the end of the picture.
// Compressed data between them is passed over. A segment longer than the file ends the walk.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; ; {
			next := bytes.IndexByte(data[at:], 0xFF)
			if next < 0 || at+next+1 >= len(data) {
				return
			}
			at += next + 1
			marker := data[at]
			switch {
			case marker == 0xFF: // a fill byte: the next round looks at it again
				continue
			case marker == 0, marker == tem, marker >= rst0 && marker <= rst7:
				at++
				continue
			case marker == eoi:
				yield(eoi, nil)
				return
			}
			at++
			if at+2 > len(data) {
				return
			}
			size := int(binary.BigEndian.Uint16(data[at:]))
			if size < 2 || at+size > len(data) || !yield(marker, data[at+2:at+size]) {
				return
			}
			at += size
		}
	}
}

// inspectJPEG reads the segments: the picture must end with its end marker. What follows is allowed, since phones put a
// second picture or a film there; it is dropped like all the rest.
func inspectJPEG(data []byte) (header, error) {
	config, err := readConfig(jpeg.DecodeConfig, data)
	if err != nil {
		return header{}, err
	}
	h := header{width: int64(config.Width), height: int64(config.Height)}
	var f frame
	for marker, body := range segments(data) {
		switch marker {
		case sof0, sof1, sof2:
			f = readFrame(marker, body, f.rgb)
		case app14:
			f.rgb = f.rgb || len(body) >= 12 && bytes.HasPrefix(body, []byte("Adobe")) && body[11] == 0
		case sos:
			h.scans++
		case eoi:
			h.memory = f.memory(h.width * h.height)
			return h, nil
		}
	}
	return header{}, fmt.Errorf("%w: it is cut off", ErrBroken)
}

// frame is what of a JPEG's frame decides on the memory to decode it.
type frame struct {
	progressive bool
	components  int64
	samples     int64 // of all components in one unit of the picture ...
	unit        int64 // ... and the pixels of that unit
	rgb         bool  // kept as red, green, blue
}

func readFrame(marker byte, body []byte, rgb bool) frame {
	f := frame{progressive: marker == sof2, rgb: rgb}
	if len(body) < 6 {
		return f
	}
	names, widest, highest := "", int64(1), int64(1)
	for c := body[6:]; len(c) >= 3; c = c[3:] {
		across, down := int64(c[1]>>4), int64(c[1]&15)
		f.components++
		f.samples += across * down
		widest, highest = max(widest, across), max(highest, down)
		names += string(rune(c[0]))
	}
	f.unit = widest * highest
	f.rgb = f.rgb || names == "RGB"
	return f
}

// memory estimates the bytes to decode: one for each sample, five if progressive (coefficients of four bytes beside it),
// and a picture of four channels more where colours are not YCbCr.
func (f frame) memory(pixels int64) int64 {
	each := int64(1)
	if f.progressive {
		each = 5
	}
	need := pixels * each * f.samples / max(1, f.unit)
	if f.rgb || f.components == 4 {
		need += 4 * pixels
	}
	return need
}
