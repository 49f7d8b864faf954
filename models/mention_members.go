package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// readByMembers says in SQL which actions a are read by members alone now.
func (s *Store) readByMembers() (string, []any) {
	named, args := namedTo(ForMembers, "h.organisation_id", s.clock())
	return "(a.audience = ? AND a.published_at IS NOT NULL AND a.withheld_at IS NULL AND EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = a.id AND h.state = ? AND " + named + "))",
		append([]any{ForMembers, HostAccepted}, args...)
}

// nowRead narrows mentions to those in words that somebody beside the hosts reads now.
func (s *Store) nowRead(mentions *gorm.DB) *gorm.DB {
	members, args := s.readByMembers()
	return mentions.Where("(action_id IN (SELECT l.action_id FROM listed_actions l) OR action_id IN (SELECT a.id FROM actions a WHERE "+members+"))", args...)
}

// eachMemberText calls f with the words that members alone read of one action, or of all: its own, those of the reports on it, and
// the towns of those who take part.
func (s *Store) eachMemberText(db *gorm.DB, actionID string, f func(spot, []written)) error {
	members, args := s.readByMembers()
	for after := ""; ; {
		q := db.Table("actions a").Select("a.*").Where("a.id > ?", after).Where(members, args...)
		if actionID != "" {
			q = q.Where("a.id = ?", actionID)
		}
		var rows []Action
		if err := q.Order("a.id").Limit(soughtAtOnce).Find(&rows).Error; err != nil {
			return fmt.Errorf("read words for members: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		for _, a := range rows {
			if err := s.memberTexts(db, a, f); err != nil {
				return err
			}
			after = a.ID
		}
	}
}

func (s *Store) memberTexts(db *gorm.DB, a Action, f func(spot, []written)) error {
	key, err := s.key(db, a.ID)
	if err != nil {
		return err
	}
	content, err := s.actionContent(key, a)
	if err != nil {
		return err
	}
	said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
	if err != nil {
		return err
	}
	f(spot{action: a.ID}, append(content.public(said).written(), content.guestWords()...))
	var reports []Report
	if err := s.reportsForMembers(db, a.ID).Order("r.id").Find(&reports).Error; err != nil {
		return fmt.Errorf("read reports for members: %w", err)
	}
	opened, err := s.openShown(db, reports)
	if err != nil {
		return err
	}
	for _, r := range reports {
		shown := opened.public(r, func(id string) string { return id })
		f(spot{action: a.ID, report: r.ID}, shown.written())
	}
	named, args := namedTo(ForMembers, "p.organisation_id", s.clock())
	return s.eachTown(db, a.ID, func(p *gorm.DB) *gorm.DB { return p.Where("p.withheld_at IS NULL").Where(named, args...) }, f)
}

// guestWords are what only those read of an action who take part: members.
func (c ActionContent) guestWords() []written {
	all := []written{{"venue", c.Original, c.Where.Venue}, {"link", c.Original, c.Where.Link}}
	if c.Where.Mode == AtVenue {
		all = append(all, written{"place", c.Original, c.Where.Place})
	}
	return slices.DeleteFunc(all, func(w written) bool { return w.Text == "" })
}

// eachGuestText calls f with what members who take part alone read of one listed action, or of all.
func (s *Store) eachGuestText(db *gorm.DB, actionID string, f func(spot, []written)) error {
	for after := ""; ; {
		q := db.Model(&ListedAction{}).Where("action_id > ?", after)
		if actionID != "" {
			q = q.Where("action_id = ?", actionID)
		}
		var ids []string
		if err := q.Order("action_id").Limit(soughtAtOnce).Pluck("action_id", &ids).Error; err != nil {
			return fmt.Errorf("list actions to search: %w", err)
		}
		if len(ids) == 0 {
			return nil
		}
		opened, err := s.openActions(db, ids)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if words := opened.now[id].guestWords(); len(words) > 0 {
				f(spot{action: id}, words)
			}
			after = id
		}
	}
}

// knownToMembers are the organisations that members know by name now.
func (s *Store) knownToMembers(db *gorm.DB) (map[string]bool, error) {
	named, args := namedTo(ForMembers, "n.id", s.clock())
	var ids []string
	if err := db.Table("organisations n").Where(named, args...).Pluck("n.id", &ids).Error; err != nil {
		return nil, fmt.Errorf("list whom members know: %w", err)
	}
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	return known, nil
}
