package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Bounds of the members' list. What is for members only is sealed, so it is opened and sorted in Go.
const (
	memberActionsShown = 60
	memberActionsBound = 2000
	participantsShown  = 2000
)

// MayReadMemberActions, what members may know of what they do together: whoever represents a member. NotFound for everybody
// else, as for nothing.
func (a Actor) MayReadMemberActions() error {
	if !a.IsMember() {
		return notFound()
	}
	return nil
}

// MemberAction is an action as members read it.
type MemberAction struct {
	ID       string
	Audience Audience
	ActionSheet
	People ActionPeople // of one that is read alone
}

// MemberActionQuery asks for the members' list.
type MemberActionQuery struct {
	Past    bool
	Kind    string // slug; "" = all
	Country string // code; "" = all
}

// MemberActionPage is the members' list: the first of what the query finds.
type MemberActionPage struct {
	At        time.Time
	Actions   []MemberAction
	Countries []string // codes of the countries in which there are actions
	More      bool     // than are shown
}

// MemberActions lists what members may know: public actions and those for members only, to come by their next beginning,
// over by their end. Returns Invalid for a kind or country that there is not.
func (s *Store) MemberActions(ctx context.Context, as Actor, q MemberActionQuery) (MemberActionPage, error) {
	page := MemberActionPage{At: s.clock()}
	if err := as.MayReadMemberActions(); err != nil {
		return page, err
	}
	public := ActionQuery{Past: q.Past, Kind: q.Kind, Country: q.Country, size: memberActionsShown}
	if err := public.check(); err != nil {
		return page, err
	}
	rows, err := s.actionRows(ctx, public, actionCursor{}, page.At)
	if err != nil {
		return page, err
	}
	if page.Actions, err = s.publicForMembers(ctx, rows); err != nil {
		return page, err
	}
	if page.Countries, err = s.actionCountries(ctx); err != nil {
		return page, err
	}
	only, err := s.membersOnly(ctx, page.At, "a.campaign_id = "+featuredID)
	if err != nil {
		return page, err
	}
	for _, a := range only {
		if a.Country != "" {
			page.Countries = append(page.Countries, a.Country)
		}
		past := a.State == ActionDone || !a.LastAt.After(page.At)
		if past == q.Past && (q.Kind == "" || q.Kind == a.Kind) && (q.Country == "" || q.Country == a.Country) {
			page.Actions = append(page.Actions, a)
		}
	}
	slices.SortStableFunc(page.Actions, func(a, b MemberAction) int {
		if q.Past {
			return cmp.Or(b.LastAt.Compare(a.LastAt), cmp.Compare(b.ID, a.ID))
		}
		return cmp.Or(a.Next(page.At).Starts.Compare(b.Next(page.At).Starts), cmp.Compare(a.ID, b.ID))
	})
	page.More = len(page.Actions) > memberActionsShown
	page.Actions = page.Actions[:min(len(page.Actions), memberActionsShown)]
	return page, nil
}

// publicForMembers are public actions with their ids, which members' addresses name.
func (s *Store) publicForMembers(ctx context.Context, rows []sheetRow) ([]MemberAction, error) {
	ids := make(map[string]string, len(rows))
	for _, row := range rows {
		ids[row.Slug] = row.ActionID
	}
	sheets, err := s.sheets(ctx, rows)
	if err != nil {
		return nil, err
	}
	out := make([]MemberAction, len(sheets))
	for i, sheet := range sheets {
		out[i] = MemberAction{ID: ids[sheet.Slug], Audience: ForPublic, ActionSheet: sheet}
	}
	return out, nil
}

// membersOnly opens published actions for members that have a host whom members know by name, the newest first.
func (s *Store) membersOnly(ctx context.Context, at time.Time, where string, args ...any) ([]MemberAction, error) {
	db := s.db.WithContext(ctx)
	var rows []Action
	err := db.Table("actions a").Where("a.audience = ? AND a.published_at IS NOT NULL AND a.withheld_at IS NULL", ForMembers).Where(where, args...).
		Order("a.published_at DESC, a.id").Limit(memberActionsBound).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read actions for members: %w", err)
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	hosts, err := s.hostsForMembers(db, ids)
	if err != nil {
		return nil, err
	}
	keys, err := s.keysOf(db, ids)
	if err != nil {
		return nil, err
	}
	var out []MemberAction
	for _, row := range rows {
		if len(hosts[row.ID]) == 0 {
			continue
		}
		content, err := s.actionContent(keys[row.ID], row)
		if err != nil {
			return nil, err
		}
		said, err := openValue[ActionSaid](keys[row.ID], actionPlace(row.ID, "said"), row.Said)
		if err != nil {
			return nil, err
		}
		times := content.When.Occurrences()
		if len(times) == 0 {
			return nil, fmt.Errorf("read action %s: it has no time", row.ID)
		}
		out = append(out, MemberAction{ID: row.ID, Audience: ForMembers, ActionSheet: ActionSheet{
			State: row.State, LastAt: lastEnd(times).UTC(), Revision: row.Revision, PublishedAt: row.PublishedAt.UTC(), ChangedAt: row.ChangedAt.UTC(),
			PublicAction: content.public(said), Hosts: hosts[row.ID],
		}})
	}
	return out, s.fillTaken(db, out, at)
}

// hostsForMembers are the hosts of actions whom members know by name, by action, the host first.
func (s *Store) hostsForMembers(db *gorm.DB, actions []string) (map[string][]ActionPart, error) {
	rows, err := s.namedHosts(db, actions, ForMembers, "")
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(h ActionHost) bool { return h.State != HostAccepted })
	owners := make([]string, len(rows))
	for i, row := range rows {
		owners[i] = row.OrganisationID
	}
	parts, err := s.partsOf(db, unique(owners))
	if err != nil {
		return nil, err
	}
	out := map[string][]ActionPart{}
	for _, row := range rows {
		part := parts[row.OrganisationID]
		part.Part = row.Part
		out[row.ActionID] = append(out[row.ActionID], part)
	}
	return out, nil
}

// partsOf are organisations as members know them: with a public page, or with a name alone.
func (s *Store) partsOf(db *gorm.DB, ids []string) (map[string]ActionPart, error) {
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[string]ActionPart, len(ids))
	for id, profile := range profiles {
		out[id] = ActionPart{Names: profile.Names}
	}
	for chunk := range slices.Chunk(ids, openAtOnce) {
		var listed []Listing
		if err := db.Select("organisation_id", "slug").Where("organisation_id IN ?", chunk).Find(&listed).Error; err != nil {
			return nil, fmt.Errorf("read public pages: %w", err)
		}
		for _, l := range listed {
			part := out[l.OrganisationID]
			part.Slug = l.Slug
			out[l.OrganisationID] = part
		}
	}
	return out, nil
}
