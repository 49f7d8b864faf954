package models

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"keephope/models/fold"
)

// ActionPeople is who takes part in a public action, as everybody may know.
type ActionPeople struct {
	Named   int          // organisations that host it or take part by name
	Unnamed int          // that take part besides: 0, or 10, 15, 20 …; one number a day
	Towns   []string     // of those who host it everywhere or take part by name, each once, in order
	Shown   []ActionPart // the first of those who take part by name, in the order of names
	More    bool         // there are more of them than are shown
}

// peopleShown is how many of those who take part stand on an action's own page; PeoplePageSize how many on a page of all.
const (
	peopleShown    = 20
	PeoplePageSize = 200
)

// ActionPeople returns who takes part in the public action of an address name. NotFound if it shows nothing now.
func (s *Store) ActionPeople(ctx context.Context, slug string) (ActionPeople, error) {
	db := s.db.WithContext(ctx)
	var counts []struct {
		ActionID       string
		Named, Unnamed int
	}
	err := db.Raw(`SELECT l.action_id, (SELECT COUNT(DISTINCT p.slug) FROM listed_parts p WHERE p.action_id = l.action_id) AS named,
		COALESCE((SELECT t.unnamed FROM action_tallies t WHERE t.action_id = l.action_id AND t.day <= ? ORDER BY t.day DESC LIMIT 1), 0) AS unnamed
		FROM listed_actions l WHERE l.slug = ?`, utcDay(s.clock()), slug).Scan(&counts).Error
	if err != nil {
		return ActionPeople{}, fmt.Errorf("count who takes part: %w", err)
	}
	if len(counts) == 0 {
		return ActionPeople{}, notFound()
	}
	people := ActionPeople{Named: counts[0].Named, Unnamed: counts[0].Unnamed}
	var towns []string
	err = db.Raw("SELECT DISTINCT town FROM listed_parts WHERE action_id = ? AND town <> ''", counts[0].ActionID).Scan(&towns).Error
	if err != nil {
		return people, fmt.Errorf("list towns of those who take part: %w", err)
	}
	people.Towns = eachTownOnce(towns)
	var next *participantsPlace
	people.Shown, next, err = s.participants(ctx, counts[0].ActionID, participantsPlace{}, peopleShown)
	people.More = next != nil
	return people, err
}

// eachTownOnce puts towns in order and leaves one spelling of each.
func eachTownOnce(towns []string) []string {
	spelled := map[string]string{}
	for _, town := range slices.Sorted(slices.Values(towns)) {
		if key := fold.SearchKey(town); spelled[key] == "" {
			spelled[key] = town
		}
	}
	return slices.SortedFunc(maps.Values(spelled), func(a, b string) int { return slices.Compare([]byte(fold.SortKey(a)), []byte(fold.SortKey(b))) })
}

// participantsPlace is a place in the list of those who take part: after this row.
type participantsPlace struct {
	Key  string `json:"k"`
	Slug string `json:"s"`
}

// ParticipantsPage is one page of those who take part in a public action by name.
type ParticipantsPage struct {
	Action ActionSheet // its hosts are counted with those who take part
	Parts  []ActionPart
	First  bool   // it is the first page
	Next   string // cursor of the page after; "" on the last page
}

// Participants returns a page of those who take part in the public action of an address name, in the order of names.
// page is the cursor of an earlier one; "" or one that does not fit is the first page. NotFound if the action shows nothing
// now.
func (s *Store) Participants(ctx context.Context, slug, page string) (ParticipantsPage, error) {
	action, _, err := s.ActionBySlug(ctx, slug)
	if err != nil {
		return ParticipantsPage{}, err
	}
	p := ParticipantsPage{Action: action}
	id, err := s.PublicActionID(ctx, action.Slug)
	if err != nil {
		return p, err
	}
	var after participantsPlace
	if !s.openPlace(participantsAt, page, id, &after) {
		after = participantsPlace{}
	}
	parts, next, err := s.participants(ctx, id, after, PeoplePageSize)
	if p.Parts, p.First = parts, after == (participantsPlace{}); next != nil {
		p.Next = s.sealPlace(participantsAt, *next, id)
	}
	return p, err
}

// participants reads at most n of those who take part, and after which there are more; nil = there are none.
func (s *Store) participants(ctx context.Context, actionID string, after participantsPlace, n int) ([]ActionPart, *participantsPlace, error) {
	var rows []ListedPart
	err := s.db.WithContext(ctx).Where("action_id = ? AND part = ? AND (sort_key, slug) > (?, ?)", actionID, Participant, after.Key, after.Slug).
		Order("sort_key, slug").Limit(n + 1).Find(&rows).Error
	if err != nil {
		return nil, nil, fmt.Errorf("list who takes part: %w", err)
	}
	var next *participantsPlace
	if len(rows) > n {
		rows = rows[:n]
		next = &participantsPlace{Key: rows[n-1].SortKey, Slug: rows[n-1].Slug}
	}
	parts := make([]ActionPart, len(rows))
	for i, row := range rows {
		parts[i] = ActionPart{Slug: row.Slug, Names: row.Names, Part: row.Part, Town: row.Town}
	}
	return parts, next, nil
}
