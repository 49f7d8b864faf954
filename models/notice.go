package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Notice tells a person of an event: it stands on /me, and mail may follow it. The primary key makes telling twice
// harmless.
type Notice struct {
	PersonID string `gorm:"primaryKey"`
	EventID  int64  `gorm:"primaryKey"`
	At       time.Time
	SeenAt   *time.Time
}

// audience is whom a verb concerns.
type audience int

const (
	nobody      audience = iota
	toDesk               // coordinators; keepers alone where the organisation's days are theirs (see datelessRule)
	toPeople             // the organisation's representatives, but not whoever did it
	toSignatory          // the organisation's signatories, but not whoever did it
	toHosts              // representatives of the other hosts of an action, as long as they may know the organisation
	toAllHosts           // representatives of all hosts of an action
	toParties            // representatives of all hosts of an action and of all who take part in it, while they may know of it
	toTrusted            // all keepers and administrators, whoever did it too: it may have been done in their name
)

// audiences is who is told of what. A verb that is not here concerns nobody but the ledger.
func audiences(verb Verb) audience {
	switch verb {
	case "application.submitted", "application.answered", "profile_change.proposed", "profile_change.answered", "action.proposed", "action.edit_proposed", "report.sent":
		return toDesk
	case "application.taken", "application.asked", "application.held", "application.accepted", "application.declined",
		"profile_change.accepted", "profile_change.declined", "profile_change.asked", "profile_change.held", "organisation.suspended", "organisation.restored", "organisation.restored_unnamed",
		"organisation.hidden", "organisation.shown", "organisation.stayed_counted", "organisation.left",
		"organisation.erasure_planned", "organisation.erasure_taken_back",
		"action.asked", "action.declined", "action.held", "participation.moved_up", "participation.gone",
		"cohost.asked", "cohost.offered", "cohost.handed",
		"report.due", "report.published", "report.asked", "report.declined", "report.held", "report.hidden", "report.shown", "mention.withheld",
		"endorsement.louder", "endorsement.quieter", "endorsement.withdrawn", "endorsement.published":
		return toPeople
	case "action.published", "action.edit_accepted", "action.changed", "action.cancelled":
		return toParties
	case "action.hidden", "action.shown":
		return toAllHosts
	case "cohost.accepted", "cohost.refused", "cohost.stepped_down", "cohost.offer_refused":
		return toHosts
	case "join_request.made", "invitation.used", "representative.left":
		return toSignatory
	}
	if verb.isOfRoles() {
		return toTrusted
	}
	return nobody
}

// isOfRoles reports whether a verb tells that a role was granted or taken.
func (v Verb) isOfRoles() bool {
	return strings.HasPrefix(string(v), "role.granted.") || strings.HasPrefix(string(v), "role.revoked.")
}

// Tell writes a notice for everybody whom an event concerns. Idempotent. An event that is gone is no error.
func (s *Store) Tell(ctx context.Context, eventID int64) error {
	return s.inTx(ctx, func(t *tx) error {
		e, err := one[Event](t.db.Where("id = ?", eventID))
		if isNotFound(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read event %d: %w", eventID, err)
		}
		if back, err := t.takenBack(e); err != nil || back {
			return err
		}
		people, err := t.concerned(e)
		if err != nil {
			return fmt.Errorf("find whom event %d concerns: %w", eventID, err)
		}
		for _, id := range people {
			row := Notice{PersonID: id, EventID: e.ID, At: e.At}
			if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return fmt.Errorf("write notice: %w", err)
			}
		}
		return nil
	})
}

// takenBack reports whether an event is a decision of the desk that was taken back since: nobody is told of it.
func (t *tx) takenBack(e Event) (bool, error) {
	if !slices.Contains(slices.Concat(decisionVerbs(), changeVerbs(), publishingVerbs(), []Verb{"report.published"}), e.Verb) {
		return false, nil
	}
	var n int64
	err := t.db.Model(&Event{}).Where("object_id = ? AND verb IN ? AND id > ?", e.ObjectID, []Verb{"application.taken_back", "profile_change.taken_back", "action.taken_back", "report.taken_back"}, e.ID).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("look whether event %d was taken back: %w", e.ID, err)
	}
	return n > 0, nil
}

// concerned lists whom an event concerns, by the rights of now.
func (t *tx) concerned(e Event) ([]string, error) {
	var q *gorm.DB
	not := e.ActorID
	switch audiences(e.Verb) {
	case toDesk:
		roles, err := t.deskOf(e)
		if err != nil {
			return nil, err
		}
		q = t.db.Table("roles r").Where("r.role IN ?", roles).
			Where("EXISTS (?)", t.db.Model(&Organisation{}).Select("1").Where("id = ?", e.OrganisationID)) // not what was erased meanwhile
	case toPeople, toHosts, toAllHosts, toParties:
		told, err := t.organisationsTold(e)
		if err != nil {
			return nil, err
		}
		q = t.db.Table("representatives r").Where("r.organisation_id IN ?", told)
	case toSignatory:
		q = t.db.Table("representatives r").Where("r.organisation_id = ? AND r.role = ?", e.OrganisationID, Signatory)
	case toTrusted:
		not = ""
		q = t.db.Table("roles r").Where("r.role IN ?", []Role{Administrator, Keeper})
	default:
		return nil, nil
	}
	var ids []string
	err := q.Joins("JOIN people p ON p.id = r.person_id").Where("p.disabled_at IS NULL AND p.id <> ?", not).
		Distinct().Order("p.id").Pluck("p.id", &ids).Error
	return ids, err
}

// deskOf is who at the desk is told of an event: keepers alone, where the days of its organisation are theirs, or those of the host
// of the joint action that it is about, or the report that it is about is.
func (t *tx) deskOf(e Event) ([]Role, error) {
	if e.ObjectKind == "report" {
		m, err := t.reportMatter(t.db, Report{ID: e.ObjectID, OrganisationID: e.OrganisationID})
		if m.Secret || err != nil {
			return []Role{Keeper}, err
		}
	}
	concerned := []string{e.OrganisationID}
	if e.ObjectKind == "action" || e.ObjectKind == "report" {
		err := deskHost(t.db.Table("actions a"), t.at).Where("a.id = ? OR a.id IN (SELECT r.action_id FROM reports r WHERE r.id = ?)", e.ObjectID, e.ObjectID).
			Pluck("h.organisation_id", &concerned).Error
		if err != nil {
			return nil, fmt.Errorf("read host of %s %s: %w", e.ObjectKind, e.ObjectID, err)
		}
		concerned = append(concerned, e.OrganisationID)
	}
	for _, id := range unique(concerned) {
		secret, err := t.dateless(t.db, id, t.at)
		if secret || err != nil {
			return []Role{Keeper}, err
		}
	}
	return []Role{Coordinator, Keeper}, nil
}
