package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// Limits of the members' directory. What only members see is sealed, so it is opened and searched in Go, up to a bound.
const (
	coalitionPage  = 50
	coalitionBound = 5000
)

// CoalitionQuery asks for a page of the members' directory: who is found by Search, after the place After. (It is
// sealed, because the key of a name that only members may know does not belong in an address; and no id, which would
// tell whether there is one, and where in the alphabet.)
type CoalitionQuery struct {
	Search string
	After  string // Next of the page before; "" and what is no Next of this reader = from the beginning
}

// CoalitionMember is what accepted organisations see of each other: no more than its level allows.
type CoalitionMember struct {
	Told
	Slug string // "" = to members only: it has no public page
	at   place
}

// place is where somebody stands in the directory: by the key of the name, then by endorsement.
type place struct {
	SortKey string `json:"k"`
	ID      string `json:"i"`
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.SortKey, other.SortKey), cmp.Compare(p.ID, other.ID))
}

// CoalitionPage is a page of the members' directory, in the order of names.
type CoalitionPage struct {
	Members []CoalitionMember
	Next    string // After of the next page, "" = this is the last
}

// Coalition lists who stands under the featured campaign's call by name or to members: for people of members, and
// coordinators. Who is hidden, counted, or named to an addressee alone is not in it, nor is how many those are.
func (s *Store) Coalition(ctx context.Context, as Actor, q CoalitionQuery) (CoalitionPage, error) {
	if err := as.MayReadCoalition(); err != nil {
		return CoalitionPage{}, err
	}
	var f faults
	q.Search = f.search(q.Search)
	if err := f.err(); err != nil {
		return CoalitionPage{}, err
	}
	db := s.db.WithContext(ctx)
	var after place
	s.openPlace(directoryPlace, q.After, as.PersonID, &after)
	public, err := s.coalitionPublic(db, q.Search, after)
	if err != nil {
		return CoalitionPage{}, err
	}
	sealed, err := s.coalitionSealed(db, q.Search, after)
	if err != nil {
		return CoalitionPage{}, err
	}
	all := append(public, sealed...)
	slices.SortFunc(all, func(a, b CoalitionMember) int { return a.at.compare(b.at) })
	if len(all) <= coalitionPage {
		return CoalitionPage{Members: all}, nil
	}
	return CoalitionPage{Members: all[:coalitionPage], Next: s.sealPlace(directoryPlace, all[coalitionPage-1].at, as.PersonID)}, nil
}

// coalitionCall selects the statement that the directory is about.
func coalitionCall(db *gorm.DB) *gorm.DB {
	return db.Table("statements t").Select("t.id").Joins("JOIN campaigns c ON c.id = t.campaign_id AND c.featured").Where("t.kind = ?", Call)
}

// coalitionPublic reads a page's worth of those who stand by name.
func (s *Store) coalitionPublic(db *gorm.DB, search string, after place) ([]CoalitionMember, error) {
	query := db.Model(&Listing{}).Where("statement_id IN (?)", coalitionCall(db))
	if after.ID != "" {
		query = query.Where("(sort_key > ? OR sort_key = ? AND endorsement_id > ?)", after.SortKey, after.SortKey, after.ID)
	}
	if search != "" {
		pattern, ok := fold.LikePattern(search)
		if !ok {
			return nil, nil
		}
		query = query.Where("folded LIKE ?", pattern)
	}
	var rows []Listing
	if err := query.Order("sort_key, endorsement_id").Limit(coalitionPage + 1).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read public part of the directory: %w", err)
	}
	out := make([]CoalitionMember, len(rows))
	for i, l := range rows {
		out[i] = CoalitionMember{Told: l.told().At(Members), Slug: l.Slug, at: place{l.SortKey, l.EndorsementID}}
	}
	return out, nil
}

// coalitionSealed reads those who stand to members only, as far as this page can need them.
func (s *Store) coalitionSealed(db *gorm.DB, search string, after place) ([]CoalitionMember, error) {
	var rows []struct {
		Endorsement
		Profile []byte
	}
	err := db.Table("endorsements e").Select("e.*, o.profile").Joins("JOIN organisations o ON o.id = e.organisation_id").
		Where("e.statement_id IN (?) AND e.level = ? AND e.withdrawn_at IS NULL AND "+namedRule, coalitionCall(db), Members, s.clock()).
		Where("o.state = ? AND o.hidden_at IS NULL", Member).
		Order("e.given_at, e.id").Limit(coalitionBound).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read sealed part of the directory: %w", err)
	}
	owners := make([]string, len(rows))
	for i, r := range rows {
		owners[i] = r.OrganisationID
	}
	keys, err := s.keysOf(db, owners)
	if err != nil {
		return nil, err
	}
	var out []CoalitionMember
	for _, r := range rows {
		profile, err := openValue[Profile](keys[r.OrganisationID], profilePlace(r.OrganisationID), r.Profile)
		if err != nil {
			return nil, err
		}
		at := place{fold.SortKey(profile.Names.Sorting()), r.ID}
		if at.compare(after) <= 0 || search != "" && !fold.Match(fold.SearchKey(profile.Names.Own, profile.Names.English), search) {
			continue
		}
		quote, err := openValue[Quote](keys[r.OrganisationID], quotePlace(r.ID), r.Quote)
		if err != nil {
			return nil, err
		}
		out = append(out, CoalitionMember{Told: Told{profile, quote}.At(Members), at: at})
	}
	return out, nil
}
