package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/seal"
)

const maxJoiningNote = 1000

// JoinWay is one of the two ways of taking part.
type JoinWay string

// The ways.
const (
	JoinNamed   JoinWay = "named"
	JoinQuietly JoinWay = "quietly"
)

// Joining is how an organisation takes part in an action.
type Joining struct {
	OrganisationID string
	ActionID       string
	Way            JoinWay
	HostsSee       bool   // of who joins quietly
	HostsMark      string // JoinView.HostsMark of the page, where the hosts may see
	Town           string
	Note           string
	Asked          bool // it was told that its place goes with its name, and wishes it
}

// JoinAction takes part, or changes how. Returns NotFound for what the organisation may not know of, Invalid if it would be
// named where it is not, Conflict if it hosts the action, nobody joins any more, or its place goes by that
// and it was not asked (JoinView.LosesPlace).
func (s *Store) JoinAction(ctx context.Context, as Actor, sent Sent, j Joining) error {
	if err := as.MayHost(j.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, orgKey, err := t.hold(j.OrganisationID)
		if err != nil {
			return "", err
		}
		a, key, hosts, err := t.holdKnownAction(o, j.ActionID)
		if err != nil {
			return "", err
		}
		before, err := one[Participation](t.db.Where("action_id = ? AND organisation_id = ?", a.ID, o.ID))
		if err != nil && !isNotFound(err) {
			return "", err
		}
		joined := err == nil
		if hosts.own {
			return "", conflict("participation.hosting")
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return "", err
		}
		if err := t.joinable(a, content, joined); err != nil {
			return "", err
		}
		if j, err = t.checkJoining(a, j); err != nil {
			return "", err
		}
		if err := t.askedBeforeQuiet(a, content, before, j); err != nil {
			return "", err
		}
		p := Participation{ID: before.ID, ActionID: a.ID, OrganisationID: o.ID, Quiet: j.Way == JoinQuietly, HostsSee: j.HostsSee, JoinedAt: t.at, JoinedBy: as.PersonID}
		p.HostsKnew = before.HostsKnew
		if p.agreed, err = t.agreesTo(j, hosts.named); err != nil {
			return "", err
		}
		if p.Waiting, err = t.mustWait(a, content, before, joined, j); err != nil {
			return "", err
		}
		return t.keepPart(as, orgKey, a, p, j, before)
	})
	return err
}

func (t *tx) checkJoining(a Action, j Joining) (Joining, error) {
	var f faults
	j.Town = checkLine(&f, "town", j.Town, maxLine)
	j.Note = checkText(&f, "note", j.Note, maxJoiningNote)
	switch j.Way {
	case JoinQuietly:
	case JoinNamed:
		j.HostsSee = true
		named, err := t.isNamedTo(t.db, a.Audience, j.OrganisationID, t.at)
		if err != nil {
			return j, err
		}
		if !named {
			f.add("how", "participation.quiet_only")
		}
	default:
		f.add("how", "participation.how_missing")
	}
	return j, f.err()
}

// joinable: an open action that is not over. Whoever is in may still change how after joining was closed.
func (t *tx) joinable(a Action, content ActionContent, joined bool) error {
	switch {
	case content.ended(t.at), a.State == ActionDone:
		return conflict("participation.over")
	case a.State == ActionCancelled:
		return conflict("participation.cancelled")
	case a.State == ActionClosed && !joined:
		return conflict("participation.closed")
	}
	return nil
}

// askedBeforeQuiet is a Conflict where an organisation that becomes quiet has to be asked first, and was not.
func (t *tx) askedBeforeQuiet(a Action, content ActionContent, before Participation, j Joining) error {
	if j.Asked || j.Way != JoinQuietly || before.ID == "" {
		return nil
	}
	full, err := t.isFull(t.db, a, content)
	if err == nil && (JoinView{State: a.State, Content: content, Full: full, Joined: &before, At: t.at}).LosesPlace() {
		err = conflict("participation.quiet_asks")
	}
	return err
}

// comesAnew reports whether a host comes to know of somebody whom it did not know before, because it was quiet: it stands where
// those stand who left and joined again.
func (p Participation) comesAnew(before Participation) bool {
	later := func(host string) bool { return !slices.Contains(before.agreed, host) }
	return before.Quiet && (!p.Quiet || p.HostsSee && (!before.HostsSee || slices.ContainsFunc(p.agreed, later)))
}

// mustWait reports whether there is no place for who joins by name. Whoever has one keeps it.
func (t *tx) mustWait(a Action, content ActionContent, before Participation, joined bool, j Joining) (bool, error) {
	if j.Way == JoinQuietly || content.Capacity == 0 || joined && !before.Quiet && !before.Waiting {
		return false, nil
	}
	taken, err := t.placesTaken(t.db, a, t.at)
	return taken >= content.Capacity, err
}

func (t *tx) keepPart(by Actor, key seal.DataKey, a Action, p Participation, j Joining, before Participation) (string, error) {
	if p.ID == "" {
		p.ID = t.NewID()
	}
	var err error
	if p.Said, err = t.sealValue(key, joiningPlace(p.ID), JoiningWords{Town: j.Town, Note: j.Note}); err != nil {
		return "", err
	}
	verb, town := Verb("participation.joined"), ""
	if before.ID != "" {
		verb = "participation.changed"
		if town, err = t.anotherTown(key, before, j.Town); err != nil {
			return "", err
		}
		if before, err = t.withAgreed(before); err != nil {
			return "", err
		}
		if !p.comesAnew(before) {
			p.JoinedAt = before.JoinedAt.UTC()
		}
		err = t.db.Model(&Participation{}).Where("id = ?", p.ID).Select("Quiet", "HostsSee", "Waiting", "Said", "JoinedAt").Updates(p).Error
	} else if err = t.db.Create(&p).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", conflict("participation.already")
	}
	if err != nil {
		return "", fmt.Errorf("keep part in %s: %w", a.ID, err)
	}
	if err := t.withholdAgain(p, j.Town); err != nil {
		return "", err
	}
	if err := t.keepAgreed(p, before); err != nil {
		return "", err
	}
	if err := t.relistParticipant(a, p.OrganisationID); err != nil {
		return "", err
	}
	if town != j.Town || before.Quiet || before.Waiting {
		if err := t.seekTown(a, p.OrganisationID); err != nil {
			return "", err
		}
	}
	if err := t.settlePart(a, p, before); err != nil {
		return "", err
	}
	return p.ID, t.write(by, a.event(verb, p.OrganisationID))
}

// moveUp gives free places to those who wait and are named now, in the order in which they joined, until the action is over.
func (t *tx) moveUp(a Action) error {
	where, args := namedTo(a.Audience, "participations.organisation_id", t.at)
	var waiting []Participation
	err := t.db.Where("action_id = ? AND waiting", a.ID).Where(where, args...).Order("joined_at, id").Find(&waiting).Error
	if err != nil {
		return fmt.Errorf("read who waits for %s: %w", a.ID, err)
	}
	if len(waiting) == 0 || a.State != ActionOpen && a.State != ActionClosed {
		return nil
	}
	key, err := t.key(t.db, a.ID)
	if err != nil {
		return err
	}
	content, err := t.actionContent(key, a)
	if err != nil || content.ended(t.at) {
		return err
	}
	taken, err := t.placesTaken(t.db, a, t.at)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		if content.Capacity > 0 && taken >= content.Capacity {
			return nil
		}
		if err := t.db.Model(&Participation{}).Where("id = ?", p.ID).Update("waiting", false).Error; err != nil {
			return fmt.Errorf("move up in %s: %w", a.ID, err)
		}
		if err := t.listParticipant(a.ID, p.OrganisationID); err != nil {
			return err
		}
		if err := t.seekTown(a, p.OrganisationID); err != nil {
			return err
		}
		if err := t.write(Program(), a.event("participation.moved_up", p.OrganisationID)); err != nil {
			return err
		}
		taken++
	}
	return nil
}
