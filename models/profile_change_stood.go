package models

import (
	"fmt"
	"maps"
	"time"

	"keephope/models/seal"
)

// DecidedChangeLife is how long a profile change is kept after its decision, or after it was taken back by another.
const DecidedChangeLife = 90 * 24 * time.Hour

func stoodPlace(id string) seal.Place {
	return seal.Place{Table: "profile_changes", Column: "stood", Row: id}
}

// inPlaceOf is what a proposal would replace: of each thing that it proposes, how it is now.
func (p ProposedProfile) inPlaceOf(now Profile, quotes map[string]Quote) ProposedProfile {
	stood := proposing(p.Facts, now)
	for id := range maps.Keys(p.Quotes) {
		if quote, ok := quotes[id]; ok {
			if stood.Quotes == nil {
				stood.Quotes = map[string]Quote{}
			}
			stood.Quotes[id] = quote
		}
	}
	return stood
}

// stood seals what a decision that ends a change finds in its place; nil for any other.
func (t *tx) stood(row ProfileChange, next ApplicationState) ([]byte, error) {
	if next != Approved && next != Declined {
		return nil, nil
	}
	o, key, err := t.organisation(t.db, row.OrganisationID)
	if err != nil {
		return nil, err
	}
	proposed, err := t.proposed(key, row)
	if err != nil {
		return nil, err
	}
	now, err := t.profile(key, o)
	if err != nil {
		return nil, err
	}
	quotes, err := t.quotes(t.db, key, o.ID)
	if err != nil {
		return nil, err
	}
	return t.sealValue(key, stoodPlace(row.ID), proposed.inPlaceOf(now, quotes))
}

// forgetChanges deletes the record of profile changes whose time is over.
func (t *tx) forgetChanges() error {
	old := t.at.Add(-DecidedChangeLife)
	err := t.db.Exec(`DELETE FROM profile_changes WHERE state IN ? AND decided_at <= ? OR state = ? AND made_at <= ?`,
		[]ApplicationState{Approved, Declined}, old, Withdrawn, old).Error
	if err != nil {
		return fmt.Errorf("forget decided changes: %w", err)
	}
	return nil
}
