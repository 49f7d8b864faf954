package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// coarseAfter is how long the exact instants of an organisation that is not public are kept.
const coarseAfter = 7 * 24 * time.Hour

// coarsened is how many instants of one column a sweep makes coarse.
const coarsened = 2000

// monthOf is the first instant of a month, in UTC.
func monthOf(at time.Time) time.Time {
	at = at.UTC()
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// Coarse reports whether an instant tells its month alone: it lies in the month's first second, where instants that were
// made coarse keep their order.
func Coarse(at time.Time) bool { return at.UTC().Sub(monthOf(at)) < time.Second }

// instants is a column of instants that are of an organisation. Owner says in SQL of which.
type instants struct{ table, column, owner, only string }

// coarseInstants are the columns that tell when an organisation came, changed and went. Whoever kept old copies of the
// public list knows the same of everybody who was on it.
func coarseInstants() []instants {
	const ended, read = " AND state IN ('approved', 'declined', 'withdrawn')", "(SELECT a.organisation_id FROM applications a WHERE a.id = application_id)"
	return []instants{
		{"organisations", "created_at", "id", ""}, {"organisations", "joined_at", "id", ""}, {"organisations", "hidden_at", "id", ""},
		{"organisations", "suspended_at", "id", ""}, {"organisations", "left_at", "id", ""},
		{"representatives", "since", "organisation_id", ""}, {"slugs", "given_at", "organisation_id", ""}, {"logos", "added_at", "organisation_id", ""},
		{"applications", "saved_at", "organisation_id", " AND state = 'approved'"}, {"applications", "submitted_at", "organisation_id", " AND state = 'approved'"},
		{"applications", "answered_at", "organisation_id", " AND state = 'approved'"}, {"applications", "taken_at", "organisation_id", " AND state = 'approved'"},
		{"applications", "decided_at", "organisation_id", " AND state = 'approved'"},
		{"application_messages", "at", read, ""}, {"application_notes", "at", read, ""}, {"application_approvals", "at", read, ""},
		{"profile_changes", "made_at", "organisation_id", ended}, {"profile_changes", "decided_at", "organisation_id", ended},
		{"endorsements", "given_at", "organisation_id", ""}, {"endorsements", "withdrawn_at", "organisation_id", ""},
		{"profile_changes", "answered_at", "organisation_id", ended},
	}
}

// alike is a column of instants that become coarse of everybody, public or not: the instant of a line of the ledger could
// be read from it. Only says in SQL of which rows; later is how much later than the instant of the line it is.
type alike struct {
	table, column, only string
	later               time.Duration
}

func coarseAlike() []alike {
	const answered = " AND state <> 'pending'" // while it waits, its last day is asked for
	return []alike{
		{"people", "created_at", "", 0}, {"people", "disabled_at", "", 0}, {"identities", "added_at", "", 0}, {"roles", "granted_at", "", 0},
		{"data_keys", "made_at", "", 0}, {"appointments", "approved_at", "", 0},
		{"invitations", "made_at", "", 0}, {"invitations", "used_at", "", 0}, {"invitations", "revoked_at", "", 0},
		{"invitations", "expires_at", "", InvitationLife},
		{"join_requests", "made_at", answered, 0}, {"join_requests", "decided_at", answered, 0},
		{"join_requests", "expires_at", answered, JoinRequestLife},
	}
}

// coarsenAlike makes the columns of coarseAlike coarse. Nothing is kept of the order within a month.
func (t *tx) coarsenAlike() error {
	for _, of := range coarseAlike() {
		month := "substr(" + of.column + ", 1, 7) || '-01 00:00:00+00:00'"
		if t.dialect == "postgres" {
			month = "date_trunc('month', " + of.column + ", 'UTC')"
		}
		err := t.db.Exec("UPDATE "+of.table+" SET "+of.column+" = "+month+" WHERE "+of.column+" <= ? AND "+tellsDay(t.dialect, of.column)+of.only,
			t.at.Add(of.later-coarseAfter)).Error
		if err != nil {
			return fmt.Errorf("make %s.%s coarse: %w", of.table, of.column, err)
		}
	}
	return nil
}

// Coarsen makes what tells when an organisation came, changed and went tell the month alone, once it is coarseAfter old
// and the organisation is not public. The order stays. Idempotent; runs every hour.
func (s *Store) Coarsen(ctx context.Context) error {
	for _, of := range coarseInstants() {
		err := s.inTx(ctx, func(t *tx) error {
			var owners []string
			err := t.db.Raw("SELECT owner FROM (SELECT "+of.owner+" AS owner FROM "+of.table+" WHERE "+of.column+" <= ? AND "+tellsDay(t.dialect, of.column)+of.only+
				") x WHERE EXISTS (SELECT 1 FROM organisations o WHERE o.id = x.owner AND o.state IN ?)"+
				" AND NOT EXISTS (SELECT 1 FROM listings l WHERE l.organisation_id = x.owner) ORDER BY owner LIMIT ?",
				t.at.Add(-coarseAfter), []OrganisationState{Member, Suspended, Left}, coarsened).Scan(&owners).Error
			if err != nil {
				return fmt.Errorf("find exact %s.%s: %w", of.table, of.column, err)
			}
			for _, owner := range unique(owners) {
				if err := t.coarsen(of, owner, t.at.Add(-coarseAfter)); err != nil {
					return fmt.Errorf("make %s.%s coarse: %w", of.table, of.column, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := s.inTx(ctx, (*tx).coarsenAlike); err != nil {
		return err
	}
	return s.coarsenEvents(ctx)
}

// tellsDay says in SQL that a column holds an instant that tells more than its month.
func tellsDay(dialect, column string) string {
	if dialect == "postgres" {
		return "date_trunc('second', " + column + ", 'UTC') <> date_trunc('month', " + column + ", 'UTC')"
	}
	return "substr(" + column + ", 9, 11) <> '01 00:00:00'"
}

// coarsen makes the instants of one owner coarse, up to the latest one that is old enough: the first of a month becomes
// the month's first instant, the next one a microsecond more.
func (t *tx) coarsen(of instants, owner string, until time.Time) error {
	var held []time.Time
	rows := func() *gorm.DB { return t.db.Table(of.table).Where(of.owner+" = ?"+of.only, owner) }
	if err := rows().Where(of.column+" <= ?", until).Distinct().Order(of.column).Pluck(of.column, &held).Error; err != nil {
		return err
	}
	for i, at := range held {
		before := slices.IndexFunc(held, func(other time.Time) bool { return monthOf(other).Equal(monthOf(at)) })
		month := monthOf(at).Add(time.Duration(i-before) * time.Microsecond)
		if month.Equal(at) {
			continue
		}
		if err := rows().Where(of.column+" = ?", at.UTC()).UpdateColumn(of.column, month).Error; err != nil {
			return err
		}
	}
	return nil
}

// dropPublicMarks takes out of plain what the public knew of an organisation that is not public now: when its address was given,
// and that a coordinator picked its words.
func (t *tx) dropPublicMarks(organisationID string) error {
	if err := t.coarsen(instants{"slugs", "given_at", "organisation_id", ""}, organisationID, t.at); err != nil {
		return fmt.Errorf("make days of addresses of %s coarse: %w", organisationID, err)
	}
	if err := t.db.Exec("DELETE FROM voices WHERE organisation_id = ?", organisationID).Error; err != nil {
		return fmt.Errorf("drop voice of %s: %w", organisationID, err)
	}
	return nil
}
