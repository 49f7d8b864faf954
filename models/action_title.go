package models

import (
	"fmt"

	"gorm.io/gorm"
)

// titled is what an action is called, in its original language.
func (c ActionContent) titled() Worded {
	return Worded{Text: c.Texts[c.Original].Title, Lang: c.Original}
}

// titleNotices names the actions of lines whose reader may open them: two statements for all.
func (s *Store) titleNotices(db *gorm.DB, rows []told, lines []NoticeLine) error {
	about := func(i int) string {
		switch {
		case lines[i].ActionID != "":
			return lines[i].ActionID
		case rows[i].ObjectKind == "action":
			return lines[i].MatterID
		}
		return ""
	}
	var ids []string
	for i := range lines {
		if id := about(i); id != "" {
			ids = append(ids, id)
		}
	}
	opened, _, err := s.openActions(db, unique(ids))
	if err != nil {
		return err
	}
	for i := range lines {
		if c, ok := opened[about(i)]; ok {
			lines[i].Title = c.titled()
		}
	}
	return nil
}

// titleEvents reads what the actions of events are called, by id, as far as the desk shows them to the actor now: three statements
// for all.
func (s *Store) titleEvents(db *gorm.DB, as Actor, events []Event) (map[string]Worded, error) {
	var about, ids []string
	for _, e := range events {
		if e.ObjectKind == "action" {
			about = append(about, e.ObjectID)
		}
	}
	if len(about) == 0 {
		return nil, nil
	}
	q := db.Table("actions a").Joins("JOIN action_hosts h ON h.action_id = a.id AND h.part = ?", Host).Joins("JOIN organisations o ON o.id = h.organisation_id").
		Where("a.id IN ? AND (a.proposed_at IS NOT NULL OR a.published_at IS NOT NULL)", unique(about))
	if at := s.clock(); !as.Has(Keeper) {
		q = q.Where("NOT "+unnamedRule+" AND NOT "+senderRule, at, at, at, at)
	}
	if err := q.Order("a.id").Pluck("a.id", &ids).Error; err != nil {
		return nil, fmt.Errorf("read actions of events: %w", err)
	}
	opened, _, err := s.openActions(db, ids)
	titles := make(map[string]Worded, len(opened))
	for id, c := range opened {
		titles[id] = c.titled()
	}
	return titles, err
}
