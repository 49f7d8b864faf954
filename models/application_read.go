package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// MyApplication is an application as its own side sees it: what was answered, where it stands, what was said. Who reads
// it at the desk is not in it.
type MyApplication struct {
	ID             string
	OrganisationID string
	State          ApplicationState // held that is over counts as submitted
	Answers        Answers
	SavedAt        time.Time
	SubmittedAt    *time.Time
	AnsweredAt     *time.Time
	TakenAt        *time.Time
	HeldUntil      *time.Time
	AgainAfter     *time.Time
	DecidedAt      *time.Time
	Thread         []Said
	Text           ShownText // bound by sending; before that the newest version, in the reader's language if there is one
	Keepers        bool      // there are enough of them for "Counted, never named"
	MayEdit        bool
	MayBind        bool
	Slug           string // the organisation's public address, "" unless it is listed now
	Back           []OwnStep
}

// OwnStep is when an application that was sent was taken back by its own side, or sent again.
type OwnStep struct {
	Verb Verb // application.withdrawn or application.resumed
	At   time.Time
}

// ShownText is the text that an application is for.
type ShownText struct {
	VersionID string
	Number    int
	Lang      string
	Title     string
	Body      string
	SHA256    string
}

// MyApplication reads the organisation's present application for one of its representatives; lang is the language of
// the page. Returns NotFound for everybody else, and if there is none.
func (s *Store) MyApplication(ctx context.Context, as Actor, organisationID, lang string) (MyApplication, error) {
	if err := as.MayRead(organisationID); err != nil {
		return MyApplication{}, err
	}
	db := s.db.WithContext(ctx)
	a, err := s.present(db, organisationID)
	if err != nil {
		return MyApplication{}, err
	}
	key, err := s.key(db, organisationID)
	if err != nil {
		return MyApplication{}, err
	}
	m := MyApplication{
		ID: a.ID, OrganisationID: organisationID, State: a.StateAt(s.clock()), SavedAt: a.SavedAt, SubmittedAt: a.SubmittedAt,
		AnsweredAt: a.AnsweredAt, TakenAt: a.TakenAt, HeldUntil: a.HeldUntil, AgainAfter: a.AgainAfter, DecidedAt: a.DecidedAt,
		MayEdit: as.MayEdit(organisationID) == nil, MayBind: as.MayBind(organisationID) == nil,
	}
	if m.Answers, err = s.answers(key, a); err != nil {
		return MyApplication{}, err
	}
	if m.Thread, err = s.standingThread(db, key, a.ID); err != nil {
		return MyApplication{}, err
	}
	for i := range m.Thread {
		m.Thread[i].AuthorID = "" // who sits at the desk is not told
	}
	err = db.Model(&Event{}).Where("organisation_id = ? AND object_id = ? AND verb IN ?", organisationID, a.ID,
		[]Verb{"application.withdrawn", "application.resumed"}).Order("id").Find(&m.Back).Error
	if err != nil {
		return MyApplication{}, fmt.Errorf("read own steps of %s: %w", a.ID, err)
	}
	if m.Text, err = s.textOf(db, a, lang); err != nil {
		return MyApplication{}, err
	}
	if m.Keepers, err = enoughKeepers(db); err != nil {
		return MyApplication{}, err
	}
	m.Slug, err = s.slugNow(db, organisationID)
	return m, err
}

// textOf reads the text that an application is bound to, or will be: the newest published version, in lang if it is
// locked in that language, else in the original. The zero value if nothing is published.
func (s *Store) textOf(db *gorm.DB, a Application, lang string) (ShownText, error) {
	q := db.Table("statement_versions v").Select("t.version_id, v.number, t.lang, t.title, t.body, t.sha256").
		Joins("JOIN statement_texts t ON t.version_id = v.id").
		Where("v.statement_id = ? AND v.published_at <= ? AND t.locked_at <= ?", a.StatementID, s.clock(), s.clock())
	if a.VersionID != "" {
		q = q.Where("v.id = ? AND t.lang = ?", a.VersionID, a.Lang)
	} else {
		q = q.Where("t.lang IN (?, v.original_lang)", lang)
	}
	text, err := one[ShownText](q.Clauses(firstWhere("v.number DESC", "t.lang = ?", lang)))
	if isNotFound(err) {
		return ShownText{}, nil
	}
	return text, err
}

// firstWhere orders rows by order, and among equals puts those first for which the condition holds. (Order ignores
// expressions.)
func firstWhere(order, condition string, value any) clause.OrderBy {
	sql := "CASE WHEN " + condition + " THEN 0 ELSE 1 END"
	if order != "" {
		sql = order + ", " + sql
	}
	return clause.OrderBy{Expression: clause.Expr{SQL: sql, Vars: []any{value}}}
}
