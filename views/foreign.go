package views

import (
	"github.com/a-h/templ"
	"golang.org/x/text/language"
)

// foreign marks an element whose text is in another language than the page.
func foreign(p Page, lang string) templ.OrderedAttributes {
	if !p.Foreign(lang) {
		return nil
	}
	return quoted(lang)
}

// quoted marks an element whose text is in a language, whatever the page is in. Without a language the text itself
// tells the direction.
func quoted(lang string) templ.OrderedAttributes {
	if lang == "" {
		return templ.OrderedAttributes{templ.KeyValue[string, any]{Key: "dir", Value: "auto"}}
	}
	return templ.OrderedAttributes{
		templ.KeyValue[string, any]{Key: "lang", Value: lang},
		templ.KeyValue[string, any]{Key: "dir", Value: direction(lang)},
	}
}

// direction is the direction of a language's usual script.
func direction(lang string) string {
	script, _ := language.Make(lang).Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return "rtl"
	}
	return "ltr"
}
