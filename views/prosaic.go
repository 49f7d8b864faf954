package views

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"

	"keephope/views/prose"
)

// prosaic renders a statement's text. What package prose gives out has passed its allow-list.
func prosaic(text string) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		html, err := prose.HTML(text)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, html); err != nil {
			return fmt.Errorf("write text: %w", err)
		}
		return nil
	})
}
