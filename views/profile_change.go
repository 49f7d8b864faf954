package views

import (
	"strings"
	"time"

	"keephope/models"
)

// keyCap is a key as it stands on a keyboard.
func keyCap(key string) string { return strings.ToUpper(key) }

// difference is one thing that shall become another.
type difference struct{ Now, Then fact }

// differences lists what a profile change would change.
func (p DeskPage) differences() []difference {
	c := p.Change
	now, then := models.Told{Profile: c.Now}, models.Told{Profile: c.Proposed.Over(c.Now)}
	var out []difference
	for _, f := range models.Facts() {
		if c.Proposed.Proposes(f) {
			out = append(out, p.differing(f, now, then))
		}
		for _, q := range c.Quotes {
			if before, after := (models.Told{Quote: q.Now}), (models.Told{Quote: q.Proposed}); len(f.Value(before).Texts)+len(f.Value(after).Texts) > 0 {
				out = append(out, p.differing(f, before, after))
			}
		}
	}
	return out
}

// differing says a fact before and after. Of a text that stays the same, only its language becomes another: then it is said.
func (p DeskPage) differing(f models.Fact, before, after models.Told) difference {
	d := difference{Now: toldFact(p.Page, f, before), Then: toldFact(p.Page, f, after)}
	if d.Now.Value == d.Then.Value && d.Now.Lang != d.Then.Lang {
		d.Now.Value, d.Then.Value = p.withLanguage(d.Now), p.withLanguage(d.Then)
	}
	return d
}

func (p DeskPage) withLanguage(f fact) string {
	if f.Lang == "" {
		return p.T("queue.change.in_language", "text", f.Value, "language", p.T("application.organisation.lang_none"))
	}
	return p.T("queue.change.in_language", "text", f.Value, "language", p.Words.Language(f.Lang))
}

// changeTag says how the open profile change stands.
func (p DeskPage) changeTag() tag {
	switch p.Change.State {
	case models.Approved:
		return tag{"ok", "circle-check", p.T("application.state.approved")}
	case models.Declined:
		return tag{"no", "x", p.T("application.state.declined")}
	case models.Asked:
		return tag{"wait", "circle-help", p.T("queue.tag.asked")}
	case models.Held:
		return tag{"wait", "clock", p.heldTag(p.Change.HeldUntil)}
	}
	return tag{"info", "pencil", p.T("queue.tag.change")}
}

// changeStory is who wishes the change, and what the desk did.
func (p DeskPage) changeStory() []string {
	c := p.Change
	told := []string{p.T("queue.story.wished", "date", p.Words.DateTime(c.MadeAt, time.UTC), "name", called(p.Page, c.MadeBy))}
	if c.DecidedAt != nil && c.DecidedBy != "" {
		key := "queue.story." + string(c.State)
		if c.State == models.Approved {
			key = "queue.change.accepted_by"
		}
		told = append(told, p.T(key, "name", c.DecidedBy, "when", p.when(*c.DecidedAt)))
	}
	return told
}

// changeTitle, changeMeaning and changeLabel speak of a change that waits, or of one that is decided.
func (p DeskPage) changeTitle() string {
	switch p.Change.State {
	case models.Approved:
		return p.T("queue.change.title_approved")
	case models.Declined:
		return p.T("queue.change.title_declined")
	}
	return p.T("queue.change.title")
}

func (p DeskPage) changeMeaning() string {
	switch p.Change.State {
	case models.Approved:
		return p.T("queue.change.meaning_approved")
	case models.Declined:
		return p.T("queue.change.meaning_declined")
	}
	return p.T("queue.change.until_then")
}

func (p DeskPage) changeLabel(which string) string {
	if p.Change.State == models.Approved || p.Change.State == models.Declined {
		which += "_" + string(p.Change.State)
	}
	return p.T("queue.change." + which)
}

// changeSpeaker is who said something, as the reader's side knows them.
func changeSpeaker(p Page, s models.ChangeSaid, reader models.Side) string {
	switch {
	case s.Author != "":
		return s.Author
	case s.Side == models.FromDesk:
		return p.T("application.wait.from_desk")
	case s.Side == reader:
		return p.T("application.wait.from_us")
	}
	return p.T("queue.thread.organisation")
}

// changeSentence says to the organisation how its newest change stands, "" if there is none.
func (p ProfilePage) changeSentence() string {
	switch {
	case p.My.Waits == models.Asked:
		return p.T("profile.change.question")
	case p.My.Waits == models.Held && p.My.HeldUntil != nil:
		return p.T("profile.change.held", "date", p.Words.Date(p.My.HeldUntil.UTC()))
	case p.My.Waits != "":
		return p.T("profile.change.waits")
	case p.My.Decided != "" && p.My.DecidedAt != nil:
		return p.T("profile.change."+string(p.My.Decided), "date", p.Words.Date(p.My.DecidedAt.UTC()))
	}
	return ""
}

// pictureAddress is where the picture is that a change proposes; "" once it is kept no more.
func (p DeskPage) pictureAddress() string {
	if !p.Change.Logo {
		return ""
	}
	return p.at("/logo")
}
