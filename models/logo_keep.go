package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"keephope/models/picture"
	"keephope/models/seal"
)

// pictureFaults turns what is wrong with a picture into a field error; nil if the fault is not the sender's.
func pictureFaults(field string, err error) (f faults) {
	switch {
	case errors.Is(err, picture.ErrTooLarge):
		f.add(field, "field.picture_size")
	case errors.Is(err, picture.ErrTooManyPixels):
		f.add(field, "field.picture_pixels")
	case errors.Is(err, picture.ErrNotPicture), errors.Is(err, picture.ErrMisnamed):
		f.add(field, "field.picture_format")
	case errors.Is(err, picture.ErrBroken):
		f.add(field, "field.picture_broken")
	}
	return f
}

// keepLogo seals a logo in all its sizes and returns its id. Nobody sees it until the profile names it.
func (t *tx) keepLogo(key seal.DataKey, organisationID string, logo picture.Logo) (string, error) {
	id := t.NewID()
	for _, size := range logo.Sizes {
		sealed, err := key.Seal(t.rand, logoPlace(id, size.Width), size.Bytes)
		if err != nil {
			return "", fmt.Errorf("seal logo: %w", err)
		}
		row := Logo{
			ID: id, Width: size.Width, Height: size.Height, OrganisationID: organisationID, MediaType: logo.Type,
			Sealed: sealed, AddedAt: t.at,
		}
		if err := t.db.Create(&row).Error; err != nil {
			return "", fmt.Errorf("keep logo: %w", err)
		}
	}
	return id, nil
}

// dropLogo deletes a logo that nobody names any more. "" is no logo.
func (t *tx) dropLogo(organisationID, id string) error {
	if id == "" {
		return nil
	}
	if err := t.db.Where("id = ? AND organisation_id = ?", id, organisationID).Delete(&Logo{}).Error; err != nil {
		return fmt.Errorf("drop logo: %w", err)
	}
	return nil
}

// LogoFile is one size of a logo, ready to be shown.
type LogoFile struct {
	Width, Height int
	MediaType     string
	Bytes         []byte
}

// OwnLogo reads a logo for a representative of its organisation: the smallest size that is at least as wide as asked
// for, else the widest. Returns NotFound for everybody else.
func (s *Store) OwnLogo(ctx context.Context, as Actor, organisationID, logoID string, width int) (LogoFile, error) {
	if err := as.MayRead(organisationID); err != nil {
		return LogoFile{}, err
	}
	if !ValidID(logoID) {
		return LogoFile{}, notFound()
	}
	return s.logoFile(ctx, organisationID, logoID, width)
}

// hasLogo reports whether a logo is kept. "" is no logo.
func (s *Store) hasLogo(db *gorm.DB, organisationID, id string) (bool, error) {
	if id == "" {
		return false, nil
	}
	var sizes int64
	if err := db.Model(&Logo{}).Where("id = ? AND organisation_id = ?", id, organisationID).Count(&sizes).Error; err != nil {
		return false, fmt.Errorf("look for logo: %w", err)
	}
	return sizes > 0, nil
}

// logoFile opens a logo's size without asking who reads it.
func (s *Store) logoFile(ctx context.Context, organisationID, logoID string, width int) (LogoFile, error) {
	db := s.db.WithContext(ctx)
	var sizes []Logo
	err := db.Where("id = ? AND organisation_id = ?", logoID, organisationID).Order("width").Find(&sizes).Error
	if err != nil {
		return LogoFile{}, fmt.Errorf("read logo: %w", err)
	}
	if len(sizes) == 0 {
		return LogoFile{}, notFound()
	}
	chosen := wideEnough(sizes, func(size Logo) bool { return size.Width >= width })
	key, err := s.key(db, organisationID)
	if err != nil {
		return LogoFile{}, err
	}
	plain, err := key.Open(logoPlace(chosen.ID, chosen.Width), chosen.Sealed)
	if err != nil {
		return LogoFile{}, fmt.Errorf("open logo: %w", err)
	}
	return LogoFile{Width: chosen.Width, Height: chosen.Height, MediaType: chosen.MediaType, Bytes: plain}, nil
}

// wideEnough is the first of sizes, the narrowest first, that is enough, else the widest. There is one at least.
func wideEnough[S any](sizes []S, enough func(S) bool) S {
	if i := slices.IndexFunc(sizes, enough); i >= 0 {
		return sizes[i]
	}
	return sizes[len(sizes)-1]
}
