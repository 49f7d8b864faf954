package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// ReportCase is a report that waits, or waited, as the desk reads it.
type ReportCase struct {
	ID        string
	Unnamed   bool // whoever tells it is for keepers alone
	Own       bool // the reader represents it: others decide
	Lang      string
	Steps     []Step
	Names     Names
	Title     string // of the action, in its original language; "" = it is a draft, or for keepers, by now
	TitleLang string
	Town      string // under which it stands on the action's page; "" = under no town
	ActionID  string // where the reader may open the action's case, else ""
	Slug      string // of the action's public page; "" = it has none now
	State     ReportState
	Words     ReportWords
	Before    *ReportWords // what is published while a change of it waits; nil = nothing is, or no change waits
	Reason    string
	Seen      string // mark of what this page shows
	Sent      time.Time
	Held      *time.Time
	Hidden    *time.Time // since when a coordinator has it out of sight

	MayTakeBack bool // the reader's yes to it
}

// May reports whether the reader may take a step now.
func (c ReportCase) May(step Step) bool { return slices.Contains(c.Steps, step) }

// sentReport reads a report that was sent to the coordinators and not given back since, or is published as it was before, with its matter.
func (s *Store) sentReport(db *gorm.DB, as Actor, id string) (Report, Matter, error) {
	if err := as.MayUseDesk(); err != nil {
		return Report{}, Matter{}, err
	}
	if !ValidID(id) {
		return Report{}, Matter{}, notFound()
	}
	r, err := one[Report](db.Where("id = ? AND (state <> ? OR shown IS NOT NULL)", id, ReportReturned))
	if err != nil {
		return r, Matter{}, err
	}
	m, err := s.reportMatter(db, r)
	if err != nil {
		return r, m, err
	}
	return r, m, as.MaySee(m)
}

// untoldRule says in SQL whether a report r is one of which coordinators who are no keepers learn nothing, whoever tells it: all hosts
// of its action are unnamed, and what it says tells of the action; or whoever tells it takes part quietly by now, and hosts nothing
// of it. The placeholders are: accepted, now, now.
const untoldRule = `(NOT EXISTS (SELECT 1 FROM action_hosts h JOIN organisations o ON o.id = h.organisation_id
	WHERE h.action_id = r.action_id AND h.state = ? AND NOT ` + unnamedRule + `)
	OR EXISTS (SELECT 1 FROM participations p WHERE p.action_id = r.action_id AND p.organisation_id = r.organisation_id AND p.quiet
		AND NOT EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = p.action_id AND h.organisation_id = p.organisation_id AND h.state = 'accepted')))`

// toldReport says in SQL whether an event e is about no report, or about one that is there and of which every coordinator may know. Of
// one that is gone they learn no more than of one that is for keepers by now. The placeholders are those of untoldRule.
const toldReport = "(e.object_kind <> 'report' OR EXISTS (SELECT 1 FROM reports r WHERE r.id = e.object_id AND NOT " + untoldRule + "))"

// reportMatter is whose a report is, and whether it is for keepers alone, as one is that is gone.
func (s *Store) reportMatter(db *gorm.DB, r Report) (Matter, error) {
	m, err := s.matter(db, r.OrganisationID)
	if err != nil || m.Secret {
		return m, err
	}
	at, told := s.clock(), int64(0)
	if err := db.Table("reports r").Where("r.id = ?", r.ID).Where("NOT "+untoldRule, HostAccepted, at, at).Count(&told).Error; err != nil {
		return m, fmt.Errorf("read whose action report %s is on: %w", r.ID, err)
	}
	m.Secret = told == 0
	return m, nil
}

// ReportAtDesk reads a report that was sent to the coordinators. NotFound for one that was given back and never published, and for what the
// reader may not know of.
func (s *Store) ReportAtDesk(ctx context.Context, as Actor, id string) (ReportCase, error) {
	db, at := s.db.WithContext(ctx), s.clock()
	r, m, err := s.sentReport(db, as, id)
	if err != nil {
		return ReportCase{}, err
	}
	c := ReportCase{ID: r.ID, Unnamed: m.Secret, State: r.State, Seen: r.Mark(), Sent: r.SentAt, Hidden: r.HiddenAt}
	_, c.Own = as.At(m.OrganisationID)
	if r.StateAt(at) == Held {
		c.Held = r.HeldUntil
	}
	for _, step := range []Step{StepAccept, StepAsk, StepHold, StepDecline} {
		if _, ok := r.StateAt(at).After(step); ok && as.MayDecide(m) == nil {
			c.Steps = append(c.Steps, step)
		}
	}
	if as.MayDecide(m) == nil {
		c.Steps = append(c.Steps, hideSteps(len(r.Shown) > 0, r.HiddenAt)...)
	}
	key, err := s.key(db, r.OrganisationID)
	if err != nil {
		return c, err
	}
	if _, c.MayTakeBack, err = s.canTakeReportBack(as, m, key, r); err != nil {
		return c, err
	}
	if err = c.read(key, r); err != nil {
		return c, err
	}
	if c.Reason, err = openValue[string](key, reportPlace(r.ID, "reason"), r.Reason); err != nil {
		return c, err
	}
	if c.Lang, err = s.langOf(db, r.SentBy); err != nil {
		return c, err
	}
	if c.Names, err = s.namesOf(db, r.OrganisationID); err != nil {
		return c, fmt.Errorf("read who tells %s: %w", id, err)
	}
	if c.ActionID, err = s.caseOfAction(db, as, r.ActionID); err != nil {
		return c, err
	}
	if err = s.titleReport(db, as, r.ActionID, &c); err != nil {
		return c, err
	}
	c.Town, err = s.reportTown(db, key, r)
	return c, err
}

// read opens what a report says, and what it said before. Of one that was given back the desk reads what is published still.
func (c *ReportCase) read(key seal.DataKey, r Report) (err error) {
	if c.Words, err = openValue[ReportWords](key, reportPlace(r.ID, "said"), r.Said); err != nil || len(r.Shown) == 0 || r.State == ReportPublished {
		return err
	}
	shown, err := openValue[ReportWords](key, reportPlace(r.ID, "shown"), r.Shown)
	if r.State == ReportReturned {
		c.Words = shown
	} else {
		c.Before = &shown
	}
	return err
}

// reportTown is the town under which a report stands on the action's page: where its organisation took part, else, for
// everybody, that of its own public page.
func (s *Store) reportTown(db *gorm.DB, key seal.DataKey, r Report) (string, error) {
	towns, err := s.townsOfParts(db, r.ActionID, map[string]seal.DataKey{r.OrganisationID: key})
	if town := towns[r.OrganisationID]; err != nil || town != "" {
		return town, err
	}
	a, err := one[Action](db.Where("id = ?", r.ActionID))
	if err != nil || a.Audience != ForPublic {
		return "", err
	}
	var home []string
	if err := db.Model(&Listing{}).Where("organisation_id = ? AND town <> ''", r.OrganisationID).Order("town DESC").Limit(1).Pluck("town", &home).Error; err != nil {
		return "", fmt.Errorf("read town of %s: %w", r.OrganisationID, err)
	}
	if len(home) == 0 {
		return "", nil
	}
	return home[0], nil
}

// titleReport adds what the action is called, and where everybody reads it.
func (s *Store) titleReport(db *gorm.DB, as Actor, actionID string, c *ReportCase) error {
	titles, err := s.titlesShown(db, as, []string{actionID})
	if err != nil {
		return err
	}
	c.Title, c.TitleLang = titles[actionID].Text, titles[actionID].Lang
	var slugs []string
	if err := db.Model(&ListedAction{}).Where("action_id = ?", actionID).Pluck("slug", &slugs).Error; err != nil {
		return fmt.Errorf("read address of %s: %w", actionID, err)
	}
	if len(slugs) > 0 {
		c.Slug = slugs[0]
	}
	return nil
}

// DeskPicture reads a picture of a report for a coordinator who may read the report. NotFound for everybody else.
func (s *Store) DeskPicture(ctx context.Context, as Actor, reportID, pictureID string, width int) (LogoFile, error) {
	db := s.db.WithContext(ctx)
	r, _, err := s.sentReport(db, as, reportID)
	if err != nil {
		return LogoFile{}, err
	}
	var n int64
	if err := db.Model(&ReportPicture{}).Where("id = ? AND report_id = ?", pictureID, r.ID).Count(&n).Error; err != nil {
		return LogoFile{}, fmt.Errorf("look for picture: %w", err)
	}
	if n == 0 {
		return LogoFile{}, notFound()
	}
	return s.reportPicture(db, r.OrganisationID, pictureID, width)
}

// queuedReports reads the reports that wait at the desk, those that are hidden, and those that were published in the last day.
func queuedReports(db *gorm.DB, at time.Time) ([]queued, error) {
	var rows []queued
	err := db.Table("reports r").
		Select("r.id, r.action_id, r.organisation_id, r.sent_at AS submitted_at, r.held_until, r.hidden_at, r.published_at AS decided_at, r.state = ? AND r.shown IS NOT NULL AS edit, ("+unnamedRule+" OR "+untoldRule+") AS at_risk, "+
			"CASE WHEN r.state <> ? THEN ? WHEN r.held_until IS NULL THEN ? ELSE ? END AS state", ReportWaiting, at, at, HostAccepted, at, at, ReportWaiting, Approved, Submitted, Held).
		Joins("JOIN organisations o ON o.id = r.organisation_id").
		Where("r.state = ? OR r.state = ? AND r.published_at > ? OR r.hidden_at IS NOT NULL", ReportWaiting, ReportPublished, at.Add(-undoFor)).
		Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read reports at the desk: %w", err)
	}
	for i := range rows {
		rows[i].Report = true
		rows[i].aside()
	}
	return rows, nil
}

// titleReports puts on the lines of reports what the actions are called that they are on, of which the desk shows it to the reader.
func (s *Store) titleReports(db *gorm.DB, as Actor, rows []queued, open []*QueueLine) error {
	about := map[string]string{}
	for _, r := range rows {
		if r.Report {
			about[r.ID] = r.ActionID
		}
	}
	var ids []string
	for _, l := range open {
		if id := about[l.ID]; id != "" {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	titles, err := s.titlesShown(db, as, unique(ids))
	for _, l := range open {
		if title := titles[about[l.ID]]; title.Text != "" {
			l.Title, l.TitleLang, l.titles = title.Text, title.Lang, []string{title.Text}
		}
	}
	return err
}
