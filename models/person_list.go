package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"keephope/models/fold"
)

// peoplePerPage is how many people a page lists.
const peoplePerPage = 50

// peopleAtOnce is how many people a search opens with one statement: names are sealed, so they are compared here.
const peopleAtOnce = 500

// PersonLine is a person as administrators see them. What they represent is not told here: it may be a secret.
type PersonLine struct {
	ID         string
	Name       string // what the provider calls them; may be empty
	ArrivedAt  time.Time
	DisabledAt *time.Time
	Roles      []Role
	Sessions   int
}

// Has reports whether the person holds exactly this role.
func (p PersonLine) Has(role Role) bool { return slices.Contains(p.Roles, role) }

// PeopleQuery asks for a page of people: whose name contains Search, after the person After.
type PeopleQuery struct {
	Search string
	After  string
}

// PeoplePage is a page of people. Next is the After of the next page, "" on the last.
type PeoplePage struct {
	People []PersonLine
	Next   string
}

// People lists who has signed in, newest first. For administrators.
func (s *Store) People(ctx context.Context, as Actor, q PeopleQuery) (PeoplePage, error) {
	if err := as.MayGrant(); err != nil {
		return PeoplePage{}, err
	}
	var f faults
	q.Search = f.search(q.Search)
	if err := f.err(); err != nil {
		return PeoplePage{}, err
	}
	var page PeoplePage
	for after := q.After; ; {
		batch, err := s.peopleAfter(ctx, after)
		if err != nil {
			return PeoplePage{}, err
		}
		for _, p := range batch {
			if q.Search != "" && !fold.Match(fold.SearchKey(p.Name), q.Search) {
				continue
			}
			if len(page.People) == peoplePerPage {
				page.Next = page.People[peoplePerPage-1].ID
				return page, nil
			}
			page.People = append(page.People, p)
		}
		if len(batch) < peopleAtOnce {
			return page, nil
		}
		after = batch[len(batch)-1].ID
	}
}

// peopleAfter reads the people that came before the person after, newest first.
func (s *Store) peopleAfter(ctx context.Context, after string) ([]PersonLine, error) {
	q := s.db.WithContext(ctx).Order("created_at DESC, id DESC").Limit(peopleAtOnce)
	if after != "" {
		last, err := one[Person](s.db.WithContext(ctx).Where("id = ?", after))
		if err != nil {
			return nil, err
		}
		q = q.Where("created_at < ? OR created_at = ? AND id < ?", last.CreatedAt.UTC(), last.CreatedAt.UTC(), last.ID)
	}
	var people []Person
	if err := q.Find(&people).Error; err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return s.personLines(ctx, people)
}

// PersonByID returns one person for administrators. Returns NotFound if there is none.
func (s *Store) PersonByID(ctx context.Context, as Actor, id string) (PersonLine, error) {
	if err := as.MayGrant(); err != nil {
		return PersonLine{}, err
	}
	person, err := one[Person](s.db.WithContext(ctx).Where("id = ?", id))
	if err != nil {
		return PersonLine{}, err
	}
	lines, err := s.personLines(ctx, []Person{person})
	if err != nil {
		return PersonLine{}, err
	}
	return lines[0], nil
}

// personLines opens the names of people, and adds their roles and their living sessions: three statements for all.
func (s *Store) personLines(ctx context.Context, people []Person) ([]PersonLine, error) {
	db, ids := s.db.WithContext(ctx), make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	names, err := s.personNames(db, people)
	if err != nil {
		return nil, err
	}
	var held []HeldRole
	if err := db.Where("person_id IN ?", ids).Order("role").Find(&held).Error; err != nil {
		return nil, fmt.Errorf("read roles: %w", err)
	}
	roles := map[string][]Role{}
	for _, h := range held {
		roles[h.PersonID] = append(roles[h.PersonID], h.Role)
	}
	var living []Session
	if err := db.Where("person_id IN ? AND ends_at > ?", ids, s.clock()).Find(&living).Error; err != nil {
		return nil, fmt.Errorf("count sessions: %w", err)
	}
	sessions, at := map[string]int{}, s.clock()
	for _, row := range living {
		if !row.over(at, len(roles[row.PersonID]) > 0) {
			sessions[row.PersonID]++
		}
	}
	lines := make([]PersonLine, len(people))
	for i, p := range people {
		lines[i] = PersonLine{
			ID: p.ID, Name: names[p.ID], ArrivedAt: p.CreatedAt, DisabledAt: p.DisabledAt, Roles: roles[p.ID], Sessions: sessions[p.ID],
		}
	}
	return lines, nil
}
