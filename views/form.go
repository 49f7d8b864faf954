package views

import (
	"strconv"

	"github.com/a-h/templ"

	"keephope/models"
)

// Input is one field of a form. ID and name are the same; its error is found on the page by that name.
type Input struct {
	Name         string
	Group        string // the name that it is sent under, where several fields share one
	Label        string
	Hint         string
	Value        string
	Type         string // "text" by default; "email", "url", "date", "search"
	Max          int    // characters, 0 = no limit shown
	Rows         int    // > 0: a text area
	Lang         string // language of what is typed, where it is known
	Dir          string // "auto" by default; "ltr" for addresses
	Autocomplete string
	Optional     bool // says "(optional)" beside the label
	Count        bool // live count of characters left, with JavaScript
}

// Option is one choice of a select, a radio group or a group of ticks.
type Option struct {
	Value, Label, Hint string
	Group              string // in a select: the heading under which it stands with its neighbours of the same; "" = none
	Chosen             bool
}

// grouped are the options of a select in runs that stand under one heading.
func grouped(options []Option) (runs [][]Option) {
	for _, o := range options {
		if n := len(runs); n > 0 && runs[n-1][0].Group == o.Group {
			runs[n-1] = append(runs[n-1], o)
		} else {
			runs = append(runs, []Option{o})
		}
	}
	return runs
}

// Choice is a group of options under one legend.
type Choice struct {
	Name    string
	Legend  string
	Hint    string
	Options []Option
	Hidden  bool   // legend only for screen readers, where a heading says the same
	Many    bool   // ticks instead of radio buttons
	Fills   string // name of the field into which a script writes what is chosen from a list; "" = none
}

// describedSelect is describedChoice with the field that a choice fills.
func describedSelect(p Page, c Choice) templ.OrderedAttributes {
	out := describedChoice(p, c)
	if c.Fills != "" {
		out = append(out, templ.KeyValue[string, any]{Key: "data-fills", Value: "#" + c.Fills})
	}
	return out
}

// describedBy names the hint and the error of a field for screen readers.
func describedBy(p Page, name, hint string) string {
	ids := ""
	if hint != "" {
		ids = name + "-hint"
	}
	if p.Problem(name) != "" {
		if ids != "" {
			ids += " "
		}
		ids += name + "-error"
	}
	return ids
}

func fieldClass(p Page, name, class string) string {
	if p.Problem(name) != "" {
		return class + " bad"
	}
	return class
}

func orText(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

// uniqueProblems leaves one line per field: the first thing to do about it.
func uniqueProblems(problems []models.FieldError) []models.FieldError {
	seen := map[string]bool{}
	var out []models.FieldError
	for _, f := range problems {
		if !seen[f.Field] {
			seen[f.Field] = true
			out = append(out, f)
		}
	}
	return out
}

// described gives a field the attributes that tie it to its hint and its error.
func described(p Page, in Input) templ.OrderedAttributes { return describe(p, in.Name, in.Hint) }

func describedChoice(p Page, c Choice) templ.OrderedAttributes { return describe(p, c.Name, c.Hint) }

func describe(p Page, name, hint string) templ.OrderedAttributes {
	var out templ.OrderedAttributes
	if ids := describedBy(p, name, hint); ids != "" {
		out = append(out, templ.KeyValue[string, any]{Key: "aria-describedby", Value: ids})
	}
	if p.Problem(name) != "" {
		out = append(out, templ.KeyValue[string, any]{Key: "aria-invalid", Value: "true"})
	}
	return out
}

func choiceType(c Choice) string {
	if c.Many {
		return "checkbox"
	}
	return "radio"
}

// choiceID is the group's name for its first option, so that the error summary can point there.
func choiceID(c Choice, i int) string {
	if i == 0 {
		return c.Name
	}
	return c.Name + "-" + strconv.Itoa(i+1)
}

// inLang says in which language a field is written.
func inLang(in Input, lang string) Input {
	in.Lang = lang
	if in.Dir == "" {
		in.Dir = direction(lang)
	}
	return in
}
