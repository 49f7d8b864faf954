package models

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// deskHost joins the host of actions a as the desk knows it, as h, and the organisation that it is, as o: of those who accepted the one
// that those whom the action is for read as its host (see partsNow); where they read of none, the first that is not for keepers alone;
// where all are, the one that is kept as such. So o is unnamed only where nobody who hosts the action is named, and an action is the
// same to coordinators whether a host that is out of sight is on it or not.
func deskHost(q *gorm.DB, at time.Time) *gorm.DB {
	public, publicArgs := namedTo(ForPublic, "x.organisation_id", at)
	members, membersArgs := namedTo(ForMembers, "x.organisation_id", at)
	args := append(append([]any{ForPublic}, publicArgs...), membersArgs...)
	return q.Joins(`JOIN action_hosts h ON h.action_id = a.id AND h.organisation_id = (
		SELECT x.organisation_id FROM action_hosts x JOIN organisations o ON o.id = x.organisation_id
		WHERE x.action_id = a.id AND x.state = 'accepted'
		ORDER BY CASE WHEN (CASE WHEN a.audience = ? THEN `+public+` ELSE `+members+` END) THEN 0 WHEN NOT `+unnamedRule+` THEN 1 ELSE 2 END,
			CASE WHEN x.part = 'host' THEN 0 ELSE 1 END, COALESCE(x.answered_at, x.asked_at), x.organisation_id LIMIT 1)`, append(args, at, at)...).
		Joins("JOIN organisations o ON o.id = h.organisation_id")
}

// hostAtDesk is the host of an action as the desk knows it.
func (s *Store) hostAtDesk(db *gorm.DB, actionID string) (string, error) {
	host, err := one[ActionHost](deskHost(db.Table("actions a"), s.clock()).Select("h.*").Where("a.id = ?", actionID))
	return host.OrganisationID, err
}

// shownAtDesk leaves, of actions a with their hosts at the desk, those of which the actor may read there what they are called.
func shownAtDesk(q *gorm.DB, as Actor, at time.Time) *gorm.DB {
	q = deskHost(q, at).Where(sentRule)
	if !as.Has(Keeper) {
		q = q.Where("NOT "+unnamedRule+" AND NOT "+senderRule, at, at, at, at)
	}
	return q
}

// hostLang is the language of somebody of a host: of one person if they are among its people, else of its first signatory. Whoever began
// an action may be of a host that is out of sight.
func (s *Store) hostLang(db *gorm.DB, hostID, personID string) (string, error) {
	of, err := one[Representative](db.Where("organisation_id = ? AND (person_id = ? OR role = ?)", hostID, personID, Signatory).
		Order(clause.Expr{SQL: "CASE WHEN person_id = ? THEN 0 ELSE 1 END, since, person_id", Vars: []any{personID}}))
	if isNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return s.langOf(db, of.PersonID)
}
