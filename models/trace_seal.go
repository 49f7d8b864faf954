package models

import (
	"encoding/json"
	"fmt"
	"strings"

	"keephope/models/seal"
)

// leftTrace is what an organisation leaves behind under a statement from which it withdraws: the names that it had then.
// What it is called later, perhaps where nobody may know that it stands, is never read into it. The zero value is nothing.
type leftTrace struct {
	Until string `json:"until,omitempty"` // month, "2026-11"
	Names Names  `json:"names"`
	Pad   string `json:"pad"`
}

// traceLength is how many bytes are sealed of every withdrawal, with a trace or without: room for the longest names. Of
// two lengths one would tell that there is a trace, and how long its names are.
const traceLength = 4096

// padded fills it up to traceLength.
func (l leftTrace) padded() (leftTrace, error) {
	l.Pad = ""
	plain, err := json.Marshal(l)
	if err != nil {
		return l, fmt.Errorf("measure trace: %w", err)
	}
	l.Pad = strings.Repeat(" ", max(0, traceLength-len(plain)))
	return l, nil
}

func tracePlace(id string) seal.Place {
	return seal.Place{Table: "endorsements", Column: "trace", Row: id}
}

// sealTrace seals what is left of an endorsement.
func (t *tx) sealTrace(key seal.DataKey, endorsementID string, left leftTrace) ([]byte, error) {
	left, err := left.padded()
	if err != nil {
		return nil, err
	}
	return t.sealValue(key, tracePlace(endorsementID), left)
}

// leftTrace opens what an endorsement that ended left. Of one that an earlier release wrote, the names are those of now
// until they are sealed (see sealFormerTrace).
func (s *Store) leftTrace(o Organisation, key seal.DataKey, e Endorsement) (leftTrace, error) {
	if len(e.Trace) > 0 || e.TracedUntil == "" {
		return openValue[leftTrace](key, tracePlace(e.ID), e.Trace)
	}
	profile, err := s.profile(key, o)
	return leftTrace{Until: e.TracedUntil, Names: profile.Names}, err
}

// forgetTraces makes it that an organisation never left a trace. relist afterwards.
func (t *tx) forgetTraces(key seal.DataKey, organisationID string) error {
	var ended []Endorsement
	if err := t.db.Where("organisation_id = ? AND withdrawn_at IS NOT NULL", organisationID).Find(&ended).Error; err != nil {
		return fmt.Errorf("read what %s withdrew: %w", organisationID, err)
	}
	for _, e := range ended {
		if err := t.keepTrace(key, e.ID, leftTrace{}); err != nil {
			return err
		}
	}
	return nil
}

// keepTrace writes what is left of an endorsement that ended.
func (t *tx) keepTrace(key seal.DataKey, endorsementID string, left leftTrace) error {
	sealed, err := t.sealTrace(key, endorsementID, left)
	if err != nil {
		return err
	}
	kept := t.db.Model(&Endorsement{}).Where("id = ?", endorsementID).Updates(map[string]any{"trace": sealed, "traced_until": ""})
	if kept.Error != nil {
		return fmt.Errorf("keep trace: %w", kept.Error)
	}
	return nil
}
