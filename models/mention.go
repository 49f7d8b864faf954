package models

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"keephope/models/fold"
	"keephope/models/job"
	"keephope/models/seal"
)

// MentionState is where a mention stands.
type MentionState string

// The states of a mention.
const (
	MentionOpen     MentionState = "open"
	MentionWithheld MentionState = "withheld" // the words are out of sight until a keeper lets them stand
	MentionSettled  MentionState = "settled"
)

// Mention is that words of an action, of a report on it, or the town of who takes part, name an organisation that is not known to
// those who read them. There is one
// of the same words and organisation, however often it is found. It is for keepers: nobody else learns that there is any.
type Mention struct {
	ID              string `gorm:"primaryKey"`
	OrganisationID  string
	ActionID        string
	ReportID        string // "" = no report has it
	ParticipationID string // "" = no participant's town has it; both "" = the words of the action itself
	State           MentionState
	FoundAt         time.Time
	ChangedAt       *time.Time // of a town: since when it is another one than was found
	DecidedAt       *time.Time
	Note            []byte
	Stands          []byte // keyed hashes of the sentences with the name that a keeper let stand
	Revision        int    // of the action, when a keeper decided
}

func mentionPlace(id string) seal.Place {
	return seal.Place{Table: "mentions", Column: "note", Row: id}
}

// written is one text among the public words of an action or a report.
type written struct {
	Field string // a key of mention.field
	Lang  string
	Text  string
}

// written are all words of an action that everybody reads.
func (p PublicAction) written() []written {
	var all []written
	for lang, t := range p.Texts {
		all = append(all, written{"title", lang, t.Title}, written{"summary", lang, t.Summary}, written{"body", lang, t.Body},
			written{"share", lang, t.Share}, written{"before", lang, t.Before})
		for _, step := range t.Steps {
			all = append(all, written{"steps", lang, step})
		}
	}
	all = append(all, written{"place", p.Original, p.Town}, written{"place", p.Original, p.Place},
		written{"cancelled", p.Original, p.Cancelled}, written{"outcome", p.Original, p.Outcome})
	for _, m := range p.Materials {
		all = append(all, written{"materials", p.Original, m.Label}, written{"materials", p.Original, m.URL})
	}
	slices.SortStableFunc(all, func(a, b written) int {
		return compareBool(a.Lang != p.Original, b.Lang != p.Original)*2 + cmp.Compare(a.Lang, b.Lang)
	})
	return slices.DeleteFunc(all, func(w written) bool { return w.Text == "" })
}

// written are all words of a report that everybody reads.
func (r PublicReport) written() []written {
	all := []written{{"report", r.Lang, r.Text}}
	for _, image := range r.Pictures {
		all = append(all, written{"alt", r.Lang, image.Alt})
	}
	return all
}

// sought is an organisation by the names that texts are searched for.
type sought struct {
	id    string
	names []fold.Sought
}

// soughtOf makes a profile's names ready. Those with fewer than four letters are left out.
func soughtOf(id string, n Names) sought {
	s := sought{id: id}
	for _, name := range []string{n.Own, n.English} {
		if ready, ok := fold.Seek(name); ok && !slices.Contains(s.names, ready) {
			s.names = append(s.names, ready)
		}
	}
	return s
}

// in reports whether words, as fold.Words made them, have one of the names.
func (s sought) in(words string) bool {
	return slices.ContainsFunc(s.names, func(n fold.Sought) bool { return n.In(words) })
}

// inSlug reports whether an address name has one of the names, or the first words of one where it was cut.
func (s sought) inSlug(slug string) bool {
	return slices.ContainsFunc(s.names, func(n fold.Sought) bool { return n.InSlug(slug) })
}

// seekNames has the words of an action searched for names of organisations that are not known to those who read them. It is done by a job:
// how long an answer takes tells of no name.
func (t *tx) seekNames(actionID string) error {
	return t.job(job.SeekNames{ActionID: actionID}, t.at)
}

// seekOrganisation has all public words searched for the names of an organisation that is not public now, whose open
// mentions go where it is.
func (t *tx) seekOrganisation(organisationID string, public bool) error {
	if !public {
		return t.job(job.SeekNames{OrganisationID: organisationID}, t.at)
	}
	if err := t.db.Where("organisation_id = ? AND state = ?", organisationID, MentionOpen).Delete(&Mention{}).Error; err != nil {
		return fmt.Errorf("forget where %s is named: %w", organisationID, err)
	}
	return nil
}

// forgetMentions deletes the mentions of an organisation that is erased. Words that are out of sight stay so until a keeper
// decides: that they came back would tell of the erasure.
func (t *tx) forgetMentions(organisationID string) error {
	if err := t.db.Where("organisation_id = ? AND state <> ?", organisationID, MentionWithheld).Delete(&Mention{}).Error; err != nil {
		return fmt.Errorf("forget where %s is named: %w", organisationID, err)
	}
	return nil
}

// queuedMentions reads the mentions that wait for keepers, and those that were settled in the last day. Words that were
// changed since they are out of sight wait again.
func queuedMentions(db *gorm.DB, at time.Time) ([]queued, error) {
	var found []struct {
		Queued    queued `gorm:"embedded"`
		Standing  MentionState
		ChangedAt *time.Time
		Rewritten bool // the action, since a keeper decided
		SentAt    *time.Time
		MovedAt   *time.Time // of a town: since when it is another one
		Town      bool
	}
	err := db.Table("mentions m").
		Select("m.id, m.organisation_id, m.found_at AS submitted_at, m.decided_at, m.state AS standing, a.changed_at, a.revision <> m.revision AS rewritten, r.sent_at, m.changed_at AS moved_at, m.participation_id <> '' AS town").
		Joins("JOIN actions a ON a.id = m.action_id AND "+sentRule).
		Joins("LEFT JOIN reports r ON r.id = m.report_id").
		Joins("LEFT JOIN participations p ON p.id = m.participation_id").
		Where("(m.report_id = '' OR r.id IS NOT NULL) AND (m.participation_id = '' OR p.id IS NOT NULL)").
		Where("m.state <> ? OR m.decided_at > ?", MentionSettled, at.Add(-undoFor)).
		Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read where organisations are named: %w", err)
	}
	rows := make([]queued, len(found))
	for i, r := range found {
		rows[i] = r.Queued
		rows[i].Mention, rows[i].AtRisk, rows[i].State = true, true, Submitted
		changed := r.SentAt
		if changed == nil && r.Rewritten {
			changed = r.ChangedAt
		}
		if r.Town {
			changed = r.MovedAt
		}
		switch {
		case r.Standing == MentionSettled:
			rows[i].State = Approved
		case r.Standing == MentionWithheld && changed != nil && changed.After(*rows[i].DecidedAt):
			rows[i].AnsweredAt = changed
		case r.Standing == MentionWithheld:
			rows[i].State = Asked
		}
	}
	return rows, nil
}

// Mark changes with everything that a decision on a mention is based on. Edition is that of the words.
func (m Mention) Mark(edition int) string {
	return mark(string(m.State), &m.FoundAt, m.DecidedAt) + "." + strconv.Itoa(edition)
}
