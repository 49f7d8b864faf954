package models

import (
	"time"

	"keephope/models/seal"
)

// Level is who may see that an organisation endorses, from loud to quiet: everybody, the addressee's delivery, members, or
// only a number.
type Level string

// The levels. Delivery is for statements with an addressee only.
const (
	Public   Level = "public"
	Delivery Level = "delivery"
	Members  Level = "members"
	Counted  Level = "counted"
)

// loudness orders the levels: a change to a higher number is louder.
var loudness = map[Level]int{Counted: 0, Members: 1, Delivery: 2, Public: 3}

// LouderThan reports whether l shows more than other. Members and delivery show different readers different
// things, so each is louder than the other.
func (l Level) LouderThan(other Level) bool {
	if l == Members && other == Delivery || l == Delivery && other == Members {
		return true
	}
	return loudness[l] > loudness[other]
}

// Endorsement is an organisation standing under a statement. At most one lives per organisation and statement.
type Endorsement struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	StatementID    string
	VersionID      string
	Lang           string
	Level          Level
	NameFrom       *time.Time
	Quote          []byte
	Mandate        []byte
	GivenAt        time.Time
	GivenBy        string
	PublicSince    *time.Time // the first day it was public; kept while it is not
	WithdrawnAt    *time.Time
	Dates          []byte // sealed endorsementDates, while one that was public is not
	Trace          []byte // sealed leftTrace, once it is withdrawn
	TracedUntil    string // the month of a trace that an earlier release wrote: see sealFormerTrace
}

// Quote is the one sentence beside a name: at most 140 characters.
type Quote struct {
	Text string `json:"text"`
	Lang string `json:"lang"`
}

// checkQuote returns a quote with its text cleaned and its language as it is usually written, and adds field errors to
// "quote" and "quote_lang", each with the suffix. Without a text there is no language.
func checkQuote(f *faults, suffix string, q Quote) Quote {
	q.Text = checkLine(f, "quote"+suffix, q.Text, maxQuote)
	if q.Lang = checkLanguage(f, "quote_lang"+suffix, q.Lang); q.Text == "" {
		q.Lang = ""
	}
	return q
}

// EffectiveLevel is what counts at an instant: none ("") if the organisation is hidden, suspended or has left or
// the endorsement is withdrawn; counted before name_from; else its level.
func EffectiveLevel(o Organisation, e Endorsement, at time.Time) Level {
	switch {
	case !o.Visible(), e.WithdrawnAt != nil:
		return ""
	case e.NameFrom != nil && at.Before(*e.NameFrom):
		return Counted
	}
	return e.Level
}

func datesPlace(id string) seal.Place {
	return seal.Place{Table: "endorsements", Column: "dates", Row: id}
}

func quotePlace(id string) seal.Place {
	return seal.Place{Table: "endorsements", Column: "quote", Row: id}
}

func mandatePlace(id string) seal.Place {
	return seal.Place{Table: "endorsements", Column: "mandate", Row: id}
}
