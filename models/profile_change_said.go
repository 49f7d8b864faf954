package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// ChangeSaid is what one side of the desk said about a profile change.
type ChangeSaid struct {
	Side        Side       `json:"side"`
	Verb        Step       `json:"verb"` // ask, hold, decline or answer
	AuthorID    string     `json:"author"`
	Author      string     `json:"-"` // name, for the desk alone
	At          time.Time  `json:"at"`
	Text        string     `json:"text"`
	TakenBackAt *time.Time `json:"taken_back_at,omitempty"` // with its decision: for the desk alone since
}

func saidPlace(id string) seal.Place {
	return seal.Place{Table: "profile_changes", Column: "said", Row: id}
}

// saidOf opens what was said about a change, oldest first. One that was decided before that was kept has its message.
func saidOf(key seal.DataKey, row ProfileChange) ([]ChangeSaid, error) {
	said, err := openValue[[]ChangeSaid](key, saidPlace(row.ID), row.Said)
	if err != nil || len(said) > 0 || row.DecidedAt == nil {
		return said, err
	}
	text, err := openValue[string](key, changeMessagePlace(row.ID), row.Message)
	if err != nil || text == "" {
		return nil, err
	}
	verbs := map[ApplicationState]Step{Asked: StepAsk, Held: StepHold, Declined: StepDecline}
	return []ChangeSaid{{Side: FromDesk, Verb: verbs[row.State], AuthorID: row.DecidedBy, At: *row.DecidedAt, Text: text}}, nil
}

// heard is what the organisation reads of it: without what was taken back, and without who sits at the desk.
func heard(said []ChangeSaid) []ChangeSaid {
	said = slices.DeleteFunc(slices.Clone(said), func(s ChangeSaid) bool { return s.TakenBackAt != nil })
	for i := range said {
		said[i].AuthorID = ""
	}
	return said
}

// saidWith seals what was said about a change with one more line, or as it was if nothing was said.
func (t *tx) saidWith(key seal.DataKey, row ProfileChange, line ChangeSaid) ([]byte, error) {
	if line.Text == "" {
		return row.Said, nil
	}
	said, err := saidOf(key, row)
	if err != nil {
		return nil, err
	}
	line.At = t.at
	return t.sealValue(key, saidPlace(row.ID), append(said, line))
}

// withheld seals what was said with the desk's words since a decision marked as taken back.
func (t *tx) withheld(key seal.DataKey, row ProfileChange) ([]byte, error) {
	said, err := saidOf(key, row)
	if err != nil || len(said) == 0 || row.DecidedAt == nil {
		return row.Said, err
	}
	for i, line := range said {
		if line.Side == FromDesk && line.TakenBackAt == nil && !line.At.Before(*row.DecidedAt) {
			said[i].TakenBackAt = &t.at
		}
	}
	return t.sealValue(key, saidPlace(row.ID), said)
}

// changeVerbs are the events that a decision on a change leaves.
func changeVerbs() []Verb {
	return []Verb{"profile_change.asked", "profile_change.held", "profile_change.accepted", "profile_change.declined"}
}

// withholdNotices takes back that the organisation was told of a decision.
func (t *tx) withholdNotices(row ProfileChange) error {
	err := t.db.Exec("DELETE FROM notices WHERE event_id IN (SELECT id FROM events WHERE object_id = ? AND verb IN ? AND at >= ?)", row.ID,
		changeVerbs(), row.DecidedAt.UTC()).Error
	if err != nil {
		return fmt.Errorf("take back notices of change %s: %w", row.ID, err)
	}
	return nil
}

// AnswerChange answers a question about a profile change: it goes back to the desk as it is, before those that wait for
// the first time. Returns Conflict if there is nothing to answer any more.
func (s *Store) AnswerChange(ctx context.Context, as Actor, sent Sent, in Reply) error {
	if err := as.MayEdit(in.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		text, err := in.check()
		if err != nil {
			return "", err
		}
		m, err := t.mine(in.OrganisationID)
		if err != nil {
			return "", err
		}
		if m.waiting == nil || m.waiting.State != Asked {
			return "", conflict("profile.change.look_again")
		}
		return m.waiting.ID, t.answerChange(as, m, text)
	})
	return err
}

func (t *tx) answerChange(as Actor, m mineNow, text string) error {
	row := *m.waiting
	said, err := t.saidWith(m.key, row, ChangeSaid{Side: FromApplicant, Verb: StepAnswer, AuthorID: as.PersonID, Text: text})
	if err != nil {
		return err
	}
	moved := t.db.Model(&ProfileChange{}).Where("id = ? AND state = ?", row.ID, Asked).Updates(map[string]any{
		"state": Submitted, "said": said, "answered_at": t.at, "decided_at": nil, "decided_by": "", "replaced": nil, "spare_logo": "",
	})
	if err := changed(moved, conflict("profile.change.look_again")); err != nil {
		return fmt.Errorf("answer on change %s: %w", row.ID, err)
	}
	return t.write(as, Event{Verb: "profile_change.answered", ObjectKind: "profile_change", ObjectID: row.ID, OrganisationID: row.OrganisationID})
}

// carrySaid takes along to a new wish what was said about the one in whose place it comes: it is the answer to a question.
func (t *tx) carrySaid(m mineNow, row *ProfileChange) error {
	if m.waiting == nil {
		return nil
	}
	said, err := saidOf(m.key, *m.waiting)
	if err != nil || len(said) == 0 {
		return err
	}
	if row.AnsweredAt = m.waiting.AnsweredAt; m.waiting.State == Asked {
		row.AnsweredAt = &t.at
	}
	row.Said, err = t.sealValue(m.key, saidPlace(row.ID), said)
	return err
}

// lastDecided is the newest change of an organisation if it is decided; nil if one waits, or none was ever decided.
func (s *Store) lastDecided(db *gorm.DB, organisationID string) (*ProfileChange, error) {
	row, err := one[ProfileChange](db.Where("organisation_id = ? AND state IN ?", organisationID, []ApplicationState{Approved, Declined}).
		Order("decided_at DESC, id DESC"))
	if isNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read decided change of %s: %w", organisationID, err)
	}
	return &row, nil
}
