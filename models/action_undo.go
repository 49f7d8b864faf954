package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"keephope/models/seal"
)

// replacedAction is what a coordinator's yes put something else in place of.
type replacedAction struct {
	By         string         `json:"by"` // id of the person
	At         time.Time      `json:"at"`
	Edition    int            `json:"edition"`           // after it
	Content    *ActionContent `json:"content,omitempty"` // of an edit: what was published before; nil = nothing was
	ProposedAt *time.Time     `json:"proposed_at"`
	HeldUntil  *time.Time     `json:"held_until,omitempty"`
	DeskSaid
	Unread int `json:"unread,omitempty"`
}

// replacedBy seals what the actor's yes to an action replaces.
func (t *tx) replacedBy(as Actor, w waitingAction) ([]byte, error) {
	said, err := openValue[ActionSaid](w.key, actionPlace(w.ID, "said"), w.Said)
	if err != nil {
		return nil, err
	}
	was := replacedAction{By: as.PersonID, At: t.at, Edition: w.Edition + 1, ProposedAt: w.ProposedAt, HeldUntil: w.HeldUntil, DeskSaid: said.DeskSaid, Unread: said.Unread}
	if w.Published() {
		content, err := t.actionContent(w.key, w.Action)
		if err != nil {
			return nil, err
		}
		was.Content = &content
	}
	return t.sealValue(w.key, actionPlace(w.ID, "replaced"), was)
}

// canTakeBack reports whether the actor said yes to what is published now, and can still take it back; and what it replaced.
func (s *Store) canTakeBack(as Actor, m Matter, key seal.DataKey, a Action) (was replacedAction, ok bool, err error) {
	if a.Replaced == nil || as.MayDecide(m) != nil {
		return was, false, nil
	}
	was, err = openValue[replacedAction](key, actionPlace(a.ID, "replaced"), a.Replaced)
	ok = err == nil && was.By == as.PersonID && was.Edition == a.Edition && slices.Contains([]ActionState{ActionOpen, ActionClosed}, a.State) && s.clock().Before(was.At.Add(undoFor))
	return was, ok, err
}

// TakeActionBack takes the yes to an action or to an edit of one back: whoever said it may, for a day, while its hosts did
// nothing with it. It waits again where it waited. Who joined meanwhile is in again when it is published again. Returns Conflict
// otherwise.
func (s *Store) TakeActionBack(ctx context.Context, as Actor, sent Sent, id string) error {
	_, err := s.changeAtDesk(ctx, as, sent, id, func(t *tx) (string, error) {
		w, err := t.actionToDecide(as, id)
		if err != nil {
			return "", err
		}
		m, err := t.matter(t.db, w.host)
		if err != nil {
			return "", err
		}
		was, ok, err := t.canTakeBack(as, m, w.key, w.Action)
		switch {
		case err != nil:
			return "", err
		case w.Replaced == nil:
			return "", conflict("queue.take_back.built")
		case was.By != as.PersonID:
			return "", t.actionHappened(w.Action)
		case !ok && !t.at.Before(was.At.Add(undoFor)):
			return "", conflict("queue.take_back.late")
		case !ok:
			return "", conflict("queue.take_back.built")
		}
		return id, t.takeActionBack(as, w, was)
	})
	return err
}

func (t *tx) takeActionBack(as Actor, w waitingAction, was replacedAction) error {
	t.makeQuieter()
	set := map[string]any{
		"proposed_at": was.ProposedAt, "held_until": was.HeldUntil, "replaced": nil, "edition": w.Edition + 1, "revision": w.Revision + 1,
	}
	if was.Content == nil {
		set["state"], set["published_at"], set["changed_at"] = ActionProposed, nil, nil
	} else {
		wished, err := t.actionContent(w.key, w.Action)
		if err != nil {
			return err
		}
		if set["proposal"], err = t.sealValue(w.key, actionPlace(w.ID, "proposal"), wished); err != nil {
			return err
		}
		if set["content"], err = t.sealValue(w.key, actionPlace(w.ID, "content"), *was.Content); err != nil {
			return err
		}
		set["changed_at"] = t.at
	}
	back := t.db.Model(&Action{}).Where("id = ? AND state = ? AND edition = ?", w.ID, w.State, w.Edition).Updates(set)
	if err := changed(back, conflict("action.changed")); err != nil {
		return err
	}
	if err := t.sayOfAction(w.Action, w.key, func(s *ActionSaid) { s.DeskSaid, s.Unread = was.DeskSaid, was.Unread }); err != nil {
		return err
	}
	told := t.db.Exec("DELETE FROM notices WHERE event_id IN (SELECT id FROM events WHERE object_id = ? AND verb IN ? AND at >= ?)", w.ID, publishingVerbs(), was.At)
	if told.Error != nil {
		return fmt.Errorf("take back notices of %s: %w", w.ID, told.Error)
	}
	if err := cmp.Or(t.relistAction(w.ID), t.seekAnew(w.ID, "")); err != nil {
		return err
	}
	return t.write(as, w.event("action.taken_back", w.host))
}

// orNull is what is sealed, or NULL for nothing: an empty value would be something.
func orNull(sealed []byte) any {
	if len(sealed) == 0 {
		return nil
	}
	return sealed
}

// publishingVerbs are the desk's decisions on actions that can be taken back.
func publishingVerbs() []Verb { return []Verb{"action.published", "action.edit_accepted"} }

// forgetReplacedActions lets go of what decisions replaced that cannot be taken back any more.
func (t *tx) forgetReplacedActions() error {
	if err := t.db.Exec("UPDATE actions SET replaced = NULL WHERE replaced IS NOT NULL AND changed_at <= ?", t.at.Add(-undoFor)).Error; err != nil {
		return fmt.Errorf("forget what actions were: %w", err)
	}
	return nil
}
