package models

import (
	"fmt"
	"time"

	"keephope/models/fold"
	"keephope/models/seal"
)

// Trace is the public copy of what an organisation that was named left behind because it wished so: its names of that day
// and "supported until <month>". It is not counted. It goes when the organisation hides, leaves or is erased. It tells of
// nobody's row: its id is a keyed hash of the endorsement that ended.
type Trace struct {
	ID          string `gorm:"primaryKey"` // see traceID
	StatementID string
	Names       Names `gorm:"serializer:json"`
	SortKey     string
	Until       string // month, "2026-11"
}

// TableName implements gorm's Tabler.
func (Trace) TableName() string { return "public_traces" }

// traceMonth is how a month is kept.
const traceMonth = "2006-01"

// ParseTraceMonth returns the first day of a trace's month.
func ParseTraceMonth(until string) (time.Time, error) { return time.Parse(traceMonth, until) }

// traceID is the id of an endorsement's public trace, for whoever has the keys.
func (s *Store) traceID(endorsementID string) string {
	return idAlphabet.EncodeToString(s.keys.Lookup("trace", endorsementID)[:16])
}

// traced is an endorsement that ended, with what it left.
type traced struct {
	Endorsement
	left leftTrace
}

// standingTraces are the traces of an organisation that are public: it is visible, wished them, and does not stand by name
// under the same statement again. named are the statements under which it does.
func standingTraces(o Organisation, all []traced, named map[string]bool) []traced {
	var out []traced
	for _, e := range all {
		if o.Visible() && e.left.Until != "" && !named[e.StatementID] {
			out = append(out, e)
		}
	}
	return out
}

// retrace brings the traces of one organisation in line with what is true now. Only relist calls it.
func (t *tx) retrace(o Organisation, key seal.DataKey, endorsements []Endorsement) error {
	former, err := t.takeFormerTraces(o.ID)
	if err != nil {
		return err
	}
	if err := t.dropTraces(endorsements); err != nil {
		return err
	}
	named, all := map[string]bool{}, []traced{}
	for _, e := range endorsements {
		named[e.StatementID] = named[e.StatementID] || EffectiveLevel(o, e, t.at) == Public
		if e.WithdrawnAt == nil {
			continue
		}
		if err := t.sealFormerTrace(o, key, &e, former); err != nil {
			return err
		}
		left, err := t.leftTrace(o, key, e)
		if err != nil {
			return err
		}
		all = append(all, traced{e, left})
	}
	newest := map[string]traced{}
	for _, e := range standingTraces(o, all, named) {
		if seen, ok := newest[e.StatementID]; !ok || seen.WithdrawnAt.Before(*e.WithdrawnAt) {
			newest[e.StatementID] = e
		}
	}
	for _, e := range newest {
		if err := t.trace(e); err != nil {
			return err
		}
	}
	return nil
}

// dropTraces deletes the public traces of endorsements.
func (t *tx) dropTraces(endorsements []Endorsement) error {
	ids := make([]string, len(endorsements))
	for i, e := range endorsements {
		ids[i] = t.traceID(e.ID)
	}
	if len(ids) == 0 {
		return nil
	}
	gone := t.db.Where("id IN ?", ids).Delete(&Trace{})
	if gone.Error != nil {
		return fmt.Errorf("delete traces: %w", gone.Error)
	}
	if gone.RowsAffected > 0 {
		t.makeQuieter()
	}
	return nil
}

func (t *tx) trace(e traced) error {
	row := Trace{
		ID: t.traceID(e.ID), StatementID: e.StatementID, Names: e.left.Names,
		SortKey: fold.SortKey(e.left.Names.Sorting()), Until: e.left.Until,
	}
	t.listed = true
	if err := t.db.Create(&row).Error; err != nil {
		return fmt.Errorf("write trace: %w", err)
	}
	return nil
}
