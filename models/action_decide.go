package models

import (
	"cmp"
	"context"
	"strconv"
	"time"

	"keephope/models/seal"
)

// waitingAction is an action at the desk in the transaction that decides on it.
type waitingAction struct {
	Action
	key  seal.DataKey
	host string // id of the organisation
	day  *time.Time
	text string // of the decision, cleaned
}

// decideAction is a decision on an action that waits, by a coordinator, on the strength of what the page showed.
func (s *Store) decideAction(ctx context.Context, as Actor, sent Sent, r ruling, f func(*tx, waitingAction) error) error {
	_, err := s.changeAtDesk(ctx, as, sent, r.ID, func(t *tx) (string, error) {
		w, err := t.actionToDecide(as, r.ID)
		if err != nil {
			return "", err
		}
		if w.day, err = r.check(t.at); err != nil {
			return "", err
		}
		w.text = r.Text
		if _, ok := w.StateAt(t.at).After(r.step); !ok || w.ProposedAt == nil || r.Seen != w.Mark() {
			return "", t.actionHappened(w.Action)
		}
		return w.ID, f(t, w)
	})
	return err
}

// actionToDecide holds an action for whoever may decide on it. NotFound for a draft that was never sent, as for what the
// actor may not know of; Conflict for one that was given back.
func (t *tx) actionToDecide(as Actor, id string) (w waitingAction, err error) {
	if w.host, err = t.hostAtDesk(t.db, id); err != nil {
		return w, err
	}
	if _, _, err = t.hold(w.host); err != nil {
		return w, err
	}
	if w.Action, w.key, err = t.holdAction(id); err != nil {
		return w, err
	}
	m, err := t.actionMatter(t.db, id, w.host)
	if err != nil {
		return w, err
	}
	if err := as.MayDecide(m); err != nil {
		return w, err
	}
	if own, err := t.hostsFor(t.db, as, id); err != nil || own {
		return w, cmp.Or(err, error(&Error{Kind: Forbidden, Key: "queue.own"}))
	}
	if w.State == ActionDraft {
		return w, t.actionHappened(w.Action)
	}
	return w, nil
}

// actionDecisions are what the desk does with an action, and what it led to.
func actionDecisions() map[Verb]ApplicationState {
	return map[Verb]ApplicationState{
		"action.published": Approved, "action.edit_accepted": Approved, "action.asked": Asked, "action.declined": Declined, "action.held": Held,
	}
}

// actionHappened is the Conflict that says what happened to an action instead. NotFound for a draft that was never sent. It tells
// nothing of who takes part or hosts it: some do so quietly, or out of sight.
func (t *tx) actionHappened(a Action) error {
	last, err := one[Event](t.db.Where("object_kind = ? AND object_id = ? AND verb NOT IN ? AND verb LIKE 'action.%'", "action", a.ID, draftVerbs()).Order("id DESC"))
	if err != nil {
		return err // a draft that was never sent
	}
	if last.Verb == "action.recalled" || last.Verb == "action.edit_dropped" {
		return conflict("action.desk.happened.recalled")
	}
	names, err := t.namesOfPeople(t.db, last.ActorID)
	if err != nil {
		return err
	}
	name := names[last.ActorID]
	if _, decided := actionDecisions()[last.Verb]; !decided || name == "" {
		return conflict("action.changed")
	}
	return conflict("action.desk.happened."+string(last.Verb[len("action."):]), "name", name)
}

// AcceptAction publishes an action that waits, or an edit of one.
func (s *Store) AcceptAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideAction(ctx, as, sent, ruling{Decision: d, step: StepAccept}, func(t *tx, w waitingAction) error {
		if w.Published() {
			return t.acceptEdit(as, w)
		}
		err := t.mayNameHost(w.Action, w.host)
		if KindOf(err) == Conflict {
			return conflict("action.desk.host_unnamed")
		}
		if err != nil {
			return err
		}
		if err := t.sayOfAction(w.Action, w.key, func(s *ActionSaid) { s.settle() }); err != nil {
			return err
		}
		was, err := t.replacedBy(as, w)
		if err != nil {
			return err
		}
		w.Replaced = was
		return t.publishAction(as, w.Action, w.host)
	})
}

// acceptEdit publishes an edit in the place of what it changes.
func (t *tx) acceptEdit(as Actor, w waitingAction) error {
	next, err := t.actionProposal(w.key, w.Action)
	if err != nil || next == nil {
		return cmp.Or(err, conflict("action.changed"))
	}
	was, err := t.replacedBy(as, w)
	if err != nil {
		return err
	}
	return t.publishEdit(as, actionChange{Action: w.Action, key: w.key, next: *next, by: w.host, replaced: was}, "action.edit_accepted")
}

// AskAction gives an action back to its hosts, with a question: it is a draft again. Of an edit, what is published stays.
func (s *Store) AskAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.giveBack(ctx, as, sent, ruling{Decision: d, step: StepAsk, verb: "action.asked", needsText: true})
}

// DeclineAction gives an action back with the reason why it is not published.
func (s *Store) DeclineAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	d.Until = "" // they may send it again at any time
	return s.giveBack(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "action.declined", needsText: true})
}

func (s *Store) giveBack(ctx context.Context, as Actor, sent Sent, r ruling) error {
	return s.decideAction(ctx, as, sent, r, func(t *tx, w waitingAction) error {
		of, err := t.lastSender(t.db, w.ID)
		if err != nil {
			return err
		}
		if err := t.sayOfAction(w.Action, w.key, func(s *ActionSaid) { s.giveBack(r.step, w.text, of) }); err != nil {
			return err
		}
		state := ActionDraft
		if w.Published() {
			state = w.State
		}
		back := t.db.Model(&Action{}).Where("id = ? AND state = ?", w.ID, w.State).
			Updates(map[string]any{"state": state, "proposed_at": nil, "held_until": nil, "edition": w.Edition + 1})
		if err := changed(back, conflict("action.changed")); err != nil {
			return err
		}
		return t.write(as, w.event(r.verb, w.host))
	})
}

// HoldAction puts an action that waits aside until a day. A text is for its hosts.
func (s *Store) HoldAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	r := ruling{Decision: d, step: StepHold, verb: "action.held", needsDay: true}
	return s.decideAction(ctx, as, sent, r, func(t *tx, w waitingAction) error {
		of, err := t.lastSender(t.db, w.ID)
		if err != nil {
			return err
		}
		if err := t.sayOfAction(w.Action, w.key, func(s *ActionSaid) { s.hold(w.text, of) }); err != nil {
			return err
		}
		held := t.db.Model(&Action{}).Where("id = ? AND state = ?", w.ID, w.State).Update("held_until", w.day)
		if err := changed(held, conflict("action.changed")); err != nil {
			return err
		}
		return t.write(as, w.event(r.verb, w.host))
	})
}

// Mark changes with everything that a decision on an action is based on.
func (a Action) Mark() string {
	return mark(string(a.State)+"."+strconv.Itoa(a.Edition), &a.SavedAt, a.ProposedAt, a.HeldUntil)
}
