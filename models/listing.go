package models

import "time"

// Listing is the public copy of an endorsement, in plain. Public queries read it and nothing else.
type Listing struct {
	EndorsementID  string `gorm:"primaryKey"`
	OrganisationID string
	StatementID    string
	Slug           string
	Names          Names `gorm:"serializer:json"`
	Folded         string
	SortKey        string
	Country        string
	Town           string
	Kind           string
	Website        string
	Communities    []string `gorm:"serializer:json"`
	Quote          string
	QuoteLang      string
	LogoID         string
	Version        int
	ListedFrom     time.Time
}
