package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm/clause"
)

// PinAction makes a published action that can be joined an ask of the campaign, the last one. One that is pinned stays where
// it is. Returns NotFound for what members may not know of, Forbidden for an action of an organisation that the actor
// represents, Conflict if nobody can join it
// now, or as many are pinned as there is room for.
func (s *Store) PinAction(ctx context.Context, as Actor, sent Sent, id string) error {
	sent.Verb = "ask.pinned"
	return s.changeAsks(ctx, as, sent, id, func(t *tx, ids []string) (string, error) {
		a, key, err := t.holdAction(id)
		if err != nil {
			return "", err
		}
		hosts, err := t.hostsNow(a)
		if err != nil {
			return "", err
		}
		if !a.Published() || a.WithheldAt != nil || !slices.ContainsFunc(hosts, func(h hostNow) bool { return h.Named }) {
			return "", notFound()
		}
		for _, h := range hosts {
			if _, own := as.At(h.OrganisationID); own {
				return "", &Error{Kind: Forbidden, Key: "queue.own"}
			}
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return "", err
		}
		if a.Past(content, t.at) {
			return "", conflict("ask.over")
		}
		if slices.Contains(ids, id) {
			return "", nil
		}
		taken, err := t.placesTaken(t.db, a, t.at)
		if err != nil {
			return "", err
		}
		if a.State != ActionOpen || content.Capacity > 0 && taken >= content.Capacity {
			return "", conflict("ask.not_joinable")
		}
		known, err := t.knownAsks(as, ids)
		if err != nil {
			return "", err
		}
		if len(known) >= MaxPinned { // of more than the actor knows nobody is told by this
			return "", conflict("ask.full", "n", MaxPinned)
		}
		t.listed = true
		err = t.db.Exec("INSERT INTO pinned_actions (action_id, place) SELECT ?, COALESCE(MAX(place), 0) + 1 FROM pinned_actions", id).Error
		if err != nil {
			return "", fmt.Errorf("pin %s: %w", id, err)
		}
		return hosts[slices.IndexFunc(hosts, func(h hostNow) bool { return h.Named })].OrganisationID, nil
	})
}

// UnpinAction takes an action off the asks. Returns NotFound for one that is not pinned, as far as the actor may know.
func (s *Store) UnpinAction(ctx context.Context, as Actor, sent Sent, id string) error {
	sent.Verb = "ask.unpinned"
	return s.changeAsks(ctx, as, sent, id, func(t *tx, ids []string) (string, error) {
		host, err := t.knownAsk(as, ids, id)
		if err != nil {
			return "", err
		}
		t.makeQuieter()
		return host, changed(t.db.Where("action_id = ?", id).Delete(&PinnedAction{}), notFound())
	})
}

// AskMove puts an ask before or after the one beside it. Past is which one the actor saw there.
type AskMove struct {
	ActionID string
	Past     string // id of an action
	Up       bool
}

// MoveAsk exchanges the places of two asks that stand beside each other for the actor. Where that is so already, nothing
// changes. Returns NotFound for what is not pinned, as far as the actor may know, Conflict if others stand between them now.
func (s *Store) MoveAsk(ctx context.Context, as Actor, sent Sent, m AskMove) error {
	sent.Verb = "ask.moved"
	return s.changeAsks(ctx, as, sent, m.ActionID, func(t *tx, ids []string) (string, error) {
		host, err := t.knownAsk(as, ids, m.ActionID)
		if err != nil {
			return "", err
		}
		known, err := t.knownAsks(as, ids)
		if err != nil {
			return "", err
		}
		own, other, step := slices.Index(known, m.ActionID), slices.Index(known, m.Past), 1
		if m.Up {
			step = -1
		}
		switch {
		case other < 0:
			return "", conflict("ask.changed")
		case other == own-step: // somebody else did the same
			return "", nil
		case other != own+step:
			return "", conflict("ask.changed")
		}
		return host, t.swapAsks(m.ActionID, m.Past)
	})
}

func (t *tx) swapAsks(id, other string) error {
	var rows []PinnedAction
	if err := t.db.Where("action_id IN ?", []string{id, other}).Find(&rows).Error; err != nil {
		return fmt.Errorf("read asks: %w", err)
	}
	if len(rows) != 2 {
		return conflict("ask.changed")
	}
	t.listed = true
	for i, row := range rows {
		if err := t.db.Model(&PinnedAction{}).Where("action_id = ?", row.ActionID).Update("place", rows[1-i].Place).Error; err != nil {
			return fmt.Errorf("move ask %s: %w", row.ActionID, err)
		}
	}
	return nil
}

// changeAsks is a change of the asks. f is given the ids of the pinned actions and returns the host that the ledger's line names:
// "" if nothing changed. One such change comes after the other: all of them hold the campaign.
func (s *Store) changeAsks(ctx context.Context, as Actor, sent Sent, id string, f func(*tx, []string) (string, error)) error {
	if err := as.MayPin(); err != nil {
		return err
	}
	if !ValidID(id) {
		return notFound()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		c, err := one[Campaign](t.db.Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("featured"))
		if err != nil {
			return "", err
		}
		ids, err := pinned(t.db)
		if err != nil {
			return "", err
		}
		host, err := f(t, ids)
		if err != nil || host == "" {
			return id, err
		}
		return id, t.write(as, Event{Verb: sent.Verb, ObjectKind: "ask", ObjectID: id, OrganisationID: host, CampaignID: c.ID})
	})
	return err
}

// hostNow is an organisation that hosts an action, and whether those whom the action is for know it now.
type hostNow struct {
	OrganisationID string
	Named          bool
}

// hostsNow are the hosts of an action who accepted, the host first.
func (t *tx) hostsNow(a Action) (hosts []hostNow, err error) {
	named, args := namedTo(a.Audience, "h.organisation_id", t.at)
	err = t.db.Table("action_hosts h").Select("h.organisation_id, "+named+" AS named", args...).
		Where("h.action_id = ? AND h.state = ?", a.ID, HostAccepted).
		Order("CASE WHEN h.part = 'host' THEN 0 ELSE 1 END, h.answered_at, h.organisation_id").Scan(&hosts).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of %s: %w", a.ID, err)
	}
	return hosts, nil
}

// knownAsks are those of the pinned actions that the actor may know of: members may, or the actor may at the desk.
func (t *tx) knownAsks(as Actor, ids []string) (known []string, err error) {
	for _, id := range ids {
		switch _, err := t.knownAsk(as, ids, id); {
		case err == nil:
			known = append(known, id)
		case !isNotFound(err):
			return nil, err
		}
	}
	return known, nil
}

// knownAsk returns the host by which the actor knows of a pinned action. NotFound for every other.
func (t *tx) knownAsk(as Actor, ids []string, id string) (string, error) {
	if !slices.Contains(ids, id) {
		return "", notFound()
	}
	a, err := one[Action](t.db.Where("id = ?", id))
	if err != nil {
		return "", err
	}
	hosts, err := t.hostsNow(a)
	if err != nil || len(hosts) == 0 {
		return "", err
	}
	for _, h := range hosts {
		if h.Named {
			return h.OrganisationID, nil
		}
	}
	_, m, err := t.sentAction(t.db, as, id)
	return m.OrganisationID, err
}
