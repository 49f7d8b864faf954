package models

import (
	"fmt"
	"slices"

	"keephope/models/seal"
)

// formerTrace is a public trace as an earlier release wrote it: it names the row of its organisation.
type formerTrace struct {
	ID    string // of the endorsement
	Names Names  `gorm:"serializer:json"`
}

// takeFormerTraces takes an organisation's traces of an earlier release out of their table, and returns the names that
// were public, by id of the endorsement.
func (t *tx) takeFormerTraces(organisationID string) (map[string]Names, error) {
	var rows []formerTrace
	if err := t.db.Table("traces").Select("id", "names").Where("organisation_id = ?", organisationID).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read former traces: %w", err)
	}
	names := make(map[string]Names, len(rows))
	for _, row := range rows {
		names[row.ID] = row.Names
	}
	if len(rows) == 0 {
		return names, nil
	}
	t.makeQuieter()
	if err := t.db.Exec("DELETE FROM traces WHERE organisation_id = ?", organisationID).Error; err != nil {
		return nil, fmt.Errorf("delete former traces: %w", err)
	}
	return names, nil
}

// sealFormerTrace seals what an endorsement left that was withdrawn under an earlier release: with the names that were
// public, or where it was out of sight, with those of now, which its signatory reads before they show.
func (t *tx) sealFormerTrace(o Organisation, key seal.DataKey, e *Endorsement, public map[string]Names) error {
	if len(e.Trace) > 0 {
		return nil
	}
	left, err := t.leftTrace(o, key, *e)
	if err != nil {
		return err
	}
	if names, ok := public[e.ID]; ok && left.Until != "" {
		left.Names = names
	}
	if e.Trace, err = t.sealTrace(key, e.ID, left); err != nil {
		return err
	}
	return t.keepTrace(key, e.ID, left)
}

// carryFormerTraces does it for all who withdrew under an earlier release, and for whoever a program of that release
// wrote a trace beside this one.
func (t *tx) carryFormerTraces() error {
	var owners []string
	err := t.db.Raw(`SELECT organisation_id FROM endorsements WHERE withdrawn_at IS NOT NULL AND trace IS NULL
		UNION SELECT organisation_id FROM traces`).Scan(&owners).Error
	if err != nil {
		return fmt.Errorf("find former traces: %w", err)
	}
	for _, id := range owners {
		if err := t.relist(id); err != nil {
			return err
		}
	}
	return t.dropStrayTraces()
}

// dropStrayTraces deletes public traces of organisations that are not visible, or not there any more: a program of an
// earlier release, which still ran when one hid, knows nothing of them.
func (t *tx) dropStrayTraces() error {
	var there, ended []string
	if err := t.db.Model(&Trace{}).Pluck("id", &there).Error; err != nil || len(there) == 0 {
		return err
	}
	err := t.db.Table("endorsements e").Joins("JOIN organisations o ON o.id = e.organisation_id").
		Where("e.withdrawn_at IS NOT NULL AND o.state = ? AND o.hidden_at IS NULL", Member).Pluck("e.id", &ended).Error
	if err != nil {
		return fmt.Errorf("find who left traces: %w", err)
	}
	for i, id := range ended {
		ended[i] = t.traceID(id)
	}
	strays := slices.DeleteFunc(there, func(id string) bool { return slices.Contains(ended, id) })
	if len(strays) == 0 {
		return nil
	}
	t.makeQuieter()
	if err := t.db.Where("id IN ?", strays).Delete(&Trace{}).Error; err != nil {
		return fmt.Errorf("delete stray traces: %w", err)
	}
	return nil
}
