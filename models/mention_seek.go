package models

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"keephope/models/fold"
)

// soughtAtOnce is how many actions are searched at a time.
const soughtAtOnce = 100

// spot is where a name is found: an action's own words, or those of a report on it, or the town of who takes part; and whose
// name it is.
type spot struct{ action, report, participation, organisation string }

// seeking is one search: for the names of which organisations, in which words, and which mentions it may end.
type seeking struct {
	hidden   string // SQL on organisations o
	args     []any
	mentions *gorm.DB
	each     func(members bool, f func(spot, []written)) error // public words, or those that members alone read
	slugs    *gorm.DB                                          // addresses that are searched too; nil = none
}

// SeekNames looks which words that others read name which organisations that are not known to them: those of one action, or the
// names of one organisation in all of them. What is not named any more is no item any more; what a keeper let stand is one again once the
// name stands in another sentence. An address that leads to an action, and has a name in it that its title had once, is one too. Idempotent. It costs what opening all
// names that are not public costs, or reading all words: a second or two at ten thousand.
func (s *Store) SeekNames(ctx context.Context, actionID, organisationID string) error {
	db := s.db.WithContext(ctx)
	q := seeking{hidden: "? = ''", args: []any{organisationID}, mentions: db.Model(&Mention{}).Where("action_id = ?", actionID), slugs: db.Where("action_id = ?", actionID)}
	if organisationID != "" {
		q.hidden, q.mentions, q.slugs = "o.id = ?", db.Model(&Mention{}).Where("organisation_id = ?", organisationID), db
	}
	q.each = func(members bool, f func(spot, []written)) error {
		if members {
			return cmp.Or(s.eachMemberText(db, actionID, f), s.eachGuestText(db, actionID, f))
		}
		return s.eachPublicText(db, actionID, f)
	}
	return s.seek(ctx, q)
}

func (s *Store) seek(ctx context.Context, q seeking) error {
	db := s.db.WithContext(ctx)
	names, err := s.unlistedNames(db, q.hidden, q.args...)
	if err != nil {
		return err
	}
	known, err := s.knownToMembers(db)
	if err != nil {
		return err
	}
	found, err := q.find(names, known)
	if err != nil {
		return err
	}
	addressed, err := s.namedSlugs(q.slugs, names)
	if err != nil {
		return err
	}
	var old []Mention
	if err := s.nowRead(q.mentions.Session(&gorm.Session{})).Find(&old).Error; err != nil {
		return fmt.Errorf("read what was found before: %w", err)
	}
	var gone, again []string
	for _, m := range old {
		key := spot{m.ActionID, m.ReportID, m.ParticipationID, m.OrganisationID}
		sentences, is := found[key]
		given, leads := addressed[key]
		switch {
		case !is && !leads && m.State != MentionWithheld:
			gone = append(gone, m.ID)
		case m.State == MentionSettled && (given.After(*m.DecidedAt) || !s.allStand(m, sentences)):
			again = append(again, m.ID)
		}
		delete(found, key)
		delete(addressed, key)
	}
	for key := range addressed { // the name is in an old address alone
		if _, is := found[key]; !is {
			found[key] = nil
		}
	}
	if len(found)+len(gone)+len(again) == 0 {
		return nil
	}
	return s.inTx(ctx, func(t *tx) error { return cmp.Or(t.keepMentions(found, gone), t.reopen(again)) })
}

// find looks where which of some names are, and in which sentences. Those that are known to members are no find in what members alone read.
func (q seeking) find(names []sought, known map[string]bool) (map[spot][]string, error) {
	found := map[spot][]string{}
	for _, members := range []bool{false, true} {
		err := q.each(members, func(at spot, all []written) {
			words := wordsOf(all)
			for _, name := range names {
				if !(members && known[name.id]) && name.in(words) {
					at.organisation = name.id
					found[at] = append(found[at], name.sentences(all)...)
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (t *tx) keepMentions(found map[spot][]string, gone []string) error {
	if err := t.db.Where("id IN ? AND state <> ?", gone, MentionWithheld).Delete(&Mention{}).Error; err != nil {
		return fmt.Errorf("forget what is not named any more: %w", err)
	}
	for at := range found {
		m := Mention{ID: t.NewID(), ActionID: at.action, ReportID: at.report, ParticipationID: at.participation, OrganisationID: at.organisation, State: MentionOpen, FoundAt: t.at}
		if err := t.staysAway(&m); err != nil {
			return err
		}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&m).Error; err != nil {
			return fmt.Errorf("keep that %s names somebody: %w", m.ActionID, err)
		}
	}
	return nil
}

// unlistedNames opens the names of organisations that are, or were, members and that no public page names now.
func (s *Store) unlistedNames(db *gorm.DB, where string, args ...any) ([]sought, error) {
	var ids []string
	err := db.Table("organisations o").Where("o.state IN ?", []OrganisationState{Member, Suspended, Left}).
		Where("NOT EXISTS (SELECT 1 FROM listings l WHERE l.organisation_id = o.id)").Where(where, args...).Order("o.id").Pluck("o.id", &ids).Error
	if err != nil {
		return nil, fmt.Errorf("list who is not public: %w", err)
	}
	profiles, err := s.profilesOf(db, ids)
	if err != nil {
		return nil, err
	}
	all := make([]sought, 0, len(ids))
	for id, profile := range profiles {
		all = append(all, soughtOf(id, profile.Names))
	}
	return all, nil
}

// wordsOf folds texts, with something between them that is no word.
func wordsOf(all []written) string {
	var words strings.Builder
	for _, w := range all {
		words.WriteString(fold.Words(w.Text))
		words.WriteString("| ")
	}
	return words.String()
}

// eachPublicText calls f with the public words of one listed action, or of all, of the reports on it, and the towns of
// those who take part, some at a time.
func (s *Store) eachPublicText(db *gorm.DB, actionID string, f func(spot, []written)) error {
	for after := ""; ; {
		q := db.Model(&ListedAction{}).Select("action_id", "shown").Where("action_id > ?", after)
		if actionID != "" {
			q = q.Where("action_id = ?", actionID)
		}
		var rows []ListedAction
		if err := q.Order("action_id").Limit(soughtAtOnce).Find(&rows).Error; err != nil {
			return fmt.Errorf("read public words: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		ids := make([]string, len(rows))
		for i, row := range rows {
			ids[i] = row.ActionID
			f(spot{action: row.ActionID}, row.Shown.written())
		}
		if err := eachPublicReport(db, ids, f); err != nil {
			return err
		}
		var placed []string
		err := db.Model(&ListedPart{}).Where("action_id IN ? AND part = ? AND town <> ''", ids, Participant).Distinct().Pluck("action_id", &placed).Error
		if err != nil {
			return fmt.Errorf("look where towns are told: %w", err)
		}
		for _, id := range placed {
			named, args := namedTo(ForPublic, "p.organisation_id", s.clock())
			if err := s.eachTown(db, id, func(p *gorm.DB) *gorm.DB { return p.Where("p.withheld_at IS NULL").Where(named, args...) }, f); err != nil {
				return err
			}
		}
		after = ids[len(ids)-1]
	}
}

func eachPublicReport(db *gorm.DB, actions []string, f func(spot, []written)) error {
	var rows []struct {
		ID       string
		ActionID string
		Shown    PublicReport `gorm:"serializer:json"`
	}
	err := db.Table("listed_reports l").Select("DISTINCT r.id, l.action_id, l.shown").
		Joins("JOIN listed_parts p ON p.action_id = l.action_id AND p.slug = l.slug").
		Joins("JOIN reports r ON r.action_id = l.action_id AND r.organisation_id = p.organisation_id").
		Where("l.action_id IN ?", actions).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("read public reports: %w", err)
	}
	for _, row := range rows {
		f(spot{action: row.ActionID, report: row.ID}, row.Shown.written())
	}
	return nil
}
