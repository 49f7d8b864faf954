package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"keephope/models/job"
	"keephope/models/seal"
)

// seekTown has the town of one who takes part by name searched for names, and no other: an action has thousands of them.
func (t *tx) seekTown(a Action, organisationID string) error {
	p, err := one[Participation](t.db.Select("id").Where("action_id = ? AND organisation_id = ? AND NOT quiet AND NOT waiting", a.ID, organisationID))
	if isNotFound(err) || err == nil && !a.Published() {
		return nil
	}
	if err != nil {
		return err
	}
	return t.job(job.SeekNames{ParticipationID: p.ID}, t.at)
}

// SeekTown looks whether the town of a participant names organisations that are not known to who reads it, or who read it if it were in
// sight. See SeekNames.
func (s *Store) SeekTown(ctx context.Context, participationID string) error {
	db := s.db.WithContext(ctx)
	p, err := one[Participation](db.Where("id = ?", participationID))
	if isNotFound(err) {
		return nil // it left meanwhile
	}
	if err != nil {
		return err
	}
	members, args := s.readByMembers()
	a, err := one[Action](db.Table("actions a").Select("a.id", "a.audience").Where("a.id = ?", p.ActionID).
		Where("(a.id IN (SELECT l.action_id FROM listed_actions l) OR "+members+")", args...))
	if isNotFound(err) {
		return nil // nobody reads it now
	}
	if err != nil {
		return err
	}
	return s.seek(ctx, seeking{
		hidden: "? = ''", args: []any{""}, mentions: db.Model(&Mention{}).Where("participation_id = ?", p.ID),
		each: func(members bool, f func(spot, []written)) error {
			if members != (a.Audience == ForMembers) {
				return nil
			}
			named, args := namedTo(a.Audience, "p.organisation_id", s.clock())
			return s.eachTown(db, a.ID, func(q *gorm.DB) *gorm.DB { return q.Where("p.id = ?", p.ID).Where(named, args...) }, f)
		},
	})
}

// eachTown calls f with the towns of those who take part by name in an action, some at a time. among narrows
// participations p.
func (s *Store) eachTown(db *gorm.DB, actionID string, among func(*gorm.DB) *gorm.DB, f func(spot, []written)) error {
	for after := ""; ; {
		var rows []Participation
		q := among(db.Table("participations p").Select("p.*").Where("p.action_id = ? AND p.id > ? AND NOT p.quiet AND NOT p.waiting", actionID, after))
		if err := q.Order("p.id").Limit(openAtOnce).Find(&rows).Error; err != nil {
			return fmt.Errorf("read towns of %s: %w", actionID, err)
		}
		if len(rows) == 0 {
			return nil
		}
		for i := range rows { // what is out of sight is opened too
			rows[i].WithheldAt = nil
		}
		said, err := s.saidOf(db, rows)
		if err != nil {
			return err
		}
		for i, row := range rows {
			if words := said[i].written(); words != nil {
				f(spot{action: actionID, participation: row.ID}, words)
			}
			after = row.ID
		}
	}
}

// written is what others than the hosts read of what a joiner says.
func (j JoiningWords) written() []written {
	if j.Town == "" {
		return nil
	}
	return []written{{Field: "town", Text: j.Town}}
}

// mentionedTown opens the town that a mention is about.
func (s *Store) mentionedTown(db *gorm.DB, m *mentioned) error {
	p, err := one[Participation](db.Where("id = ?", m.ParticipationID))
	if err != nil {
		return err
	}
	m.writers = []string{p.OrganisationID}
	key, err := s.key(db, p.OrganisationID)
	if err != nil {
		return err
	}
	said, err := openValue[JoiningWords](key, joiningPlace(p.ID), p.Said)
	m.words = said.written()
	return err
}

// anotherTown returns the town that a participant gave before. If it is another one than town, the mentions of it are marked as
// about another one: a keeper looks again.
func (t *tx) anotherTown(key seal.DataKey, before Participation, town string) (string, error) {
	said, err := openValue[JoiningWords](key, joiningPlace(before.ID), before.Said)
	if err != nil || said.Town == town {
		return said.Town, err
	}
	if err := t.db.Model(&Mention{}).Where("participation_id = ?", before.ID).Update("changed_at", t.at).Error; err != nil {
		return "", fmt.Errorf("mark a town as changed: %w", err)
	}
	return said.Town, nil
}
