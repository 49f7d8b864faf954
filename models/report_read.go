package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// ReportView is an action as an organisation that took part reports on it.
type ReportView struct {
	ActionID  string
	Slug      string // of the action's public page; "" = it has none
	Content   ActionContent
	From      time.Time // from when on one can say how it was
	Refused   string    // key of the sentence why it cannot report; "" = it can
	Trusted   bool      // what is sent is published at once
	Named     bool      // the organisation is named to those whom the action is for, now
	State     ReportState
	Edition   int // 0 = there is none yet
	Words     ReportWords
	Published bool   // something of it is published, be it an earlier version
	Reason    string // what the desk said
	Held      *time.Time
	Withheld  bool // a keeper has its words out of sight
	Hidden    bool // a coordinator has
}

// Said is what the desk said of what waits or was given back; "" while the reason is why it is hidden.
func (v ReportView) Said() string {
	if v.Hidden {
		return ""
	}
	return v.Reason
}

// ReportOf reads what an organisation says of an action. NotFound for an action that it has no part in.
func (s *Store) ReportOf(ctx context.Context, as Actor, organisationID, actionID string) (ReportView, error) {
	if err := as.MayRead(organisationID); err != nil {
		return ReportView{}, err
	}
	db := s.db.WithContext(ctx)
	o, orgKey, err := s.organisation(db, organisationID)
	if err != nil {
		return ReportView{}, err
	}
	a, quiet, err := s.partOf(db, o, actionID)
	if err != nil {
		return ReportView{}, err
	}
	key, err := s.key(db, a.ID)
	if err != nil {
		return ReportView{}, err
	}
	v := ReportView{ActionID: a.ID}
	if v.Content, err = s.actionContent(key, a); err != nil {
		return v, err
	}
	v.Content.Where = v.Content.Where.open()
	v.From = v.Content.firstEnd()
	v.Refused = refusedReport(a, quiet, v.From, s.clock())
	if v.Trusted, err = trustsActions(db); err != nil {
		return v, err
	}
	if v.Named, err = s.isNamedTo(db, a.Audience, o.ID, s.clock()); err != nil {
		return v, err
	}
	var slugs []string
	if err := db.Model(&ListedAction{}).Where("action_id = ?", a.ID).Pluck("slug", &slugs).Error; err != nil {
		return v, fmt.Errorf("read address of %s: %w", a.ID, err)
	}
	if len(slugs) > 0 {
		v.Slug = slugs[0]
	}
	return s.withReport(db, orgKey, o.ID, v)
}

// withReport adds the report that there is.
func (s *Store) withReport(db *gorm.DB, key seal.DataKey, organisationID string, v ReportView) (ReportView, error) {
	r, err := one[Report](db.Where("action_id = ? AND organisation_id = ?", v.ActionID, organisationID))
	if isNotFound(err) {
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.State, v.Edition, v.Published, v.Held, v.Withheld, v.Hidden = r.State, r.Edition, len(r.Shown) > 0, heldUntil(r.StateAt(s.clock()), r.HeldUntil), byKeeper(r.WithheldAt, r.HiddenAt), r.HiddenAt != nil
	if v.Words, err = openValue[ReportWords](key, reportPlace(r.ID, "said"), r.Said); err != nil {
		return v, err
	}
	v.Reason, err = openValue[string](key, reportPlace(r.ID, "reason"), r.Reason)
	return v, err
}

// partOf reads a published action that an organisation hosts or takes part in now, and whether it does so quietly.
// NotFound for every other, also for one that it waits for a place in, and for who is no member and hosts it with others.
func (s *Store) partOf(db *gorm.DB, o Organisation, actionID string) (a Action, quiet bool, err error) {
	if !ValidID(actionID) {
		return a, false, notFound()
	}
	_, err = one[ActionHost](db.Table("action_hosts h").Where("h.action_id = ? AND h.organisation_id = ? AND "+hostReads, actionID, o.ID))
	if err == nil {
		a, err = one[Action](db.Where("id = ? AND published_at IS NOT NULL", actionID))
		return a, false, err
	}
	if !isNotFound(err) {
		return a, false, err
	}
	p, err := one[Participation](db.Where("action_id = ? AND organisation_id = ? AND NOT waiting", actionID, o.ID))
	if err != nil {
		return a, false, err
	}
	a, _, err = s.knownAction(db, o, actionID)
	return a, p.Quiet, err
}

// refusedReport is the key of why nobody in this place reports; "" = they do. Whoever takes part quietly is not asked: a
// report is read by coordinators and names its organisation.
func refusedReport(a Action, quiet bool, from, at time.Time) string {
	switch {
	case a.State == ActionCancelled:
		return "report.cancelled"
	case quiet:
		return "report.quiet"
	case from.After(at):
		return "report.early"
	}
	return ""
}

// DueReport is an action that an organisation has not told of yet.
type DueReport struct {
	ActionID string
	Title    string
	Lang     string
}

// dueShown bounds how many reports the first page asks for, and dueFor how long it does.
const (
	dueShown = 5
	dueFor   = 60 * 24 * time.Hour
)

// DueReports lists the actions of an organisation that were over in the last weeks and of which it has not told, the
// newest first.
func (s *Store) DueReports(ctx context.Context, as Actor, organisationID string) ([]DueReport, error) {
	if as.MayHost(organisationID) != nil {
		return nil, nil
	}
	var ids []string
	err := s.db.WithContext(ctx).Table("actions a").
		Where("a.reports_asked_at > ? AND a.state <> ?", s.clock().Add(-dueFor), ActionCancelled).
		Where(`(EXISTS (SELECT 1 FROM action_hosts h WHERE h.action_id = a.id AND h.organisation_id = ? AND h.state = ?)
			OR EXISTS (SELECT 1 FROM participations p WHERE p.action_id = a.id AND p.organisation_id = ? AND NOT p.quiet AND NOT p.waiting))`,
			organisationID, HostAccepted, organisationID).
		Where("NOT EXISTS (SELECT 1 FROM reports r WHERE r.action_id = a.id AND r.organisation_id = ?)", organisationID).
		Order("a.reports_asked_at DESC, a.id").Limit(dueShown).Pluck("a.id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("list reports to write of %s: %w", organisationID, err)
	}
	var due []DueReport
	for _, id := range ids {
		v, err := s.ReportOf(ctx, as, organisationID, id)
		if isNotFound(err) || err == nil && v.Refused != "" {
			continue // its hosts are out of sight
		}
		if err != nil {
			return nil, err
		}
		due = append(due, DueReport{ActionID: id, Title: v.Content.Texts[v.Content.Original].Title, Lang: v.Content.Original})
	}
	return due, nil
}

// ReportPicture reads a picture of an organisation's own report for its people: the smallest size that is at least as wide as
// asked for, else the widest. NotFound for everybody else.
func (s *Store) ReportPicture(ctx context.Context, as Actor, organisationID, pictureID string, width int) (LogoFile, error) {
	if err := as.MayRead(organisationID); err != nil {
		return LogoFile{}, err
	}
	return s.reportPicture(s.db.WithContext(ctx), organisationID, pictureID, width)
}

func (s *Store) reportPicture(db *gorm.DB, organisationID, pictureID string, width int) (LogoFile, error) {
	if !ValidID(pictureID) {
		return LogoFile{}, notFound()
	}
	var sizes []ReportPicture
	err := db.Table("report_pictures p").Select("p.*").Joins("JOIN reports r ON r.id = p.report_id AND r.organisation_id = ?", organisationID).
		Where("p.id = ?", pictureID).Order("p.width").Scan(&sizes).Error
	if err != nil {
		return LogoFile{}, fmt.Errorf("read picture: %w", err)
	}
	if len(sizes) == 0 {
		return LogoFile{}, notFound()
	}
	chosen := wideEnough(sizes, func(size ReportPicture) bool { return size.Width >= width })
	key, err := s.key(db, organisationID)
	if err != nil {
		return LogoFile{}, err
	}
	plain, err := key.Open(reportPicturePlace(chosen.ID, chosen.Width), chosen.Sealed)
	if err != nil {
		return LogoFile{}, fmt.Errorf("open picture: %w", err)
	}
	return LogoFile{Width: chosen.Width, Height: chosen.Height, MediaType: chosen.MediaType, Bytes: plain}, nil
}
