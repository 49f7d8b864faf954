package models

import (
	"context"
	"fmt"
	"time"
)

// decisionVerbs are the events that a decision leaves.
func decisionVerbs() []Verb {
	return []Verb{"application.asked", "application.held", "application.accepted", "application.declined"}
}

// TakeBack takes a decision or a first approval back: whoever took it may, for a day, while nothing was built on it. The
// application stands again where it stood before, and the applicant reads no more what the decision said; the desk does.
// Returns Conflict otherwise: an answer is built on a question.
func (s *Store) TakeBack(ctx context.Context, as Actor, sent Sent, id string) error {
	_, err := s.atDesk(ctx, as, sent, id, func(t *tx, a Application) error {
		if a.State == Submitted {
			return t.takeApprovalBack(as, a)
		}
		if err := t.mayTakeBack(as, a); err != nil {
			return err
		}
		if a.State == Approved {
			if err := t.undoAccept(a); err != nil {
				return err
			}
		}
		set := map[string]any{"state": a.BeforeState, "decided_at": nil, "decided_by": "", "before_state": "", "again_after": nil}
		back := t.db.Model(&Application{}).Where("id = ? AND state = ? AND decided_by = ?", a.ID, a.State, as.PersonID).Updates(set)
		if err := changed(back, conflict("application.changed")); err != nil {
			return err
		}
		if err := t.takeWordsBack(a); err != nil {
			return err
		}
		return t.write(as, Event{Verb: "application.taken_back", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
	})
	return err
}

// takeWordsBack withholds from the applicant what a decision said, and the notice of it.
func (t *tx) takeWordsBack(a Application) error {
	said := t.db.Model(&ApplicationMessage{}).Where("application_id = ? AND side = ? AND at >= ? AND taken_back_at IS NULL", a.ID, FromDesk, a.DecidedAt.UTC()).
		Update("taken_back_at", t.at)
	if said.Error != nil {
		return fmt.Errorf("take back what was said on %s: %w", a.ID, said.Error)
	}
	told := t.db.Exec("DELETE FROM notices WHERE event_id IN (SELECT id FROM events WHERE object_id = ? AND verb IN ? AND at >= ?)", a.ID, decisionVerbs(), a.DecidedAt.UTC())
	if told.Error != nil {
		return fmt.Errorf("take back notices of %s: %w", a.ID, told.Error)
	}
	return nil
}

// CanTakeBack reports whether a decision is the actor's own and young enough. What was built on it is not asked here.
func (a Application) CanTakeBack(as Actor, at time.Time) bool {
	decided := a.State == Approved || a.State == Declined || a.State == Asked || a.State == Held
	return as.MayDecide(a.Matter()) == nil && decided && a.DecidedBy == as.PersonID && a.BeforeState != "" &&
		a.DecidedAt != nil && at.Before(a.DecidedAt.Add(undoFor))
}

func (t *tx) mayTakeBack(as Actor, a Application) error {
	if a.DecidedBy != as.PersonID || a.BeforeState == "" || a.State == Withdrawn {
		return t.happened(a)
	}
	if !a.CanTakeBack(as, t.at) {
		return conflict("queue.take_back.late")
	}
	if a.State != Approved {
		return nil // the applicant's own steps clear the decision, so nothing was built on it
	}
	var later int64
	err := t.db.Raw(`SELECT count(*) FROM events WHERE organisation_id = ? AND actor_id <> '' AND verb NOT IN ('application.taken', 'application.noted')
		AND id > (SELECT max(id) FROM events WHERE verb = 'application.accepted' AND object_id = ?)`, a.OrganisationID, a.ID).Scan(&later).Error
	if err != nil {
		return fmt.Errorf("look what was built on %s: %w", a.ID, err)
	}
	if later > 0 {
		return conflict("queue.take_back.built")
	}
	return nil
}

// undoAccept deletes the endorsement that accepting gave, with its public copy, and makes the organisation again what
// it was.
func (t *tx) undoAccept(a Application) error {
	o, err := one[Organisation](t.db.Where("id = ?", a.OrganisationID))
	if err != nil {
		return err
	}
	t.makeQuieter()
	gone := t.db.Where("organisation_id = ? AND statement_id = ? AND given_at = ?", o.ID, a.StatementID, a.DecidedAt.UTC()).Delete(&Endorsement{})
	if err := changed(gone, conflict("queue.take_back.built")); err != nil {
		return err
	}
	state := Applicant
	if o.LeftAt != nil {
		state = Left
	}
	undone := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", o.ID, Member).Updates(map[string]any{"state": state, "joined_at": nil})
	if err := changed(undone, conflict("queue.take_back.built")); err != nil {
		return err
	}
	return t.relist(o.ID)
}

func (t *tx) takeApprovalBack(as Actor, a Application) error {
	gone := t.db.Where("application_id = ? AND person_id = ?", a.ID, as.PersonID).Delete(&ApplicationApproval{})
	if err := changed(gone, conflict("queue.take_back.nothing")); err != nil {
		return err
	}
	return t.write(as, Event{Verb: "application.approval_taken_back", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID})
}
