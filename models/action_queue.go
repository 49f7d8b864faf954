package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
)

// senderRule says in SQL whether what waits of an action a was sent by an organisation that is for keepers alone by now, or erased: then it
// is so, whoever hosts it. The placeholders are instants: now, now.
const senderRule = `(a.proposed_at IS NOT NULL AND EXISTS (SELECT 1 FROM events ev
	WHERE ev.id = (SELECT MAX(x.id) FROM events x WHERE x.object_kind = 'action' AND x.object_id = a.id AND x.verb IN ('action.proposed', 'action.edit_proposed'))
	AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = ev.organisation_id AND NOT ` + unnamedRule + `)))`

// queuedActions reads the actions that wait at the desk, whole or with an edit, those that are hidden, and those that were published in the last day
// and that their hosts did not cancel since.
func queuedActions(db *gorm.DB, at time.Time) ([]queued, error) {
	var found []struct {
		Queued    queued `gorm:"embedded"`
		ChangedAt *time.Time
		JustNow   bool
	}
	err := deskHost(db.Table("actions a"), at).
		Select("a.id, h.organisation_id, a.proposed_at AS submitted_at, a.held_until, a.hidden_at, ("+unnamedRule+" OR "+senderRule+") AS at_risk, "+
			"a.published_at AS decided_at, a.changed_at, a.replaced IS NOT NULL AS just_now, a.state <> ? AND a.proposed_at IS NOT NULL AS edit, a.state = ? AS cancelled, "+
			"CASE WHEN a.proposed_at IS NULL THEN ? WHEN a.held_until IS NULL THEN ? ELSE ? END AS state", at, at, at, at, ActionProposed, ActionCancelled, Approved, Submitted, Held).
		Where("a.proposed_at IS NOT NULL OR a.hidden_at IS NOT NULL OR a.published_at > ? AND a.state <> ? OR a.replaced IS NOT NULL AND a.changed_at > ?", at.Add(-undoFor), ActionCancelled, at.Add(-undoFor)).
		Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read actions at the desk: %w", err)
	}
	rows := make([]queued, len(found))
	for i, r := range found {
		rows[i], rows[i].Action = r.Queued, true
		if r.JustNow {
			rows[i].DecidedAt = r.ChangedAt
		}
		rows[i].aside()
	}
	return rows, nil
}

// titleActions puts the titles of the joint actions on lines that the reader may open; it reads those that are not opened yet.
func (s *Store) titleActions(db *gorm.DB, open []*QueueLine, opened openedActions) error {
	var ids []string
	for _, l := range open {
		if _, ok := opened.now[l.ID]; l.Action && !ok {
			ids = append(ids, l.ID)
		}
	}
	all, err := s.openActions(db, ids)
	if err != nil {
		return err
	}
	maps.Copy(all.now, opened.now)
	maps.Copy(all.then, opened.then)
	for _, l := range open {
		c, ok := all.now[l.ID]
		if !ok {
			continue
		}
		l.Title, l.TitleLang = c.Texts[c.Original].Title, c.Original
		for _, lang := range slices.Sorted(maps.Keys(c.Texts)) {
			l.titles = append(l.titles, c.Texts[lang].Title)
		}
		if next := all.then[l.ID]; next != nil { // a change may give it another name
			for _, lang := range slices.Sorted(maps.Keys(next.Texts)) {
				l.titles = append(l.titles, next.Texts[lang].Title)
			}
		}
	}
	return nil
}

// actionDoneJust reads what the reader decided last on an action in the last day. One that was given back is told by its host
// alone, if the reader may know of it.
func (s *Store) actionDoneJust(ctx context.Context, as Actor, id string) (done DoneJust, ok bool, err error) {
	if as.MayUseDesk() != nil || !ValidID(id) {
		return DoneJust{}, false, nil
	}
	db := s.db.WithContext(ctx)
	last, err := one[Event](db.Where("object_kind = ? AND object_id = ? AND actor_id = ? AND verb IN ? AND at > ?",
		"action", id, as.PersonID, slices.Collect(maps.Keys(actionDecisions())), s.clock().Add(-undoFor)).Order("id DESC"))
	if isNotFound(err) {
		return s.reportDoneJust(ctx, as, id)
	}
	if err != nil {
		return DoneJust{}, false, err
	}
	m, err := s.matter(db, last.OrganisationID)
	if err != nil || as.MayDecide(m) != nil {
		return DoneJust{}, false, err
	}
	done = DoneJust{ID: id, Action: true, Edit: last.Verb == "action.edit_accepted", State: actionDecisions()[last.Verb], At: last.At}
	if done.Names, err = s.namesOf(db, last.OrganisationID); err != nil {
		return DoneJust{}, false, err
	}
	a, err := one[Action](db.Where("id = ?", id))
	if isNotFound(err) { // discarded since
		return done, true, nil
	}
	if err != nil {
		return DoneJust{}, false, err
	}
	done.Inside = a.Audience == ForMembers
	done.Edit = done.Edit || last.Verb != "action.published" && a.PublishedAt != nil && !a.PublishedAt.After(last.At)
	key, err := s.key(db, id)
	if err == nil {
		_, done.Undo, err = s.canTakeBack(as, m, key, a)
	}
	return done, err == nil, err
}
