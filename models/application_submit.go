package models

import (
	"context"
	"fmt"
)

// Sending is what "Check and send" showed: the text that the signatory binds the organisation to.
type Sending struct {
	OrganisationID string
	VersionID      string
	Lang           string
}

// Submit sends a draft to the coordinators. It binds the version and language that were shown; nothing is public until
// it is accepted. Returns Invalid with the parts that are not done, NotFound for a text that is not published, Conflict
// if the application was sent already.
func (s *Store) Submit(ctx context.Context, as Actor, sent Sent, in Sending) error {
	if err := as.MayBind(in.OrganisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		a, answers, _, err := t.presentAnswers(in.OrganisationID)
		if err != nil {
			return "", err
		}
		if !a.May(StepSubmit, t.at) {
			return "", conflict("application.sent_already")
		}
		if err := t.checkComplete(a, answers); err != nil {
			return "", err
		}
		a.VersionID, a.Lang = in.VersionID, in.Lang
		if _, err := t.checkGiving(a.Giving(answers, t.at)); err != nil {
			return "", err
		}
		err = t.step(a, StepSubmit, map[string]any{
			"version_id": in.VersionID, "lang": in.Lang, "at_risk": answers.AtRisk(), "submitted_at": t.at, "saved_at": t.at,
		})
		if err != nil {
			return "", err
		}
		return a.ID, t.applied(as, a)
	})
	return err
}

// checkComplete fills every part in anew, by the rules of now: keepers may have gone since it was saved. A part that is
// at fault is a field error under the part's name.
func (t *tx) checkComplete(a Application, answers Answers) error {
	r, err := t.rulesOf(a)
	if err != nil {
		return err
	}
	naming := answers.Naming
	if a.Giving(answers, t.at).NameFrom == nil {
		naming.NameFrom = "" // a day that has passed meanwhile is no fault
	}
	again := map[Part]func(*Answers, rules) faults{
		PartOrganisation: fillOrganisation(answers.Organisation),
		PartAuthority:    fillAuthority(answers.Authority),
		PartNaming:       fillNaming(naming),
		PartWords:        fillWords(answers.Words.Quote),
	}
	var f faults
	for _, part := range Parts() {
		if part == PartCheck {
			continue
		}
		scratch := answers
		if answers.Progress(part) != Done || len(again[part](&scratch, r)) > 0 {
			f.add(string(part), "application.part.unfinished."+string(part))
		}
	}
	return f.err()
}

// applied makes a prospect an applicant, and tells the desk.
func (t *tx) applied(as Actor, a Application) error {
	err := t.db.Model(&Organisation{}).Where("id = ? AND state = ?", a.OrganisationID, Prospect).
		Update("state", Applicant).Error
	if err != nil {
		return fmt.Errorf("make %s an applicant: %w", a.OrganisationID, err)
	}
	return t.write(as, Event{
		Verb: "application.submitted", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID,
	})
}
