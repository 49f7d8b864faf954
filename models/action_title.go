package models

import (
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"
)

// titled is what an action is called, in its original language.
func (c ActionContent) titled() Worded {
	return Worded{Text: c.Texts[c.Original].Title, Lang: c.Original}
}

// sentRule says in SQL of an action a that the desk may read of it: it is published, or sent. What its hosts write before that, also of
// one that was published once, is theirs.
const sentRule = "(a.proposed_at IS NOT NULL OR a.published_at IS NOT NULL)"

// titlesShown are what actions are called, by id: those of which the desk shows it to the actor now.
func (s *Store) titlesShown(db *gorm.DB, as Actor, ids []string) (map[string]Worded, error) {
	var shown []string
	if err := shownAtDesk(db.Table("actions a"), as, s.clock()).Where("a.id IN ?", ids).Order("a.id").Pluck("a.id", &shown).Error; err != nil {
		return nil, fmt.Errorf("look which actions the desk shows: %w", err)
	}
	opened, err := s.openActions(db, shown)
	titles := make(map[string]Worded, len(opened.now))
	for id, c := range opened.now {
		titles[id] = c.titled()
	}
	return titles, err
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
	opened, err := s.openActions(db, unique(ids))
	if err != nil {
		return err
	}
	for i := range lines {
		if c, ok := opened.now[about(i)]; ok {
			lines[i].Title = c.titled()
		}
	}
	return nil
}

// titledAction is an action that something is about, and what it is called.
type titledAction struct {
	ID    string
	Title Worded
}

// titleEvents reads of which actions events tell and what those are called, by the events' objects, as far as the desk shows them to
// the actor now: four statements for all. A report tells of the action that it is on.
func (s *Store) titleEvents(db *gorm.DB, as Actor, events []Event) (map[string]titledAction, error) {
	about, reports := map[string]string{}, []string{}
	for _, e := range events {
		switch e.ObjectKind {
		case "action", "ask":
			about[e.ObjectID] = e.ObjectID
		case "report":
			reports = append(reports, e.ObjectID)
		}
	}
	if err := actionsOfReports(db, reports, about); err != nil || len(about) == 0 {
		return nil, err
	}
	shown, err := s.titlesShown(db, as, unique(slices.Collect(maps.Values(about))))
	titles := make(map[string]titledAction, len(about))
	for object, id := range about {
		if title, ok := shown[id]; ok {
			titles[object] = titledAction{id, title}
		}
	}
	return titles, err
}

// actionsOfReports adds to a map which action a report is on, of those that are there still.
func actionsOfReports(db *gorm.DB, ids []string, to map[string]string) error {
	if len(ids) == 0 {
		return nil
	}
	var rows []Report
	if err := db.Select("id", "action_id").Where("id IN ?", unique(ids)).Find(&rows).Error; err != nil {
		return fmt.Errorf("read actions of reports: %w", err)
	}
	for _, r := range rows {
		to[r.ID] = r.ActionID
	}
	return nil
}
