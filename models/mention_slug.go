package models

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// namedSlugs looks which listed actions have living addresses with which of some names in them, of the addresses in q, and when the last of
// those was given; nil = of none.
func (s *Store) namedSlugs(q *gorm.DB, names []sought) (map[spot]time.Time, error) {
	found := map[spot]time.Time{}
	if q == nil || len(names) == 0 {
		return found, nil
	}
	for after := ""; ; {
		var ids []string
		err := q.Session(&gorm.Session{}).Model(&ActionSlug{}).Where("ended_at IS NULL AND action_id > ? AND action_id IN (SELECT l.action_id FROM listed_actions l)", after).
			Distinct().Order("action_id").Limit(soughtAtOnce).Pluck("action_id", &ids).Error
		if err != nil {
			return nil, fmt.Errorf("list addresses to search: %w", err)
		}
		if len(ids) == 0 {
			return found, nil
		}
		given, err := s.livingSlugs(q.Session(&gorm.Session{NewDB: true}), ids)
		if err != nil {
			return nil, err
		}
		for _, g := range given {
			for _, name := range names {
				if name.inSlug(g.slug) {
					found[spot{action: *g.ActionID, organisation: name.id}] = g.GivenAt // in their order
				}
			}
		}
		after = ids[len(ids)-1]
	}
}

// givenSlug is an address that leads to an action, opened.
type givenSlug struct {
	ActionSlug
	slug string
}

// fits reports whether it is made of what the action is called.
func (g givenSlug) fits(c ActionContent) bool { return fits(g.slug, fold.Slug(c.titled().Text)) }

// livingSlugs opens the addresses that lead to some actions.
func (s *Store) livingSlugs(db *gorm.DB, actions []string) ([]givenSlug, error) {
	var rows []ActionSlug
	if err := db.Where("action_id IN ? AND ended_at IS NULL", actions).Order("given_at, lookup").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read addresses of actions: %w", err)
	}
	keys, err := s.keysOf(db, actions)
	if err != nil {
		return nil, err
	}
	given := make([]givenSlug, len(rows))
	for i, row := range rows {
		given[i].ActionSlug = row
		if given[i].slug, err = openValue[string](keys[*row.ActionID], actionPlace(*row.ActionID, "slug"), row.Sealed); err != nil {
			return nil, err
		}
	}
	return given, nil
}

// endOldAddress has the addresses lead nowhere in which a mention is, where the name stands in them alone, and reports whether it does. The
// action stays as it is, and nobody but keepers is told: that an address ends by itself would tell who is not known.
func (t *tx) endOldAddress(m mentioned) (alone bool, err error) {
	profiles, err := t.profilesOf(t.db, []string{m.OrganisationID})
	if err != nil {
		return false, err
	}
	name := soughtOf(m.OrganisationID, profiles[m.OrganisationID].Names)
	old, err := t.oldAddresses(t.db, m, name)
	if err != nil || len(old) == 0 || name.in(wordsOf(m.words)) {
		return false, err
	}
	t.makeQuieter()
	return true, t.endSlugsWith(m.ActionID, name, func(g givenSlug) bool { return g.fits(m.content) })
}

// oldAddresses are the living addresses of an action that have a name in them and are not made of what it is called now.
func (s *Store) oldAddresses(db *gorm.DB, m mentioned, name sought) (old []MentionPassage, err error) {
	if m.ReportID+m.ParticipationID != "" {
		return nil, nil
	}
	given, err := s.livingSlugs(db, []string{m.ActionID})
	if err != nil {
		return nil, err
	}
	for _, g := range given {
		if name.inSlug(g.slug) && !g.fits(m.content) {
			old = append(old, MentionPassage{Field: "address", Text: g.slug})
		}
	}
	return old, nil
}

// endSlugs has the addresses that an action was given lead nowhere from now on.
func (t *tx) endSlugs(actionID string) error {
	if err := t.db.Model(&ActionSlug{}).Where("action_id = ? AND ended_at IS NULL", actionID).Update("ended_at", t.at).Error; err != nil {
		return fmt.Errorf("end addresses of action %s: %w", actionID, err)
	}
	return nil
}

// endSlugsWith has those of them that have a name in them lead nowhere from now on, but for some that stay.
func (t *tx) endSlugsWith(actionID string, name sought, stays func(givenSlug) bool) error {
	given, err := t.livingSlugs(t.db, []string{actionID})
	if err != nil {
		return err
	}
	for _, g := range given {
		if stays(g) || !name.inSlug(g.slug) {
			continue
		}
		if err := t.db.Model(&ActionSlug{}).Where("lookup = ?", g.Lookup).Update("ended_at", t.at).Error; err != nil {
			return fmt.Errorf("end an address of action %s: %w", actionID, err)
		}
	}
	return nil
}
