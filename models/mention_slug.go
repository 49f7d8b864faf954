package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// namedSlugs looks which listed actions have living addresses with which of some names in them, of the addresses in q; nil = of none.
func (s *Store) namedSlugs(q *gorm.DB, names []sought) (map[spot]bool, error) {
	found := map[spot]bool{}
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
					found[spot{action: *g.ActionID, organisation: name.id}] = true
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

// endNamedSlugs has addresses lead nowhere that have a name in them which is in their action's title no more: nobody reads of it there,
// so no keeper is asked. One that led there when a keeper let the name stand stays.
func (s *Store) endNamedSlugs(ctx context.Context, addressed map[spot]bool, names []sought) error {
	for at := range addressed {
		name := names[slices.IndexFunc(names, func(n sought) bool { return n.id == at.organisation })]
		err := s.inTx(ctx, func(t *tx) error {
			a, key, err := t.holdAction(at.action)
			if isNotFound(err) {
				return nil // discarded meanwhile
			}
			if err != nil {
				return err
			}
			content, err := t.actionContent(key, a)
			if err != nil || name.in(fold.Words(content.titled().Text)) {
				return err
			}
			settled, err := one[Mention](t.db.Where("action_id = ? AND report_id = '' AND participation_id = '' AND organisation_id = ? AND state = ?", a.ID, name.id, MentionSettled))
			if err != nil && !isNotFound(err) {
				return err
			}
			t.makeQuieter()
			return t.endSlugsWith(a.ID, name, func(g givenSlug) bool {
				return g.fits(content) || settled.DecidedAt != nil && !g.GivenAt.After(*settled.DecidedAt)
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
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
