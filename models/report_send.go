package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"keephope/models/picture"
	"keephope/models/seal"
)

// ReportEdit is a report as its form sends it, whole.
type ReportEdit struct {
	OrganisationID string
	ActionID       string
	Edition        int // of what the form showed; 0 = there was none
	Lang           string
	Text           string
	People         string          // a number, or nothing
	Pictures       []ReportedImage // of those that are there: which stay, and what is on them
	Upload         *picture.Upload // one more; nil = none
	Alt            string          // what is on that one
	words          ReportWords     // as they were cleaned
	taken          *picture.Logo   // the upload, re-encoded
}

// reportBoxes are the sizes in which a picture of a report is kept.
func reportBoxes() []int { return []int{480, 1200} }

// SendReport keeps what an organisation tells of an action and sends it to the coordinators; where members are trusted
// (TrustActions) it is published at once. What was published before stays until then, but for pictures that are taken out:
// they go at once. Returns NotFound for an action that it has no part in, Conflict if nobody reports on it now.
func (s *Store) SendReport(ctx context.Context, as Actor, sent Sent, e ReportEdit) error {
	if err := as.MayHost(e.OrganisationID); err != nil {
		return err
	}
	if err := e.check(); err != nil {
		return err
	}
	if err := s.takeReportPicture(ctx, as, &e); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, key, err := t.hold(e.OrganisationID)
		if err != nil {
			return "", err
		}
		if o.State != Member {
			return "", conflict("action.not_member")
		}
		if !ValidID(e.ActionID) {
			return "", notFound()
		}
		a, actionKey, err := t.holdAction(e.ActionID)
		if err != nil {
			return "", err
		}
		_, quiet, err := t.partOf(t.db, o, e.ActionID)
		if err != nil {
			return "", err
		}
		content, err := t.actionContent(actionKey, a)
		if err != nil {
			return "", err
		}
		if refused := refusedReport(a, quiet, content.firstEnd(), t.at); refused != "" {
			return "", conflict(refused)
		}
		return t.keepReport(as, key, a, e)
	})
	return err
}

// check cleans what can be judged without the database.
func (e *ReportEdit) check() error {
	var f faults
	checkLang(&f, e.Lang)
	e.words = ReportWords{Lang: e.Lang, Text: checkText(&f, "text", e.Text, MaxReportText)}
	if e.words.Text == "" && !f.has("text") {
		f.add("text", "report.text_missing")
	}
	if typed := strings.TrimSpace(e.People); typed != "" {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 0 || n > maxReportPeople {
			f.add("people", "report.people_wrong", "n", maxReportPeople)
		}
		e.words.People = &n
	}
	for i, image := range e.Pictures {
		e.words.Pictures = append(e.words.Pictures, ReportedImage{ID: image.ID, Alt: checkAlt(&f, "alt-"+strconv.Itoa(i+1), image.Alt)})
	}
	switch e.Alt = strings.TrimSpace(e.Alt); {
	case e.Upload != nil:
		e.Alt = checkAlt(&f, "alt", e.Alt)
	case e.Alt != "": // a page that comes back with a word at another field has forgotten the file
		f.add("picture", "report.picture_missing")
	}
	n := len(e.Pictures)
	if e.Upload != nil {
		n++
	}
	if n > MaxReportPictures {
		f.add("picture", "report.pictures_many", "n", MaxReportPictures)
	}
	return f.err()
}

func checkAlt(f *faults, field, text string) string {
	text = checkLine(f, field, text, MaxReportAlt)
	if text == "" && !f.has(field) {
		f.add(field, "report.alt_missing")
	}
	return text
}

// takeReportPicture decodes and re-encodes a new picture outside the transaction, for those alone who may report.
func (s *Store) takeReportPicture(ctx context.Context, as Actor, e *ReportEdit) error {
	if e.Upload == nil {
		return nil
	}
	if v, err := s.ReportOf(ctx, as, e.OrganisationID, e.ActionID); err != nil {
		return err
	} else if v.Refused != "" {
		return conflict(v.Refused)
	}
	taken, err := s.pictures.In(reportBoxes()).TakeIn(ctx, *e.Upload)
	if f := pictureFaults("picture", err); f.err() != nil {
		return f.err()
	}
	e.taken = &taken
	return err
}

func (t *tx) keepReport(by Actor, key seal.DataKey, a Action, e ReportEdit) (string, error) {
	r, err := one[Report](t.db.Where("action_id = ? AND organisation_id = ?", a.ID, e.OrganisationID))
	if err != nil && !isNotFound(err) {
		return "", err
	}
	if r.Edition != e.Edition {
		return "", conflict("report.changed")
	}
	if r.ID == "" {
		r = Report{ID: t.NewID(), ActionID: a.ID, OrganisationID: e.OrganisationID}
	}
	before, err := openValue[ReportWords](key, reportPlace(r.ID, "said"), r.Said)
	if err != nil {
		return "", err
	}
	if e.words.Pictures, err = stillThere(before.Pictures, e.words.Pictures); err != nil {
		return "", err
	}
	trusted, err := trustsActions(t.db)
	if err != nil {
		return "", err
	}
	trusted = trusted && r.HiddenAt == nil
	r.State, r.SentAt, r.SentBy, r.HeldUntil = ReportWaiting, t.at, by.PersonID, nil
	picture := ""
	if e.taken != nil {
		picture = t.NewID()
		e.words.Pictures = append(e.words.Pictures, ReportedImage{ID: picture, Alt: e.Alt})
	}
	if err := t.writeReport(key, &r, e.words, trusted); err != nil {
		return "", err
	}
	if err := t.keepReportPicture(key, r.ID, picture, e.taken); err != nil {
		return "", err
	}
	if err := t.dropReportPictures(r.ID, e.words.Pictures); err != nil {
		return "", err
	}
	if err := t.relistAction(a.ID); err != nil {
		return "", err
	}
	verb := Verb("report.sent")
	if trusted {
		verb = "report.published"
	}
	return r.ID, t.write(by, r.event(verb, a.CampaignID))
}

// stillThere are the pictures of a report that the form keeps, each once. One that is not there any more was taken out
// meanwhile.
func stillThere(before, kept []ReportedImage) ([]ReportedImage, error) {
	for i, image := range kept {
		if slices.ContainsFunc(kept[:i], func(k ReportedImage) bool { return k.ID == image.ID }) {
			var f faults
			f.add("pictures", "field.choice")
			return nil, f.err()
		}
		if !slices.ContainsFunc(before, func(b ReportedImage) bool { return b.ID == image.ID }) {
			return nil, conflict("report.changed")
		}
	}
	return kept, nil
}

// writeReport seals and writes a report. What is published loses the pictures that were taken out.
func (t *tx) writeReport(key seal.DataKey, r *Report, words ReportWords, publish bool) error {
	shown, err := openValue[ReportWords](key, reportPlace(r.ID, "shown"), r.Shown)
	if err != nil {
		return err
	}
	if r.Said, err = t.sealValue(key, reportPlace(r.ID, "said"), words); err != nil {
		return err
	}
	if publish {
		shown, r.State, r.PublishedAt = words, ReportPublished, &t.at
	}
	if publish || len(r.Shown) > 0 {
		shown.Pictures = slices.DeleteFunc(slices.Clone(shown.Pictures), func(p ReportedImage) bool {
			return !slices.ContainsFunc(words.Pictures, func(w ReportedImage) bool { return w.ID == p.ID })
		})
		if r.Shown, err = t.sealValue(key, reportPlace(r.ID, "shown"), shown); err != nil {
			return err
		}
	}
	if r.HiddenAt == nil {
		r.Reason = nil
	}
	r.Replaced = nil
	r.Edition++
	if r.Edition == 1 {
		err = t.db.Create(r).Error
	} else {
		err = changed(t.db.Model(&Report{}).Where("id = ? AND edition = ?", r.ID, r.Edition-1).Select("*").Omit("ID").Updates(*r), conflict("report.changed"))
	}
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return conflict("report.changed")
	}
	if err != nil {
		return fmt.Errorf("keep report %s: %w", r.ID, err)
	}
	return nil
}

// WithdrawReport deletes a report with its pictures. NotFound if there is none, but for who joined an action that is not shown to it any
// more: its report may be gone with the action, and whoever withdraws it learns nothing of that.
func (s *Store) WithdrawReport(ctx context.Context, as Actor, sent Sent, organisationID, actionID string) error {
	if err := as.MayHost(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		o, _, err := t.hold(organisationID)
		if err != nil {
			return "", err
		}
		if !ValidID(actionID) {
			return "", notFound()
		}
		r, err := one[Report](t.db.Where("action_id = ? AND organisation_id = ?", actionID, organisationID))
		if isNotFound(err) {
			return actionID, t.joinedUnseen(o, actionID)
		}
		if err != nil {
			return "", err
		}
		a, err := t.dropReport(r)
		if err != nil {
			return "", err
		}
		return actionID, t.write(as, r.event("report.withdrawn", a.CampaignID))
	})
	return err
}

// dropReport deletes a report and takes it off the action's page.
func (t *tx) dropReport(r Report) (Action, error) {
	a, _, err := t.holdAction(r.ActionID)
	if err != nil {
		return a, err
	}
	if err := t.db.Where("id = ?", r.ID).Delete(&Report{}).Error; err != nil {
		return a, fmt.Errorf("delete report %s: %w", r.ID, err)
	}
	t.makeQuieter()
	return a, t.relistAction(a.ID)
}

// forgetReport deletes what an organisation told of an action that it has no part in any more.
func (t *tx) forgetReport(actionID, organisationID string) error {
	gone := t.db.Where("action_id = ? AND organisation_id = ?", actionID, organisationID).
		Where(`NOT EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = reports.action_id AND h.organisation_id = reports.organisation_id AND h.state = ?)`, HostAccepted).
		Where(`NOT EXISTS (SELECT 1 FROM participations p WHERE p.action_id = reports.action_id AND p.organisation_id = reports.organisation_id)`).Delete(&Report{})
	if gone.Error != nil {
		return fmt.Errorf("delete report of %s on %s: %w", organisationID, actionID, gone.Error)
	}
	return nil
}
