package models

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"keephope/models/fold"
)

// soughtAtOnce is how many actions are searched at a time.
const soughtAtOnce = 100

// spot is where a name is found: an action's own words, or those of a report on it, and whose it is.
type spot struct{ action, report, organisation string }

// SeekNames looks which public words name which organisations that are not public: those of one action, or the names of one
// organisation in all of them. What is not named any more is no item any more. Idempotent. It costs what opening all names
// that are not public costs, or reading all public words: a second or two at ten thousand.
func (s *Store) SeekNames(ctx context.Context, actionID, organisationID string) error {
	db := s.db.WithContext(ctx)
	scope := db.Model(&Mention{}).Where("action_id = ?", actionID)
	hidden := "o.id = ?"
	if organisationID == "" {
		hidden = "? = ''"
	} else {
		scope = db.Model(&Mention{}).Where("organisation_id = ?", organisationID)
	}
	names, err := s.unlistedNames(db, hidden, organisationID)
	if err != nil {
		return err
	}
	found := map[spot]bool{}
	if err := s.eachPublicText(db, actionID, func(at spot, all []written) {
		words := wordsOf(all)
		for _, name := range names {
			if name.in(words) {
				at.organisation = name.id
				found[at] = true
			}
		}
	}); err != nil {
		return err
	}
	var old []Mention
	if err := scope.Session(&gorm.Session{}).Where("action_id IN (SELECT l.action_id FROM listed_actions l)").Find(&old).Error; err != nil {
		return fmt.Errorf("read what was found before: %w", err)
	}
	var gone []string
	for _, m := range old {
		key := spot{m.ActionID, m.ReportID, m.OrganisationID}
		if !found[key] && m.State != MentionWithheld {
			gone = append(gone, m.ID)
		}
		delete(found, key)
	}
	if len(found)+len(gone) == 0 {
		return nil
	}
	return s.inTx(ctx, func(t *tx) error { return t.keepMentions(found, gone) })
}

func (t *tx) keepMentions(found map[spot]bool, gone []string) error {
	if err := t.db.Where("id IN ? AND state <> ?", gone, MentionWithheld).Delete(&Mention{}).Error; err != nil {
		return fmt.Errorf("forget what is not named any more: %w", err)
	}
	for at := range found {
		m := Mention{ID: t.NewID(), ActionID: at.action, ReportID: at.report, OrganisationID: at.organisation, State: MentionOpen, FoundAt: t.at}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&m).Error; err != nil {
			return fmt.Errorf("keep that %s names somebody: %w", m.ActionID, err)
		}
	}
	return nil
}

// unlistedNames opens the names of organisations that are, or were, members and that no public page names now.
func (s *Store) unlistedNames(db *gorm.DB, where string, args ...any) ([]sought, error) {
	var ids []string
	err := db.Table("organisations o").Where("o.state IN ?", []OrganisationState{Member, Suspended, Left}).
		Where("NOT EXISTS (SELECT 1 FROM listings l WHERE l.organisation_id = o.id)").Where(where, args...).Order("o.id").Pluck("o.id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("list who is not public: %w", err)
	}
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return nil, err
	}
	all := make([]sought, 0, len(ids))
	for id, profile := range profiles {
		all = append(all, soughtOf(id, profile.Names))
	}
	return all, nil
}

// wordsOf folds texts, with something between them that is no word.
func wordsOf(all []written) string {
	var words strings.Builder
	for _, w := range all {
		words.WriteString(fold.Words(w.Text))
		words.WriteString("| ")
	}
	return words.String()
}

// eachPublicText calls f with the public words of one listed action, or of all, and of the reports on it, some at a time.
func (s *Store) eachPublicText(db *gorm.DB, actionID string, f func(spot, []written)) error {
	for after := ""; ; {
		q := db.Model(&ListedAction{}).Select("action_id", "shown").Where("action_id > ?", after)
		if actionID != "" {
			q = q.Where("action_id = ?", actionID)
		}
		var rows []ListedAction
		if err := q.Order("action_id").Limit(soughtAtOnce).Find(&rows).Error; err != nil {
			return fmt.Errorf("read public words: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		ids := make([]string, len(rows))
		for i, row := range rows {
			ids[i] = row.ActionID
			f(spot{action: row.ActionID}, row.Shown.written())
		}
		if err := eachPublicReport(db, ids, f); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

func eachPublicReport(db *gorm.DB, actions []string, f func(spot, []written)) error {
	var rows []struct {
		ID       string
		ActionID string
		Shown    PublicReport `gorm:"serializer:json"`
	}
	err := db.Table("listed_reports l").Select("DISTINCT r.id, l.action_id, l.shown").
		Joins("JOIN listed_parts p ON p.action_id = l.action_id AND p.slug = l.slug").
		Joins("JOIN reports r ON r.action_id = l.action_id AND r.organisation_id = p.organisation_id").
		Where("l.action_id IN ?", actions).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read public reports: %w", err)
	}
	for _, row := range rows {
		f(spot{action: row.ActionID, report: row.ID}, row.Shown.written())
	}
	return nil
}
