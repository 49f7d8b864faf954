package views

import "keephope/models"

// partsAhead are the actions that the organisation joined and that are not over.
func (p OwnPage) partsAhead() (ahead []models.OwnPart) {
	for _, part := range p.Parts {
		if part.Ahead(p.M.At) {
			ahead = append(ahead, part)
		}
	}
	return ahead
}

// partWord says how an organisation takes part.
func partWord(p Page, part models.OwnPart) string {
	switch {
	case part.Waiting:
		return p.T("participation.mine_waiting")
	case part.Quiet:
		return p.T("participation.mine_quiet")
	}
	return p.T("participation.mine_named")
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
