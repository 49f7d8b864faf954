// Package picture takes in logos: it reads a PNG or JPEG that a stranger sent, and gives back freshly encoded pictures
// in a few sizes. Nothing of the original file is kept, so camera, place, thumbnails, comments, colour profiles and
// whatever else hid in it are gone.
//
// A file is looked at in this order, the cheap and safe steps first: size while reading, first bytes, file name,
// structure, dimensions and the memory that decoding would take, and only then the pixels. Decoding happens for one
// picture at a time, the turn being kept by a Workshop.
package picture

import (
	"errors"
	"io"
	"time"
)

var (
	// ErrTooLarge says that the file has more bytes than allowed. What lies beyond the limit was not read.
	ErrTooLarge = errors.New("picture file is too large")
	// ErrTooManyPixels says that the picture has more pixels, or needs more memory, than allowed.
	ErrTooManyPixels = errors.New("picture has too many pixels")
	// ErrNotPicture says that the file is not a PNG or JPEG, or is another kind of file at the same time.
	ErrNotPicture = errors.New("file is not a PNG or JPEG picture")
	// ErrMisnamed says that the ending of the file's name does not fit what is in it.
	ErrMisnamed = errors.New("file name does not fit the picture in it")
	// ErrBroken says that the picture is damaged, cut off or of a kind that cannot be read.
	ErrBroken = errors.New("picture is broken")
)

// Types of pictures, as in Content-Type.
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
)

// Upload is a file as it was sent.
type Upload struct {
	Name string // as the sender's machine calls it; only its ending counts
	Body io.Reader
}

// Logo is a picture taken in. It is PNG if the original was, which keeps transparency, else JPEG.
type Logo struct {
	Type  string
	Sizes []Size // the smallest first, at least one
}

// Size is a logo in one size. Hash is the SHA-256 of Bytes in hexadecimal, fit for a file name.
type Size struct {
	Width, Height int
	Bytes         []byte
	Hash          string
}

// Limits bound what one picture may cost. The zero value refuses everything.
type Limits struct {
	Bytes  int64         // of the file
	Pixels int64         // width x height
	Side   int           // width or height
	Memory int64         // bytes that decoding may take, estimated from the header before it begins
	Scans  int           // of a progressive JPEG: each passes over the whole picture again
	Time   time.Duration // for decoding, without the wait for a turn
	Boxes  []int         // sides of the squares that the sizes fit in, the smallest first
}

// DefaultLimits are those told to users: 5 MB, 40 megapixels.
func DefaultLimits() Limits {
	return Limits{
		Bytes:  5_000_000,
		Pixels: 40_000_000,
		Side:   20_000,
		Memory: 320_000_000,
		Scans:  100,
		Time:   20 * time.Second,
		Boxes:  []int{96, 192, 480},
	}
}
