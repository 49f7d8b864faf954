package models

import "context"

// TakeStep takes a step of either side with an organisation's present application, as the desk's own methods do.
func (s *Store) TakeStep(ctx context.Context, organisationID string, step Step, set map[string]any) error {
	return s.inTx(ctx, func(t *tx) error {
		a, err := t.present(t.db, organisationID)
		if err != nil {
			return err
		}
		return t.step(a, step, set)
	})
}

// Takes takes a step the way that its side takes it.
func (s *Store) Takes(ctx context.Context, as Actor, organisationID string, step Step, in Sending) error {
	sent := Sent{FormID: s.NewID(), Verb: Verb(step)}
	switch step {
	case StepSubmit:
		return s.Submit(ctx, as, sent, in)
	case StepAnswer:
		return s.Answer(ctx, as, sent, Reply{OrganisationID: organisationID, Text: "Our board decided."})
	case StepWithdraw:
		return s.WithdrawApplication(ctx, as, sent, organisationID)
	case StepResume:
		return s.ResumeApplication(ctx, as, sent, organisationID)
	case StepHold:
		return s.TakeStep(ctx, organisationID, step, map[string]any{"held_until": s.clock().Add(3600e9)})
	}
	return s.TakeStep(ctx, organisationID, step, nil)
}

// TellTally and TallyOffset are how the number of the unnamed is made.
func TellTally(before, n, offset int) int          { return tallied(before, n, offset) }
func TallyOffset(s *Store, statementID string) int { return s.tallyOffset(statementID) }

// Rewritten and WordsChanged say how far one text is from another.
func Rewritten(before, after string) bool     { return rewritten(before, after) }
func WordsChanged(before, after []string) int { return wordsChanged(before, after) }

// NeedsReading, PublicOf and what is searched for names say what becomes of an action's words.
func NeedsReading(next, now ActionContent) bool              { return next.needsReading(now) }
func PublicOf(c ActionContent, said ActionSaid) PublicAction { return c.public(said) }
func WordsSearched(p PublicAction) []string                  { return textsOf(p.written()) }
func ReportWordsSearched(r PublicReport) []string            { return textsOf(r.written()) }

func textsOf(all []written) (texts []string) {
	for _, w := range all {
		texts = append(texts, w.Text)
	}
	return texts
}

// ForgetOf leaves what was said of an action as it was kept before it was kept of whose sending.
func (s *Store) ForgetOf(ctx context.Context, actionID string) error {
	return s.inTx(ctx, func(t *tx) error {
		a, key, err := t.holdAction(actionID)
		if err != nil {
			return err
		}
		return t.sayOfAction(a, key, func(said *ActionSaid) { said.Of = "" })
	})
}
