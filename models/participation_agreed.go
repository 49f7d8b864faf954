package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// AgreedHost is a host to which somebody who takes part quietly let itself be known.
type AgreedHost struct {
	ParticipationID string `gorm:"primaryKey"`
	OrganisationID  string `gorm:"primaryKey"`
}

// calledBy are the hosts of an action as its page names them, in its order: the host first.
func (s *Store) calledBy(db *gorm.DB, a Action, calling []string) ([]ActionPart, error) {
	rows, err := s.namedHosts(db, []string{a.ID}, a.Audience, "")
	if err != nil {
		return nil, err
	}
	parts, err := s.partsOf(db, calling)
	if err != nil {
		return nil, err
	}
	var called []ActionPart
	for _, row := range rows {
		if part, calls := parts[row.OrganisationID]; calls {
			part.Part = row.Part
			called = append(called, part)
		}
	}
	if a.Audience == ForPublic {
		slices.SortStableFunc(called, func(a, b ActionPart) int {
			first := map[bool]int{true: -1}
			return cmp.Or(first[a.Part == Host]-first[b.Part == Host], cmp.Compare(fold.SortKey(a.Names.Sorting()), fold.SortKey(b.Names.Sorting())))
		})
	}
	return called, nil
}

// hostsMark is what the form of an organisation carries of the hosts that its page names: it agrees to those and no others.
func (s *Store) hostsMark(organisationID, actionID string, hosts []string) string {
	read := append([]string{organisationID, actionID}, hosts...)
	return idAlphabet.EncodeToString(s.keys.Lookup("hosts that a participant reads", strings.Join(read, " "))[:16])
}

// agreesTo are the hosts to which an organisation lets itself be known by its form: none for who is named, or lets none know.
// Conflict if the page named others than there are now.
func (s *Store) agreesTo(j Joining, hosts []string) ([]string, error) {
	if j.Way != JoinQuietly || !j.HostsSee {
		return nil, nil
	}
	if j.HostsMark != s.hostsMark(j.OrganisationID, j.ActionID, hosts) {
		return nil, conflict("participation.hosts_changed")
	}
	return hosts, nil
}

// keepAgreed writes to which hosts a participant lets itself be known now, in the place of those of before.
func (t *tx) keepAgreed(p, before Participation) error {
	if before.ID != "" {
		if err := t.db.Where("participation_id = ?", p.ID).Delete(&AgreedHost{}).Error; err != nil {
			return fmt.Errorf("end what %s agreed to: %w", p.ID, err)
		}
	}
	for _, id := range p.agreed {
		if err := t.db.Create(&AgreedHost{ParticipationID: p.ID, OrganisationID: id}).Error; err != nil {
			return fmt.Errorf("keep what %s agreed to: %w", p.ID, err)
		}
	}
	return nil
}

// withAgreed is a participation with the hosts to which it lets itself be known.
func (t *tx) withAgreed(p Participation) (Participation, error) {
	err := t.db.Model(&AgreedHost{}).Where("participation_id = ?", p.ID).Order("organisation_id").Pluck("organisation_id", &p.agreed).Error
	if err != nil {
		return p, fmt.Errorf("read what %s agreed to: %w", p.ID, err)
	}
	return p, nil
}

// forgetAgreed ends that quiet participants of an action are known to somebody who hosts it no more: should it come back, it is a later host.
func (t *tx) forgetAgreed(actionID, hostID string) error {
	err := t.db.Where("organisation_id = ? AND participation_id IN (SELECT id FROM participations WHERE action_id = ?)", hostID, actionID).Delete(&AgreedHost{}).Error
	if err != nil {
		return fmt.Errorf("end who is known to %s: %w", hostID, err)
	}
	return nil
}
