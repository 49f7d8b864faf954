package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"
)

// While one picture is on the table the next waits, and may stop waiting.
func TestOneAtATime(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	up := func() Upload { return Upload{Name: "a.png", Body: bytes.NewReader(file.Bytes())} }
	shop := NewWorkshop(DefaultLimits())
	shop.room <- struct{}{}

	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := shop.TakeIn(ctx, up())
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatalf("did not wait: %v", err)
	default:
		cancel()
	}
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("stopped waiting: %v", err)
	}

	go func() {
		_, err := shop.TakeIn(t.Context(), up())
		done <- err
	}()
	<-shop.room
	if err := <-done; err != nil {
		t.Errorf("after its turn came: %v", err)
	}
	if len(shop.room) != 0 {
		t.Error("the table was not cleared")
	}
}
