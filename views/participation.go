package views

import (
	"strings"

	"keephope/models"
)

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

// hosts names those who call for the action.
func (p TakePartPage) hosts() string {
	names := make([]string, len(p.A.HostNames))
	for i, n := range p.A.HostNames {
		names[i] = shownOf(p.Page, n)
	}
	return strings.Join(names, p.T("listing.comma")+" ")
}

// mayJoin reports whether there is a form: nobody joins what is over, cancelled or closed, but who is in may change how.
func (p TakePartPage) mayJoin() bool {
	if p.A.Hosts || p.A.Over || p.A.State == models.ActionCancelled || p.A.State == models.ActionDone {
		return false
	}
	return p.A.State == models.ActionOpen || p.A.Joined != nil
}

// nowText says how the organisation takes part.
func (p TakePartPage) nowText() string {
	switch j := p.A.Joined; {
	case p.A.Past():
		return p.T("participation." + wasIn(j.Waiting, j.Quiet, j.HostsSee))
	case j.Waiting:
		return p.T("participation.now_waiting")
	case j.Quiet && j.HostsSee:
		return p.T("participation.now_hosts")
	case j.Quiet:
		return p.T("participation.now_quiet")
	}
	return p.T("participation.now_named")
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

// AwayWords name what an organisation does that takes its part in an action away after the end.
func (p TakePartPage) AwayWords() string {
	switch {
	case p.A.Joined.Quiet || p.A.Joined.Waiting:
		return p.T("participation.away_quiet")
	case p.A.Told:
		return p.T("participation.away_report")
	}
	return p.T("participation.away")
}

// goes lists what is deleted with an organisation's part in an action.
func (p TakePartPage) goes() (lines []string) {
	if p.A.Joined.Quiet || p.A.Joined.Waiting {
		lines = append(lines, p.T("participation.goes_quiet"))
	} else {
		lines = append(lines, p.T("participation.goes_name"))
	}
	if p.A.Told {
		lines = append(lines, p.T("participation.goes_report"))
	}
	if p.A.Pictures > 0 {
		lines = append(lines, p.T("participation.goes_pictures", "n", p.A.Pictures))
	}
	return lines
}

// knownText says beside the tick that the venue and the link are for those of whom the hosts know; "" where there is none.
func (p TakePartPage) knownText() string {
	switch p.A.Content.Where.Mode {
	case models.AtVenue:
		return p.T("participation.known_venue")
	case models.Online:
		return p.T("participation.known_link")
	}
	return ""
}

// apartText says why the organisation reads neither venue nor link, and how it learns it.
func (p TakePartPage) apartText() string {
	switch online := p.A.Content.Where.Mode == models.Online; {
	case p.A.Hidden && online:
		return p.T("participation.apart_hidden_link")
	case p.A.Hidden:
		return p.T("participation.apart_hidden")
	case online:
		return p.T("participation.apart_link")
	}
	return p.T("participation.apart")
}

// ways are the two ways of taking part. By name only who is named to those whom the action is for.
func (p TakePartPage) ways() Choice {
	c := Choice{Name: "how", Legend: p.T("participation.how"), Options: []Option{
		{Value: string(models.JoinNamed), Label: p.T("participation.named"), Hint: p.T("participation.named_hint"), Chosen: p.How == models.JoinNamed},
		{Value: string(models.JoinQuietly), Label: p.T("participation.quietly"), Hint: p.T("participation.quietly_hint"), Chosen: p.How == models.JoinQuietly},
	}}
	if !p.A.MayName {
		c.Options = c.Options[1:]
		c.Hint = p.T("participation.quiet_only")
	} else if p.A.Full && (p.A.Joined == nil || p.A.Joined.Quiet) {
		c.Options[0].Hint = p.T("participation.full")
	}
	return c
}

func (p TakePartPage) joinWords() string {
	if p.A.Joined != nil {
		return p.T("participation.change")
	}
	return p.T("participation.join")
}

// stayWords leave the page without a change.
func (p TakePartPage) stayWords() string {
	if p.A.Joined != nil {
		return p.T("endorsement.change.leave")
	}
	return p.T("participation.not_now")
}
