package models

import (
	"strconv"
	"time"

	"keephope/models/seal"
)

// Logo is one re-encoded size of an organisation's logo, sealed under its data key.
type Logo struct {
	ID             string `gorm:"primaryKey"`
	Width          int    `gorm:"primaryKey;autoIncrement:false"`
	Height         int
	OrganisationID string
	MediaType      string
	Sealed         []byte
	AddedAt        time.Time
}

// ListingLogo is the public copy of one size.
type ListingLogo struct {
	LogoID        string `gorm:"primaryKey"`
	Width         int    `gorm:"primaryKey;autoIncrement:false"`
	Height        int
	MediaType     string
	Bytes         []byte
	EndorsementID string `gorm:"primaryKey"`
}

func logoPlace(id string, width int) seal.Place {
	return seal.Place{Table: "logos", Column: "sealed", Row: id + "/" + strconv.Itoa(width)}
}
