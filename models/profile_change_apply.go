package models

import (
	"fmt"
	"reflect"

	"keephope/models/picture"
	"keephope/models/seal"
)

// wishLogo says in the wish which logo is meant: the new one, none, or the one that is there or waits already.
func (t *tx) wishLogo(m mineNow, e *ProfileEdit, logo *picture.Logo) error {
	e.Profile.LogoID = m.proposed.Over(m.profile).LogoID
	if e.NoLogo {
		e.Profile.LogoID = ""
	}
	if logo == nil {
		return nil
	}
	id, err := t.keepLogo(m.key, e.OrganisationID, *logo)
	e.Profile.LogoID = id
	return err
}

// edit applies at once what only takes away, and proposes the rest.
func (t *tx) edit(by Actor, m mineNow, e ProfileEdit) error {
	atOnce, proposed := split(m.profile, e.Profile)
	quotesAtOnce, proposedQuotes := splitQuotes(m.quotes, e.Quotes)
	proposed.Quotes = proposedQuotes
	for id, quote := range m.proposed.Quotes { // a sentence that was not in the form waits on
		if _, asked := e.Quotes[id]; !asked {
			proposed.Quotes[id] = quote
		}
	}
	if err := t.keepOwn(by, m, atOnce, quotesAtOnce); err != nil {
		return err
	}
	return t.propose(by, m, proposed)
}

// keepOwn is keepShown for what an organisation itself takes away: a logo that it does not show any more goes at once.
func (t *tx) keepOwn(by Actor, m mineNow, profile Profile, quotes map[string]Quote) error {
	if err := t.keepShown(by, m, profile, quotes); err != nil || profile.LogoID == m.profile.LogoID {
		return err
	}
	return t.dropLogo(m.organisation.ID, m.profile.LogoID)
}

// keepShown writes profile and quotes of a held organisation, and brings the listing in line. Nothing changed is no event.
func (t *tx) keepShown(by Actor, m mineNow, profile Profile, quotes map[string]Quote) error {
	if reflect.DeepEqual(profile, m.profile) && reflect.DeepEqual(quotes, m.quotes) {
		return nil
	}
	o := m.organisation
	if err := t.keepProfile(m.key, o.ID, profile); err != nil {
		return err
	}
	for id, quote := range quotes {
		if quote == m.quotes[id] {
			continue
		}
		if err := t.keepQuote(m.key, id, quote); err != nil {
			return err
		}
	}
	if err := t.relist(o.ID); err != nil {
		return err
	}
	return t.write(by, Event{Verb: "organisation.edited", ObjectKind: "organisation", ObjectID: o.ID, OrganisationID: o.ID})
}

func (t *tx) keepQuote(key seal.DataKey, endorsementID string, quote Quote) error {
	sealed, err := t.sealValue(key, quotePlace(endorsementID), quote)
	if err != nil {
		return err
	}
	if err := t.db.Model(&Endorsement{}).Where("id = ?", endorsementID).Update("quote", sealed).Error; err != nil {
		return fmt.Errorf("keep quote of %s: %w", endorsementID, err)
	}
	return nil
}

// propose writes the proposal in place of the one that waits. The same proposal again changes nothing.
func (t *tx) propose(by Actor, m mineNow, proposed ProposedProfile) error {
	if len(proposed.Quotes) == 0 {
		proposed.Quotes = nil
	}
	if m.waiting != nil && reflect.DeepEqual(proposed, m.proposed) {
		return nil
	}
	if err := t.replaceWaiting(by, m, proposed); err != nil || proposed.Empty() {
		return err
	}
	o := m.organisation
	row := ProfileChange{ID: t.NewID(), OrganisationID: o.ID, State: Submitted, MadeBy: by.PersonID, MadeAt: t.at}
	var err error
	if row.Proposed, err = t.sealValue(m.key, proposedPlace(row.ID), proposed); err != nil {
		return err
	}
	if err := t.carrySaid(m, &row); err != nil {
		return err
	}
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("propose change of %s: %w", o.ID, err)
	}
	return t.write(by, Event{Verb: "profile_change.proposed", ObjectKind: "profile_change", ObjectID: row.ID, OrganisationID: o.ID})
}

// replaceWaiting takes the waiting proposal back from the desk, because another one, or none, comes in its place.
func (t *tx) replaceWaiting(by Actor, m mineNow, next ProposedProfile) error {
	if m.waiting == nil {
		return nil
	}
	taken := t.db.Model(&ProfileChange{}).Where("id = ? AND state = ?", m.waiting.ID, m.waiting.State).Update("state", Withdrawn)
	if err := changed(taken, conflict("endorsement.look_again")); err != nil {
		return fmt.Errorf("take change of %s back: %w", m.organisation.ID, err)
	}
	if old := m.proposed.logo(); old != "" && next.logo() != old {
		if err := t.dropLogo(m.organisation.ID, old); err != nil {
			return err
		}
	}
	return t.write(by, Event{Verb: "profile_change.withdrawn", ObjectKind: "profile_change", ObjectID: m.waiting.ID, OrganisationID: m.organisation.ID})
}

// applyChange carries out an accepted ProfileChange of a member: the proposal is laid over what the organisation tells
// of itself now. Sentences of endorsements that were withdrawn meanwhile are left out. What it replaces is kept for the day
// in which the decision can be taken back.
func (t *tx) applyChange(by Actor, organisationID string, proposed ProposedProfile) error {
	m, err := t.mine(organisationID)
	if err != nil {
		return err
	}
	quotes := map[string]Quote{}
	for id, quote := range m.quotes {
		quotes[id] = quote
		if wanted, ok := proposed.Quotes[id]; ok {
			quotes[id] = wanted
		}
	}
	return t.keepShown(by, m, proposed.Over(m.profile), quotes)
}
