package views

import "keephope/models"

func showingMonth(p Page, until string) string {
	at, err := models.ParseTraceMonth(until)
	if err != nil {
		return until
	}
	return p.Words.MonthUntil(at)
}
