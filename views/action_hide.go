package views

import "keephope/models"

// hideKey is the key of hiding at once: that of holding, which what is published cannot be.
func (p DeskPage) hideKey() string {
	if p.may(models.StepHold) {
		return ""
	}
	return "h"
}
