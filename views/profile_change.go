package views

import (
	"strings"
	"time"

	"keephope/models"
)

// keyCap is a key as it stands on a keyboard.
func keyCap(key string) string { return strings.ToUpper(key) }

// difference is one thing that shall become another.
type difference struct{ Label, Now, Proposed, Lang string }

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
	add(wish.Website != nil, difference{Label: p.T("queue.fact.website"), Now: now.Website, Proposed: wished.Website})
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
		told = append(told, p.T("queue.story."+string(c.State), "name", c.DecidedBy, "when", p.when(*c.DecidedAt)))
	}
	return told
}
