package models

import "context"

// LetMentionStand settles a mention: what is in it stays in sight, or comes back. A text says why, for keepers.
func (s *Store) LetMentionStand(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideMention(ctx, as, sent, ruling{Decision: d, step: StepAccept, verb: "mention.settled"}, MentionSettled)
}

// WithholdMention takes the words with the name out of everybody's and of members' sight, until a keeper lets them stand.
// Whoever wrote them is told to take a name out, and not which.
func (s *Store) WithholdMention(ctx context.Context, as Actor, sent Sent, d Decision) error {
	return s.decideMention(ctx, as, sent, ruling{Decision: d, step: StepDecline, verb: "mention.withheld"}, MentionWithheld)
}

func (s *Store) decideMention(ctx context.Context, as Actor, sent Sent, r ruling, to MentionState) error {
	if err := as.MaySettle(); err != nil {
		return err
	}
	if !ValidID(r.ID) {
		return notFound()
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		m, err := t.mentionToDecide(as, r.ID)
		if err != nil {
			return "", err
		}
		if _, err := r.check(t.at); err != nil {
			return "", err
		}
		if m.seen() != r.Seen || m.State == MentionSettled || m.State == to {
			return "", conflict("mention.changed")
		}
		return m.ID, t.settleMention(as, m, r, to)
	})
	return err
}

// mentionToDecide holds a mention with its action for whoever may decide on it.
func (t *tx) mentionToDecide(as Actor, id string) (mentioned, error) {
	m, err := t.mentioned(t.db, id)
	if err != nil {
		return m, err
	}
	if m.by(as) {
		return m, &Error{Kind: Forbidden, Key: "queue.own"}
	}
	if _, _, err := t.holdAction(m.ActionID); err != nil {
		return m, err
	}
	return t.mentioned(t.db, id) // as it is now that nobody changes it
}

func (t *tx) settleMention(as Actor, m mentioned, r ruling, to MentionState) error {
	note, err := t.sealValue(m.key, mentionPlace(m.ID), r.Text)
	if err != nil {
		return err
	}
	if to == MentionWithheld {
		alone, err := t.endOldAddress(m)
		if err != nil {
			return err
		}
		if alone {
			to = MentionSettled
		}
	}
	set := map[string]any{"state": to, "decided_at": t.at, "note": note, "stands": nil, "revision": m.action.Revision}
	if to == MentionSettled {
		if set["stands"], err = t.whatStands(m); err != nil {
			return err
		}
	}
	decided := t.db.Model(&Mention{}).Where("id = ? AND state = ?", m.ID, m.State).Updates(set)
	if err := changed(decided, conflict("mention.changed")); err != nil {
		return err
	}
	if err := t.withhold(m.ActionID, m.ReportID, m.ParticipationID); err != nil {
		return err
	}
	if err := t.keepAside(m, to); err != nil {
		return err
	}
	if err := t.relistAction(m.ActionID); err != nil {
		return err
	}
	if to == MentionSettled {
		return t.write(as, Event{Verb: r.verb, ObjectKind: "mention", ObjectID: m.ID, CampaignID: m.action.CampaignID})
	}
	t.makeQuieter()
	for _, writer := range m.writers { // who are told, and of the name nothing
		e := m.action.event(r.verb, writer)
		if m.report != nil {
			e.ObjectKind, e.ObjectID = "report", m.ReportID
		}
		if err := t.write(as, e); err != nil {
			return err
		}
	}
	return nil
}
