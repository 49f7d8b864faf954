package picture

import (
	"bytes"
	"encoding/binary"
)

const (
	orientationTag = 0x0112
	upright        = 1
	shortType      = 3
	entrySize      = 12
)

// orientation returns how the pixels of a JPEG are to be turned, 1 to 8 as in Exif 2.32, section 4.6.4; 1, upright, if
// it does not say or says nonsense.
func orientation(data []byte) int {
	for marker, body := range segments(data) {
		if marker == sos {
			break
		}
		if tiff, found := bytes.CutPrefix(body, []byte("Exif\x00\x00")); found && marker == app1 {
			return tiffOrientation(tiff)
		}
	}
	return upright
}

// tiffOrientation looks for the tag in the first directory of a TIFF structure.
func tiffOrientation(tiff []byte) int {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case bytes.HasPrefix(tiff, []byte("MM\x00*")):
		order = binary.BigEndian
	}
	if order == nil || len(tiff) < 8 {
		return upright
	}
	start := int64(order.Uint32(tiff[4:]))
	if start+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[start+2:]
	for range order.Uint16(tiff[start:]) {
		if len(entries) < entrySize {
			return upright
		}
		e := entries[:entrySize]
		if order.Uint16(e) == orientationTag {
			value := order.Uint16(e[8:])
			if order.Uint16(e[2:]) != shortType || order.Uint32(e[4:]) != 1 || value < 1 || value > 8 {
				return upright
			}
			return int(value)
		}
		entries = entries[entrySize:]
	}
	return upright
}
