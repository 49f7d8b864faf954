package models

import (
	"context"
	"fmt"

	"keephope/models/job"
)

// AskReports asks the hosts of an action and those who take part by name how it was, on the morning after its first time: at
// most once. Before that it puts itself off, so that a time that was moved is kept. Nobody is asked about what was cancelled.
func (s *Store) AskReports(ctx context.Context, actionID string) error {
	return s.inTx(ctx, func(t *tx) error {
		a, key, err := t.holdAction(actionID)
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("ask for reports on %s: %w", actionID, err)
		}
		if !a.Published() || a.State == ActionCancelled || a.ReportsAskedAt != nil {
			return nil
		}
		content, err := t.actionContent(key, a)
		if err != nil {
			return err
		}
		if morning := content.morningAfter(); morning.After(t.at) {
			return t.job(job.AskReports{ActionID: a.ID}, morning)
		}
		if err := t.db.Model(&Action{}).Where("id = ?", a.ID).Update("reports_asked_at", t.at).Error; err != nil {
			return fmt.Errorf("mark action %s as asked: %w", a.ID, err)
		}
		var ids []string
		err = t.db.Raw(`SELECT o.id FROM organisations o WHERE o.state = ? AND o.id IN (SELECT organisation_id FROM action_hosts WHERE action_id = ? AND state = ?
			UNION SELECT organisation_id FROM participations WHERE action_id = ? AND NOT quiet AND NOT waiting) ORDER BY 1`,
			Member, a.ID, HostAccepted, a.ID).Scan(&ids).Error
		if err != nil {
			return fmt.Errorf("list who took part in %s: %w", a.ID, err)
		}
		for _, id := range ids {
			if err := t.write(Program(), a.event("report.due", id)); err != nil {
				return err
			}
		}
		return nil
	})
}
