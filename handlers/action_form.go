package handlers

import (
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/models/occasion"
	"keephope/views"
)

// actionForm is everything that hosts write of an action. Of the texts the first is the original, in the language Lang; the
// n-th of the others is in the n-th language of TextLang.
type actionForm struct {
	formID
	Step        string   `form:"step"`
	Edition     string   `form:"edition"`
	Lang        string   `form:"lang"`
	TextLang    []string `form:"text_lang"`
	Title       []string `form:"title"`
	Summary     []string `form:"summary"`
	Body        []string `form:"body"`
	Steps       []string `form:"steps"`
	Share       []string `form:"share"`
	Before      []string `form:"before"`
	Kind        string   `form:"kind"`
	Start       string   `form:"start"`
	End         string   `form:"end"`
	Zone        string   `form:"zone"`
	Floating    bool     `form:"floating"`
	Second      string   `form:"second"`
	Until       string   `form:"until"`
	Except      string   `form:"except"`
	MovedDay    []string `form:"moved_day"`
	MovedStart  []string `form:"moved_start"`
	MovedEnd    []string `form:"moved_end"`
	WordsOnly   bool     `form:"words_only"`
	Mode        string   `form:"mode"`
	Country     string   `form:"country"`
	Town        string   `form:"town"`
	Place       string   `form:"place"`
	Online      string   `form:"online"`
	Venue       string   `form:"venue"`
	Risk        string   `form:"risk"`
	LinkLabel   []string `form:"link_label"`
	Link        []string `form:"link"`
	Communities []string `form:"communities"`
	Audience    string   `form:"audience"`
	Capacity    string   `form:"capacity"`
	Answer      string   `form:"answer"`
}

// maxBody lets fourteen languages through at full length in scripts of which a letter is nine characters in a form, and all that
// an action may have in those of six.
func (actionForm) maxBody() int64 { return 1536 << 10 }

// blocks are the texts as they were sent, the original first.
func (f actionForm) blocks() []views.ActionWords {
	var out []views.ActionWords
	for i, lang := range append([]string{f.Lang}, f.TextLang...) {
		out = append(out, views.ActionWords{Lang: lang, Text: models.ActionText{
			Title: nth(f.Title, i), Summary: nth(f.Summary, i), Body: nth(f.Body, i), Steps: lines(nth(f.Steps, i)),
			Share: nth(f.Share, i), Before: nth(f.Before, i),
		}})
	}
	return out
}

// edit is what the form says. What cannot be read stays as it was typed: models say what to do about it.
func (f actionForm) edit(organisationID, id string) models.ActionEdit {
	edition, _ := strconv.Atoi(f.Edition) // none is no edition
	e := models.ActionEdit{
		OrganisationID: organisationID, ActionID: id, Edition: edition, Audience: models.Audience(f.Audience), Answered: f.Second != "", WordsOnly: f.WordsOnly, Answer: f.Answer,
		Content: models.ActionContent{
			Kind: f.Kind, Original: f.Lang, Texts: map[string]models.ActionText{}, Communities: f.Communities, When: f.when(),
			Where: models.Where{Mode: models.PlaceMode(f.Mode), Country: f.Country, Town: f.Town, Place: f.Place, Link: f.Online, Venue: f.Venue},
			Risk:  models.Risk(f.Risk), Capacity: whole(f.Capacity),
		},
	}
	for i := range max(len(f.Link), len(f.LinkLabel)) {
		e.Content.Materials = append(e.Content.Materials, models.ActionLink{Label: nth(f.LinkLabel, i), URL: nth(f.Link, i)})
	}
	for _, block := range f.blocks() {
		t := block.Text
		switch _, twice := e.Content.Texts[block.Lang]; {
		case t.Title+t.Summary+t.Body+t.Share+t.Before+strings.Join(t.Steps, "") == "":
		case twice:
			e.Twice = block.Lang
		default:
			e.Content.Texts[block.Lang] = t
		}
	}
	return e
}

// noZone names no time zone: the empty name is the local time of every town, which has to be ticked.
const noZone = "-"

func (f actionForm) when() occasion.When {
	w := occasion.When{Start: instant(f.Start), End: instant(f.End), Zone: f.Zone, Second: f.Second == "yes", Until: strings.TrimSpace(f.Until)}
	switch {
	case f.Floating:
		w.Zone = ""
	case f.Zone == "":
		w.Zone = noZone
	}
	for _, day := range lines(f.Except) {
		w.Except = append(w.Except, occasion.Exception{Day: day, Off: true})
	}
	for i := range max(len(f.MovedDay), len(f.MovedStart), len(f.MovedEnd)) {
		moved := occasion.Exception{Day: strings.TrimSpace(nth(f.MovedDay, i)), Start: instant(nth(f.MovedStart, i)), End: instant(nth(f.MovedEnd, i)), Second: w.Second}
		if moved.Day+moved.Start+moved.End != "" {
			w.Except = append(w.Except, moved)
		}
	}
	return w
}

// instant is date and time as a browser sends them; typed by hand, a blank may stand between. Anything else stays as it is.
func instant(text string) string {
	text = strings.TrimSpace(text)
	if _, err := time.Parse(time.DateOnly+" 15:04", text); err == nil {
		return strings.Replace(text, " ", "T", 1)
	}
	return text
}

// whole is a number that is not negative; 0 for nothing, -1 for what is none.
func whole(text string) int {
	if text = strings.TrimSpace(text); text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return -1
	}
	return n
}

// lines are the lines of a text that are not blank.
func lines(text string) (out []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
