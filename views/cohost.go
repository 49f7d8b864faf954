package views

import (
	"time"

	"keephope/models"
	"keephope/views/urls"
)

// HostsPage is who hosts an action and who takes part, for one of its hosts.
type HostsPage struct {
	OwnPage
	All     models.Together
	MayHost bool
	MayBind bool
	Search  string // for a co-host, as it was typed
	Found   []models.CoHostFound
}

// CoHostAskPage is what an organisation is asked to host together.
type CoHostAskPage struct {
	OwnPage
	Ask models.CoHostAsk
}

// AskTitle says who asks what.
func (p OwnPage) AskTitle(ask models.CoHostAsk) string {
	if ask.Offer {
		return p.T("cohost.offers", "org", shownOf(p.Page, ask.From))
	}
	return p.T("cohost.asks", "org", shownOf(p.Page, ask.From))
}

// askAddress is where a question is answered.
func (p OwnPage) askAddress(ask models.CoHostAsk) string {
	if ask.Offer {
		return urls.ActionHosts(p.Lang, p.M.ID, ask.ActionID, "")
	}
	return urls.CoHostAsk(p.Lang, p.M.ID, ask.ActionID, "")
}

// hostTag is what somebody has of an action, in a word.
func hostTag(p Page, h models.HostLine) tag {
	switch {
	case h.Lapsed:
		return tag{"no", "x", p.T("cohost.is_lapsed")}
	case h.State == models.HostAsked:
		return tag{"wait", "clock", p.T("cohost.is_asked")}
	case h.State == models.HostRefused:
		return tag{"no", "x", p.T("cohost.is_refused")}
	case h.Offered:
		return tag{"wait", "clock", p.T("cohost.is_offered")}
	case h.Part == models.Host:
		return tag{"ok", "circle-check", p.T("cohost.is_host")}
	}
	return tag{"ok", "circle-check", p.T("cohost.is_cohost")}
}

// until is when no answer counts as no.
func answerUntil(p Page, at time.Time) string {
	return p.T("cohost.until", "date", p.Words.DateTime(at, time.UTC))
}

// mayAsk reports whether the reader may change who hosts the action: not while its organisation is out of sight of what others host too.
func (p HostsPage) mayAsk() bool { return p.MayHost && !p.All.Action.Still }

// mayOffer reports whether the reader may offer the host's part to somebody.
func (p HostsPage) mayOffer(h models.HostLine) bool {
	return p.MayBind && p.mayAsk() && p.All.Own().Part == models.Host && p.All.Living && !h.Own && h.State == models.HostAccepted
}

// mayStepDown reports whether somebody else is seen who goes on, or the reader can do nothing else with a draft.
func (p HostsPage) mayStepDown() bool {
	if a := p.All.Action; !p.MayHost || a.Still && !a.Published {
		return p.MayHost
	}
	for _, h := range p.All.Hosts {
		if !h.Own && h.State == models.HostAccepted {
			return true
		}
	}
	return false
}

// stepDownText says what becomes of the action then, and of the organisation's own part in it.
func (p HostsPage) stepDownText() string {
	if p.All.Action.Published {
		return p.T("cohost.step_down_text")
	}
	return p.T("cohost.step_down_draft")
}

// told reports whether the organisation may have told how it was.
func (p HostsPage) told() bool {
	return p.All.Action.Published && len(p.All.Action.Content.When.Occurrences()) > 0 && !p.All.Action.Content.When.Occurrences()[0].Ends.After(p.All.At)
}

// offer is the host's part, offered to the reader's organisation by a host that is seen; nil = nobody does.
func (p HostsPage) offer() *models.HostLine {
	if !p.mayAsk() || !p.All.Own().Offered {
		return nil
	}
	for i, h := range p.All.Hosts {
		if h.Part == models.Host && !h.Own {
			return &p.All.Hosts[i]
		}
	}
	return nil
}

// found are the organisations that were found, to tick; one alone is ticked.
func (p HostsPage) found() Choice {
	c := Choice{Name: "org", Legend: p.T("cohost.found"), Many: true}
	for _, o := range p.Found {
		label := shownOf(p.Page, o.Names)
		if o.Country != "" {
			label += " · " + country(p.Page, o.Country)
		}
		c.Options = append(c.Options, Option{Value: o.Ref, Label: label, Hint: besideOf(p.Page, o.Names), Chosen: len(p.Found) == 1})
	}
	return c
}
