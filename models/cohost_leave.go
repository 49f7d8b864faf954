package models

import (
	"cmp"
	"context"
	"fmt"

	"keephope/models/seal"
)

// StepDown ends hosting an action: it goes on under the others, and the host's part falls to the co-host that accepted first of those
// who are named. Where it had fallen to it before, because the one that steps down is out of sight, nobody is told. Conflict if no
// other host is named now: who hosts alone cancels the action or discards it. A draft that others hosted too, who is out of sight can
// leave also then.
func (s *Store) StepDown(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	leaving := step.step()
	leaving.goes = true
	return s.atOwnAction(ctx, as, sent, leaving, func(t *tx, a Action, _ seal.DataKey) error {
		hosts, err := t.namedHosts(t.db, []string{a.ID}, a.Audience, step.OrganisationID)
		if err != nil {
			return err
		}
		var own, next ActionHost
		for _, h := range hosts {
			switch {
			case h.OrganisationID == step.OrganisationID:
				own = h
			case h.State == HostAccepted && next.OrganisationID == "":
				next = h
			}
		}
		if next.OrganisationID == "" {
			return t.leaveUnseen(as, a, own)
		}
		if err := t.db.Where("action_id = ? AND organisation_id = ?", a.ID, own.OrganisationID).Delete(&ActionHost{}).Error; err != nil {
			return fmt.Errorf("step down from action %s: %w", a.ID, err)
		}
		if err := cmp.Or(t.forgetReport(a.ID, own.OrganisationID), t.forgetAgreed(a.ID, own.OrganisationID)); err != nil {
			return err
		}
		if err := t.passOn(as, a, own, next); err != nil {
			return err
		}
		if err := t.relistAction(a.ID); err != nil {
			return err
		}
		return t.write(as, a.event("cohost.stepped_down", own.OrganisationID))
	})
}

// leaveUnseen ends hosting a draft with nobody in sight, for one that is out of sight itself and may not discard it: whether others are
// hidden or gone, it learns nothing of them. Under whom it goes on is who accepted first; without anybody it is deleted.
func (t *tx) leaveUnseen(as Actor, a Action, own ActionHost) error {
	named, err := t.isNamedTo(t.db, a.Audience, own.OrganisationID, t.at)
	if err != nil {
		return err
	}
	if named || !a.Together || a.State != ActionDraft || a.WasPublished {
		return conflict("cohost.last")
	}
	first, err := t.firstHost(a.ID, own.OrganisationID)
	if isNotFound(err) {
		return cmp.Or(t.deleteAction(a.ID), t.write(as, a.event("cohost.stepped_down", own.OrganisationID)))
	}
	if err != nil {
		return err
	}
	if err := t.db.Where("action_id = ? AND organisation_id = ?", a.ID, own.OrganisationID).Delete(&ActionHost{}).Error; err != nil {
		return fmt.Errorf("leave draft %s: %w", a.ID, err)
	}
	if own.kept {
		if err := t.keepHost(a.ID, first); err != nil {
			return err
		}
	}
	return t.write(as, a.event("cohost.stepped_down", own.OrganisationID))
}

// firstHost is who accepted first of the other hosts of an action, in sight or not. NotFound if nobody else hosts it.
func (t *tx) firstHost(actionID, without string) (string, error) {
	first, err := one[ActionHost](t.db.Where("action_id = ? AND state = ? AND organisation_id <> ?", actionID, HostAccepted, without).Order("answered_at, organisation_id"))
	return first.OrganisationID, err
}

// passOn gives the part of a host that steps down to the next one, who is told. Of one out of sight it is kept for who accepted first, in
// sight or not, as if it were there still: so nobody sees that it stepped down, also when others come back.
func (t *tx) passOn(by Actor, a Action, own, next ActionHost) error {
	switch {
	case own.Part == Host:
		return t.makeHost(by, a, next.OrganisationID)
	case own.kept:
		first, err := t.firstHost(a.ID, own.OrganisationID)
		if err != nil {
			return err
		}
		return t.keepHost(a.ID, first)
	}
	return nil
}

// makeHost gives a co-host the host's part, and says so.
func (t *tx) makeHost(by Actor, a Action, organisationID string) error {
	if err := t.keepHost(a.ID, organisationID); err != nil {
		return err
	}
	return t.write(by, a.event("cohost.handed", organisationID))
}

// keepHost writes who has the host's part. No offer of it stands any more.
func (t *tx) keepHost(actionID, organisationID string) error {
	if err := t.endOffers(actionID); err != nil {
		return err
	}
	if err := t.db.Model(&ActionHost{}).Where("action_id = ? AND part = ?", actionID, Host).Update("part", CoHost).Error; err != nil {
		return fmt.Errorf("end the host's part in %s: %w", actionID, err)
	}
	host := t.db.Model(&ActionHost{}).Where("action_id = ? AND organisation_id = ? AND state = ?", actionID, organisationID, HostAccepted).Update("part", Host)
	return changed(host, conflict("action.changed"))
}

func (t *tx) endOffers(actionID string) error {
	if err := t.db.Model(&ActionHost{}).Where("action_id = ? AND offered_at IS NOT NULL", actionID).Update("offered_at", nil).Error; err != nil {
		return fmt.Errorf("end offers of %s: %w", actionID, err)
	}
	return nil
}

// OfferHost offers the host's part to a co-host, instead of whom it was offered to before. For signatories of the host.
func (s *Store) OfferHost(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	if err := as.MayBind(step.OrganisationID); err != nil {
		return err
	}
	return s.atCoHost(ctx, as, sent, step, func(t *tx, a Action, other ActionHost) error {
		if err := t.isHost(a, step.OrganisationID); err != nil {
			return err
		}
		if other.State != HostAccepted {
			return notFound()
		}
		if other.OfferedAt != nil {
			return nil
		}
		if err := t.keepHost(a.ID, step.OrganisationID); err != nil { // who offers it has it, also where it only fell to it
			return err
		}
		offered := t.db.Model(&ActionHost{}).Where("action_id = ? AND organisation_id = ? AND part = ?", a.ID, other.OrganisationID, CoHost).Update("offered_at", t.at)
		if err := changed(offered, conflict("action.changed")); err != nil {
			return err
		}
		return t.write(as, a.event("cohost.offered", other.OrganisationID))
	})
}

// TakeBackOffer ends the offer of the host's part. Doing it again changes nothing.
func (s *Store) TakeBackOffer(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	if err := as.MayBind(step.OrganisationID); err != nil {
		return err
	}
	return s.atOwnAction(ctx, as, sent, step.step(), func(t *tx, a Action, _ seal.DataKey) error {
		if err := t.isHost(a, step.OrganisationID); err != nil {
			return err
		}
		return t.endOffers(a.ID)
	})
}

// AnswerOffer takes over the host's part, or says not now. Then both parts change hands at once, and the host of before
// co-hosts. Conflict if nobody offers it any more.
func (s *Store) AnswerOffer(ctx context.Context, as Actor, sent Sent, step CoHostStep) error {
	return s.atOwnAction(ctx, as, sent, step.step(), func(t *tx, a Action, _ seal.DataKey) error {
		ask, err := t.coHostAskOf(t.db, step.OrganisationID, a.ID)
		switch {
		case isNotFound(err) || err == nil && !ask.Offer:
			return conflict("cohost.no_offer")
		case err != nil:
			return err
		case !step.Yes:
			if err := t.endOffers(a.ID); err != nil {
				return err
			}
			return t.write(as, a.event("cohost.offer_refused", step.OrganisationID))
		}
		if err := t.makeHost(as, a, step.OrganisationID); err != nil {
			return err
		}
		return t.relistAction(a.ID)
	})
}
