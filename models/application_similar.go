package models

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// mostSimilar is how many similar names a case shows.
const mostSimilar = 5

// SimilarOrganisation is an organisation whose name looks like an applicant's.
type SimilarOrganisation struct {
	Organisation
	Profile Profile
	Score   float64 // from fold.Threshold to 1, the same name
}

// similar finds organisations that are called much alike, across scripts and spellings, among those that this
// coordinator may know of: applicants that were sent, members, and those who were. Names are sealed, so all of them are
// compared here.
func (s *Store) similar(db *gorm.DB, as Actor, to Profile, organisationID string) ([]SimilarOrganisation, error) {
	known, err := s.known(db, as, organisationID)
	if err != nil {
		return nil, err
	}
	names, err := s.foldedOf(db, known)
	if err != nil {
		return nil, err
	}
	hits := fold.Similar(fold.NewProfile(to.Names.Own, to.Names.English), slices.All(names))
	if len(hits) > mostSimilar {
		hits = hits[:mostSimilar]
	}
	ids := make([]string, len(hits))
	for i, hit := range hits {
		ids[i] = known[hit.Key].ID
	}
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return nil, err
	}
	found := make([]SimilarOrganisation, len(hits))
	for i, hit := range hits {
		found[i] = SimilarOrganisation{Organisation: known[hit.Key].Organisation, Profile: profiles[ids[i]], Score: hit.Score}
	}
	return found, nil
}

// known lists the organisations that a coordinator may know of, but one: not those whose application was never sent or
// was taken back, for coordinators who are no keepers none that is unnamed, and for keepers none at risk that they did not
// take.
func (s *Store) known(db *gorm.DB, as Actor, but string) ([]marked, error) {
	at := s.clock()
	q := db.Table("organisations o").Select("o.id, o.number, o.state, o.joined_at, o.hidden_at, substr(o.profile, 1, ?) AS mark", markBytes).
		Where("o.id <> ?", but).
		Where(`(o.state IN ? OR EXISTS (SELECT 1 FROM applications a WHERE a.organisation_id = o.id AND a.state IN ?))`,
			[]OrganisationState{Member, Suspended, Left}, []ApplicationState{Submitted, Asked, Held, Declined})
	if as.Has(Keeper) {
		q = q.Where("NOT "+untakenRule, as.PersonID)
	} else {
		q = q.Where("NOT "+unnamedRule, at, at)
	}
	var rows []marked
	if err := q.Order("o.id").Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list organisations: %w", err)
	}
	return rows, nil
}

// Comparison is an applicant beside another organisation.
type Comparison struct {
	ApplicationID string
	This, Other   Profile
	Organisation  Organisation // the other one
}

// Compare puts an application beside an organisation that it resembles. Returns NotFound for what this coordinator may
// not know of.
func (s *Store) Compare(ctx context.Context, as Actor, applicationID, organisationID string) (Comparison, error) {
	db := s.db.WithContext(ctx)
	a, err := s.openApplication(db, as, applicationID)
	if err != nil {
		return Comparison{}, err
	}
	if a.OrganisationID == organisationID || !ValidID(organisationID) {
		return Comparison{}, notFound()
	}
	known, err := s.known(db.Where("o.id = ?", organisationID), as, a.OrganisationID)
	if err != nil {
		return Comparison{}, err
	}
	if len(known) == 0 {
		return Comparison{}, notFound()
	}
	profiles, err := s.profilesOf(db, []string{a.OrganisationID, organisationID})
	if err != nil {
		return Comparison{}, err
	}
	return Comparison{
		ApplicationID: a.ID, This: profiles[a.OrganisationID], Other: profiles[organisationID], Organisation: known[0].Organisation,
	}, nil
}
