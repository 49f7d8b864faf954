package views

import (
	"time"

	"keephope/models"
	"keephope/views/locale"
)

// verbs are those that open a form. Sentences are keys of ready texts.
func (p DeskPage) verbs() []verb {
	all := []verb{
		{Step: models.StepAsk, Key: "q", Class: "quiet", Sentences: []string{"decided", "trace", "name"}},
		{Step: models.StepHold, Key: "h", Class: "quiet", Day: true, Sentences: []string{"asking", "many"}},
		{Step: models.StepDecline, Key: "d", Class: "stop", Day: p.Case != nil, Sentences: []string{"unknown", "person", "against", "twice"}},
	}
	if p.Change != nil {
		all[0].Sentences, all[2].Sentences = []string{"change"}, []string{"change"}
	}
	if p.Action != nil {
		all[0].Sentences, all[1].Sentences, all[2].Sentences = actionSentences()
	}
	if p.Report != nil {
		all[0].Sentences, all[1].Sentences, all[2].Sentences = reportSentences()
	}
	var offered []verb
	for _, v := range all {
		if p.may(v.Step) {
			offered = append(offered, v)
		}
	}
	return offered
}

// may reports whether the reader may take a step on what is open.
func (p DeskPage) may(step models.Step) bool {
	if p.Change != nil {
		return p.Change.May(step)
	}
	if p.Action != nil {
		return p.Action.May(step)
	}
	if p.Report != nil {
		return p.Report.May(step)
	}
	if p.Mention != nil {
		return p.Mention.May(step)
	}
	return p.Case != nil && p.Case.May(step)
}

// readerLang is the language in which whoever gets the decision reads: that of the page if it is not known.
func (p DeskPage) readerLang() locale.Lang {
	tag := ""
	switch {
	case p.Change != nil:
		tag = p.Change.MadeByLang
	case p.Action != nil:
		tag = p.Action.HostLang
	case p.Report != nil:
		tag = p.Report.Lang
	default:
		tag = p.Case.ApplicantLang
	}
	if l, ok := locale.Parse(tag); ok {
		return l
	}
	return p.Lang
}

// sentences are the ready texts of a verb: read in the page's language, sent in the applicant's.
func (p DeskPage) sentences(v verb) Choice {
	step, theirs := string(v.Step), locale.For(p.readerLang())
	c := Choice{Name: step + "_sentence", Legend: p.T("queue.sentence.label"), Fills: step + "_text", Options: []Option{{Label: p.T("queue.sentence.none")}}}
	c.Hint = p.T("queue.sentence.hint", "language", p.Words.Language(string(p.readerLang())))
	for _, name := range v.Sentences {
		key := p.sentenceKey(step, name)
		c.Options = append(c.Options, Option{Value: theirs.T(key), Label: p.T(key), Chosen: p.Typed[c.Name] == theirs.T(key)})
	}
	return c
}

// day is the field of a verb that asks for a day.
func (p DeskPage) day(v verb) Input {
	step := string(v.Step)
	in := Input{Name: step + "_until", Label: p.T("queue." + step + ".until"), Value: p.Typed[step+"_until"], Type: "date", Dir: "ltr"}
	if v.Step == models.StepDecline {
		in.Optional = true
		if _, typed := p.Typed[in.Name]; !typed {
			in.Value = p.Queue.At.UTC().AddDate(0, 1, 0).Format(time.DateOnly)
		}
	}
	return in
}

// text is the field of a verb for own words.
func (p DeskPage) text(v verb) Input {
	step := string(v.Step)
	of, label := "queue.", "queue."+step+".text"
	if p.Change != nil {
		if of = "queue.change."; v.Step == models.StepHold {
			label = "queue.change.hold.text"
		}
	}
	if p.Action != nil {
		of = "action.desk."
		if label = "queue." + step + ".text"; v.Step == models.StepHold {
			label = "action.desk.hold.text"
		}
	}
	if p.Report != nil {
		if of = "report.desk."; v.Step == models.StepHold {
			label = "report.desk.hold.text"
		}
	}
	return Input{
		Name: step + "_text", Label: p.T(label), Hint: p.T(of + step + ".hint"),
		Value: p.Typed[step+"_text"], Rows: 3, Optional: v.Step == models.StepHold,
	}
}

// seen is the mark that a decision goes back with.
func (p DeskPage) seen() string {
	if p.Change != nil {
		return p.Change.Seen
	}
	if p.Action != nil {
		return p.Action.Seen
	}
	if p.Report != nil {
		return p.Report.Seen
	}
	if p.Mention != nil {
		return p.Mention.Seen
	}
	return p.Case.Seen
}

// acceptTitle is what Accept does now: where two approvals are needed, it may be the first.
func (p DeskPage) acceptTitle() string {
	if p.Case != nil && p.Case.TwoApprovals && len(p.Case.Approvals) == 0 {
		return p.T("queue.accept.first")
	}
	return p.T("queue.accept.button")
}

// dirOfTyped is the direction of a field: that of what was typed, and while it is empty that of its placeholder.
func dirOfTyped(p Page, typed string) string {
	if typed == "" {
		return p.Dir()
	}
	return "auto"
}
