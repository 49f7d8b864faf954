package views

import (
	"net/url"
	"strings"

	"keephope/models"
	"keephope/views/urls"
)

// noticeText says what happened in the words of whom it concerns, and how often. What was done with roles is said as in the
// ledger: it concerns keepers and administrators.
func (p StandingPage) noticeText(alike []models.NoticeLine) string {
	text := "notice." + string(alike[0].Verb)
	if strings.HasPrefix(string(alike[0].Verb), "role.") {
		text = "event." + string(alike[0].Verb)
	}
	if len(alike) > 1 {
		return p.T("standing.alike", "what", p.T(text), "n", len(alike))
	}
	return p.T(text)
}

// place is where a link leads, and the words that say so.
type place struct{ address, words string }

// noticePlace is where a notice leads: to what it is about, the zero place if there is nothing to do.
func (p StandingPage) noticePlace(n models.NoticeLine) place {
	switch {
	case n.Whom != "" && p.Viewer.Desk:
		return place{urls.Log(p.Lang, url.Values{"group": {"role"}}), p.T("notice.to.log")}
	case n.Whom != "":
		return place{urls.People(p.Lang), p.T("notice.to.roles")}
	case n.MatterID != "" && n.Matter == "profile_change":
		return place{urls.Change(p.Lang, n.MatterID, ""), n.Organisation}
	case n.MatterID != "" && n.Matter == "action":
		return place{urls.ActionCase(p.Lang, n.MatterID, ""), n.Organisation}
	case n.MatterID != "" && n.Matter == "report":
		return place{urls.ReportCase(p.Lang, n.MatterID, ""), n.Organisation}
	case n.MatterID != "":
		return place{urls.Case(p.Lang, n.MatterID, ""), n.Organisation}
	case n.Matter != "" && p.Viewer.Desk:
		return place{urls.Desk(p.Lang, ""), p.T("notice.to.desk")}
	case n.OrganisationID == "":
		return place{}
	}
	return p.ownPlace(n)
}

// ownPlace is where a notice about the reader's own organisation leads.
func (p StandingPage) ownPlace(n models.NoticeLine) place {
	switch n.Verb {
	case "profile_change.accepted", "profile_change.declined", "profile_change.asked", "profile_change.held":
		return place{urls.Profile(p.Lang, n.OrganisationID), p.T("notice.to.profile")}
	case "report.due":
		return place{urls.Report(p.Lang, n.OrganisationID, n.ActionID, ""), p.T("notice.to.report")}
	case "join_request.made", "invitation.used", "representative.left":
		return place{urls.Mine(p.Lang, n.OrganisationID, "/people"), p.T("notice.to.people")}
	case "application.taken", "application.asked", "application.held", "application.declined":
		return place{urls.Mine(p.Lang, n.OrganisationID, "/application"), p.T("notice.to.application")}
	}
	switch {
	case n.ActionID == "":
	case n.Verb == "cohost.asked", n.Verb == "cohost.offered":
		return place{urls.CoHostAsk(p.Lang, n.OrganisationID, n.ActionID, ""), p.T("cohost.read")}
	case n.Verb == "participation.gone", strings.HasPrefix(string(n.Verb), "cohost."):
		return place{urls.ActionHosts(p.Lang, n.OrganisationID, n.ActionID, ""), p.T("notice.to.hosts")}
	case n.TakesPart, strings.HasPrefix(string(n.Verb), "participation."):
		return place{urls.TakePart(p.Lang, n.OrganisationID, n.ActionID, ""), p.T("action.edit.open")}
	case strings.HasPrefix(string(n.Verb), "action."), n.Verb == "mention.withheld":
		return place{urls.OwnAction(p.Lang, n.OrganisationID, n.ActionID, ""), p.T("action.edit.open")}
	}
	return place{}
}
