package models

import (
	"fmt"
	"time"

	"keephope/models/seal"
)

// endorsementDates are the exact days of an endorsement that was public and is not.
type endorsementDates struct {
	GivenAt     time.Time
	PublicSince *time.Time
}

// hideDates seals the exact days of an endorsement that was public and is not; in plain their months are left.
func (t *tx) hideDates(key seal.DataKey, e Endorsement) error {
	if e.PublicSince == nil || len(e.Dates) > 0 {
		return nil
	}
	sealed, err := t.sealValue(key, datesPlace(e.ID), endorsementDates{e.GivenAt.UTC(), e.PublicSince})
	if err != nil {
		return err
	}
	kept := t.db.Model(&Endorsement{}).Where("id = ?", e.ID).
		Updates(map[string]any{"dates": sealed, "given_at": monthOf(e.GivenAt), "public_since": monthOf(*e.PublicSince)})
	if kept.Error != nil {
		return fmt.Errorf("seal days of endorsement %s: %w", e.ID, kept.Error)
	}
	return nil
}

// showDates puts the exact days back into the row of one that is public again.
func (t *tx) showDates(key seal.DataKey, e *Endorsement) error {
	if len(e.Dates) == 0 {
		return nil
	}
	if err := exactDates(key, e); err != nil {
		return err
	}
	kept := t.db.Model(&Endorsement{}).Where("id = ?", e.ID).
		Updates(map[string]any{"dates": nil, "given_at": e.GivenAt, "public_since": e.PublicSince})
	if kept.Error != nil {
		return fmt.Errorf("put days of endorsement %s back: %w", e.ID, kept.Error)
	}
	return nil
}

// exactDates gives an endorsement that was read its exact days.
func exactDates(key seal.DataKey, e *Endorsement) error {
	if len(e.Dates) == 0 {
		return nil
	}
	dates, err := openValue[endorsementDates](key, datesPlace(e.ID), e.Dates)
	e.GivenAt, e.PublicSince, e.Dates = dates.GivenAt, dates.PublicSince, nil
	return err
}

// hideOldDates seals what an earlier release left in plain.
func (t *tx) hideOldDates() error {
	var owners []string
	err := t.db.Model(&Endorsement{}).Distinct().
		Where("public_since IS NOT NULL AND dates IS NULL AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.endorsement_id = endorsements.id)").
		Pluck("organisation_id", &owners).Error
	if err != nil {
		return fmt.Errorf("find days in plain: %w", err)
	}
	for _, id := range owners {
		if err := t.relist(id); err != nil {
			return err
		}
	}
	return nil
}
