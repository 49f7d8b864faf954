package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"keephope/models/seal"
)

// waitingReport is a report at the desk in the transaction that decides on it.
type waitingReport struct {
	Report
	key      seal.DataKey
	campaign string
	day      *time.Time
	text     string // of the decision, cleaned
}

// reportDecisions are what the desk does with a report, and what it led to.
func reportDecisions() map[Verb]ApplicationState {
	return map[Verb]ApplicationState{"report.published": Approved, "report.asked": Asked, "report.declined": Declined, "report.held": Held}
}

// decideReport is a decision on a report that waits, by a coordinator, on the strength of what the page showed.
func (s *Store) decideReport(ctx context.Context, as Actor, sent Sent, r ruling, f func(*tx, waitingReport) error) error {
	_, err := s.changeAtDesk(ctx, as, sent, r.ID, func(t *tx) (string, error) {
		w, err := t.reportToDecide(as, r.ID)
		if err != nil {
			return "", err
		}
		if w.day, err = r.check(t.at); err != nil {
			return "", err
		}
		w.text = r.Text
		if _, ok := w.StateAt(t.at).After(r.step); !ok || w.State != ReportWaiting || r.Seen != w.Mark() {
			return "", conflict("report.desk.changed")
		}
		if err := f(t, w); err != nil {
			return "", err
		}
		return w.ID, t.write(as, w.event(r.verb, w.campaign))
	})
	return err
}

// reportToDecide holds a report for whoever may decide on it.
func (t *tx) reportToDecide(as Actor, id string) (w waitingReport, err error) {
	w.Report, err = one[Report](t.db.Where("id = ?", id))
	if err != nil {
		return w, err
	}
	m, err := t.reportMatter(t.db, w.Report)
	if err != nil {
		return w, err
	}
	if err := as.MayDecide(m); err != nil {
		return w, err
	}
	if _, w.key, err = t.hold(w.OrganisationID); err != nil {
		return w, err
	}
	a, _, err := t.holdAction(w.ActionID)
	if err != nil {
		return w, err
	}
	w.campaign = a.CampaignID
	w.Report, err = one[Report](t.db.Where("id = ?", id)) // as it is now that nobody changes it
	return w, err
}

// AcceptReport publishes a report as it was sent.
func (s *Store) AcceptReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideReport(ctx, as, sent, ruling{Decision: d, step: StepAccept, verb: "report.published"}, func(t *tx, w waitingReport) error {
		words, err := openValue[ReportWords](w.key, reportPlace(w.ID, "said"), w.Said)
		if err != nil {
			return err
		}
		shown, err := t.sealValue(w.key, reportPlace(w.ID, "shown"), words)
		if err != nil {
			return err
		}
		replaced, err := t.reportReplacedBy(as, w)
		if err != nil {
			return err
		}
		set := map[string]any{"state": ReportPublished, "shown": shown, "published_at": t.at, "held_until": nil, "replaced": replaced}
		if w.HiddenAt == nil { // else it still says why
			set["reason"] = nil
		}
		if err := t.stepReport(w, set); err != nil {
			return err
		}
		return t.relistAction(w.ActionID)
	})
}

// AskReport gives a report back with a question. What was published before stays.
func (s *Store) AskReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.returnReport(ctx, as, sent, ruling{Decision: d, step: StepAsk, verb: "report.asked", needsText: true})
}

// DeclineReport gives a report back with the reason why it is not published.
func (s *Store) DeclineReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	d.Until = "" // they may send it again at any time
	return s.returnReport(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "report.declined", needsText: true})
}

func (s *Store) returnReport(ctx context.Context, as Actor, sent Sent, r ruling) error {
	return s.decideReport(ctx, as, sent, r, func(t *tx, w waitingReport) error {
		reason, err := t.sealValue(w.key, reportPlace(w.ID, "reason"), w.text)
		if err != nil {
			return err
		}
		return t.stepReport(w, map[string]any{"state": ReportReturned, "reason": reason, "held_until": nil})
	})
}

// HoldReport puts a report that waits aside until a day. A text is for whoever sent it.
func (s *Store) HoldReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideReport(ctx, as, sent, ruling{Decision: d, step: StepHold, verb: "report.held", needsDay: true}, func(t *tx, w waitingReport) error {
		held := map[string]any{"held_until": w.day}
		if w.text != "" {
			reason, err := t.sealValue(w.key, reportPlace(w.ID, "reason"), w.text)
			if err != nil {
				return err
			}
			held["reason"] = reason
		}
		return t.stepReport(w, held)
	})
}

func (t *tx) stepReport(w waitingReport, to map[string]any) error {
	stepped := t.db.Model(&Report{}).Where("id = ? AND state = ? AND edition = ?", w.ID, ReportWaiting, w.Edition).Updates(to)
	if err := changed(stepped, conflict("report.desk.changed")); err != nil {
		return fmt.Errorf("decide on report %s: %w", w.ID, err)
	}
	return nil
}

// reportDoneJust reads what the reader decided last on a report in the last day.
func (s *Store) reportDoneJust(ctx context.Context, as Actor, id string) (done DoneJust, ok bool, err error) {
	if as.MayUseDesk() != nil || !ValidID(id) {
		return DoneJust{}, false, nil
	}
	db := s.db.WithContext(ctx)
	last, err := one[Event](db.Where("object_kind = ? AND object_id = ? AND actor_id = ? AND verb IN ? AND at > ?",
		"report", id, as.PersonID, slices.Collect(maps.Keys(reportDecisions())), s.clock().Add(-undoFor)).Order("id DESC"))
	if isNotFound(err) {
		return DoneJust{}, false, nil
	}
	if err != nil {
		return DoneJust{}, false, err
	}
	r, err := one[Report](db.Where("id = ?", id))
	if err != nil && !isNotFound(err) {
		return DoneJust{}, false, err
	}
	r.ID, r.OrganisationID = id, last.OrganisationID // taken back since
	m, err := s.reportMatter(db, r)
	if err != nil || as.MayDecide(m) != nil {
		return DoneJust{}, false, err
	}
	done = DoneJust{ID: id, Report: true, State: reportDecisions()[last.Verb], At: last.At}
	if done.Names, err = s.namesOf(db, last.OrganisationID); err != nil {
		return DoneJust{}, false, err
	}
	key, err := s.key(db, r.OrganisationID)
	if err == nil {
		_, done.Undo, err = s.canTakeReportBack(as, m, key, r)
	}
	return done, err == nil, err
}
