package models

import (
	"fmt"

	"keephope/models/fold"
)

// keepAside sees to it that what a mention has out of sight, or had, does not come back by another way: a town, by joining again; words, by
// taking a yes back, or in an address.
func (t *tx) keepAside(m mentioned, to MentionState) error {
	switch {
	case m.ParticipationID != "":
		return t.keepTown(m, to)
	case to != MentionWithheld && m.State != MentionWithheld: // what only stands changes nothing that coordinators see
		return nil
	}
	if err := t.keepFromBack(m.ActionID, m.ReportID); err != nil || m.ReportID != "" {
		return err
	}
	switch {
	case to == MentionWithheld:
		return t.keepFromAddress(m)
	case !m.changed(): // these very words may stand
		return t.restoreSlugs(m.ActionID, *m.DecidedAt)
	}
	return nil
}

// keepFromAddress has the addresses of an action lead nowhere that words out of sight are in: all, where a title has the name; else
// those that have it themselves, from a title that it had once.
func (t *tx) keepFromAddress(m mentioned) error {
	profiles, err := t.profilesOf(t.db, []string{m.OrganisationID})
	if err != nil {
		return err
	}
	name := soughtOf(m.OrganisationID, profiles[m.OrganisationID].Names)
	if len(name.names) == 0 { // there is no telling which
		return t.endSlugs(m.ActionID)
	}
	for _, w := range m.words {
		if w.Field == "title" && name.in(fold.Words(w.Text)) {
			return t.endSlugs(m.ActionID)
		}
	}
	return t.endSlugsWith(m.ActionID, name, func(g givenSlug) bool { return g.fits(m.content) })
}

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
