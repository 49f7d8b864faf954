package views

import (
	"slices"
	"time"

	"keephope/models"
)

// partsAhead are the actions that the organisation joined and that are not over.
func (p OwnPage) partsAhead() (ahead []models.OwnPart) {
	for _, part := range p.Parts {
		if part.Ahead(p.M.At) {
			ahead = append(ahead, part)
		}
	}
	return ahead
}

// partWord says how an organisation takes part, or took part in what is over or cancelled.
func partWord(p Page, part models.OwnPart, at time.Time) string {
	ahead := part.Ahead(at)
	switch {
	case !ahead && part.Waiting:
		return p.T("participation.mine_waited")
	case !ahead && part.Quiet:
		return p.T("participation.mine_joined_quietly")
	case !ahead:
		return p.T("participation.mine_joined")
	case part.Waiting:
		return p.T("participation.mine_waiting")
	case part.Quiet:
		return p.T("participation.mine_quiet")
	}
	return p.T("participation.mine_named")
}

// partLook is partWord as a tag.
func partLook(p Page, part models.OwnPart, at time.Time) tag {
	if part.Waiting {
		return tag{"wait", "clock", partWord(p, part, at)}
	}
	return tag{"ok", "circle-check", partWord(p, part, at)}
}

// part is how a member takes part in the action of the page, nil if it does not.
func (p ActionPage) part(organisationID string) *models.OwnPart {
	for _, part := range p.Parts {
		if part.OrganisationID == organisationID {
			return &part
		}
	}
	return nil
}

// hosts reports whether a member hosts the action of the page.
func (p ActionPage) hosts(organisationID string) bool {
	return slices.Contains(p.Hosting, organisationID)
}

// offersJoin reports whether there is a way to join for who reads: for a member that neither takes part nor hosts, and on the public
// page for everybody.
func (p ActionPage) offersJoin() bool {
	return p.MemberID == "" || slices.ContainsFunc(p.Mine, func(m models.Representing) bool {
		return p.part(m.OrganisationID) == nil && !p.hosts(m.OrganisationID)
	})
}

// tells reports whether an organisation is asked how an action was that it took part in.
func tells(part models.OwnPart, at time.Time) bool {
	return part.Status(at) == models.Over && !part.Quiet && !part.Waiting
}
