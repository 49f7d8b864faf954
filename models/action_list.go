package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/occasion"
	"keephope/models/terms"
)

// ActionSheet is everything that everybody may read of an action: the only thing that public pages are given of one.
type ActionSheet struct {
	Name        PermanentName
	Slug        string
	State       ActionState
	LastAt      time.Time // after which it is over
	Revision    int
	PublishedAt time.Time
	ChangedAt   time.Time
	PublicAction
	Hosts []ActionPart // who accepted and is public; the host first
	Taken int          // by how many, by name, who are public
}

// ActionPart is an organisation that an action names.
type ActionPart struct {
	Slug  string
	Names Names
	Part  HostPart
	Town  string // of who takes part; "" = not told
}

// ActionQuery asks for a page of the public actions. The zero value is the first page of all that are to come.
type ActionQuery struct {
	Past      bool   // those that are over, the newest first
	Kind      string // slug; "" = all
	Country   string // code; "" = all
	Community string // slug; "" = all
	Online    bool   // only those that are online
	Page      string // a cursor of ActionPage; "" or one that does not fit this query = the first page

	host     string // address name of a host: its actions, whenever they are, the last first
	anytime  bool   // whether to come or over
	standing bool   // without those that are cancelled
	size     int
}

// ActionPageSize is how many actions a page of the public list has.
const ActionPageSize = 30

// ActionPage is one page of the public actions.
type ActionPage struct {
	At        time.Time // the instant of reading: it tells what is over
	Actions   []ActionSheet
	Countries []string // codes of the countries in which there are public actions
	Previous  string   // cursor of the page before; "" on the first page
	Next      string   // cursor of the page after; "" on the last page
}

// Actions returns a page of the public actions: those to come by their next beginning, those that are over by their end.
// Returns Invalid for a kind, country or community that there is not.
func (s *Store) Actions(ctx context.Context, q ActionQuery) (ActionPage, error) {
	page := ActionPage{At: s.clock()}
	if err := q.check(); err != nil {
		return page, err
	}
	q.size = ActionPageSize
	from, placed := s.openActionCursor(q)
	rows, err := s.actionRows(ctx, q, from, page.At)
	if err != nil {
		return page, err
	}
	more := len(rows) > q.size
	rows = rows[:min(len(rows), q.size)]
	if from.Back {
		slices.Reverse(rows)
	}
	if len(rows) > 0 {
		first, last := rows[0], rows[len(rows)-1]
		if placed && (more || !from.Back) {
			page.Previous = s.sealActionCursor(q, first.place(q, page.At, true))
		}
		if more || from.Back {
			page.Next = s.sealActionCursor(q, last.place(q, page.At, false))
		}
	}
	if page.Actions, err = s.sheets(ctx, rows); err != nil {
		return page, err
	}
	page.Countries, err = s.actionCountries(ctx)
	return page, err
}

// actionCountries are the codes of the countries in which there are public actions. The query steps from one to the next in
// the index, as DISTINCT does not.
func (s *Store) actionCountries(ctx context.Context) (codes []string, err error) {
	err = s.db.WithContext(ctx).Raw(`
WITH RECURSIVE c (country) AS (
  SELECT MIN(l.country) FROM listed_actions l WHERE l.campaign_id = ` + featuredID + ` AND l.country > ''
  UNION ALL
  SELECT (SELECT MIN(l.country) FROM listed_actions l WHERE l.campaign_id = ` + featuredID + ` AND l.country > c.country) FROM c WHERE c.country IS NOT NULL)
SELECT country FROM c WHERE country IS NOT NULL`).Scan(&codes).Error
	if err != nil {
		return nil, fmt.Errorf("list countries of actions: %w", err)
	}
	return codes, nil
}

// EachAction reads the whole list of a query, some actions at a time, as EachEndorser does: begin first, then each.
func (s *Store) EachAction(ctx context.Context, q ActionQuery, begin func(at time.Time) error, each func([]ActionSheet) error) error {
	if err := q.check(); err != nil {
		return err
	}
	at := s.clock()
	if err := begin(at); err != nil {
		return err
	}
	q.size = listedAtOnce
	for from := (actionCursor{}); ; {
		rows, err := s.actionRows(ctx, q, from, at)
		if err != nil {
			return err
		}
		more := len(rows) > q.size
		rows = rows[:min(len(rows), q.size)]
		sheets, err := s.sheets(ctx, rows)
		if err != nil {
			return err
		}
		if err := each(sheets); err != nil || !more {
			return err
		}
		from = rows[len(rows)-1].place(q, at, false)
	}
}

func (q ActionQuery) check() error {
	var f faults
	if q.Kind != "" && !terms.IsActionKind(q.Kind) {
		f.add("kind", "field.choice")
	}
	if q.Country != "" && !terms.IsCountry(q.Country) {
		f.add("country", "field.choice")
	}
	if q.Community != "" && !terms.IsCommunity(q.Community) {
		f.add("community", "field.choice")
	}
	return f.err()
}

// featuredID is the campaign of the short addresses.
const featuredID = "(SELECT c.id FROM campaigns c WHERE c.featured)"

const sheetColumns = "q.action_id, q.slug, q.state, q.first_at, q.last_at, q.revision, q.published_at, q.changed_at, q.shown, (SELECT COUNT(*) FROM listed_parts p WHERE p.action_id = q.action_id AND p.part = 'participant') AS taken"

// sheetRow is a listed action, and by how many places are taken.
type sheetRow struct {
	ListedAction
	Taken int
}

// actionRows reads one row more than the query's size, so that one sees whether there are more.
func (s *Store) actionRows(ctx context.Context, q ActionQuery, from actionCursor, at time.Time) ([]sheetRow, error) {
	var sql fragment
	down, place := q.latestFirst() != from.Back, "o.starts_at"
	if q.latestFirst() {
		place = "l.last_at"
	}
	sql.add("SELECT " + sheetColumns + " FROM (SELECT l.action_id, " + place + " AS place_at FROM ")
	if q.latestFirst() {
		sql.add("listed_actions l WHERE l.campaign_id = " + featuredID)
		q.narrow(&sql, at)
	} else {
		q.nextTimes(&sql, at)
	}
	if from.ID != "" {
		sql.add(" AND ("+place+", l.action_id) "+map[bool]string{true: "<", false: ">"}[down]+" (?, ?)", from.at(), from.ID)
	}
	order := map[bool]string{true: " DESC", false: ""}[down]
	sql.add(" ORDER BY "+place+order+", l.action_id"+order+" LIMIT ?) p JOIN listed_actions q ON q.action_id = p.action_id", q.size+1)
	sql.add(" ORDER BY p.place_at" + order + ", p.action_id" + order)
	var rows []sheetRow
	if err := s.db.WithContext(ctx).Raw(sql.text.String(), sql.args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("list actions: %w", err)
	}
	return rows, nil
}

// longestTime is how long one time of an action is at most: in the local time of every town it begins where the day
// begins first, and ends where it ends last.
const longestTime = occasion.MaxLength + 26*time.Hour

// nextTimes reads of each listed action of the query the time that is under way or comes next. CROSS JOIN has SQLite walk the times in
// their order: it need not look at all of them for a page. Whether an earlier one is to come it looks last, of what the query wants.
func (q ActionQuery) nextTimes(sql *fragment, at time.Time) {
	sql.add(`listed_occurrences o CROSS JOIN listed_actions l WHERE l.action_id = o.action_id AND l.campaign_id = `+featuredID+`
		AND o.starts_at > ? AND o.ends_at > ?`, at.Add(-longestTime), at)
	q.narrow(sql, at)
	sql.add(` AND NOT EXISTS (SELECT 1 FROM listed_occurrences e
		WHERE e.action_id = l.action_id AND e.ends_at > ? AND (e.starts_at, e.day) < (o.starts_at, o.day))`, at)
}

// latestFirst reports whether the list begins with what ends last.
func (q ActionQuery) latestFirst() bool { return q.Past || q.host != "" }

// narrow adds the conditions of the query.
func (q ActionQuery) narrow(sql *fragment, at time.Time) {
	switch {
	case q.host != "":
		sql.add(" AND l.action_id IN (SELECT p.action_id FROM listed_parts p WHERE p.slug = ? AND p.part IN ?)", q.host, hostParts())
	case q.anytime:
	case q.Past:
		sql.add(" AND l.last_at <= ?", at)
	default:
		sql.add(" AND l.last_at > ?", at)
	}
	if q.Kind != "" {
		sql.add(" AND l.kind = ?", q.Kind)
	}
	if q.Country != "" {
		sql.add(" AND l.country = ?", q.Country)
	}
	if q.Community != "" {
		sql.add(" AND EXISTS (SELECT 1 FROM listed_action_communities k WHERE k.community = ? AND k.action_id = l.action_id)", q.Community)
	}
	if q.Online {
		sql.add(" AND l.online")
	}
	if q.standing {
		sql.add(" AND l.state <> ?", ActionCancelled)
	}
}

func hostParts() []HostPart { return []HostPart{Host, CoHost} }

// sheets adds to rows who hosts them. One whose last host went between the two statements is left out.
func (s *Store) sheets(ctx context.Context, rows []sheetRow) ([]ActionSheet, error) {
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ActionID
	}
	var parts []ListedPart
	err := s.db.WithContext(ctx).Where("action_id IN ? AND part IN ?", ids, hostParts()).
		Order("CASE WHEN part = 'host' THEN 0 ELSE 1 END, sort_key, slug").Find(&parts).Error
	if err != nil {
		return nil, fmt.Errorf("read hosts of actions: %w", err)
	}
	hosts := map[string][]ActionPart{}
	for _, p := range parts {
		hosts[p.ActionID] = append(hosts[p.ActionID], ActionPart{Slug: p.Slug, Names: p.Names, Part: p.Part})
	}
	sheets := make([]ActionSheet, 0, len(rows))
	for _, row := range rows {
		if len(hosts[row.ActionID]) > 0 {
			sheets = append(sheets, ActionSheet{
				Name: s.actionName(row.ActionID), Slug: row.Slug, State: row.State, LastAt: row.LastAt.UTC(), Revision: row.Revision, PublishedAt: row.PublishedAt.UTC(),
				ChangedAt: row.ChangedAt.UTC(), PublicAction: row.Shown, Hosts: hosts[row.ActionID], Taken: row.Taken,
			})
		}
	}
	return sheets, nil
}

// isListed limits a query of listed actions to the featured campaign.
func isListed(db *gorm.DB) *gorm.DB { return db.Where("campaign_id = " + featuredID) }
