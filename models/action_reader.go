package models

import "fmt"

// hostReads says in SQL whether an organisation that hosts an action, of a row h of action_hosts, reads what becomes of it: it accepted,
// and is a member now. One that is none reads what it alone ever hosted, which nobody else writes.
const hostReads = `(h.state = 'accepted' AND (EXISTS (SELECT 1 FROM organisations m WHERE m.id = h.organisation_id AND m.state = 'member')
	OR EXISTS (SELECT 1 FROM actions y WHERE y.id = h.action_id AND NOT y.together)))`

// readersOf leaves of some organisations those that are told what becomes of an action: who is no member now alone ever hosted it.
func (t *tx) readersOf(actionID string, organisations []string) (ids []string, err error) {
	err = t.db.Raw("SELECT o.id FROM organisations o WHERE o.id IN ? AND (o.state = ? OR EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = ? AND h.organisation_id = o.id AND "+hostReads+")) ORDER BY o.id",
		organisations, Member, actionID).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("list who reads of action %s: %w", actionID, err)
	}
	return ids, nil
}

// organisationsTold are those whose people are told of an event: of an action those alone that may read of it now.
func (t *tx) organisationsTold(e Event) (ids []string, err error) {
	switch audiences(e.Verb) {
	case toHosts:
		ids, err = t.otherHosts(e)
	case toAllHosts:
		ids, err = t.hosts(e)
	case toParties:
		ids, err = t.parties(e)
	default:
		ids = []string{e.OrganisationID}
	}
	if err != nil || e.ObjectKind != "action" {
		return ids, err
	}
	return t.readersOf(e.ObjectID, ids)
}
