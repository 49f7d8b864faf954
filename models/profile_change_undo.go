package models

import (
	"context"
	"fmt"
	"time"
)

// Replaced is what a decision on a profile change put something else in place of.
type Replaced struct {
	State     ApplicationState `json:"state"`
	HeldUntil *time.Time       `json:"held_until,omitempty"`
	Message   string           `json:"message,omitempty"`
	Profile   *Profile         `json:"profile,omitempty"` // of an accepted change alone, as the two that follow
	Quotes    map[string]Quote `json:"quotes,omitempty"`  // by id of the endorsement
}

// replaced seals what a decision replaces, and names the logo that it leaves without use.
func (t *tx) replaced(row ProfileChange, next ApplicationState) (sealed []byte, spareLogo string, err error) {
	key, err := t.key(t.db, row.OrganisationID)
	if err != nil {
		return nil, "", err
	}
	proposed, err := t.proposed(key, row)
	if err != nil {
		return nil, "", err
	}
	was := Replaced{State: row.State, HeldUntil: row.HeldUntil}
	if was.Message, err = openValue[string](key, changeMessagePlace(row.ID), row.Message); err != nil {
		return nil, "", err
	}
	switch {
	case next == Approved:
		m, err := t.mine(row.OrganisationID)
		if err != nil {
			return nil, "", err
		}
		was.Profile, was.Quotes = &m.profile, m.quotes
		if logo := proposed.logo(); logo != "" && logo != m.profile.LogoID {
			spareLogo = m.profile.LogoID
		}
	case next == Declined:
		spareLogo = proposed.logo()
	}
	sealed, err = t.sealValue(key, replacedPlace(row.ID), was)
	return sealed, spareLogo, err
}

// CanTakeBack reports whether a decision on a change is the actor's own and young enough. What was built on it is not
// asked here.
func (c ProfileChange) CanTakeBack(as Actor, m Matter, at time.Time) bool {
	decided := c.State == Approved || c.State == Declined || c.State == Asked || c.State == Held
	return as.MayDecide(m) == nil && decided && c.DecidedBy == as.PersonID && c.Replaced != nil &&
		c.DecidedAt != nil && at.Before(c.DecidedAt.Add(undoFor))
}

// TakeChangeBack takes a decision on a profile change back: whoever took it may, for a day, while nothing was built on
// it. The change waits again where it waited, and what it had replaced is told again. Returns Conflict otherwise.
func (s *Store) TakeChangeBack(ctx context.Context, as Actor, sent Sent, id string) error {
	if err := as.MayUseDesk(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		row, err := t.changeAtDesk(as, id)
		if err != nil {
			return "", err
		}
		if err := t.mayTakeChangeBack(as, row); err != nil {
			return "", err
		}
		return row.ID, t.takeChangeBack(as, row)
	})
	return err
}

func (t *tx) mayTakeChangeBack(as Actor, row ProfileChange) error {
	m, err := t.matter(t.db, row.OrganisationID)
	switch {
	case err != nil:
		return err
	case row.State == Submitted:
		return conflict("queue.take_back.nothing")
	case row.DecidedBy != as.PersonID:
		return t.instead(string(row.State), row.DecidedBy)
	case row.State == Withdrawn:
		return conflict("queue.happened.withdrawn")
	case !row.CanTakeBack(as, m, t.at):
		return conflict("queue.take_back.late")
	case row.State != Approved && row.State != Declined:
		return nil // the organisation's answer is another wish, in place of this one
	}
	var later int64
	err = t.db.Raw(`SELECT count(*) FROM events WHERE organisation_id = ? AND actor_id <> '' AND id >
		(SELECT max(id) FROM events WHERE object_id = ? AND verb IN ('profile_change.accepted', 'profile_change.declined'))`,
		row.OrganisationID, row.ID).Scan(&later).Error
	if err != nil {
		return fmt.Errorf("look what was built on change %s: %w", row.ID, err)
	}
	if later > 0 {
		return conflict("queue.take_back.built")
	}
	return nil
}

func (t *tx) takeChangeBack(as Actor, row ProfileChange) error {
	m, err := t.mine(row.OrganisationID)
	if err != nil {
		return err
	}
	was, err := openValue[Replaced](m.key, replacedPlace(row.ID), row.Replaced)
	if err != nil {
		return err
	}
	var message []byte
	if was.Message != "" {
		if message, err = t.sealValue(m.key, changeMessagePlace(row.ID), was.Message); err != nil {
			return err
		}
	}
	said, err := t.withheld(m.key, row)
	if err != nil {
		return err
	}
	back := t.db.Model(&ProfileChange{}).Where("id = ? AND state = ? AND decided_by = ?", row.ID, row.State, as.PersonID).Updates(map[string]any{
		"state": was.State, "held_until": was.HeldUntil, "message": message, "decided_at": nil, "decided_by": "", "replaced": nil, "spare_logo": "",
		"said": said, "stood": nil,
	})
	if err := changed(back, conflict("application.changed")); err != nil {
		return err
	}
	if err := t.withholdNotices(row); err != nil {
		return err
	}
	if was.Profile != nil {
		if err := t.keepShown(as, m, *was.Profile, was.living(m.quotes)); err != nil {
			return err
		}
	}
	return t.write(as, Event{Verb: "profile_change.taken_back", ObjectKind: "profile_change", ObjectID: row.ID, OrganisationID: row.OrganisationID})
}

// living are the sentences of before, of the endorsements that there are.
func (r Replaced) living(now map[string]Quote) map[string]Quote {
	quotes := make(map[string]Quote, len(now))
	for id, quote := range now {
		quotes[id] = quote
		if before, ok := r.Quotes[id]; ok {
			quotes[id] = before
		}
	}
	return quotes
}

// forgetReplaced lets go of what decisions replaced that cannot be taken back any more.
func (t *tx) forgetReplaced() error {
	old := t.at.Add(-undoFor)
	err := t.db.Exec("DELETE FROM logos WHERE id IN (SELECT spare_logo FROM profile_changes WHERE spare_logo <> '' AND decided_at <= ?)", old).Error
	if err == nil {
		err = t.db.Exec("UPDATE profile_changes SET replaced = NULL, spare_logo = '' WHERE replaced IS NOT NULL AND decided_at <= ?", old).Error
	}
	if err != nil {
		return fmt.Errorf("forget what changes replaced: %w", err)
	}
	return nil
}
