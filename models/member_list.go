package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// membersPerPage is how many organisations a page of the desk lists.
const membersPerPage = 50

// few is the number under which a count of unnamed organisations is not told: "few".
const few = 5

// MemberLine is an organisation as coordinators see it. One that is not Open tells its number, and nothing else.
type MemberLine struct {
	ID     string // "" if it is not Open
	Number int    // "Unnamed endorser 41"
	Open   bool
	Names  Names
	Town   string
	State  OrganisationState // member or suspended
	Secret bool              // for keepers alone
	Hidden *time.Time        // since when, nil if it is not
	Joined *time.Time
	Shown  Level // Public or Members: the most that it is shown to now; "" if it is shown to nobody

	Country string
}

// MembersQuery asks for a page of organisations: whose name has Search in it, after the one with the id After.
type MembersQuery struct{ Search, After string }

// MembersPage is a page of organisations, by name; the unnamed come last. Next is the After of the next page, "" on the
// last.
type MembersPage struct {
	Lines     []MemberLine
	Next      string
	Public    int // shown to everybody now
	ToMembers int // shown to members now, and to nobody else
	Unnamed   Tallied
}

// Tallied is a number of unnamed organisations: under five it says only that there are few.
type Tallied struct{ N int }

// Few reports whether the number itself is not told.
func (n Tallied) Few() bool { return n.N > 0 && n.N < few }

// memberRow is what a line needs of its organisation.
type memberRow struct {
	Organisation
	Secret bool
	Shown  Level
}

// MembersAtDesk lists the organisations of the coalition for coordinators: members, and those suspended. Who stands
// counted is "Unnamed endorser 41" to those who are no keepers, without country, date or text.
func (s *Store) MembersAtDesk(ctx context.Context, as Actor, q MembersQuery) (MembersPage, error) {
	if err := as.MayUseDesk(); err != nil {
		return MembersPage{}, err
	}
	var f faults
	q.Search = f.search(q.Search)
	if err := f.err(); err != nil {
		return MembersPage{}, err
	}
	rows, err := s.memberRows(s.db.WithContext(ctx))
	if err != nil {
		return MembersPage{}, err
	}
	var page MembersPage
	var ids []string
	for _, row := range rows {
		switch {
		case row.Secret:
			page.Unnamed.N++
		case row.Shown == Public:
			page.Public++
		case row.Shown == Members:
			page.ToMembers++
		}
		if as.MaySee(row.matter()) == nil {
			ids = append(ids, row.ID)
		}
	}
	profiles, err := s.profilesOf(s.db.WithContext(ctx), ids)
	if err != nil {
		return MembersPage{}, err
	}
	for _, row := range rows {
		l := row.line(as, profiles[row.ID])
		if !l.Open { // not the number that it applied under: that would tell when it came
			l.Number = s.alias("endorser", row.ID)
		}
		if q.finds(l) {
			page.Lines = append(page.Lines, l)
		}
	}
	page.cut(q.After)
	return page, nil
}

// shownRule says in SQL to whom an organisation o is shown by name now: 'public', 'members', or an empty text. The placeholders are
// a level, now, and the level once more, for each of the two.
const shownRule = `(CASE WHEN o.state <> 'member' OR o.hidden_at IS NOT NULL THEN ''
	WHEN EXISTS (` + shownAt + `) THEN ? WHEN EXISTS (` + shownAt + `) THEN ? ELSE '' END)`

const shownAt = `SELECT 1 FROM endorsements e WHERE e.organisation_id = o.id AND e.withdrawn_at IS NULL
	AND e.level = ? AND (e.name_from IS NULL OR e.name_from <= ?)`

func (s *Store) memberRows(db *gorm.DB) ([]memberRow, error) {
	at := s.clock()
	var rows []memberRow
	err := db.Table("organisations o").
		Select("o.id, o.number, o.state, o.joined_at, o.hidden_at, "+unnamedRule+" AS secret, "+shownRule+" AS shown", at, at, Public, at, Public, Members, at, Members).
		Where("o.state IN ?", []OrganisationState{Member, Suspended}).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return rows, nil
}

func (r memberRow) matter() Matter { return Matter{OrganisationID: r.ID, Secret: r.Secret} }

func (r memberRow) line(as Actor, p Profile) MemberLine {
	l := MemberLine{Secret: r.Secret}
	if as.MaySee(r.matter()) != nil {
		return l
	}
	l.ID, l.Open, l.Names, l.Town, l.Country = r.ID, true, p.Names, p.Town, p.Country
	l.State, l.Hidden, l.Joined, l.Shown = r.State, r.HiddenAt, r.JoinedAt, r.Shown
	return l
}

func (q MembersQuery) finds(l MemberLine) bool {
	return q.Search == "" || l.Open && fold.Match(fold.SearchKey(l.Names.Own, l.Names.English), q.Search)
}

// cut sorts the lines and leaves a page of them.
func (p *MembersPage) cut(after string) {
	keys := make(map[string]string, len(p.Lines))
	for _, l := range p.Lines {
		keys[l.ID] = fold.SortKey(l.Names.Sorting())
	}
	slices.SortFunc(p.Lines, func(a, b MemberLine) int {
		return cmp.Or(-compareBool(a.Open, b.Open), cmp.Compare(keys[a.ID], keys[b.ID]), cmp.Compare(a.Number, b.Number))
	})
	if at := slices.IndexFunc(p.Lines, func(l MemberLine) bool { return l.cursor() == after }); at >= 0 {
		p.Lines = p.Lines[at+1:]
	}
	if len(p.Lines) > membersPerPage {
		p.Lines = p.Lines[:membersPerPage]
		p.Next = p.Lines[membersPerPage-1].cursor()
	}
}

// cursor names a line in an address. The number that an unnamed one has here is no secret.
func (l MemberLine) cursor() string {
	if l.Open {
		return l.ID
	}
	return fmt.Sprintf("unnamed-%d", l.Number)
}
