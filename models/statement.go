package models

import "time"

// StatementKind is what a statement is.
type StatementKind string

// Call is the campaign's own text; only texts with an addressee offer level Delivery. The schema knows press releases and
// open letters too, which nothing writes yet.
const (
	Call StatementKind = "call"
)

// Statement is a text to endorse.
type Statement struct {
	ID         string `gorm:"primaryKey"`
	CampaignID string
	Kind       StatementKind
	Addressee  string
	CreatedAt  time.Time
}

// MaxVersion bounds the number of a version in an address, far above what a coalition ever writes.
const MaxVersion = 1_000_000

// StatementVersion is a numbered version: a draft until PublishedAt, then locked for good.
type StatementVersion struct {
	ID           string `gorm:"primaryKey"`
	StatementID  string
	Number       int
	OriginalLang string
	CreatedAt    time.Time
	PublishedAt  *time.Time
}

// StatementText is a version in one language. SHA256 is hex of the normalised text, set when it is locked. Until then
// title and body lie in Sealed, under the version's data key, and the reads for the desk open them.
type StatementText struct {
	VersionID string `gorm:"primaryKey"`
	Lang      string `gorm:"primaryKey"`
	Title     string
	Body      string
	Sealed    []byte
	SHA256    string `gorm:"column:sha256"`
	SavedAt   time.Time
	LockedAt  *time.Time
}
