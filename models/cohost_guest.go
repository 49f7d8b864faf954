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

// guests are those who take part by name and are named now, and those who joined quietly and let the hosts know; of
// neither anybody who hid.
func (s *Store) guests(db *gorm.DB, a OwnAction) (in, waiting []Guest, err error) {
	named, args := namedTo(a.Audience, "p.organisation_id", s.clock())
	var rows []Participation
	err = db.Table("participations p").Joins("JOIN organisations o ON o.id = p.organisation_id AND o.state = ? AND o.hidden_at IS NULL", Member).
		Select("p.*").Where("p.action_id = ?", a.ID).Where("(p.quiet AND p.hosts_see OR NOT p.quiet AND "+named+")", args...).
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
