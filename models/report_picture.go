package models

import (
	"fmt"

	"keephope/models/picture"
	"keephope/models/seal"
)

// keepReportPicture seals a picture in its sizes. nil = none.
func (t *tx) keepReportPicture(key seal.DataKey, reportID, id string, taken *picture.Logo) error {
	if taken == nil {
		return nil
	}
	for _, size := range taken.Sizes {
		sealed, err := key.Seal(t.rand, reportPicturePlace(id, size.Width), size.Bytes)
		if err != nil {
			return fmt.Errorf("seal picture: %w", err)
		}
		row := ReportPicture{ID: id, Width: size.Width, Height: size.Height, ReportID: reportID, MediaType: taken.Type, Sealed: sealed, AddedAt: t.at}
		if err := t.db.Create(&row).Error; err != nil {
			return fmt.Errorf("keep picture: %w", err)
		}
	}
	return nil
}

// dropReportPictures deletes the pictures of a report that it does not show any more.
func (t *tx) dropReportPictures(reportID string, kept []ReportedImage) error {
	ids := []string{""}
	for _, image := range kept {
		ids = append(ids, image.ID)
	}
	if err := t.db.Where("report_id = ? AND id NOT IN ?", reportID, ids).Delete(&ReportPicture{}).Error; err != nil {
		return fmt.Errorf("drop pictures of report %s: %w", reportID, err)
	}
	return nil
}
