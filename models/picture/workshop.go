package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"runtime/debug"
	"slices"
)

// Workshop has room for one picture at a time. A process needs one.
type Workshop struct {
	limits Limits
	room   chan struct{}
}

// NewWorkshop opens a workshop. The limits stay as they are given.
func NewWorkshop(limits Limits) *Workshop {
	return &Workshop{limits: limits, room: make(chan struct{}, 1)}
}

// releaseFrom is the number of pixels from which the memory of a decoded picture goes back to the operating system at
// once. A small server cannot wait minutes for it.
const releaseFrom = 8_000_000

// TakeIn reads an uploaded logo. It may run many times at once: reading is not exclusive, decoding is. Errors are
// ErrTooLarge, ErrTooManyPixels, ErrNotPicture, ErrMisnamed and ErrBroken, that of ctx while waiting or decoding, and
// that of the body if it fails.
func (w *Workshop) TakeIn(ctx context.Context, up Upload) (Logo, error) {
	f, err := w.read(ctx, up)
	if err != nil {
		return Logo{}, fmt.Errorf("take in picture: %w", err)
	}
	logo, err := w.produce(ctx, f)
	if err != nil {
		return Logo{}, fmt.Errorf("take in picture: %w", err)
	}
	return logo, nil
}

// produce waits for its turn and does all that takes memory.
func (w *Workshop) produce(ctx context.Context, f file) (Logo, error) {
	select {
	case w.room <- struct{}{}:
		defer func() { <-w.room }()
	case <-ctx.Done():
		return Logo{}, ctx.Err()
	}
	ctx, cancel := context.WithTimeoutCause(ctx, w.limits.Time, fmt.Errorf("%w: it takes too long", ErrBroken))
	defer cancel()
	d, err := w.decode(ctx, f)
	if f.width*f.height >= releaseFrom {
		debug.FreeOSMemory()
	}
	if err != nil {
		return Logo{}, err
	}
	logo := Logo{Type: f.kind}
	for _, box := range w.limits.Boxes {
		size, err := d.size(box, f.kind)
		if err != nil {
			return Logo{}, err
		}
		logo.Sizes = append(logo.Sizes, size)
		if d.fits(box) {
			break // Larger boxes would give the same again.
		}
	}
	return logo, nil
}

// read gets the file into memory and refuses what can be refused without decoding.
func (w *Workshop) read(ctx context.Context, up Upload) (file, error) {
	body := &untilDone{ctx, io.LimitReader(up.Body, w.limits.Bytes+1)}
	head := make([]byte, magicSize)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return file{}, err
	}
	kind := kindOf(head[:n])
	if kind == "" {
		return file{}, ErrNotPicture
	}
	if !named(up.Name, kind) {
		return file{}, ErrMisnamed
	}
	rest, err := io.ReadAll(body)
	if err != nil {
		return file{}, err
	}
	data := append(head[:n], rest...)
	if int64(len(data)) > w.limits.Bytes {
		return file{}, ErrTooLarge
	}
	h, err := w.inspect(kind, data)
	return file{kind, data, h}, err
}

// file is an upload that was read whole and looked at.
type file struct {
	kind string
	data []byte
	header
}

// decode turns the file into a draft and holds the whole decoded picture only while it runs. A decoder that panics has
// met a broken picture.
func (w *Workshop) decode(ctx context.Context, f file) (d draft, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = draft{}, fmt.Errorf("%w: decoder stopped: %v", ErrBroken, p)
		}
	}()
	decode := png.Decode
	if f.kind == JPEG {
		decode = jpeg.Decode
	}
	whole, err := decode(&untilDone{ctx, bytes.NewReader(f.data)})
	if ctx.Err() != nil {
		return draft{}, context.Cause(ctx)
	}
	if err != nil {
		return draft{}, fmt.Errorf("%w: %v", ErrBroken, err)
	}
	d, err = newDraft(ctx, whole, 2*slices.Max(w.limits.Boxes))
	if f.kind == JPEG {
		d.orientation = orientation(f.data)
	}
	return d, err
}

// untilDone reads until its context is done, so that decoding can be broken off.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

// Read is that of the reader, or the error of the context once it is done.
func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// In returns a workshop that makes pictures for other boxes, in the same room: of both together one decodes at a time.
func (w *Workshop) In(boxes []int) *Workshop {
	limits := w.limits
	limits.Boxes = boxes
	return &Workshop{limits: limits, room: w.room}
}
