package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
)

//go:embed messages/*.json
var messageFiles embed.FS

// message is one key in one language, parsed.
type message struct {
	plain bool // no plural and no placeholder: other.text is the answer
	other form
	forms map[plural.Form]form // nil without plurals
}

// form is one text with the places of its placeholders, in order.
type form struct {
	text  string
	slots []slot
}

// slot is a placeholder: text[start:end] is "{name}".
type slot struct {
	start, end int
	name       string
}

// readMessages returns all messages of the language from the embedded files.
// Errors name the file.
func readMessages(lang Lang) (map[string]message, error) {
	paths, err := fs.Glob(messageFiles, "messages/*."+string(lang)+".json")
	if err != nil {
		return nil, fmt.Errorf("list messages of %s: %w", lang, err)
	}
	all := make(map[string]message)
	for _, path := range paths {
		if err := readFile(all, path); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
	}
	return all, nil
}

// readFile adds the messages of one file to all.
func readFile(all map[string]message, path string) error {
	raw, err := messageFiles.ReadFile(path)
	if err != nil {
		return err
	}
	file, err := i18n.ParseMessageFileBytes(raw, path, nil)
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		if _, twice := all[m.ID]; twice {
			return fmt.Errorf("key %s stands in another file already", m.ID)
		}
		if all[m.ID], err = parseMessage(m); err != nil {
			return fmt.Errorf("key %s: %w", m.ID, err)
		}
	}
	return nil
}

// parseMessage finds the placeholders of every form.
func parseMessage(m *i18n.Message) (message, error) {
	var out message
	forms := make(map[plural.Form]form)
	for category, text := range map[plural.Form]string{
		plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two,
		plural.Few: m.Few, plural.Many: m.Many, plural.Other: m.Other,
	} {
		if text == "" {
			continue
		}
		f, err := parseForm(text)
		if err != nil {
			return message{}, err
		}
		forms[category] = f
	}
	other, ok := forms[plural.Other]
	if !ok {
		return message{}, fmt.Errorf("no text")
	}
	out.other = other
	if len(forms) > 1 {
		out.forms = forms
	}
	out.plain = out.forms == nil && len(other.slots) == 0
	return out, nil
}

// parseForm finds the placeholders {name} of a text; names are lower-case ASCII
// letters and underscores. A brace that opens none is an error.
func parseForm(text string) (form, error) {
	f := form{text: text}
	for at := 0; ; {
		open := strings.IndexAny(text[at:], "{}")
		if open < 0 {
			return f, nil
		}
		open += at
		length := strings.IndexByte(text[open:], '}')
		if text[open] == '}' || length < 0 || !isName(text[open+1:open+length]) {
			return form{}, fmt.Errorf("brace at byte %d opens no placeholder", open)
		}
		at = open + length + 1
		f.slots = append(f.slots, slot{start: open, end: at, name: text[open+1 : at-1]})
	}
}

func isName(s string) bool {
	for _, c := range []byte(s) {
		if c != '_' && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}

// form returns the text that the number "n" of args asks for, by the CLDR plural
// rules of the language; the text for "other" when there is no number.
func (p *Printer) form(m message, args []any) form {
	if m.forms == nil {
		return m.other
	}
	v, _ := argument(args, "n")
	n, ok := whole(v)
	if !ok {
		return m.other
	}
	if f, ok := m.forms[p.category(n)]; ok {
		return f
	}
	return m.other
}

// category returns the cardinal plural category of a whole number.
func (p *Printer) category(n int64) plural.Form {
	if n < 0 {
		n = -n
	}
	const significant = 10_000_000 // the rules look at the last digits only
	if n >= significant {
		n = significant + n%significant
	}
	return plural.Cardinal.MatchPlural(p.tag, int(n), 0, 0, 0, 0)
}
