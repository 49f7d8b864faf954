package models

import "time"

// ApplicationState is where an organisation's way in stands. What leads from one state to another is in steps.
type ApplicationState string

// The states of an application. Held counts as submitted once HeldUntil has passed.
const (
	Draft     ApplicationState = "draft"
	Submitted ApplicationState = "submitted"
	Asked     ApplicationState = "asked"
	Held      ApplicationState = "held"
	Approved  ApplicationState = "approved"
	Declined  ApplicationState = "declined"
	Withdrawn ApplicationState = "withdrawn"
)

// Application is an organisation's way in. Answers is sealed under the organisation's data key.
type Application struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID string
	StatementID    string
	ApplicantID    string
	State          ApplicationState
	AtRisk         bool
	Answers        []byte
	SavedAt        time.Time
	SubmittedAt    *time.Time
	AnsweredAt     *time.Time
	HeldUntil      *time.Time
	AgainAfter     *time.Time
	TakenAt        *time.Time
	TakenBy        string
	DecidedAt      *time.Time
	DecidedBy      string
	BeforeState    ApplicationState
	VersionID      string
	Lang           string
}

// Answers is what an application asks, part by part. The parts may be filled in any order and kept half done.
type Answers struct {
	Organisation Profile         `json:"organisation"`
	Authority    AuthorityAnswer `json:"authority"`
	Naming       NamingAnswer    `json:"naming"`
	Words        WordsAnswer     `json:"words"`
	Done         map[string]bool `json:"done"` // by part: saved without a fault
}

// AuthorityAnswer says who speaks and who decided.
type AuthorityAnswer struct {
	Position string `json:"position"`
	Decided  string `json:"decided"` // "self", "board" or "asked"; the third stops kindly
	Mandate  string `json:"mandate"` // in the applicant's words: who decided, when
	Confirm  bool   `json:"confirm"`
}

// NamingAnswer says how the organisation is to be shown.
type NamingAnswer struct {
	Level    Level  `json:"level"`
	Town     string `json:"town"`
	NoPlace  bool   `json:"no_place"`
	NameFrom string `json:"name_from"` // date "2026-12-10", "" = at once
	AtRisk   bool   `json:"at_risk"`
}

// WordsAnswer is the one sentence and the logo.
type WordsAnswer struct {
	Quote  Quote  `json:"quote"`
	LogoID string `json:"logo_id"`
}
