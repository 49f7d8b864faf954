package views

import (
	"strings"
	"time"

	"keephope/models"
)

// keyCap is a key as it stands on a keyboard.
func keyCap(key string) string { return strings.ToUpper(key) }

// difference is one thing that shall become another.
type difference struct {
	Label, Now, Proposed, Lang string
	Link                       bool // both are addresses
}

// differences lists what a profile change would change.
func (p DeskPage) differences() []difference {
	now, wish := p.Change.Now, p.Change.Proposed
	wished := wish.Over(now)
	var out []difference
	add := func(changes bool, d difference) {
		if changes {
			out = append(out, d)
		}
	}
	add(wish.Names != nil && now.Names.Own != wished.Names.Own, difference{Label: p.T("queue.fact.name"), Now: now.Names.Own, Proposed: wished.Names.Own, Lang: wished.Names.OwnLang})
	add(wish.Names != nil && now.Names.English != wished.Names.English, difference{Label: p.T("queue.fact.english"), Now: now.Names.English, Proposed: wished.Names.English, Lang: "en"})
	add(wish.Kind != nil, difference{Label: p.T("queue.fact.kind"), Now: kindName(p.Page, now.Kind), Proposed: kindName(p.Page, wished.Kind)})
	add(wish.Country != nil || wish.Town != nil, difference{Label: p.T("queue.fact.place"), Now: placeName(p.Page, now.Town, now.Country), Proposed: placeName(p.Page, wished.Town, wished.Country)})
	add(wish.Communities != nil, difference{Label: p.T("queue.fact.communities"), Now: communityNames(p.Page, now.Communities), Proposed: communityNames(p.Page, wished.Communities)})
	add(wish.Website != nil, difference{Label: p.T("queue.fact.website"), Now: now.Website, Proposed: wished.Website, Link: true})
	for _, q := range p.Change.Quotes {
		add(true, difference{Label: p.T("queue.fact.quote"), Now: q.Now.Text, Proposed: q.Proposed.Text, Lang: q.Proposed.Lang})
	}
	return out
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
