package models

import (
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/fold"
)

// WithheldTown is a town that a keeper took out of sight. Lookup is the keyed hash of whose it is, in which action, and of the folded
// town: it stays out of sight also once its organisation left and joined again.
type WithheldTown struct {
	Lookup   []byte `gorm:"primaryKey"`
	ActionID string
}

func (s *Store) townLookup(actionID, organisationID, town string) []byte {
	return s.keys.Lookup("withheld town", organisationID+" "+actionID+" "+fold.SearchKey(town))
}

// keepTown writes down that the town which a mention is about is out of sight, or that no mention keeps it there any more.
func (t *tx) keepTown(m mentioned, to MentionState) error {
	if len(m.words) == 0 {
		return nil
	}
	row := WithheldTown{Lookup: t.townLookup(m.ActionID, m.writers[0], m.words[0].Text), ActionID: m.ActionID}
	if to == MentionWithheld {
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return fmt.Errorf("keep town in %s out of sight: %w", m.ActionID, err)
		}
		return nil
	}
	stands := t.db.Where("lookup = ?", row.Lookup).
		Where("NOT EXISTS (SELECT 1 FROM mentions m WHERE m.participation_id = ? AND m.state = ?)", m.ParticipationID, MentionWithheld).Delete(&WithheldTown{})
	if stands.Error != nil {
		return fmt.Errorf("let town in %s stand: %w", m.ActionID, stands.Error)
	}
	return nil
}

// withholdAgain puts the town of a participant out of sight that a keeper had there before.
func (t *tx) withholdAgain(p Participation, town string) error {
	if town == "" {
		return nil
	}
	again := t.db.Model(&Participation{}).Where("id = ? AND withheld_at IS NULL", p.ID).
		Where("EXISTS (SELECT 1 FROM withheld_towns w WHERE w.lookup = ?)", t.townLookup(p.ActionID, p.OrganisationID, town)).Update("withheld_at", t.at)
	if again.Error != nil {
		return fmt.Errorf("keep town in %s out of sight: %w", p.ActionID, again.Error)
	}
	return nil
}

// staysAway has a mention in a town that is out of sight begin there: no keeper is asked again.
func (t *tx) staysAway(m *Mention) error {
	if m.ParticipationID == "" {
		return nil
	}
	var away int64
	if err := t.db.Model(&Participation{}).Where("id = ? AND withheld_at IS NOT NULL", m.ParticipationID).Count(&away).Error; err != nil {
		return fmt.Errorf("look whether a town in %s is out of sight: %w", m.ActionID, err)
	}
	if away > 0 {
		m.State, m.DecidedAt = MentionWithheld, &t.at
	}
	return nil
}

// forgetTown deletes the mentions in the town of a participant that goes.
func (t *tx) forgetTown(actionID, organisationID string) error {
	gone := t.db.Where("participation_id IN (SELECT p.id FROM participations p WHERE p.action_id = ? AND p.organisation_id = ?)", actionID, organisationID).Delete(&Mention{})
	if gone.Error != nil {
		return fmt.Errorf("forget town of %s in %s: %w", organisationID, actionID, gone.Error)
	}
	return nil
}
