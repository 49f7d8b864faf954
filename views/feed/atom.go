package feed

import (
	"bytes"
	"fmt"

	"keephope/views/xmltext"
)

// Atom writes a feed as RFC 4287. Returns an error if names are missing or stand twice.
func Atom(f Feed) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	w := &atomWriter{}
	w.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
	fmt.Fprintf(w, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n", xmltext.Escape(f.Lang))
	w.element("id", f.ID)
	w.element("title", f.Title)
	w.optional("subtitle", f.About)
	w.element("updated", instant(f.updated()))
	fmt.Fprintf(w, "<author><name>%s</name></author>\n", xmltext.Escape(f.Author))
	w.link("self", "application/atom+xml", f.Self)
	w.link("alternate", "text/html", f.Address)
	for _, e := range f.Entries {
		w.entry(e)
	}
	w.WriteString("</feed>\n")
	return w.Bytes(), nil
}

// atomWriter writes elements, one a line.
type atomWriter struct{ bytes.Buffer }

// entry writes an entry. What it says is its content; if there is HTML, the text is its summary.
func (w *atomWriter) entry(e Entry) {
	w.WriteString("<entry")
	if e.Lang != "" {
		fmt.Fprintf(w, ` xml:lang="%s"`, xmltext.Escape(e.Lang))
	}
	w.WriteString(">\n")
	w.element("id", e.ID)
	w.element("title", e.Title)
	w.link("alternate", "text/html", e.Address)
	if !e.Published.IsZero() {
		w.element("published", instant(e.Published))
	}
	w.element("updated", instant(e.updated()))
	if e.HTML == "" {
		fmt.Fprintf(w, "<content type=\"text\">%s</content>\n", xmltext.Escape(e.Text))
	} else {
		w.optional("summary", e.Text)
		fmt.Fprintf(w, "<content type=\"html\">%s</content>\n", xmltext.Escape(e.HTML))
	}
	w.WriteString("</entry>\n")
}

// element writes a text.
func (w *atomWriter) element(name, text string) {
	fmt.Fprintf(w, "<%s>%s</%s>\n", name, xmltext.Escape(text), name)
}

// optional writes a text that may be missing.
func (w *atomWriter) optional(name, text string) {
	if text != "" {
		w.element(name, text)
	}
}

// link writes an address.
func (w *atomWriter) link(rel, media, address string) {
	fmt.Fprintf(w, "<link rel=\"%s\" type=\"%s\" href=\"%s\"/>\n", rel, media, xmltext.Escape(address))
}
