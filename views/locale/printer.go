package locale

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// Printer speaks one language. It is immutable and safe for concurrent use; all
// requests in a language share one.
type Printer struct {
	manner   manner
	tag      language.Tag
	messages map[string]message
	names    *names
	report   func(Fault)
}

// Fault is something wrong with a message that was asked for: an unknown key, a
// placeholder without a value, or a list of arguments that does not pair up.
type Fault struct {
	Lang Lang
	Key  string
	What string
}

// String returns the fault in one line for a log or a failing test.
func (f Fault) String() string {
	return fmt.Sprintf("message %s in %s: %s", f.Key, f.Lang, f.What)
}

// printers are read from the embedded files once. The files are part of the
// program and tested, so a broken one is a programmer's error: it panics.
var printers = sync.OnceValue(func() map[Lang]*Printer {
	all := make(map[Lang]*Printer, len(manners))
	for _, m := range manners {
		messages, err := readMessages(m.lang)
		if err != nil {
			panic(err)
		}
		tag := language.Make(string(m.lang))
		p := &Printer{manner: m, tag: tag, messages: messages, report: func(Fault) {}}
		p.names = newNames(p)
		all[m.lang] = p
	}
	return all
})

// For returns the printer of lang, that of Default for a language that is not shipped.
func For(lang Lang) *Printer {
	if p, ok := printers()[lang]; ok {
		return p
	}
	return printers()[Default]
}

// Reporting returns a copy of the printer that hands every Fault to report, which
// must be safe for concurrent use. The server logs and counts them, tests fail.
func (p *Printer) Reporting(report func(Fault)) *Printer {
	other := *p
	other.report = report
	return &other
}

// Lang returns the language that the printer speaks.
func (p *Printer) Lang() Lang { return p.manner.lang }

// Has reports whether key is a message, for keys that were stored or computed.
func (p *Printer) Has(key string) bool {
	_, ok := p.messages[key]
	return ok
}

// T returns the message of key. The arguments are placeholder names and values in
// turn; whole numbers are grouped as the language does, anything else is printed
// as fmt does. The value of "n" chooses the plural. A piece of text that runs
// against the direction of the language is isolated, so that a Latin name does
// not tear an Arabic sentence. A missing key returns the key in brackets and is
// reported.
func (p *Printer) T(key string, args ...any) string {
	m, ok := p.messages[key]
	if !ok {
		return p.missing(key)
	}
	if len(args) == 0 && m.plain {
		return m.other.text
	}
	if len(args)%2 != 0 {
		p.fault(key, "arguments do not pair up")
	}
	return p.fill(key, p.form(m, args), args)
}

func (p *Printer) missing(key string) string {
	p.fault(key, "no such key")
	return "[" + key + "]"
}

func (p *Printer) fault(key, what string) {
	p.report(Fault{Lang: p.Lang(), Key: key, What: what})
}

// fill writes the text with its placeholders replaced.
func (p *Printer) fill(key string, f form, args []any) string {
	if len(f.slots) == 0 {
		return f.text
	}
	var b strings.Builder
	b.Grow(len(f.text) + 16*len(f.slots))
	from := 0
	for _, s := range f.slots {
		b.WriteString(f.text[from:s.start])
		from = s.end
		value, ok := argument(args, s.name)
		if !ok {
			p.fault(key, "no value for {"+s.name+"}")
			b.WriteString(f.text[s.start:s.end])
			continue
		}
		b.WriteString(p.value(value))
	}
	b.WriteString(f.text[from:])
	return b.String()
}

// argument returns the value that follows name in args.
func argument(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// value prints one argument. A language is told by its name.
func (p *Printer) value(v any) string {
	if n, ok := whole(v); ok {
		return p.Number(n)
	}
	if spoken, ok := v.(interface{ LanguageTag() string }); ok {
		v = p.Language(spoken.LanguageTag())
	}
	text, ok := v.(string)
	if !ok {
		text = fmt.Sprint(v)
	}
	return p.isolate(text)
}

// whole returns v as a whole number if it is one.
func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case int32:
		return int64(n), true
	case uint32:
		return int64(n), true
	case uint:
		return int64(n), true
	case uint64:
		return int64(n), true
	}
	return 0, false
}

// Number returns n in digits 0 to 9 with its thousands grouped: "1,234", in
// Russian "1 234" with a no-break space.
func (p *Printer) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + p.manner.group + digits[i:]
	}
	return sign + digits
}

// Summary returns the title of the summary above a form with n errors: "There is
// one thing to correct", "Two things need your attention", then in digits.
func (p *Printer) Summary(n int) string {
	switch n {
	case 1:
		return p.T("error.summary_one")
	case 2:
		return p.T("error.summary_two")
	}
	return p.T("error.summary", "n", n)
}

// Part is a piece of a message: a text, or the name of a placeholder.
type Part struct{ Text, Slot string }

// Parts returns the message of key cut at its placeholders, for a page that puts
// elements there, such as links. A missing key is one text, reported as in T.
func (p *Printer) Parts(key string) []Part {
	m, ok := p.messages[key]
	if !ok {
		return []Part{{Text: p.missing(key)}}
	}
	var parts []Part
	text, from := m.other.text, 0
	for _, s := range m.other.slots {
		if s.start > from {
			parts = append(parts, Part{Text: text[from:s.start]})
		}
		parts = append(parts, Part{Slot: s.name})
		from = s.end
	}
	if from < len(text) {
		parts = append(parts, Part{Text: text[from:]})
	}
	return parts
}
