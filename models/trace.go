package models

import (
	"fmt"
	"time"

	"keephope/models/fold"
	"keephope/models/seal"
)

// Trace is the public copy of what an organisation that was named left behind because it wished so: its name and
// "supported until <month>". It is not counted. It goes when the organisation hides, leaves or is erased.
type Trace struct {
	ID             string `gorm:"primaryKey"` // of the endorsement that ended
	OrganisationID string
	StatementID    string
	Names          Names `gorm:"serializer:json"`
	SortKey        string
	Until          string // month, "2026-11"
}

// traceMonth is how a month is kept.
const traceMonth = "2006-01"

// ParseTraceMonth returns the first day of a trace's month.
func ParseTraceMonth(until string) (time.Time, error) { return time.Parse(traceMonth, until) }

// traces reports whether the endorsement's trace is public: its organisation is visible, wished it, and does not stand
// under the same statement by name again.
func traces(o Organisation, e Endorsement, named map[string]bool) bool {
	return o.Visible() && e.WithdrawnAt != nil && e.TracedUntil != "" && !named[e.StatementID]
}

// retrace brings the traces of one organisation in line with what is true now. Only relist calls it.
func (t *tx) retrace(o Organisation, key seal.DataKey, endorsements []Endorsement) error {
	gone := t.db.Where("organisation_id = ?", o.ID).Delete(&Trace{})
	if gone.Error != nil {
		return fmt.Errorf("delete traces of %s: %w", o.ID, gone.Error)
	}
	if gone.RowsAffected > 0 {
		t.makeQuieter()
	}
	named := map[string]bool{}
	for _, e := range endorsements {
		named[e.StatementID] = named[e.StatementID] || EffectiveLevel(o, e, t.at) == Public
	}
	newest := map[string]Endorsement{}
	for _, e := range endorsements {
		if seen, ok := newest[e.StatementID]; traces(o, e, named) && (!ok || seen.WithdrawnAt.Before(*e.WithdrawnAt)) {
			newest[e.StatementID] = e
		}
	}
	for _, e := range newest {
		if err := t.trace(o, key, e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) trace(o Organisation, key seal.DataKey, e Endorsement) error {
	profile, err := t.profile(key, o)
	if err != nil {
		return err
	}
	row := Trace{
		ID: e.ID, OrganisationID: o.ID, StatementID: e.StatementID, Names: profile.Names,
		SortKey: fold.SortKey(profile.Names.Sorting()), Until: e.TracedUntil,
	}
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("write trace: %w", err)
	}
	return nil
}
