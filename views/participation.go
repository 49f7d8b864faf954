package views

import "keephope/models"

// partWords is an action's text for a reader: in the page's language, else the original.
type partWords struct{ lang, title, before string }

func (p TakePartPage) text() partWords {
	lang := string(p.Lang)
	text, ok := p.A.Content.Texts[lang]
	if !ok {
		lang = p.A.Content.Original
		text = p.A.Content.Texts[lang]
	}
	return partWords{lang: lang, title: text.Title, before: text.Before}
}

// mayJoin reports whether there is a form: nobody joins what is over, cancelled or closed, but who is in may change how. Whoever just
// left is asked nothing.
func (p TakePartPage) mayJoin() bool {
	if p.hasLeft() {
		return false
	}
	if p.A.Hosts || p.A.Over || p.A.State == models.ActionCancelled || p.A.State == models.ActionDone {
		return false
	}
	return p.A.State == models.ActionOpen || p.A.Joined != nil
}

// hasLeft reports whether the organisation just left.
func (p TakePartPage) hasLeft() bool { return p.Done == "left" && p.A.Joined == nil }

// nowText says how the organisation takes part, and whether it can come back once it leaves.
func (p TakePartPage) nowText() string {
	j := p.A.Joined
	if p.A.Past() {
		return p.T("participation." + wasIn(j.Waiting, j.Quiet, j.HostsSee))
	}
	now := "now_named"
	switch {
	case j.Waiting:
		now = "now_waiting"
	case j.Quiet && j.HostsSee:
		now = "now_hosts"
	case j.Quiet:
		now = "now_quiet"
	}
	return p.T("participation."+now) + " " + p.T("participation."+p.free())
}

// free is the key of how free an organisation is to leave and to come back.
func (p TakePartPage) free() string {
	switch {
	case p.A.State == models.ActionClosed:
		return "now_final"
	case p.A.LosesPlace() && !p.A.Joined.Waiting:
		return "now_place"
	}
	return "now_free"
}

// wasIn is the key of how an organisation took part in what is over or cancelled.
func wasIn(waiting, quiet, hostsSee bool) string {
	switch {
	case waiting:
		return "was_waiting"
	case quiet && hostsSee:
		return "was_hosts"
	case quiet:
		return "was_quiet"
	}
	return "was_named"
}

// mayTell reports whether the organisation is asked how it was.
func (p TakePartPage) mayTell() bool {
	return p.A.Over && p.A.State != models.ActionCancelled && !p.A.Joined.Quiet && !p.A.Joined.Waiting
}

// AwayWords name what an organisation does that takes its part in an action away.
func (p TakePartPage) AwayWords() string {
	switch {
	case !p.A.Past():
		return p.T("participation.leave")
	case p.A.Joined.Quiet || p.A.Joined.Waiting:
		return p.T("participation.away_quiet")
	case p.A.Told:
		return p.T("participation.away_report")
	}
	return p.T("participation.away")
}

// goes lists what is deleted with an organisation's part in an action.
func (p TakePartPage) goes() (lines []string) {
	if p.A.LosesPlace() {
		lines = append(lines, p.placeGoes(p.A.State != models.ActionClosed))
	}
	if p.A.Joined.Quiet || p.A.Joined.Waiting {
		lines = append(lines, p.T("participation.goes_quiet"))
	} else if !p.A.Past() || p.A.State == models.ActionCancelled {
		lines = append(lines, p.T("participation.goes_name_now"))
	} else {
		lines = append(lines, p.T("participation.goes_name"))
	}
	if p.A.Said.Town != "" {
		lines = append(lines, p.T("participation.goes_town"))
	}
	if p.A.Said.Note != "" {
		lines = append(lines, p.T("participation.goes_note"))
	}
	if p.A.Told {
		lines = append(lines, p.T("participation.goes_report"))
	}
	if p.A.Pictures > 0 {
		lines = append(lines, p.T("participation.goes_pictures", "n", p.A.Pictures))
	}
	return lines
}

// apartText says why an organisation that takes part, hidden or not, reads neither venue nor link, and how it learns it.
func apartText(p Page, mode models.PlaceMode, hidden bool) string {
	switch online := mode == models.Online; {
	case hidden && online:
		return p.T("participation.apart_hidden_link")
	case hidden:
		return p.T("participation.apart_hidden")
	case online:
		return p.T("participation.apart_link")
	}
	return p.T("participation.apart")
}

// placeGoes says of who has a place, or waits for one, that it is free for others then; and, of who can come back by name, when it would
// have to wait.
func (p TakePartPage) placeGoes(back bool) string {
	key := "goes_place"
	if p.A.Joined.Waiting {
		key = "goes_turn"
	}
	if !back {
		key += "_final"
	}
	return p.T("participation." + key)
}

// nowIcon stands beside how the organisation takes part.
func (p TakePartPage) nowIcon() string {
	if p.A.Joined.Waiting {
		return "clock"
	}
	return "circle-check"
}

// asksTown reports whether those who take part say in which town: where not everybody reads at what place all of them do.
func (p TakePartPage) asksTown() bool { return p.A.Content.Where.Mode != models.AtPlace }

// knownText says beside the tick that the venue and the link are for those of whom the hosts know; "" where there is none.
func (p TakePartPage) knownText() string {
	key := map[models.PlaceMode]string{models.AtVenue: "known_venue", models.Online: "known_link"}[p.A.Content.Where.Mode]
	switch {
	case key == "" || p.A.Hidden: // whoever is hidden is known to no host, with the tick neither
		return ""
	case p.quietAlone():
		key += "_alone"
	}
	return p.T("participation." + key)
}

// quietAlone reports whether the organisation can take part in no other way than quietly.
func (p TakePartPage) quietAlone() bool { return !p.A.MayName }

// ways are the two ways of taking part.
func (p TakePartPage) ways() Choice {
	return Choice{Name: "how", Legend: p.T("participation.how"), Options: []Option{
		{Value: string(models.JoinNamed), Label: p.T("participation.named"), Hint: p.namedHint(), Chosen: p.How == models.JoinNamed},
		{Value: string(models.JoinQuietly), Label: p.T("participation.quietly"), Hint: p.T("participation.quietly_hint"), Chosen: p.How == models.JoinQuietly},
	}}
}

// namedHint says what stands where of who takes part by name, and from when on.
func (p TakePartPage) namedHint() string {
	j, hint := p.A.Joined, "named_hint"
	waits := j != nil && j.Waiting
	full := !waits && p.A.Full && (j == nil || j.Quiet)
	if waits || full {
		hint = "named_later"
	}
	if !p.asksTown() {
		hint += "_here"
	}
	if full {
		return p.T("participation.full") + " " + p.T("participation."+hint)
	}
	return p.T("participation." + hint)
}

// quietWords are those of the form of who can take part quietly alone, or has both ways.
func (p TakePartPage) quietWords(key string) string {
	if p.quietAlone() {
		key += "_alone"
	}
	return p.T("participation." + key)
}

func (p TakePartPage) joinWords() string {
	switch {
	case p.quietAlone() && (p.A.Joined == nil || !p.A.Joined.Quiet):
		return p.T("participation.join_quietly")
	case p.A.Joined != nil:
		return p.T("participation.change")
	case p.A.Full:
		return p.T("participation.join_full")
	}
	return p.T("participation.join")
}

// stayWords leave the page without a change.
func (p TakePartPage) stayWords() string {
	if p.A.Joined != nil {
		return p.T("participation.back")
	}
	return p.T("participation.not_now")
}

// keepWords leave the page that asks before a part goes.
func (p TakePartPage) keepWords() string {
	if p.A.Past() {
		return p.T("participation.away_keep")
	}
	return p.T("participation.back")
}

// where is where the action is: a place says so itself.
func (p TakePartPage) where() []string {
	parts := actionWhere(p.Page, p.A.Content.Where)
	if p.A.Content.Where.Mode == models.AtPlace && len(parts) > 1 {
		parts = parts[1:]
	}
	return parts
}
