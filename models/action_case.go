package models

import (
	"fmt"

	"gorm.io/gorm"
)

// actionCasesShown is how many cases of its actions and reports lead on from another case, the newest.
const actionCasesShown = 50

// CaseLink leads to the case of a joint action, or of a report on one.
type CaseLink struct {
	ID     string
	Report bool
	Title  Worded // of the action; nothing = it is a draft, or for keepers, by now
	Names  Names  // of who tells, of a report
	Hidden bool   // a coordinator has it out of sight
}

// linkRow is a case with what its link needs of the rows.
type linkRow struct {
	ID, ActionID, OrganisationID string
	Hidden                       bool
}

// actionLinks are the cases of the actions that an organisation hosts, as far as the desk shows them to the actor; for keepers also those
// that it is kept as the host of while others read another there.
func (s *Store) actionLinks(db *gorm.DB, as Actor, organisationID string) ([]CaseLink, error) {
	q := shownAtDesk(db.Table("actions a").Select("a.id, a.id AS action_id, a.hidden_at IS NOT NULL AS hidden"), as, s.clock()).
		Where("h.organisation_id = ? OR ? AND EXISTS (SELECT 1 FROM action_hosts k WHERE k.action_id = a.id AND k.part = ? AND k.organisation_id = ?)",
			organisationID, as.Has(Keeper), Host, organisationID)
	return s.caseLinks(db, as, q.Order("hidden DESC, a.saved_at DESC, a.id"), false)
}

// reportLinks are the cases of reports that a condition on r finds, as far as the desk shows them to the actor.
func (s *Store) reportLinks(db *gorm.DB, as Actor, where, id string) ([]CaseLink, error) {
	q := db.Table("reports r").Select("r.id, r.action_id, r.organisation_id, r.hidden_at IS NOT NULL AS hidden").
		Joins("JOIN organisations o ON o.id = r.organisation_id").
		Where(where, id).Where("(r.state <> ? OR r.shown IS NOT NULL)", ReportReturned)
	if at := s.clock(); !as.Has(Keeper) {
		q = q.Where("NOT "+unnamedRule+" AND NOT "+untoldRule, at, at, HostAccepted, at, at)
	}
	return s.caseLinks(db, as, q.Order("hidden DESC, r.sent_at DESC, r.id"), true)
}

// caseLinks reads rows, and opens what they are called: five statements for all.
func (s *Store) caseLinks(db *gorm.DB, as Actor, q *gorm.DB, reports bool) ([]CaseLink, error) {
	var rows []linkRow
	if err := q.Limit(actionCasesShown).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("read cases of actions: %w", err)
	}
	var actions, tellers []string
	for _, r := range rows {
		actions = append(actions, r.ActionID)
		if reports {
			tellers = append(tellers, r.OrganisationID)
		}
	}
	titles, err := s.titlesShown(db, as, unique(actions))
	if err != nil {
		return nil, err
	}
	profiles, err := s.profilesOf(db, unique(tellers))
	if err != nil {
		return nil, err
	}
	links := make([]CaseLink, len(rows))
	for i, r := range rows {
		links[i] = CaseLink{ID: r.ID, Report: reports, Title: titles[r.ActionID], Names: profiles[r.OrganisationID].Names, Hidden: r.Hidden}
	}
	return links, nil
}

// aroundCase adds what leads on from a case: reports, hosts, the public page.
func (s *Store) aroundCase(db *gorm.DB, as Actor, a Action, c *ActionCase) (err error) {
	if c.Reports, err = s.reportLinks(db, as, "r.action_id = ?", a.ID); err != nil {
		return err
	}
	var slugs []string
	if err := db.Model(&ListedAction{}).Where("action_id = ?", a.ID).Pluck("slug", &slugs).Error; err != nil {
		return fmt.Errorf("read address of %s: %w", a.ID, err)
	}
	if len(slugs) > 0 {
		c.Slug = slugs[0]
	}
	return s.hostsInCase(db, as, a, c)
}

// CaseHost is an organisation that hosts an action beside the one that called it.
type CaseHost struct {
	Names Names
	Away  bool // it is named to nobody now: keepers alone learn of it
}

// hostsInCase adds who hosts an action beside its host, and which of them all sent what waits. Who is named to nobody now, be it
// hidden, counted or gone, is for keepers: others read the same as if it hosted nothing.
func (s *Store) hostsInCase(db *gorm.DB, as Actor, a Action, c *ActionCase) error {
	var rows []struct {
		OrganisationID string
		Named          bool
	}
	where, args := namedTo(ForMembers, "h.organisation_id", s.clock())
	err := db.Table("action_hosts h").Select("h.organisation_id, "+where+" AS named", args...).
		Where("h.action_id = ? AND h.state = ?", a.ID, HostAccepted).Order("h.asked_at, h.organisation_id").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read hosts of %s: %w", a.ID, err)
	}
	sender, err := s.senderOf(db, a)
	if err != nil {
		return err
	}
	var ids []string
	for _, r := range rows {
		if r.Named || as.Has(Keeper) {
			ids = append(ids, r.OrganisationID)
		}
	}
	profiles, err := s.profilesOf(db, ids)
	for _, r := range rows {
		if told, ok := profiles[r.OrganisationID]; ok && r.OrganisationID != c.HostID {
			c.Beside = append(c.Beside, CaseHost{Names: told.Names, Away: !r.Named})
		}
	}
	c.Sender = profiles[sender].Names
	return err
}

// senderOf is the id of the organisation that sent what waits of an action, "" where nothing does.
func (s *Store) senderOf(db *gorm.DB, a Action) (string, error) {
	if a.ProposedAt == nil {
		return "", nil
	}
	return s.lastSender(db, a.ID)
}

// lastSender is the id of the organisation that sent an action, or a change of it, last; "" if it was never sent, or that is erased.
func (s *Store) lastSender(db *gorm.DB, actionID string) (string, error) {
	last, err := one[Event](db.Where("object_kind = ? AND object_id = ? AND verb IN ?", "action", actionID, []Verb{"action.proposed", "action.edit_proposed"}).Order("id DESC"))
	if isNotFound(err) {
		return "", nil
	}
	return last.OrganisationID, err
}

// caseOfAction is the id of an action whose case the actor may open, else "".
func (s *Store) caseOfAction(db *gorm.DB, as Actor, actionID string) (string, error) {
	switch _, _, err := s.sentAction(db, as, actionID); {
	case err == nil:
		return actionID, nil
	case KindOf(err) != NotFound && KindOf(err) != Forbidden:
		return "", err
	}
	return "", nil
}
