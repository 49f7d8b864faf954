package models

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// The steps that take what is published out of sight at once, and bring it back. They decide nothing else.
const (
	StepHide Step = "hide"
	StepShow Step = "show"
)

// hideSteps are those that can be taken with something that is published, or hidden since.
func hideSteps(published bool, hidden *time.Time) []Step {
	switch {
	case !published:
		return nil
	case hidden != nil:
		return []Step{StepShow}
	}
	return []Step{StepHide}
}

// byKeeper reports whether words are out of sight because of a mention, and not only because a coordinator hid them.
func byKeeper(withheld, hidden *time.Time) bool {
	return withheld != nil && (hidden == nil || !withheld.Equal(*hidden))
}

// HideAction takes a published action out of everybody's and of members' sight at once, with a reason for its hosts, until a
// coordinator shows it again. What they change meanwhile is read first. Returns Conflict if it changed since the page was shown.
func (s *Store) HideAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.stepAside(ctx, as, sent, ruling{Decision: d, step: StepHide, verb: "action.hidden", needsText: true})
}

// ShowAction brings a hidden action back in sight, but for what a mention keeps out of it.
func (s *Store) ShowAction(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.stepAside(ctx, as, sent, ruling{Decision: d, step: StepShow, verb: "action.shown"})
}

func (s *Store) stepAside(ctx context.Context, as Actor, sent Sent, r ruling) error {
	_, err := s.changeAtDesk(ctx, as, sent, r.ID, func(t *tx) (string, error) {
		w, err := t.actionToDecide(as, r.ID)
		if err != nil {
			return "", err
		}
		if _, err := r.check(t.at); err != nil {
			return "", err
		}
		if !w.Published() || r.Seen != w.Mark() || (w.HiddenAt != nil) != (r.step == StepShow) {
			return "", t.actionHappened(w.Action)
		}
		if err := t.sayOfAction(w.Action, w.key, func(s *ActionSaid) { s.Hidden = r.Text }); err != nil {
			return "", err
		}
		aside := t.db.Model(&Action{}).Where("id = ? AND edition = ?", w.ID, w.Edition).
			Updates(map[string]any{"hidden_at": t.since(r.step), "edition": w.Edition + 1, "replaced": nil})
		if err := cmp.Or(changed(aside, conflict("action.changed")), t.withhold(w.ID, "", "")); err != nil {
			return "", err
		}
		t.makeQuieter()
		if err := t.relistAction(w.ID); err != nil {
			return "", err
		}
		return w.ID, t.write(as, w.event(r.verb, w.host))
	})
	return err
}

// since is from when on something is hidden after a step.
func (t *tx) since(step Step) any {
	if step == StepHide {
		return t.at
	}
	return nil
}

// HideReport takes a published report out of sight at once, with a reason for whoever told it. See HideAction.
func (s *Store) HideReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.stepReportAside(ctx, as, sent, ruling{Decision: d, step: StepHide, verb: "report.hidden", needsText: true})
}

// ShowReport brings a hidden report back in sight, but for what a mention keeps out of it.
func (s *Store) ShowReport(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.stepReportAside(ctx, as, sent, ruling{Decision: d, step: StepShow, verb: "report.shown"})
}

func (s *Store) stepReportAside(ctx context.Context, as Actor, sent Sent, r ruling) error {
	_, err := s.changeAtDesk(ctx, as, sent, r.ID, func(t *tx) (string, error) {
		w, err := t.reportToDecide(as, r.ID)
		if err != nil {
			return "", err
		}
		if _, err := r.check(t.at); err != nil {
			return "", err
		}
		if len(w.Shown) == 0 || r.Seen != w.Mark() || (w.HiddenAt != nil) != (r.step == StepShow) {
			return "", conflict("report.desk.changed")
		}
		set := map[string]any{"hidden_at": t.since(r.step), "edition": w.Edition + 1, "reason": nil, "replaced": nil}
		if r.step == StepHide {
			if set["reason"], err = t.sealValue(w.key, reportPlace(w.ID, "reason"), r.Text); err != nil {
				return "", err
			}
		}
		aside := t.db.Model(&Report{}).Where("id = ? AND edition = ?", w.ID, w.Edition).Updates(set)
		if err := cmp.Or(changed(aside, conflict("report.desk.changed")), t.withhold(w.ActionID, w.ID, "")); err != nil {
			return "", err
		}
		t.makeQuieter()
		if err := t.relistAction(w.ActionID); err != nil {
			return "", err
		}
		return w.ID, t.write(as, w.event(r.verb, w.campaign))
	})
	return err
}

// withhold marks the words of an action, of a report on it, or the town of a participant, as out of sight while a mention of them or a coordinator keeps
// them so.
func (t *tx) withhold(actionID, reportID, participationID string) error {
	first, err := one[Mention](t.db.Where("action_id = ? AND report_id = ? AND participation_id = ? AND state = ?", actionID, reportID, participationID, MentionWithheld).Order("decided_at, id"))
	if err != nil && !isNotFound(err) {
		return err
	}
	var since any = gorm.Expr("hidden_at")
	if participationID != "" {
		since = nil // no coordinator hides one
	}
	if err == nil {
		since = first.DecidedAt
	}
	row := t.db.Model(&Action{}).Where("id = ?", actionID)
	if reportID != "" {
		row = t.db.Model(&Report{}).Where("id = ?", reportID)
	}
	if participationID != "" {
		row = t.db.Model(&Participation{}).Where("id = ?", participationID)
	}
	if err := row.Update("withheld_at", since).Error; err != nil {
		return fmt.Errorf("withhold %s: %w", actionID, err)
	}
	return nil
}

// hosts lists the organisations that host what an event is about.
func (t *tx) hosts(e Event) ([]string, error) {
	var ids []string
	err := t.db.Model(&ActionHost{}).Where("action_id = ? AND state = ?", e.ObjectID, HostAccepted).Order("organisation_id").Pluck("organisation_id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of %s: %w", e.ObjectID, err)
	}
	return ids, nil
}
