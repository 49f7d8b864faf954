package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"keephope/models/job"
	"keephope/models/occasion"
	"keephope/models/seal"
)

// EditAction changes an action that is published. Small corrections of its words are published at once, and so are its kind, its
// communities and its places. Anything more (see needsReading) waits for a coordinator where members are not trusted (TrustActions),
// and until then the action stays as it is, with all that was changed in the same breath. Of what a coordinator hid every edit waits. It takes the place of an edit that waits. Returns Invalid
// with what is to correct, Conflict if it was changed since the form was shown.
func (s *Store) EditAction(ctx context.Context, as Actor, sent Sent, e ActionEdit) error {
	step := ActionStep{OrganisationID: e.OrganisationID, ActionID: e.ActionID}
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, key seal.DataKey) error {
		switch {
		case !a.Published():
			return conflict("action.changed")
		case a.Edition != e.Edition:
			return conflict("action.saved_meanwhile")
		}
		now, err := t.actionContent(key, a)
		if err != nil {
			return err
		}
		next, err := now.edited(t, a, e)
		if err != nil {
			return err
		}
		trusted, err := trustsActions(t.db)
		if err != nil {
			return err
		}
		said, err := openValue[ActionSaid](key, actionPlace(a.ID, "said"), a.Said)
		if err != nil {
			return err
		}
		unread := said.Unread + next.corrected(now)
		small := !next.needsReading(now) && unread <= maxUnread
		edit := actionChange{Action: a, key: key, next: next, by: e.OrganisationID, unread: said.Unread, answer: e.Answer}
		switch {
		case next.equal(now) && a.Proposal == nil:
			return nil
		case next.equal(now):
			return t.dropEdit(as, edit)
		case a.HiddenAt == nil && small:
			edit.unread = unread
			return t.publishEdit(as, edit, "action.edited")
		case trusted && a.HiddenAt == nil:
			return t.publishEdit(as, edit, "action.changed")
		}
		return t.proposeEdit(as, edit)
	})
}

// actionChange is what a published action shall become.
type actionChange struct {
	Action
	key      seal.DataKey
	next     ActionContent
	by       string // id of the host that changes it
	unread   int    // words that no coordinator has read, once it is published
	answer   string // to what the desk asked, as it was typed
	replaced []byte // what the desk can bring back, sealed
}

// edited is the content after a form, checked. Of what is over or cancelled only the words can be other ones.
func (c ActionContent) edited(t *tx, a Action, e ActionEdit) (ActionContent, error) {
	next := e.Content
	switch {
	case e.WordsOnly:
		next = c
		next.Texts = e.Content.Texts
	case a.Past(c, t.at):
		return next, conflict("action.words_only")
	}
	var f faults
	checkText(&f, "answer", e.Answer, MaxDeskAnswer)
	if e.Twice != "" {
		f.add("lang", "action.text_twice", "lang", Tongue(e.Twice))
	}
	same := sameWhen(c.When, next.When)
	next = next.cleaned(&f, t.at, true, e.Answered || same)
	if !same && len(f) == 0 && next.ended(t.at) {
		f.add("start", "action.when.past")
	}
	return next, f.err()
}

// needsReading reports whether a coordinator has to read what is new against before: what can mislead those who take part, such as
// title, time, place, risk and links, and words of which more than a few are other ones. A language that comes or goes is read: else
// one could be emptied and written anew.
func (c ActionContent) needsReading(before ActionContent) bool {
	if len(c.Texts) != len(before.Texts) {
		return true
	}
	for lang, text := range before.Texts {
		if after, ok := c.Texts[lang]; !ok || after.Before != text.Before || after.Title != text.Title {
			return true
		}
		was, is := text.running(), c.Texts[lang].running()
		for i := range was {
			if rewritten(was[i], is[i]) {
				return true
			}
		}
	}
	if !slices.Equal(c.Materials, before.Materials) {
		return true
	}
	return c.Original != before.Original || c.Risk != before.Risk || c.Where != before.Where || !sameWhen(c.When, before.When)
}

// equal reports whether two contents say the same.
func (c ActionContent) equal(o ActionContent) bool {
	one, err := json.Marshal(c)
	other, otherErr := json.Marshal(o)
	return err == nil && otherErr == nil && string(one) == string(other)
}

func sameWhen(a, b occasion.When) bool {
	order := func(e, o occasion.Exception) int { return strings.Compare(e.Day, o.Day) }
	one, other := slices.SortedFunc(slices.Values(a.Except), order), slices.SortedFunc(slices.Values(b.Except), order)
	a.Except, b.Except = nil, nil
	return a.Start == b.Start && a.End == b.End && a.Zone == b.Zone && a.Second == b.Second && a.Until == b.Until && slices.Equal(one, other)
}

// publishEdit puts what is new in the place of what is published. Who waits is let in with it where there are places now.
func (t *tx) publishEdit(by Actor, e actionChange, verb Verb) error {
	content, err := t.sealValue(e.key, actionPlace(e.ID, "content"), e.next)
	if err != nil {
		return err
	}
	published := t.db.Model(&Action{}).Where("id = ? AND edition = ? AND state = ?", e.ID, e.Edition, e.State).Updates(map[string]any{
		"content": content, "proposal": nil, "proposed_at": nil, "held_until": nil, "changed_at": t.at, "saved_at": t.at,
		"revision": e.Revision + 1, "edition": e.Edition + 1, "replaced": orNull(e.replaced),
	})
	if err := changed(published, conflict("action.changed")); err != nil {
		return err
	}
	if err := t.sayOfAction(e.Action, e.key, func(s *ActionSaid) {
		s.settle()
		s.Unread = e.unread
	}); err != nil {
		return err
	}
	if err := t.relistAction(e.ID); err != nil {
		return err
	}
	if err := t.job(job.AskReports{ActionID: e.ID}, e.next.morningAfter()); err != nil { // it may be over earlier than it was to be
		return err
	}
	return t.write(by, e.event(verb, e.by))
}

// proposeEdit keeps what is new until a coordinator has read it.
func (t *tx) proposeEdit(by Actor, e actionChange) error {
	proposal, err := t.sealValue(e.key, actionPlace(e.ID, "proposal"), e.next)
	if err != nil {
		return err
	}
	proposed := t.db.Model(&Action{}).Where("id = ? AND edition = ? AND state = ?", e.ID, e.Edition, e.State).Updates(map[string]any{
		"proposal": proposal, "proposed_at": t.at, "held_until": nil, "saved_at": t.at, "edition": e.Edition + 1, "replaced": nil,
	})
	if err := changed(proposed, conflict("action.changed")); err != nil {
		return err
	}
	if err := t.answerDesk(e.Action, e.key, ActionEdit{OrganisationID: e.by, Answer: e.answer}, true); err != nil {
		return err
	}
	return t.write(by, e.event("action.edit_proposed", e.by))
}

// DropEdit takes back what waits for a coordinator, or was given back: the action stays as it is published. Conflict if there is
// nothing to take back.
func (s *Store) DropEdit(ctx context.Context, as Actor, sent Sent, step ActionStep) error {
	return s.atOwnAction(ctx, as, sent, step, func(t *tx, a Action, key seal.DataKey) error {
		if !a.Published() || a.Proposal == nil {
			return conflict("action.changed")
		}
		return t.dropEdit(as, actionChange{Action: a, key: key, by: step.OrganisationID})
	})
}

func (t *tx) dropEdit(by Actor, e actionChange) error {
	dropped := t.db.Model(&Action{}).Where("id = ? AND edition = ? AND state = ?", e.ID, e.Edition, e.State).
		Updates(map[string]any{"proposal": nil, "proposed_at": nil, "held_until": nil, "saved_at": t.at, "edition": e.Edition + 1})
	if err := changed(dropped, conflict("action.changed")); err != nil {
		return err
	}
	if err := t.sayOfAction(e.Action, e.key, func(s *ActionSaid) { s.settle() }); err != nil {
		return err
	}
	return t.write(by, e.event("action.edit_dropped", e.by))
}

// actionProposal opens what a published action shall become; nil if nothing is wished.
func (s *Store) actionProposal(key seal.DataKey, a Action) (*ActionContent, error) {
	if a.Proposal == nil {
		return nil, nil
	}
	c, err := openValue[ActionContent](key, actionPlace(a.ID, "proposal"), a.Proposal)
	if err != nil {
		return nil, fmt.Errorf("open what action %s shall become: %w", a.ID, err)
	}
	return &c, nil
}
