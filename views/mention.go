package views

import "keephope/models"

// mentionTags say in a word or two how the line of a mention stands.
func (p DeskPage) mentionTags(l models.QueueLine) []tag {
	tags := []tag{{"no", "", p.T("mention.tag")}}
	if l.State == models.Asked {
		return append(tags, tag{"wait", "", p.T("mention.state.withheld")})
	}
	if l.State == models.Approved {
		return append(tags, tag{"ok", "", p.T("mention.state.settled")})
	}
	if l.Answered {
		return append(tags, tag{"info", "", p.T("mention.state.changed")})
	}
	return tags
}

// mentionTag is how the open mention stands.
func (p DeskPage) mentionTag() tag {
	switch {
	case p.Mention.Changed:
		return tag{"info", "", p.T("mention.state.changed")}
	case p.Mention.State == models.MentionWithheld:
		return tag{"wait", "", p.T("mention.state.withheld")}
	case p.Mention.State == models.MentionSettled:
		return tag{"ok", "", p.T("mention.state.settled")}
	}
	return tag{"info", "", p.T("mention.state.open")}
}

// mentionNote is the field for what keepers should know of a decision on a mention.
func (p DeskPage) mentionNote(step models.Step) Input {
	field := string(step) + "_text"
	return Input{Name: field, Label: p.T("mention.note"), Hint: p.T("mention.note_hint"), Value: p.Typed[field], Rows: 2}
}
