package models

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"keephope/models/seal"
)

// replacedReport is what a coordinator's yes to a report put something else in place of.
type replacedReport struct {
	By          string       `json:"by"` // id of the person
	At          time.Time    `json:"at"`
	Edition     int          `json:"edition"`         // to which they said it
	Shown       *ReportWords `json:"shown,omitempty"` // what was published before; nil = nothing was
	PublishedAt *time.Time   `json:"published_at,omitempty"`
	HeldUntil   *time.Time   `json:"held_until,omitempty"`
	Reason      string       `json:"reason,omitempty"`
}

// reportReplacedBy seals what the actor's yes to a report replaces.
func (t *tx) reportReplacedBy(as Actor, w waitingReport) ([]byte, error) {
	was := replacedReport{By: as.PersonID, At: t.at, Edition: w.Edition, PublishedAt: w.PublishedAt, HeldUntil: w.HeldUntil}
	if len(w.Shown) > 0 {
		shown, err := openValue[ReportWords](w.key, reportPlace(w.ID, "shown"), w.Shown)
		if err != nil {
			return nil, err
		}
		was.Shown = &shown
	}
	var err error
	if was.Reason, err = openValue[string](w.key, reportPlace(w.ID, "reason"), w.Reason); err != nil {
		return nil, err
	}
	return t.sealValue(w.key, reportPlace(w.ID, "replaced"), was)
}

// canTakeReportBack reports whether the actor said yes to what is published now, and can still take it back; and what it replaced.
func (s *Store) canTakeReportBack(as Actor, m Matter, key seal.DataKey, r Report) (was replacedReport, ok bool, err error) {
	if r.Replaced == nil || as.MayDecide(m) != nil {
		return was, false, nil
	}
	was, err = openValue[replacedReport](key, reportPlace(r.ID, "replaced"), r.Replaced)
	ok = err == nil && was.By == as.PersonID && was.Edition == r.Edition && r.State == ReportPublished && s.clock().Before(was.At.Add(undoFor))
	return was, ok, err
}

// TakeReportBack takes the yes to a report back: whoever said it may, for a day, while nobody did anything with it since. It waits
// again where it waited, and what was published before is so again. Returns Conflict otherwise.
func (s *Store) TakeReportBack(ctx context.Context, as Actor, sent Sent, id string) error {
	_, err := s.changeAtDesk(ctx, as, sent, id, func(t *tx) (string, error) {
		w, err := t.reportToDecide(as, id)
		if err != nil {
			return "", err
		}
		m, err := t.reportMatter(t.db, w.Report)
		if err != nil {
			return "", err
		}
		was, ok, err := t.canTakeReportBack(as, m, w.key, w.Report)
		switch {
		case err != nil:
			return "", err
		case !ok && w.Replaced != nil && !t.at.Before(was.At.Add(undoFor)):
			return "", conflict("queue.take_back.late")
		case !ok:
			return "", conflict("queue.take_back.built")
		}
		return id, t.takeReportBack(as, w, was)
	})
	return err
}

func (t *tx) takeReportBack(as Actor, w waitingReport, was replacedReport) error {
	t.makeQuieter()
	set := map[string]any{"state": ReportWaiting, "shown": nil, "published_at": was.PublishedAt, "held_until": was.HeldUntil, "replaced": nil}
	if was.Shown != nil {
		shown, err := t.sealValue(w.key, reportPlace(w.ID, "shown"), *was.Shown)
		if err != nil {
			return err
		}
		set["shown"] = shown
	}
	if was.Reason != "" {
		reason, err := t.sealValue(w.key, reportPlace(w.ID, "reason"), was.Reason)
		if err != nil {
			return err
		}
		set["reason"] = reason
	}
	back := t.db.Model(&Report{}).Where("id = ? AND state = ? AND edition = ?", w.ID, ReportPublished, w.Edition).Updates(set)
	if err := changed(back, conflict("report.desk.changed")); err != nil {
		return err
	}
	told := t.db.Exec("DELETE FROM notices WHERE event_id IN (SELECT id FROM events WHERE object_id = ? AND verb = ? AND at >= ?)", w.ID, "report.published", was.At)
	if told.Error != nil {
		return fmt.Errorf("take back notices of %s: %w", w.ID, told.Error)
	}
	if err := cmp.Or(t.relistAction(w.ActionID), t.seekAnew(w.ActionID, w.ID)); err != nil {
		return err
	}
	return t.write(as, w.event("report.taken_back", w.campaign))
}

// forgetReplacedReports lets go of what decisions replaced that cannot be taken back any more.
func (t *tx) forgetReplacedReports() error {
	if err := t.db.Exec("UPDATE reports SET replaced = NULL WHERE replaced IS NOT NULL AND published_at <= ?", t.at.Add(-undoFor)).Error; err != nil {
		return fmt.Errorf("forget what reports were: %w", err)
	}
	return nil
}
