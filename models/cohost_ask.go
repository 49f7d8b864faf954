package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// coHostsFound is how many organisations a search for co-hosts shows.
const coHostsFound = 20

// CoHostFound is an organisation that can be asked to co-host.
type CoHostFound struct {
	Ref     string
	Names   Names
	Country string
}

// FindCoHosts looks for organisations by name among those that are named to whom the action is for: nothing else can be
// found. Returns Conflict for who is no member now; Invalid if there is none of that name, whether nobody bears it or somebody who is not named.
func (s *Store) FindCoHosts(ctx context.Context, as Actor, step CoHostStep, name string) ([]CoHostFound, error) {
	if err := as.MayHost(step.OrganisationID); err != nil {
		return nil, err
	}
	db := s.db.WithContext(ctx)
	o, err := one[Organisation](db.Select("id", "state").Where("id = ?", step.OrganisationID))
	if err != nil {
		return nil, err
	}
	if o.State != Member { // whoever is not may know of no name that members alone know
		return nil, conflict("action.not_member")
	}
	a, err := s.OwnActionByID(ctx, as, step.OrganisationID, step.ActionID)
	if err != nil {
		return nil, err
	}
	var f faults
	if name = f.search(name); name == "" && len(f) == 0 {
		f.add("q", "cohost.name_missing")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	found, err := s.namedCalled(db, a.Audience, name)
	if err != nil {
		return nil, err
	}
	var out []CoHostFound
	for _, o := range found {
		if o.OrganisationID != step.OrganisationID {
			out = append(out, CoHostFound{Ref: s.sealPlace(coHostPlace, o.OrganisationID, as.PersonID+a.ID), Names: o.Names, Country: o.Country})
		}
	}
	if len(out) == 0 {
		f.add("q", "cohost.unknown")
	}
	return out[:min(len(out), coHostsFound)], f.err()
}

// coHostNamed is an organisation that was found by its name.
type coHostNamed struct {
	CoalitionMember
	OrganisationID string
}

// namedCalled searches the members' directory, for a public action the public part of it.
func (s *Store) namedCalled(db *gorm.DB, audience Audience, name string) ([]coHostNamed, error) {
	all, err := s.coalitionPublic(db, name, place{})
	if err != nil {
		return nil, err
	}
	if audience == ForMembers {
		sealed, err := s.coalitionSealed(db, name, place{})
		if err != nil {
			return nil, err
		}
		all = append(all, sealed...)
	}
	slices.SortFunc(all, func(a, b CoalitionMember) int { return a.at.compare(b.at) })
	all = all[:min(len(all), coHostsFound+1)]
	ids := make([]string, len(all))
	for i, m := range all {
		ids[i] = m.at.ID
	}
	var rows []Endorsement
	if err := db.Select("id", "organisation_id").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("find organisations of names: %w", err)
	}
	var out []coHostNamed
	for _, m := range all {
		i := slices.IndexFunc(rows, func(e Endorsement) bool { return e.ID == m.at.ID })
		if i >= 0 && !slices.ContainsFunc(out, func(c coHostNamed) bool { return c.OrganisationID == rows[i].OrganisationID }) {
			out = append(out, coHostNamed{CoalitionMember: m, OrganisationID: rows[i].OrganisationID})
		}
	}
	return out, nil
}

// AskCoHosts asks organisations to host an action together, by the refs of FindCoHosts. Who is asked already is not asked
// again. Returns Invalid if there are too many, and for everybody who cannot be asked: who said no, and all the same who is
// not named and what never was. Conflict if the asking organisation is not named itself, or the action is out of sight.
func (s *Store) AskCoHosts(ctx context.Context, as Actor, sent Sent, step CoHostStep, refs []string) error {
	if err := as.MayHost(step.OrganisationID); err != nil {
		return err
	}
	ids, err := s.askable(as, step, refs)
	if err != nil {
		return err
	}
	_, err = s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdToAsk(step.OrganisationID, ids); err != nil {
			return "", err
		}
		a, key, err := t.hostedAction(step.OrganisationID, step.ActionID)
		if err != nil {
			return "", err
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return "", err
		}
		if !content.stillComes(a.State, t.at) {
			return "", conflict("cohost.over")
		}
		if a.WithheldAt != nil {
			return "", conflict("cohost.withheld")
		}
		if err := t.mayNameHost(a, step.OrganisationID); err != nil {
			return "", err
		}
		return a.ID, t.askCoHosts(as, a, content, ids)
	})
	return err
}

// askable reads which organisations a form asks.
func (s *Store) askable(as Actor, step CoHostStep, refs []string) ([]string, error) {
	var f faults
	if len(refs) == 0 {
		f.add("org", "cohost.choose_missing")
	}
	if len(refs) > MaxCoHosts {
		f.add("org", "cohost.too_many", "n", MaxCoHosts)
		return nil, f.err()
	}
	var ids []string
	for _, ref := range refs {
		id := s.openCoHost(as, step.ActionID, strings.TrimSpace(ref))
		if id == "" || id == step.OrganisationID {
			f.add("q", "cohost.unknown")
			return nil, f.err()
		}
		ids = append(ids, id)
	}
	return unique(ids), f.err()
}

// holdToAsk holds the asking organisation and those that it asks, in one order, so that two that ask each other do not
// wait for each other. One that is not there any more is named to nobody, and refused with those.
func (t *tx) holdToAsk(own string, ids []string) error {
	for _, id := range unique(append([]string{own}, ids...)) {
		var err error
		if id == own {
			err = t.holdMember(id)
		} else if _, _, err = t.hold(id); isNotFound(err) {
			err = nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// coHostUnknown is the answer for everybody who is not named, there or not.
func coHostUnknown() error {
	var f faults
	f.add("q", "cohost.unknown")
	return f.err()
}

// askCoHosts writes who is asked. Those out of sight count for nothing: that they stand there must not be felt.
func (t *tx) askCoHosts(by Actor, a Action, content ActionContent, ids []string) error {
	for _, id := range ids {
		named, err := t.isNamedTo(t.db, a.Audience, id, t.at)
		if err != nil {
			return err
		}
		if !named {
			return coHostUnknown()
		}
	}
	before, err := t.namedHosts(t.db, []string{a.ID}, a.Audience, "")
	if err != nil {
		return err
	}
	var f faults
	stand, fresh := 0, ids
	for _, h := range before {
		waits := h.State == HostAsked && h.answerBy(content.When).After(t.at)
		asked := slices.Contains(ids, h.OrganisationID)
		if asked && h.State == HostRefused {
			f.add("q", "cohost.refused_before")
		}
		if waits || h.State == HostAccepted {
			fresh = slices.DeleteFunc(slices.Clone(fresh), func(id string) bool { return id == h.OrganisationID })
		}
		if waits || h.State == HostAccepted && h.Part == CoHost {
			stand++
		}
	}
	if stand+len(fresh) > MaxCoHosts {
		f.add("q", "cohost.too_many", "n", MaxCoHosts)
	}
	if err := f.err(); err != nil {
		return err
	}
	for _, id := range fresh {
		if err := t.askCoHost(by, a, id); err != nil {
			return err
		}
	}
	return nil
}

// askCoHost asks one organisation, or asks again who let the time pass.
func (t *tx) askCoHost(by Actor, a Action, id string) error {
	row := ActionHost{ActionID: a.ID, OrganisationID: id, Part: CoHost, State: HostAsked, AskedAt: t.at}
	if err := t.db.Where("action_id = ? AND organisation_id = ? AND state = ?", a.ID, id, HostAsked).Delete(&ActionHost{}).Error; err != nil {
		return fmt.Errorf("ask %s again: %w", id, err)
	}
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("ask %s to host action %s: %w", id, a.ID, err)
	}
	return t.write(by, a.event("cohost.asked", id))
}

// TakeBackAsk ends a question that is not answered. Conflict if it is meanwhile.
func (s *Store) TakeBackAsk(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	return s.atCoHost(ctx, as, sent, step, func(t *tx, a Action, other ActionHost) error {
		if other.State != HostAsked {
			return conflict("cohost.answered")
		}
		gone := t.db.Where("action_id = ? AND organisation_id = ? AND state = ?", a.ID, other.OrganisationID, HostAsked).Delete(&ActionHost{})
		if err := changed(gone, conflict("cohost.answered")); err != nil {
			return err
		}
		return t.write(as, a.event("cohost.taken_back", other.OrganisationID))
	})
}
