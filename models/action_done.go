package models

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"
)

// asideVerbs are what takes a joint action or a report out of sight and brings it back: no decision, but something done.
func asideVerbs() map[Verb]Step {
	return map[Verb]Step{"action.hidden": StepHide, "action.shown": StepShow, "report.hidden": StepHide, "report.shown": StepShow}
}

// undoneVerbs are what takes back what was decided: after it there is nothing to tell.
func undoneVerbs() []Verb { return []Verb{"action.taken_back", "report.taken_back"} }

// lastOfReader reads what the reader did last at the desk with a joint action or a report, in the last day.
func (s *Store) lastOfReader(db *gorm.DB, as Actor, id string) (Event, error) {
	verbs := slices.Concat(slices.Collect(maps.Keys(actionDecisions())), slices.Collect(maps.Keys(reportDecisions())),
		slices.Collect(maps.Keys(asideVerbs())), undoneVerbs())
	return one[Event](db.Where("object_kind IN ? AND object_id = ? AND actor_id = ? AND verb IN ? AND at > ?",
		[]string{"action", "report"}, id, as.PersonID, verbs, s.clock().Add(-undoFor)).Order("id DESC"))
}

// togetherDoneJust reads what the reader did last with a joint action or a report in the last day: decided on it, hid it or showed
// it again.
func (s *Store) togetherDoneJust(ctx context.Context, as Actor, id string) (done DoneJust, ok bool, err error) {
	if as.MayUseDesk() != nil || !ValidID(id) {
		return DoneJust{}, false, nil
	}
	db := s.db.WithContext(ctx)
	last, err := s.lastOfReader(db, as, id)
	if isNotFound(err) || err == nil && slices.Contains(undoneVerbs(), last.Verb) {
		return DoneJust{}, false, nil
	}
	if err != nil {
		return DoneJust{}, false, err
	}
	if step, aside := asideVerbs()[last.Verb]; aside {
		done, ok, err = s.asideDoneJust(db, as, last, step)
	} else {
		done, ok, err = s.actionDoneJust(ctx, as, id)
	}
	if err != nil || !ok {
		return DoneJust{}, false, err
	}
	err = s.describeDone(db, as, &done)
	return done, err == nil, err
}

// asideDoneJust tells that something was hidden or is shown again, while the reader may know of it.
func (s *Store) asideDoneJust(db *gorm.DB, as Actor, last Event, step Step) (done DoneJust, ok bool, err error) {
	done = DoneJust{ID: last.ObjectID, Action: last.ObjectKind == "action", Report: last.ObjectKind == "report", Aside: step, At: last.At}
	var m Matter
	if done.Action {
		m, err = s.actionMatter(db, last.ObjectID, last.OrganisationID)
	} else {
		m, err = s.reportMatter(db, Report{ID: last.ObjectID, OrganisationID: last.OrganisationID})
	}
	if err != nil || as.MayDecide(m) != nil {
		return DoneJust{}, false, err
	}
	return done, true, nil
}

// describeDone adds what the action is called that something was done with, or with a report on it, and whether a coordinator has it out
// of sight; nothing to one that is gone, or that the reader may not open now: its hosts may have given it another name since.
func (s *Store) describeDone(db *gorm.DB, as Actor, done *DoneJust) error {
	actionID := done.ID
	if done.Report {
		r, err := one[Report](db.Where("id = ?", done.ID))
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return err
		}
		actionID, done.Hidden = r.ActionID, r.HiddenAt != nil
	} else {
		a, _, err := s.sentAction(db, as, done.ID)
		if KindOf(err) == NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		done.Hidden = a.HiddenAt != nil
	}
	titles, err := s.titlesShown(db, as, []string{actionID})
	done.Title = titles[actionID]
	return err
}
