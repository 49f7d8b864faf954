package models

import (
	"fmt"
	"slices"
	"time"

	"keephope/models/fold"
	"keephope/models/seal"
)

// ListingCommunity is one community of a listing, with what lists of that community are ordered, narrowed and
// searched by.
type ListingCommunity struct {
	StatementID   string    `gorm:"primaryKey"`
	Community     string    `gorm:"primaryKey"`
	ListedFrom    time.Time `gorm:"primaryKey"`
	EndorsementID string    `gorm:"primaryKey"`
	SortKey       string
	Country       string
	Folded        string
}

// relist brings the public copy of one organisation in line with what is true at the transaction's instant. It is the
// only function that writes or deletes listings and traces: every change that may touch what is public ends with it.
// It locks the organisation first, so that of a publication and a hiding at the same time the hiding wins.
func (t *tx) relist(organisationID string) error {
	o, key, err := t.hold(organisationID)
	if err != nil {
		return err
	}
	var endorsements []Endorsement
	if err := t.db.Where("organisation_id = ?", organisationID).Find(&endorsements).Error; err != nil {
		return fmt.Errorf("read endorsements of %s: %w", organisationID, err)
	}
	var old []Listing
	if err := t.db.Where("organisation_id = ?", organisationID).Find(&old).Error; err != nil {
		return fmt.Errorf("read listings of %s: %w", organisationID, err)
	}
	if err := t.unlist(old); err != nil {
		return err
	}
	listed := false
	for _, e := range endorsements {
		if EffectiveLevel(o, e, t.at) != Public {
			if err := t.hideDates(key, e); err != nil {
				return err
			}
			continue
		}
		if err := t.list(o, key, e); err != nil {
			return fmt.Errorf("list endorsement %s: %w", e.ID, err)
		}
		listed = true
	}
	if !listed {
		if err := t.dropPublicMarks(o.ID); err != nil {
			return err
		}
	}
	if err := t.retrace(o, key, endorsements); err != nil {
		return err
	}
	if err := t.seekOrganisation(o.ID, listed); err != nil {
		return err
	}
	return t.relistActions(o.ID)
}

// unlist deletes the public copies. What is still public is written anew afterwards.
func (t *tx) unlist(old []Listing) error {
	if len(old) == 0 {
		return nil
	}
	t.makeQuieter()
	ids := make([]string, len(old))
	for i, l := range old {
		ids[i] = l.EndorsementID
	}
	for _, row := range []any{&ListingLogo{}, &ListingCommunity{}, &Listing{}} {
		if err := t.db.Where("endorsement_id IN ?", ids).Delete(row).Error; err != nil {
			return fmt.Errorf("delete listing: %w", err)
		}
	}
	return nil
}

// list writes the public copy of one endorsement.
func (t *tx) list(o Organisation, key seal.DataKey, e Endorsement) error {
	listing, err := t.listing(o, key, e)
	if err != nil {
		return err
	}
	t.listed = true
	if err := t.db.Create(&listing).Error; err != nil {
		return fmt.Errorf("write listing: %w", err)
	}
	for _, community := range listing.Communities {
		row := ListingCommunity{
			StatementID: e.StatementID, Community: community, ListedFrom: listing.ListedFrom, EndorsementID: e.ID,
			SortKey: listing.SortKey, Country: listing.Country, Folded: listing.Folded,
		}
		if err := t.db.Create(&row).Error; err != nil {
			return fmt.Errorf("write community of listing: %w", err)
		}
	}
	return t.copyLogo(key, o, listing)
}

// listing opens what is sealed and makes the public row of it.
func (t *tx) listing(o Organisation, key seal.DataKey, e Endorsement) (Listing, error) {
	profile, err := t.profile(key, o)
	if err != nil {
		return Listing{}, err
	}
	quote, err := openValue[Quote](key, quotePlace(e.ID), e.Quote)
	if err != nil {
		return Listing{}, err
	}
	slug, err := t.slugFor(o.ID, key, profile.Names.Sorting())
	if err != nil {
		return Listing{}, err
	}
	version, err := one[StatementVersion](t.db.Where("id = ?", e.VersionID))
	if err != nil {
		return Listing{}, fmt.Errorf("read version: %w", err)
	}
	if err := t.showDates(key, &e); err != nil {
		return Listing{}, err
	}
	if e.PublicSince == nil {
		e.PublicSince = &t.at
		if err := t.db.Model(&Endorsement{}).Where("id = ?", e.ID).Update("public_since", t.at).Error; err != nil {
			return Listing{}, fmt.Errorf("keep day of publication: %w", err)
		}
	}
	told := Told{profile, quote}.At(Public)
	communities := slices.Clone(told.Communities)
	slices.Sort(communities)
	return Listing{
		EndorsementID: e.ID, OrganisationID: o.ID, StatementID: e.StatementID, Slug: slug, Names: told.Names,
		Folded: fold.SearchKey(told.Names.Own, told.Names.English, told.Town), SortKey: fold.SortKey(told.Names.Sorting()),
		Country: told.Country, Town: told.Town, Kind: told.Kind, Website: told.Website,
		Communities: slices.Compact(communities), Quote: told.Quote.Text, QuoteLang: told.Quote.Lang, LogoID: t.publicLogo(told.LogoID),
		Version: version.Number, ListedFrom: *e.PublicSince,
	}, nil
}

// publicLogo is the id under which everybody reads a logo: a keyed hash, so that an address that somebody kept leads to
// no row of an organisation that is not public any more. "" is no logo.
func (s *Store) publicLogo(id string) string {
	if id == "" {
		return ""
	}
	return idAlphabet.EncodeToString(s.keys.Lookup("logo", id)[:16])
}

func (t *tx) copyLogo(key seal.DataKey, o Organisation, listing Listing) error {
	if listing.LogoID == "" {
		return nil
	}
	profile, err := t.profile(key, o)
	if err != nil {
		return err
	}
	var sizes []Logo
	if err := t.db.Where("id = ? AND organisation_id = ?", profile.LogoID, o.ID).Find(&sizes).Error; err != nil {
		return fmt.Errorf("read logo: %w", err)
	}
	for _, size := range sizes {
		plain, err := key.Open(logoPlace(size.ID, size.Width), size.Sealed)
		if err != nil {
			return fmt.Errorf("open logo: %w", err)
		}
		row := ListingLogo{
			LogoID: listing.LogoID, Width: size.Width, Height: size.Height, MediaType: size.MediaType,
			Bytes: plain, EndorsementID: listing.EndorsementID,
		}
		if err := t.db.Create(&row).Error; err != nil {
			return fmt.Errorf("write logo of listing: %w", err)
		}
	}
	return nil
}
