package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"
)

// ParticipantLine is who takes part in an action, or waits for a place, as its hosts may know.
type ParticipantLine struct {
	Names Names
	Quiet bool // named to the hosts alone
	Town  string
	Note  string
}

// ParticipantLinesPage is how many of those who take part or wait stand on one page of the hosts.
const ParticipantLinesPage = 100

// participantPlace is a place in the hosts' list: after this row. Who waits comes after all who are in.
type participantPlace struct {
	Waiting bool      `json:"w"`
	At      time.Time `json:"t"`
	ID      string    `json:"i"`
}

// quietToo tells of participations p whether those who joined quietly and let the hosts know are shown to one host h: while it
// is named to whom the action is for, and if they agreed to it.
const quietToo = `EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = p.action_id AND h.organisation_id = ? AND h.state = ? AND ` + quietTo + `)`

// withParticipants adds a page of those who take part by name and are named now, and of those who joined quietly and let the
// reading host know; of neither anybody who hid. page is a cursor of Together; "" or one that does not fit is the first page.
func (s *Store) withParticipants(db *gorm.DB, hostID, page string, all *Together) error {
	bound := hostID + all.Action.ID
	rows, err := s.participantsForHost(db, hostID, all.Action, s.openParticipantPlace(page, bound))
	if err != nil {
		return err
	}
	if len(rows) > ParticipantLinesPage {
		rows = rows[:ParticipantLinesPage]
		last := rows[len(rows)-1]
		all.Next = s.sealPlace(hostedAt, participantPlace{Waiting: last.Waiting, At: last.JoinedAt.UTC(), ID: last.ID}, bound)
	}
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	profiles, err := s.profilesOf(db, owners)
	if err != nil {
		return err
	}
	said, err := s.saidOf(db, rows)
	if err != nil {
		return err
	}
	for i, row := range rows {
		line := ParticipantLine{Names: profiles[row.OrganisationID].Names, Quiet: row.Quiet, Town: said[i].Town, Note: said[i].Note}
		if row.Waiting {
			all.Waiting = append(all.Waiting, line)
		} else {
			all.In = append(all.In, line)
		}
	}
	return nil
}

func (s *Store) openParticipantPlace(page, bound string) (from participantPlace) {
	if !s.openPlace(hostedAt, page, bound, &from) {
		return participantPlace{}
	}
	return from
}

// participantsForHost reads one row more than a page has, from a place on.
func (s *Store) participantsForHost(db *gorm.DB, hostID string, a OwnAction, from participantPlace) (rows []Participation, err error) {
	named, args := namedTo(a.Audience, "p.organisation_id", s.clock())
	known, err := s.isNamedTo(db, a.Audience, hostID, s.clock())
	if err != nil {
		return nil, err
	}
	err = db.Table("participations p").Joins("JOIN organisations o ON o.id = p.organisation_id AND o.state = ? AND o.hidden_at IS NULL", Member).
		Select("p.*").Where("p.action_id = ?", a.ID).Where("(p.waiting, p.joined_at, p.id) > (?, ?, ?)", from.Waiting, from.At.UTC(), from.ID).
		Where("(p.quiet AND p.hosts_see AND ? AND "+quietToo+" OR NOT p.quiet AND "+named+")", append([]any{known, hostID, HostAccepted}, args...)...).
		Order("p.waiting, p.joined_at, p.id").Limit(ParticipantLinesPage + 1).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read who takes part in %s: %w", a.ID, err)
	}
	return rows, nil
}
