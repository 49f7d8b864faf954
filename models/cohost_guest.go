package models

import (
	"fmt"

	"gorm.io/gorm"
)

// Guest is who takes part in an action, or waits for a place, as its hosts may know.
type Guest struct {
	Names Names
	Quiet bool // named to the hosts alone
	Town  string
	Note  string
}

// quietToo tells of participations p whether those who joined quietly and let the hosts know are shown to one host h: while it
// is named to whom the action is for, and if it hosted already when they joined or last said how, for they agreed to the hosts
// that they saw.
const quietToo = `EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = p.action_id AND h.organisation_id = ? AND h.state = ? AND (h.answered_at <= p.joined_at
	OR EXISTS (SELECT 1 FROM events e WHERE e.verb = 'participation.changed' AND e.object_id = p.action_id AND e.organisation_id = p.organisation_id AND e.at >= h.answered_at)))`

// guests are those who take part by name and are named now, and those who joined quietly and let the reading host know; of
// neither anybody who hid.
func (s *Store) guests(db *gorm.DB, hostID string, a OwnAction) (in, waiting []Guest, err error) {
	named, args := namedTo(a.Audience, "p.organisation_id", s.clock())
	known, err := s.isNamedTo(db, a.Audience, hostID, s.clock())
	if err != nil {
		return nil, nil, err
	}
	var rows []Participation
	err = db.Table("participations p").Joins("JOIN organisations o ON o.id = p.organisation_id AND o.state = ? AND o.hidden_at IS NULL", Member).
		Select("p.*").Where("p.action_id = ?", a.ID).
		Where("(p.quiet AND p.hosts_see AND ? AND "+quietToo+" OR NOT p.quiet AND "+named+")", append([]any{known, hostID, HostAccepted}, args...)...).
		Order("p.joined_at, p.id").Scan(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("read who takes part in %s: %w", a.ID, err)
	}
	if len(rows) == 0 {
		return nil, nil, nil
	}
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	profiles, err := s.profilesOf(db, owners)
	if err != nil {
		return nil, nil, err
	}
	keys, err := s.keysOf(db, owners)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		said, err := openValue[JoiningWords](keys[row.OrganisationID], joiningPlace(row.ID), row.Said)
		if err != nil {
			return nil, nil, err
		}
		guest := Guest{Names: profiles[row.OrganisationID].Names, Quiet: row.Quiet, Town: said.Town, Note: said.Note}
		if row.Waiting {
			waiting = append(waiting, guest)
		} else {
			in = append(in, guest)
		}
	}
	return in, waiting, nil
}
