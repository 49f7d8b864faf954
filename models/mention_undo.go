package models

import "fmt"

// keepFromBack lets go of what stood before the words of an action, or of a report on it, that a mention keeps out of sight or did:
// nobody brings those back by taking a yes back.
func (t *tx) keepFromBack(actionID, reportID string) error {
	row := t.db.Model(&Action{}).Where("id = ?", actionID)
	if reportID != "" {
		row = t.db.Model(&Report{}).Where("id = ?", reportID)
	}
	if err := row.Update("replaced", nil).Error; err != nil {
		return fmt.Errorf("forget what %s was: %w", actionID, err)
	}
	return nil
}

// seekAnew forgets what keepers let stand in the words of an action, or of a report on it: those that came back are others.
func (t *tx) seekAnew(actionID, reportID string) error {
	settled := t.db.Where("action_id = ? AND report_id = ? AND participation_id = '' AND state = ?", actionID, reportID, MentionSettled).Delete(&Mention{})
	if settled.Error != nil {
		return fmt.Errorf("forget what stands in %s: %w", actionID, settled.Error)
	}
	return t.seekNames(actionID)
}
