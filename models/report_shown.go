package models

import (
	"fmt"

	"gorm.io/gorm"

	"keephope/models/seal"
)

// shownReports are the published words of some reports, opened together: however many there are, it takes a few statements.
type shownReports struct {
	keys   map[string]seal.DataKey  // by organisation
	words  map[string]ReportWords   // by report; of each picture there is a row
	widest map[string]ReportPicture // by picture: how large it is at most
}

// openShown opens what is published of reports.
func (s *Store) openShown(db *gorm.DB, rows []Report) (o shownReports, err error) {
	owners := make([]string, len(rows))
	for i, r := range rows {
		owners[i] = r.OrganisationID
	}
	if o.keys, err = s.keysOf(db, owners); err != nil {
		return o, err
	}
	var images []string
	o.words = make(map[string]ReportWords, len(rows))
	for _, r := range rows {
		words, err := openValue[ReportWords](o.keys[r.OrganisationID], reportPlace(r.ID, "shown"), r.Shown)
		if err != nil {
			return o, err
		}
		for _, image := range words.Pictures {
			images = append(images, image.ID)
		}
		o.words[r.ID] = words
	}
	o.widest = make(map[string]ReportPicture, len(images))
	if len(images) == 0 {
		return o, nil
	}
	var sizes []ReportPicture
	if err := db.Select("id", "width", "height").Where("id IN ?", images).Order("id, width").Find(&sizes).Error; err != nil {
		return o, fmt.Errorf("read sizes of pictures: %w", err)
	}
	for _, size := range sizes {
		o.widest[size.ID] = size
	}
	return o, nil
}

// public is what a report shows; named says under which id a picture is read.
func (o shownReports) public(r Report, named func(id string) string) PublicReport {
	words := o.words[r.ID]
	p := PublicReport{Lang: words.Lang, Text: words.Text, People: words.People}
	for _, image := range words.Pictures {
		size := o.widest[image.ID]
		p.Pictures = append(p.Pictures, PublicImage{ID: named(image.ID), Alt: image.Alt, Width: size.Width, Height: size.Height})
	}
	return p
}
