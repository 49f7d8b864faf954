package views

import (
	"strings"

	"github.com/a-h/templ"

	"keephope/views/static"
)

// Icon is a symbol of the sprite; it says nothing that the text beside it does not. Name and classes are words of our
// own, never a reader's.
func Icon(name string, classes ...string) templ.Component {
	class := strings.Join(append([]string{"i"}, classes...), " ")
	return templ.Raw(`<svg class="` + class + `" aria-hidden="true" focusable="false"><use href="` + static.Icon(name) + `"></use></svg>`)
}
